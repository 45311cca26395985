"""The built site in a real browser, as an officer uses it: wide and narrow, light and dark, mouse and keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browsing import SIZES, Watched, barriers
from conftest import build, copy, once
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGES = {
    "home": "index.html",
    "case": "cases/2026/2026-01.html",
    "cases": "cases/index.html",
    "circular": "cases/2026/2026-08-circular.html",
    "value": "cases/by/discipline-work.html",
    "violated article": "cases/articles/reception-art-7.html",
    "violated articles": "cases/by-article.html",
    "case overview": "cases/overview.html",
    "this month": "cases/this-month.html",
    "set": "sets/2026-11.html",
    "slides": "sets/2026-11-slides.html",
    "policy": "policies/study-day.html",
    "policies": "policies/index.html",
    "all policies": "policies/all.html",
    "changes": "policies/changes-study-day.html",
    "missing policies": "policies/missing.html",
    "study": "study/index.html",
    "arrangement": "study/2026-all-officers.html",
    "rectification": "rectification/index.html",
    "ledger": "rectification/ledger.html",
    "measure": "rectification/2026-inspection-m1-4.html",
    "opinion": "rectification/2026-inspection.html",
    "corridor": "corridor/index.html",
    "floor": "corridor/main-1f.html",
    "panel": "corridor/1f/welcome.html",
    "walk": "corridor/main-1f-walk.html",
    "exhibition": "corridor/exhibitions/letters.html",
    "screen": "corridor/screen/index.html",
    "label": "corridor/1f/lotus-label.html",
    "poster": "corridor/1f/lotus-poster.html",
    "forms": "forms/index.html",
    "form": "forms/2026-pledge.html",
    "sheet": "forms/2026-pledge-a4.html",
    "four cards": "forms/2026-alcohol-card-a4x4.html",
    "films": "films/index.html",
    "film": "films/cup.html",
    "exemplars": "exemplars/index.html",
    "exemplar": "exemplars/key.html",
    "handbook": "handbook/fields.html",
    "session": "study/2026-all-officers-s24.html",
    "focus": "study/2026-focus-04.html",
    "calendar": "calendar/index.html",
    "numbers": "numbers/index.html",
    "period": "numbers/2026h1.html",
    "missing": "404.html",
}


ALIKE = {"this month": "set", "four cards": "sheet"}
"""Pages of another's template, which differ in content or in paper only: no barrier stands on one and not on the other."""

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[Mapping[str, BrowserContext]]:
    """One context a size, for tests that open a page, look at it and change nothing."""
    sizes = {name: {"width": width, "height": height} for name, (width, height) in SIZES.items()}
    opened = {name: browser.new_context(viewport=size, locale="zh-CN") for name, size in sizes.items()}  # type: ignore[arg-type]
    yield opened
    for context in opened.values():
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_page_loads_cleanly_and_fits(contexts: Mapping[str, BrowserContext], server: str, size: str, name: str) -> None:
    watched = Watched(contexts[size])
    page = watched.page
    page.goto(server + PAGES[name])
    if size == "wide":  # what a page asks for once it is loaded is the same at any width
        page.wait_for_load_state("networkidle")
    expect(page.locator("h1").first).to_be_visible()
    assert watched.errors == []
    assert watched.hosts <= {"127.0.0.1", ""}
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "no sideways scrolling"
    assert page.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).length") == 0
    page.close()


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ALIKE])
def test_a_page_has_no_serious_barrier(contexts: Mapping[str, BrowserContext], server: str, name: str) -> None:
    """Everything in light; in dark what depends on colour."""
    page = contexts["wide"].new_page()
    page.add_init_script("localStorage.clear()")  # the scheme that was chosen on the page before
    page.goto(server + PAGES[name])
    assert barriers(page) == []
    darken(page)
    assert barriers(page, COLOURS) == []
    page.close()


def darken(page: Page) -> None:
    """As the reader does it: by the button in the header, or by the system's own setting where a page has none."""
    if (button := page.locator("label[for=__palette_1]")).count():
        button.dispatch_event("click")
    else:
        page.emulate_media(color_scheme="dark")
    page.locator("[data-md-color-scheme=slate]").first.wait_for(state="attached")
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")


def test_search_from_the_home_page_finds_a_word(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "index.html")
    page.fill("form[data-qf-search] input", "涉案财物")
    page.press("form[data-qf-search] input", "Enter")
    first = page.locator(".md-search-result__item a").first
    expect(first).to_contain_text("涉案财物管理规定")
    first.click()
    page.wait_for_url("**/policies/property.html*")
    assert watched.errors == []


def test_search_opens_and_walks_by_keyboard(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(server + "policies/index.html")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("补学")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html?h=*")
    context.close()


def test_this_week_leads_from_the_home_page_to_the_session(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "index.html")
    week = page.locator(".qf-home__week .qf-session:visible")
    assert week.count() == 3
    title = week.first.locator(".qf-list__title")
    name = title.inner_text()
    title.click()
    expect(page.locator("h1")).to_have_text(name)


def test_the_corridor_is_walked_from_first_to_last(browser: Browser, server: str, real_site: Path) -> None:
    panels = [panel["url"] for panel in json.loads((real_site / "data" / "corridor.json").read_text("utf-8"))]
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(server + panels[0])
    for panel in panels[1:]:
        page.click(".qf-ex__next a[rel=next]")
        page.wait_for_url(server + panel)
    expect(page.locator(".qf-ex__next a[rel=prev]")).to_be_visible()
    assert page.locator(".qf-ex__next a[rel=next]").count() == 0
    context.close()


def test_an_article_has_an_address(browser: Browser, server: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(server + "policies/study-day.html#第五条")
    expect(page.locator("p:target .qf-article")).to_have_text("第五条")
    expect(page.locator("p:target")).to_be_in_viewport()
    context.close()


def test_a_citation_shows_its_article_on_hover_and_on_focus(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "cases/2026/2026-01.html")
    link = page.locator("a.qf-cite[href*=art-8]").first
    link.hover()
    preview = page.locator("#qf-preview")
    expect(preview).to_contain_text("二十四小时内")
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    page.mouse.move(0, 0)
    link.focus()
    expect(preview).to_be_visible()
    link.click()
    page.wait_for_url("**/policies/property.html#art-8")
    expect(page.locator("#art-8")).to_be_in_viewport()
    assert watched.errors == []


def test_the_preview_works_from_the_disk(browser: Browser, real_site: Path) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto((real_site / "cases/2026/2026-01.html").as_uri())
    page.locator("a.qf-cite[href*=art-8]").first.hover()
    expect(page.locator("#qf-preview")).to_contain_text("二十四小时内")
    context.close()


def test_an_article_opens_who_cites_it(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "policies/property.html#第八条")
    cited = page.locator("details.qf-backlinks").filter(has=page.locator("summary", has_text="被引用")).first
    cited.locator("summary").click()
    cited.locator("a").first.click()
    expect(page.locator("a.qf-cite[href*='property.html']").first).to_be_visible()


def test_the_table_of_policies_is_sorted_by_its_heads(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "policies/all.html")
    head = page.get_by_role("button", name="被引用")
    head.click()
    head.click()
    counts = [int(text) for text in page.locator("td[data-label=被引用]").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_tabs_breadcrumbs_and_neighbours_know_where_we_are(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(server + "cases/2026/2026-02.html")
    expect(page.locator(".md-tabs__item--active")).to_have_text("警示教育")
    expect(page.locator(".md-path__item").last).to_have_text("警示教育")
    assert page.locator(".md-footer__link").count() == 2
    context.close()


def test_a_page_reads_without_script(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(server + "index.html")
    expect(page.get_by_text("搜索需要浏览器启用脚本")).to_be_visible()
    page.click(".qf-home__cases .qf-card__title a")
    expect(page.locator(".qf-case").first).to_be_visible()
    context.close()


def test_pages_open_from_the_disk(browser: Browser, real_site: Path) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto((real_site / "index.html").as_uri())
    page.click(".qf-home__policies li a >> nth=0")
    expect(page.locator("h1")).to_be_visible()
    page.click(".md-tabs__link >> text=廉洁长廊")
    expect(page.locator("h1")).to_have_text("廉洁文化长廊")
    context.close()


@pytest.fixture(scope="session")
def living_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without a fixed day: what depends on the day follows the reader's clock."""
    return once(tmp_path_factory, "living", _build_living) / "site"


def _build_living(root: Path) -> None:
    settings = copy(root) / "mkdocs.yml"
    settings.write_text(re.sub(r"^ +today: .*\n", "", settings.read_text("utf-8"), flags=re.M), "utf-8")
    done = build(root)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("day", "shown", "state"),
    [("2026-12-02T08:00:00", "学习岁末廉洁过节通知", "本周"), ("2027-01-05T08:00:00", "", "逾期未记录")],
)
def test_the_browser_corrects_what_depends_on_the_day(
    browser: Browser, living_site: Path, day: str, shown: str, state: str
) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.clock.set_fixed_time(day)
    page.goto((living_site / "index.html").as_uri())
    week = page.locator(".qf-home__week")
    if shown:
        expect(week.locator(".qf-session:visible .qf-list__title").first).to_contain_text(shown)
        expect(week.locator(".qf-card__title span")).to_have_text("11月30日至12月6日")
    else:
        expect(week.get_by_text("本周没有安排集中学习。")).to_be_visible()
    page.goto((living_site / "study/2026-all-officers-s25.html").as_uri())
    expect(page.locator(".qf-facts .qf-chip")).to_have_text(state)
    context.close()


def test_a_figure_opens_its_records(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "numbers/index.html")
    page.locator("a[href='2026h1.html#study-sessions']").click()
    records = page.locator("h2[id=study-sessions] + details")
    expect(records).to_have_attribute("open", "")
    expect(records.locator("tbody a").first).to_be_visible()


def test_a_month_prints_on_one_sheet(browser: Browser, real_site: Path, tmp_path: Path) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    for month in ("2026-04", "2026-11", "2026-12"):
        page.goto((real_site / f"calendar/{month}.html").as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, month
    context.close()
