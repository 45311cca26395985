"""A film in a real browser: subtitles from the server and from the disk, the text that leads into the film, the printed page."""

from __future__ import annotations

from pathlib import Path

from browsing import Watched
from playwright.sync_api import Page, expect

TRACKS = "[...document.querySelector('video').textTracks].map(track => [track.mode, track.cues && track.cues.length])"


def subtitles(page: Page) -> None:
    page.wait_for_function(f"JSON.stringify({TRACKS}) === JSON.stringify([['showing', 10]])")


def test_subtitles_show_and_nothing_loads_before_play(watched: Watched, server: str) -> None:
    page = watched.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + "films/cup.html")
    subtitles(page)
    assert not [url for url in asked if url.endswith(".webm")]
    assert watched.errors == []


def test_a_film_elsewhere_is_not_asked_for_until_played(watched: Watched, server: str) -> None:
    watched.page.goto(server + "films/trace.html")
    watched.page.wait_for_load_state("networkidle")
    assert watched.hosts <= {"127.0.0.1", ""}
    assert watched.page.get_attribute("video", "src") == "http://video.intranet/films/trace.mp4"


def test_from_the_disk_the_page_makes_its_subtitles_and_a_time_leads_into_the_film(watched: Watched, real_site: Path) -> None:
    page = watched.page
    page.goto((real_site / "films" / "cup.html").as_uri())
    subtitles(page)
    page.get_by_text("字幕全文（10 段）").click()
    page.get_by_role("button", name="从 0:31 放起").click()
    page.wait_for_function("document.querySelector('video').currentTime > 31.8")
    expect(page.locator("[data-qf-transcript] li[aria-current]")).to_contain_text("撞断的是护栏")
    assert not [text for text in watched.errors if "vtt" in text or "track" in text.lower()]


def test_print_has_lines_to_write_on_and_no_answers(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "films/cup.html")
    page.locator(".qf-question__answer").first.locator("summary").click()
    page.emulate_media(media="print")
    expect(page.locator(".qf-question__answer").first).to_be_hidden()
    expect(page.locator("video")).to_be_hidden()
    expect(page.locator(".qf-film__still")).to_be_visible()
    assert page.locator(".qf-question__think textarea").first.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"
