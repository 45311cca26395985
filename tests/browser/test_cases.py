"""The case library and the slides as an officer drives them."""

from __future__ import annotations

import re
from pathlib import Path

from browsing import Watched
from playwright.sync_api import Browser, Page, expect


def shown(page: Page) -> int:
    return page.locator("[data-qf-cases] > .qf-case:visible").count()


def count(page: Page, facet: str, value: str) -> int:
    return int(page.locator(f"[data-qf-facet={facet}] [data-qf-value='{value}'] .qf-facet__count").text_content() or "")


def box(page: Page, facet: str, value: str) -> str:
    page.locator(f"[data-qf-facet={facet}]").evaluate("box => { box.open = true }")
    return f"[data-qf-facet={facet}] [data-qf-value='{value}'] input"


def test_facets_combine_and_their_counts_follow(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "cases/index.html")
    every = shown(page)
    work, second = count(page, "discipline", "work"), count(page, "form", "second")
    page.check(box(page, "discipline", "work"))
    assert shown(page) == work < every
    both = count(page, "form", "second")
    assert both <= min(work, second)
    assert count(page, "discipline", "integrity") > 0, "values of one facet are alternatives"
    page.check(box(page, "form", "second"))
    assert shown(page) == both
    expect(page.locator("[data-qf-said]")).to_have_text(f"符合条件的有 {both} 起。")
    page.check(box(page, "discipline", "masses"))
    assert shown(page) >= both
    page.click("[data-qf-clear]")
    assert shown(page) == every
    assert watched.errors == []


def test_the_address_keeps_the_conditions(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + "cases/index.html")
    page.check(box(page, "discipline", "work"))
    page.check(box(page, "year", "2026"))
    page.fill("[data-qf-words]", "派出所")
    found, address = shown(page), page.url
    assert "discipline=work" in address
    again = browser.new_page()
    again.goto(address)
    assert shown(again) == found > 0
    assert again.is_checked(box(again, "year", "2026"))
    assert again.input_value("[data-qf-words]") == "派出所"
    again.evaluate("location.hash = 'discipline=nonsense&form=%zz'")
    expect(again.locator("[data-qf-said]")).to_have_text(re.compile("^共 "))
    page.close()
    again.close()


def test_the_library_is_driven_by_the_keyboard(browser: Browser, server: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server + "cases/index.html")
    every = shown(page)
    page.focus("[data-qf-words]")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    page.keyboard.press("Space")
    assert shown(page) < every
    page.close()


def test_nothing_fits_is_said(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + "cases/index.html#q=没有这样的词")
    assert shown(page) == 0
    expect(page.locator("[data-qf-said]")).to_have_text("没有符合条件的案例，请减少条件。")
    page.close()


def test_without_script_every_value_has_its_page(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + "cases/index.html")
    assert not page.locator("[data-qf-facets-bar]").is_visible()
    page.click("[data-qf-facet=discipline] >> text=群众纪律")
    expect(page.locator("h1")).to_have_text("违反纪律：群众纪律")
    assert page.locator(".qf-case").count() > 0
    page.goto(server + "cases/this-month-slides.html")
    assert page.locator(".qf-slide").first.is_visible()
    assert page.locator(".qf-slide").last.is_visible(), "all slides stand below each other"
    context.close()


def test_the_library_filters_from_the_disk(browser: Browser, real_site: Path) -> None:
    page = browser.new_page()
    page.goto((real_site / "cases/index.html").as_uri() + "#form=fourth")
    assert 0 < shown(page) < page.locator("[data-qf-cases] > .qf-case").count()
    page.check(box(page, "discipline", "work"))
    assert "form=fourth" in page.url
    page.close()


def here(page: Page) -> int:
    assert page.locator(".qf-slide:visible").count() == 1
    return int(page.locator(".qf-slide:visible").get_attribute("id").removeprefix("s"))  # type: ignore[union-attr]


def test_slides_are_turned_by_keys(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "sets/2026-11-slides.html")
    last = page.locator(".qf-slide").count()
    assert here(page) == 1
    for key, place in (("ArrowRight", 2), ("PageDown", 3), (" ", 4), ("ArrowLeft", 3), ("End", last), ("Home", 1)):
        page.keyboard.press(key)
        assert here(page) == place, key
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    assert here(page) == 5
    assert page.url.endswith("#s5")
    page.keyboard.press("b")
    assert page.locator("[data-qf-slides]").get_attribute("data-black") == ""
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    page.wait_for_url("**/sets/2026-11.html")
    assert watched.errors == []


def test_an_answer_shows_on_the_next_key_only(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + "sets/2026-11-slides.html")
    question = page.locator(".qf-slide[data-kind=question]").first
    number = int(question.get_attribute("id").removeprefix("s"))  # type: ignore[union-attr]
    page.goto(server + f"sets/2026-11-slides.html#s{number}")
    answer = page.locator(f"#s{number} [data-qf-reveal]")
    expect(answer).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(answer).to_be_visible()
    assert here(page) == number
    page.keyboard.press("ArrowRight")
    assert here(page) == number + 1
    page.close()


def test_no_slide_of_the_sample_needs_scrolling_on_a_projector(browser: Browser, server: str) -> None:
    for size in ((1280, 720), (1024, 768), (1920, 1080)):
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto(server + "sets/2026-11-slides.html")
        over = page.evaluate(
            """[...document.querySelectorAll('.qf-slide')].filter(slide => {
                 document.querySelectorAll('.qf-slide').forEach(s => s.toggleAttribute('data-here', s === slide));
                 slide.querySelectorAll('[data-qf-reveal]').forEach(a => { a.hidden = false; });
                 return slide.scrollHeight > slide.clientHeight + 1; }).map(s => s.id)"""
        )
        assert over == [], size
        page.close()


def test_a_question_gives_time_to_think(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "cases/2026/2026-08.html")
    first = page.locator(".qf-question").first
    expect(first.locator("details p").first).to_be_hidden()
    first.locator("textarea").fill("先问依据。")
    first.locator("summary").click()
    expect(first.locator("details p").first).to_be_visible()
    page.reload()
    assert page.locator(".qf-question textarea").first.input_value() == "", "nothing is kept"


def test_a_circular_prints_as_a_document(browser: Browser, real_site: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto((real_site / "cases/2026/2026-08-circular.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator("text=回到案例剖析").is_visible()
    for part in (".qf-redhead__issuer", ".qf-redhead__no", "h1", ".qf-to", ".qf-sign", ".qf-imprint"):
        assert page.locator(part).first.is_visible(), part
    page.close()
