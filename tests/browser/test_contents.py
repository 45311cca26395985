"""All pages of a section in the sidebar, as a page for readers without script, and pages that moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import SIZES, Watched, barriers
from playwright.sync_api import Browser, Page, expect

CASE = "cases/2026/2026-02.html"
BUTTON = "本栏目全部页面"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


def opened(page: Page) -> Page:
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator("#qf-all a[aria-current=page]")).to_be_attached()
    return page


def test_the_list_is_loaded_when_it_is_opened_from_the_disk_too(page: Page, real_site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((real_site / CASE).as_uri())
    assert not [url for url in asked if "/data/nav/" in url]
    opened(page)
    assert [url.rpartition("/")[2] for url in asked if "/data/nav/" in url] == ["cases.js"]
    expect(page.locator("#qf-all a[aria-current=page]")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0, "the page itself stays where it is"


def test_the_list_is_walked_and_narrowed_by_keyboard(page: Page, server: str) -> None:
    page.goto(server + CASE)
    button = page.get_by_role("button", name=BUTTON)
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    words = page.get_by_label("按题名筛选本栏目的页面")
    expect(words).to_be_visible()  # it comes with the list
    words.focus()
    page.keyboard.type("赌博问题的通报")
    expect(page.locator("#qf-all li")).to_have_count(1)
    expect(page.get_by_text("有 1 页。")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*-circular.html")
    expect(page.locator("#qf-all a[aria-current=page]")).to_be_in_viewport()
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator("#qf-all")).to_be_hidden()
    page.reload()
    expect(page.locator("#qf-all")).to_be_hidden()


def test_the_open_list_has_no_serious_barrier(page: Page, server: str) -> None:
    page.goto(server + CASE)
    assert barriers(opened(page)) == []


@pytest.mark.parametrize("name", ["all/index.html", "all/cases.html"])
def test_the_lists_have_no_serious_barrier(page: Page, server: str, name: str) -> None:
    page.goto(server + name)
    assert barriers(page) == []


def test_the_page_at_an_old_address_has_no_serious_barrier(page: Page, real_site: Path) -> None:
    text = (real_site / "cases/by-form.html").read_text("utf-8")
    page.set_content(re.sub(r"<meta http-equiv.*|<script.*", "", text))  # or it would be left at once
    expect(page.get_by_role("heading", name="此页已移到 案例统计概览")).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_list_opens_in_the_drawer_and_at_the_side(browser: Browser, server: str, size: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    watched = Watched(context)
    page = watched.page
    page.goto(server + CASE)
    if size == "narrow":
        page.locator(".md-header label[for=__drawer]").click()
    opened(page)
    assert watched.errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_ten_thousand_pages_are_drawn_in_slices(page: Page, server: str) -> None:
    entries = ",".join(f'["cases/x-{n}.html","某单位民警李某某违规收受礼品案之{n}"]' for n in range(10_000))
    page.route("**/data/nav/cases.js", lambda route: route.fulfill(body=f'qfNav("cases",[["案例",[{entries}]]]);'))
    page.goto(server + CASE)
    page.evaluate(
        "window.longest = 0; new PerformanceObserver(l => l.getEntries().forEach(e => "
        "{ window.longest = Math.max(window.longest, e.duration); })).observe({entryTypes: ['longtask']})"
    )
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator("#qf-all li").first).to_be_visible()
    page.get_by_label("按题名筛选本栏目的页面").fill("之9999")
    expect(page.locator("#qf-all li")).to_have_count(1)
    assert page.evaluate("window.longest") < 500, "no slice holds the reader up"


def test_without_script_there_is_a_page_of_the_section(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(server + CASE)
    page.get_by_role("link", name=BUTTON).click()
    expect(page.locator("h1")).to_contain_text("警示教育 · 全部页面")
    page.get_by_role("link", name="别的栏目").click()
    page.locator("ul.qf-all").get_by_role("link", name="政策文件").click()
    page.locator("ul.qf-all").get_by_role("link", name="涉案财物管理规定").first.click()
    expect(page.locator("h1")).to_contain_text("涉案财物管理规定")
    page.locator("footer").get_by_role("link", name="全部页面").click()
    expect(page.locator("h1")).to_contain_text("全部页面")
    context.close()


def test_an_old_address_leads_on_from_the_disk(page: Page, real_site: Path) -> None:
    page.goto((real_site / "cases/by-form.html").as_uri())
    page.wait_for_url("**/cases/overview.html#form")
    page.goto((real_site / "cases/by-form.html").as_uri() + "#theme")
    page.wait_for_url("**/cases/overview.html#theme")
    expect(page.locator("#theme")).to_be_in_viewport()


def test_an_old_address_leads_on_without_script(browser: Browser, real_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto((real_site / "cases/by-rule.html").as_uri())
    page.wait_for_url("**/cases/index.html")
    context.close()
