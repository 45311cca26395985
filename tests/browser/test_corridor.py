"""The corridor in a real browser: walked by keyboard, wheel and touch; light, still, readable without script; the hall screen."""

from __future__ import annotations

import functools
import http.server
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from browsing import Quiet, Watched
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

WALK = "corridor/main-1f-walk.html"
PANEL = "corridor/1f/lotus.html"
SCREEN = "corridor/screen/index.html"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 3,
}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
AT = "(document.querySelector('[data-qf-walk]') || document.createElement('i')).dataset.at"
"""Which picture the walk stands at; none while the next page is still coming."""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def open_page(url: str = "", **options: Any) -> Page:
        contexts.append(browser.new_context(locale="zh-CN", **options))
        page = contexts[-1].new_page()
        if url:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def panels(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data/corridor.json").read_text("utf-8"))
    return found


def test_the_whole_building_is_walked_by_keyboard(watched: Watched, server: str, real_site: Path) -> None:
    """From the door of the first floor to the end of the third: every panel once, each at an address of its own."""
    page, seen = watched.page, list[str]()
    page.emulate_media(reduced_motion="reduce")
    page.goto(server + "corridor/index.html")
    page.locator(".qf-foyer__door").first.click()
    for _ in range(200):
        page.wait_for_function(AT)
        if page.evaluate(AT) == "end":
            onward = page.locator(".qf-walk__door")
            if not onward.count():
                break
            onward.click()
            page.wait_for_function(f"{AT} === 'start'")
        elif page.locator(f"[data-qf-stop][id='{page.evaluate(AT)}'][data-spot-of]").count():
            seen.append(page.evaluate(AT))
            assert page.url.endswith("#" + seen[-1])
            assert page.locator(f".qf-walk__map [data-spot='{seen[-1]}'][aria-current=location]").count() == 1
        page.keyboard.press("ArrowRight")
    assert seen == [panel["url"].removeprefix("corridor/").removesuffix(".html").replace("/", "-") for panel in panels(real_site)]
    assert len(seen) >= 18
    assert watched.errors == []


def test_the_walk_moves_smoothly_and_at_once_for_those_who_want_no_motion(opened: Callable[..., Page], server: str) -> None:
    places = "new Promise(done => { const strip = document.querySelector('[data-qf-strip]'), seen = new Set(); const look = () => { seen.add(Math.round(strip.scrollLeft)); if (performance.now() > end) done(seen.size); else requestAnimationFrame(look); }; const end = performance.now() + 1200; document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true })); look(); })"
    moving, still = opened(server + WALK, **DESK), opened(server + WALK, reduced_motion="reduce", **DESK)
    assert moving.evaluate(places) > 5
    assert still.evaluate(places) <= 2


def test_the_wheel_goes_from_panel_to_panel_and_back_but_scrolls_a_long_text_first(
    opened: Callable[..., Page], server: str
) -> None:
    page = opened(server + WALK + "#1f-welcome", **DESK)
    page.wait_for_function(f"{AT} === '1f-welcome'")
    page.mouse.move(500, 450)
    page.mouse.wheel(0, 120)
    page.wait_for_function(f"{AT} === '1f-bamboo'")
    page.wait_for_timeout(500)
    page.mouse.wheel(0, -120)
    page.wait_for_function(f"{AT} === '1f-welcome'")
    for summary in page.locator("[id='1f-welcome'] summary").all():
        summary.click()
    label = page.locator("[id='1f-welcome'] .qf-walk__label")
    label.hover()
    page.mouse.wheel(0, 60)
    page.wait_for_function("document.querySelector('[id=\"1f-welcome\"] .qf-walk__label').scrollTop > 0")
    assert page.evaluate(AT) == "1f-welcome"


def swipe(page: Page, dx: int, dy: int = 0) -> None:
    """A finger on the middle of the screen, moved by so many pixels. Playwright has taps only."""
    session = page.context.new_cdp_session(page)
    for n in range(13):
        point = {"x": 195 + dx * (n / 12 - 0.5), "y": 500 + dy * (n / 12 - 0.5)}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if n else "touchStart", "touchPoints": [point]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_walks_too(opened: Callable[..., Page], server: str) -> None:
    page = opened(server + WALK + "#1f-welcome", **PHONE)
    page.wait_for_function(f"{AT} === '1f-welcome'")
    swipe(page, -300)
    page.wait_for_function(f"{AT} === '1f-bamboo'")
    swipe(page, -300)
    page.wait_for_function(f"{AT} === '1f-lotus'")
    swipe(page, 300)
    page.wait_for_function(f"{AT} === '1f-bamboo'")
    swipe(page, 0, -300)
    page.wait_for_function("document.getElementById('1f-bamboo').scrollTop > 50")
    assert page.evaluate(AT) == "1f-bamboo"
    page.tap("[data-qf-map]")
    page.tap(".qf-walk__map [data-spot='1f-lotus'] circle")
    page.wait_for_function(f"{AT} === '1f-lotus'")
    expect(page.locator("#walk-plan")).to_be_hidden()


def test_a_panel_of_its_own_is_left_by_key_and_finger(opened: Callable[..., Page], server: str) -> None:
    page = opened(server + PANEL, **DESK)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/steelyard.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/lotus.html")
    page.locator("textarea").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.url.endswith("/lotus.html"), "who writes is not carried off"


@pytest.mark.parametrize("url", [WALK + "#1f-lotus", PANEL])
def test_zoom_opens_reads_and_gives_the_focus_back(watched: Watched, server: str, url: str) -> None:
    page = watched.page
    page.goto(server + url)
    link = page.locator("[id='1f-lotus'] [data-qf-zoom]" if "#" in url else "[data-qf-zoom]")
    if "#" in url:
        page.wait_for_function(f"{AT} === '1f-lotus'")
    link.focus()
    page.keyboard.press("Enter")
    picture = page.locator(".pswp__img:not(.pswp__img--placeholder)")
    expect(picture).to_be_visible()
    page.wait_for_timeout(500)
    before = picture.bounding_box()
    page.keyboard.press("+")
    page.wait_for_timeout(500)
    after = picture.bounding_box()
    assert before
    assert after
    assert after["width"] > 1.3 * before["width"]
    page.keyboard.press("Escape")
    expect(page.locator(".pswp")).to_have_count(0)
    expect(link).to_be_focused()
    assert watched.errors == []


def test_the_recording_stops_when_one_walks_on_and_has_its_words(opened: Callable[..., Page], server: str) -> None:
    page = opened(server + WALK + "#1f-welcome", **DESK)
    page.wait_for_function(f"{AT} === '1f-welcome'")
    audio = "document.querySelector('[id=\"1f-welcome\"] audio')"
    page.evaluate(f"{audio}.play()")
    page.wait_for_function(f"{audio}.currentTime > 0")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{audio}.paused")
    page.goto(server + "corridor/1f/welcome.html")
    page.get_by_text("讲解词", exact=True).click()
    assert len(page.locator(".qf-ex__audio details p").first.inner_text()) > 60


@pytest.mark.parametrize(
    ("options", "url"), [(DESK, PANEL), (PHONE, PANEL), (DESK, WALK + "#1f-lotus"), (PHONE, WALK + "#1f-lotus")]
)
def test_the_first_panel_is_light_and_nothing_jumps(
    opened: Callable[..., Page], server: str, options: dict[str, Any], url: str
) -> None:
    page = opened(**options)
    loaded: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    names: dict[str, str] = {}
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    session.on("Network.loadingFinished", lambda event: loaded.update({names[event["requestId"]]: event["encodedDataLength"]}))
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(e => shifts.push([e.value, e.sources.map(s => s.node && (s.node.className || s.node.nodeName))]))).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(server + url)
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate("shifts")
    assert sum(value for value, _ in shifts) < 0.005, shifts
    shown = page.evaluate("document.querySelector('[id=\"1f-lotus\"] img, .qf-ex__picture img').currentSrc")
    others = {src for src in loaded if "/assets/pictures/" in src and src != shown}
    weight = sum(size for src, size in loaded.items() if src not in others)
    assert loaded[shown] > 10_000
    assert weight < 200_000, loaded


def test_the_walk_reads_without_script(opened: Callable[..., Page], server: str) -> None:
    page = opened(server + WALK + "#1f-lotus", java_script_enabled=False, **DESK)
    expect(page.locator("[id='1f-lotus'] h3")).to_be_in_viewport()
    page.click("[id='1f-lotus'] summary >> nth=0")
    page.click("[id='1f-lotus'] .qf-walk__frame a")
    page.wait_for_url("**/assets/pictures/*.jpg")


def test_the_walk_and_the_screen_work_from_the_disk(browser: Browser, real_site: Path) -> None:
    context = browser.new_context(locale="zh-CN")
    watched = Watched(context)
    page = watched.page
    page.goto((real_site / WALK).as_uri())
    page.keyboard.press("End")
    page.wait_for_function(f"{AT} === 'end'")
    page.goto((real_site / SCREEN).as_uri())
    expect(page.locator(".qf-screen__layer[data-shown] img")).to_be_visible()
    assert watched.errors == []
    context.close()


def test_an_exhibition_is_walked_through_its_chapters(opened: Callable[..., Page], server: str) -> None:
    page = opened(server + "corridor/index.html", reduced_motion="reduce", **DESK)
    page.locator(".qf-show__link").first.click()
    page.get_by_role("link", name="走一遍").click()
    page.wait_for_function(f"{AT} === 'start'")
    floors = set()
    while page.evaluate(AT) != "end":
        floors.add(page.evaluate(AT).partition("-")[0])
        page.keyboard.press("ArrowRight")
    assert len({floor for floor in floors if re.fullmatch(r"\df", floor)}) >= 2


def pages_of(page: Page) -> list[tuple[int, int]]:
    """Millimetres of each printed page."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [
        (round(float(one.mediabox.width) / 72 * 25.4), round(float(one.mediabox.height) / 72 * 25.4)) for one in printed.pages
    ]


FITS = "[...document.querySelectorAll('.qf-label5__text, .qf-poster__text')].every(e => e.scrollHeight <= e.clientHeight + 1)"


@pytest.mark.parametrize("name", ["1f/lotus", "1f/bamboo", "2f/scroll", "3f/precepts"])
def test_a_label_and_a_poster_print_on_one_sheet_and_lead_to_the_page(
    opened: Callable[..., Page], server: str, name: str
) -> None:
    """A picture across, one upright, a long scroll, a hanging one."""
    page = opened(**DESK)
    for kind, size in (("label", (210, 148)), ("poster", (297, 420))):
        page.goto(f"{server}corridor/{name}-{kind}.html")
        assert page.evaluate(FITS)
        code = Image.open(io.BytesIO(page.locator(".qf-sheet .qf-code svg").screenshot()))
        assert [found.text for found in zxingcpp.read_barcodes(code)] == [f"http://qingfeng.intranet/corridor/{name}.html"]
        assert pages_of(page) == [size]


def test_the_labels_of_a_floor_print_two_on_a_sheet(opened: Callable[..., Page], server: str, real_site: Path) -> None:
    page = opened(**DESK)
    for floor in (1, 2, 3):
        count = sum(panel["floor"] == floor for panel in panels(real_site))
        page.goto(f"{server}corridor/main-{floor}f-labels.html")
        assert page.locator(".qf-label5").count() == count
        assert page.evaluate(FITS)
    assert pages_of(page) == [(210, 297)] * ((count + 1) // 2)


SHOWN = ".qf-screen__layer[data-shown] img"


def shows_another(page: Page, before: str) -> str:
    page.wait_for_function(f"document.querySelector('{SHOWN}').src !== {json.dumps(before)}")
    return page.get_attribute(SHOWN, "src") or ""


def test_the_hall_screen_runs_on_without_growing(opened: Callable[..., Page], server: str, real_site: Path) -> None:
    """Two rounds after the first on a clock that is driven by hand; bench/screen.py runs ten hours."""
    page = opened(**DESK)
    page.clock.install(time="2026-11-24T08:00:00")
    page.goto(server + SCREEN)
    expect(page.locator(SHOWN)).to_be_visible()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    count, sizes, nodes = len(panels(real_site)), [], []
    now = page.get_attribute(SHOWN, "src") or ""
    for _ in range(3):
        for _ in range(count):
            page.clock.run_for(18_500)
            now = shows_another(page, now)
        session.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        sizes.append(metrics["JSHeapUsedSize"])
        nodes.append(page.evaluate("document.getElementsByTagName('*').length"))
    assert len(set(nodes)) == 1
    assert page.locator(".qf-screen__layer").count() == 2
    assert sizes[2] < sizes[1] * 1.1
    assert page.inner_text("[data-qf-time]") != "08:00"


def test_the_hall_screen_shows_the_day_it_is(opened: Callable[..., Page], server: str) -> None:
    page = opened(**DESK, timezone_id="Asia/Shanghai")
    page.clock.install(time="2026-11-24T23:59:30+08:00")
    page.goto(server + SCREEN)
    lines = page.locator("[data-qf-lines] p:visible")
    expect(lines).to_have_count(2)
    assert page.locator("[data-qf-lines] p:visible b").first.inner_text() == "警钟长鸣"
    expect(page.locator("[data-qf-date]")).to_have_text("11月24日 星期二")
    page.clock.run_for(60_000)
    expect(page.locator("[data-qf-date]")).to_have_text("11月25日 星期三")


def test_the_hall_screen_survives_the_server_and_takes_up_what_is_new(opened: Callable[..., Page], real_site: Path) -> None:
    handler = functools.partial(Quiet, directory=str(real_site))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    port = running.server_port
    threading.Thread(target=running.serve_forever, daemon=True).start()
    page = opened(**DESK)
    page.clock.install(time="2026-11-24T08:00:00")
    page.goto(f"http://127.0.0.1:{port}/{SCREEN}")
    expect(page.locator(SHOWN)).to_be_visible()
    now = page.get_attribute(SHOWN, "src") or ""
    for _ in range(3):
        page.clock.run_for(18_500)
        now = shows_another(page, now)
    running.shutdown()
    running.server_close()
    kept = {now}
    for _ in range(6):
        page.clock.run_for(18_500)
        now = shows_another(page, now)
        kept.add(now)
    assert len(kept) >= 2, "what it has in hand goes round while the server is away"
    page.clock.run_for(600_000)
    assert page.locator(SHOWN).count() == 1
    page.evaluate("window.before = true")
    page.route("**/data/screen.json", lambda route: route.fulfill(body="{}"))
    again = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=again.serve_forever, daemon=True).start()
    page.clock.run_for(601_000)
    page.wait_for_function("window.before === undefined && document.querySelector('.qf-screen__layer[data-shown]')")
    again.shutdown()
    again.server_close()


def test_the_hall_screen_is_stopped_stepped_and_left_by_key(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + SCREEN)
    expect(page.locator(SHOWN)).to_be_visible()
    first = page.get_attribute(SHOWN, "src") or ""
    page.keyboard.press(" ")
    expect(page.locator("[data-qf-screen][data-paused]")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    second = shows_another(page, first)
    page.keyboard.press("ArrowLeft")
    assert shows_another(page, second) == first
    page.keyboard.press("Escape")
    page.wait_for_url("**/corridor/index.html")
    assert watched.errors == []
