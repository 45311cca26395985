"""Search as a reader does it: in the header's box and on the page for a long search, from a server and from the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browsing import Watched, barriers
from playwright.sync_api import Browser, Locator, Page, Route, expect

Opened = Callable[..., Page]
KEY = "qf-recent-searches"


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Opened]:
    """A page at an address of the site, in a context of its own that ends with the test. No error may come up on it."""
    made: list[Watched] = []

    def open_at(address: str, **options: Any) -> Page:
        watched = Watched(browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}, **options}))
        made.append(watched)
        watched.page.goto(address if ":" in address else server + address)
        return watched.page

    yield open_at
    for watched in made:
        watched.page.context.close()
        lost = [error for error in watched.errors if "net::ERR_FAILED" not in error]
        assert lost == []
        assert watched.hosts <= {"127.0.0.1", ""}


def asked(query: str, more: str = "") -> str:
    return f"search/index.html?q={quote(query)}{more}"


def said(page: Page) -> Locator:
    return page.locator("[data-seek=said]")


def total(page: Page) -> int:
    expect(said(page)).to_contain_text(re.compile(r"共 \d+ 页"))
    return int(re.findall(r"\d+", said(page).inner_text())[0])


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def box(page: Page) -> Locator:
    page.keyboard.press("/")
    return page.locator("[data-md-component=search-query]")


# The box in the header


def test_the_box_finds_from_the_first_character_and_says_how_many(opened: Opened) -> None:
    page = opened("policies/index.html")
    query = box(page)
    page.keyboard.type("礼")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.keyboard.type("品")
    expect(page.locator(".qf-box__said")).to_have_text(re.compile(r"^共 \d+ 页，这里列出前 20 页$"))
    expect(page.locator(".md-search-result > .md-search-result__meta").first).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".qf-box__all a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    assert state(page) == {"q": ["礼品"]}
    assert total(page) > 20
    assert query.count() == 0, "one field on the page"


def test_arrows_and_enter_open_the_article(opened: Opened) -> None:
    page = opened("index.html")
    box(page)
    page.keyboard.type("礼品礼金登记上交规定21条")
    expect(page.locator(".qf-box__said")).to_have_text("共 1 页")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__item a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/policies/gifts.html?h=*#art-21")
    page.goto(page.url.split("policies/")[0] + "index.html")
    box(page)
    page.keyboard.type("涉案财物")
    expect(page.locator(".qf-box__said")).to_contain_text("共")
    page.keyboard.press("Enter")
    page.wait_for_url("**/policies/property.html*")


ODD = (
    "礼品" * 1000,
    ".*+?^${}()|[]\\",
    "😀🎉",
    "<img src=x onerror=alert(1)>礼品",
    "“”\"'礼品",
    "-",
    "-礼品",
    "礼品 -登记",
    "%E7%A4%BC",
)


def test_whatever_is_typed_is_only_words(opened: Opened) -> None:
    page = opened("policies/index.html")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    field = box(page)
    for query in ODD:
        field.fill(query)
        expect(page.locator(".md-search-result__meta:visible")).to_have_text(re.compile("没有|共 |列出"))
        expect(field).to_have_value(query)
    page.goto(page.url.replace("policies/index.html", asked(ODD[0])))
    field = page.locator("#qf-seek")
    for query in ODD:
        field.fill(query)
        expect(said(page)).to_have_text(re.compile("没有|共 |列出|检索词里要有"))
        page.wait_for_function("query => new URLSearchParams(location.search).get('q') === query", arg=query)
        assert page.locator("article img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.reload()
    expect(field).to_have_value(ODD[-1])


def test_the_box_says_what_was_left_out_and_when_there_is_nothing(opened: Opened) -> None:
    page = opened("policies/index.html")
    field = box(page)
    page.keyboard.type("礼品 量子纠缠")
    expect(page.locator(".qf-box__said")).to_contain_text("没有页面同时有这些词，列出最接近的")
    expect(page.locator(".qf-box__said")).to_contain_text("缺：量子纠缠")
    field.fill("zzzzqq")
    expect(page.locator(".md-search-result__meta:visible")).to_contain_text("没有找到")
    expect(page.locator(".qf-box__all")).to_be_hidden()
    page.keyboard.press("Enter")
    assert page.url.endswith("policies/index.html")


def test_the_box_remembers_on_this_device_only(opened: Opened) -> None:
    page = opened("policies/index.html")
    box(page)
    page.keyboard.type("公务接待")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url("**/*.html?h=*")
    page.goto(page.url.split("?")[0])
    field = box(page)
    recent = page.locator(".qf-box__recent")
    expect(recent).to_contain_text("公务接待")
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    page.keyboard.press("ArrowDown")  # the first of them, and not what clears them
    page.keyboard.press("Enter")
    expect(field).to_have_value("公务接待")
    expect(page.locator(".qf-box__said")).to_contain_text("共")
    assert barriers(page, within=".md-search") == []
    field.fill("")
    recent.get_by_text("清空").click()
    expect(recent).to_be_hidden()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None


# The page


def test_facets_sort_and_address(opened: Opened) -> None:
    page = opened(asked("礼品"))
    everything = total(page)
    facet = page.locator(".qf-sieve", has=page.get_by_text("栏目", exact=True)).locator("label", has_text="政策文件")
    count = int(facet.locator(".qf-sieve__count").inner_text())
    facet.click()
    expect(said(page)).to_contain_text(f"共 {count} 页")
    assert state(page) == {"q": ["礼品"], "栏目": ["政策文件"]}
    assert page.evaluate("document.activeElement.value") == "政策文件", "the keyboard stays where it was"
    page.get_by_role("button", name="按日期").click()
    expect(page.locator(".qf-seek__sort [aria-pressed=true]")).to_have_text("按日期")
    days = [[int(n) for n in re.findall(r"\d+", text)] for text in page.locator(".qf-hit__day").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    assert len(days) > 2
    page.reload()
    expect(said(page)).to_contain_text(f"共 {count} 页")
    expect(page.locator(".qf-seek__sort [aria-pressed=true]")).to_have_text("按日期")
    page.go_back()
    expect(page.locator(".qf-seek__sort [aria-pressed=true]")).to_have_text("按相关")
    page.go_back()
    expect(said(page)).to_contain_text(f"共 {everything} 页")
    page.go_forward()
    expect(said(page)).to_contain_text(f"共 {count} 页")
    page.get_by_role("button", name="去掉条件 栏目：政策文件").click()
    expect(said(page)).to_contain_text(f"共 {everything} 页")


def test_typing_more_and_the_way_back(opened: Opened) -> None:
    page = opened("search/index.html")
    field = page.locator("#qf-seek")
    expect(field).to_be_focused()
    page.keyboard.type("礼")
    expect(page.locator(".qf-hit").first).to_be_visible()
    page.keyboard.type("品")
    page.wait_for_url("**q=" + quote("礼品"))
    expect(said(page)).to_contain_text("共 ")
    count = total(page)
    assert count > 40
    more = page.get_by_role("button", name="再看 20 条")
    for shown in (40, 60):
        more.click()
        expect(page.locator(".qf-hit")).to_have_count(min(shown, count))
        if shown >= count:
            break
    links = page.locator(".qf-hit__title a").evaluate_all("found => found.map(one => one.href.split(/[?#]/)[0])")
    assert len(set(links)) == len(links)
    expect(page.locator(".qf-hit mark").first).to_have_text("礼品")
    link = page.locator(".qf-hit__title a").nth(30)
    link.click()
    page.wait_for_url("**/*.html?h=*")
    expect(page.locator("article mark").first).to_be_attached()
    page.go_back()
    expect(page.locator(".qf-hit").nth(30)).to_be_in_viewport()
    page.go_back()
    expect(page.locator("[data-seek=body]")).to_be_hidden()
    expect(field).to_have_value("")
    expect(page.locator("[data-seek=recent]")).to_contain_text("礼品")


def test_a_hundred_results_without_strain(opened: Opened) -> None:
    page = opened(asked("规定", "&n=100"))
    expect(page.locator(".qf-hit")).to_have_count(min(100, total(page)))
    took = page.evaluate("""async () => {
        const start = performance.now();
        document.querySelector('[data-seek=sort] [value=date]').click();
        while (!document.querySelector('[value=date][aria-pressed=true]')) await new Promise(requestAnimationFrame);
        return performance.now() - start;
    }""")
    assert took < 2000


def test_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened(asked("廉政谈话"))
    expect(page.locator(".qf-hit").first).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#qf-seek")).to_be_focused()
    links = page.locator(".qf-hit__title a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#qf-seek")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#qf-seek")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html?h=*")


def test_what_no_longer_holds_says_so(opened: Opened) -> None:
    page = opened(asked("政治学习日制度", "&" + quote("效力") + "=" + quote("已被修订")))
    expect(page.locator(".qf-hit")).to_have_count(1)
    expect(page.locator(".qf-hit__past")).to_have_text("已被修订")


def test_what_was_left_out_and_what_is_not_there(opened: Opened) -> None:
    page = opened(asked("礼品 量子纠缠"))
    expect(page.locator("[data-seek=note]")).to_have_text("没有页面同时有这些词，列出最接近的。缺：量子纠缠。")
    expect(page.locator(".qf-hit__missing").first).to_have_text("缺：量子纠缠")
    page.fill("#qf-seek", "zzzzqq")
    expect(said(page)).to_have_text("没有找到。")
    expect(page.locator("[data-seek=note] li")).not_to_have_count(0)
    expect(page.locator("[data-seek=rooms]")).to_be_visible()
    page.goto(page.url.split("?")[0] + "?q=" + quote("礼品") + "&utm=x&__proto__=1&" + quote("栏目") + "=" + quote("没有的栏目"))
    expect(said(page)).to_have_text("没有找到。")
    page.get_by_role("button", name="去掉筛选再找").click()
    assert total(page) > 20
    assert state(page) == {"q": ["礼品"]}


def test_history_of_this_device(opened: Opened) -> None:
    page = opened("search/index.html")
    field = page.locator("#qf-seek")
    for n in range(12):
        field.fill(f"礼品{n}")
        field.press("Enter")
    page.goto(page.url.split("?")[0])
    recent = page.locator("[data-seek=recent] a")
    expect(recent).to_have_text([f"礼品{n}" for n in range(11, 1, -1)])
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("礼品11")
    field.fill("")
    page.get_by_role("button", name="清空").click()
    expect(recent).to_have_count(0)
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None


def test_works_where_nothing_may_be_kept(browser: Browser, server: str) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server + "search/index.html")
    page.fill("#qf-seek", "礼品")
    page.press("#qf-seek", "Enter")
    assert total(page) > 20
    page.fill("#qf-seek", "")
    expect(page.locator("[data-seek=recent]")).to_contain_text("礼品")
    assert [error for error in errors if "qf" in error or "search/" in error] == []
    page.context.close()


def test_on_paper(opened: Opened) -> None:
    page = opened(asked("礼品 登记", "&" + quote("栏目") + "=" + quote("政策文件")), color_scheme="dark")
    count = total(page)
    page.emulate_media(media="print")
    for gone in (".qf-seek__form", ".qf-seek__facets", ".qf-seek__sort", ".md-header", ".qf-seek__rooms", ".qf-tips"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".qf-seek__printed")).to_have_text(f"检索“礼品 登记”；栏目：政策文件；按相关排列；共 {count} 页。")
    expect(page.locator(".qf-hit__title a").first).to_have_css("color", "rgb(0, 0, 0)")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


# Where it stands and what is missing


def test_from_the_disk(opened: Opened, real_site: Path) -> None:
    page = opened((real_site / "search" / "index.html").as_uri(), offline=True)
    page.fill("#qf-seek", "公务接待")
    count = total(page)
    page.press("#qf-seek", "Enter")
    page.locator(".qf-sieve label", has_text="政策文件").first.click()
    expect(said(page)).not_to_contain_text(f"共 {count} 页")
    assert state(page) == {"q": ["公务接待"], "栏目": ["政策文件"]}
    page.go_back()
    expect(said(page)).to_contain_text(f"共 {count} 页")
    page.locator(".qf-hit__title a").first.click()
    page.wait_for_url("**/policies/*.html?h=*")
    box(page)
    page.keyboard.type("涉案财物")
    expect(page.locator(".md-search-result__item a").first).to_contain_text("涉案财物管理规定")
    expect(page.locator(".qf-box__said")).to_contain_text("共")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    assert total(page) > 1


def test_without_script(opened: Opened) -> None:
    page = opened("search/index.html", java_script_enabled=False)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator(".qf-seek__form")).to_be_hidden()
    page.get_by_role("navigation", name="从栏目进入").get_by_text("政策文件").click()
    expect(page.locator("h1")).to_contain_text("政策文件")


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_shard_that_is_missing_is_said(opened: Opened, damage: str) -> None:
    page = opened("search/index.html")

    def broken(route: Route) -> None:
        route.abort() if damage == "missing" else route.fulfill(body="qfSearch(", content_type="text/javascript")

    page.context.route("**/search/g/*.js", broken)
    page.fill("#qf-seek", "礼品")
    expect(page.locator(".qf-seek__note--wrong")).to_have_text(re.compile(r"^检索数据里的 search/g/\S+\.js 取不到或者坏了"))
    expect(said(page)).to_have_text("检索没有成功。")
    page.context.unroute("**/search/g/*.js")
    page.fill("#qf-seek", "礼品 登记")
    assert total(page) > 1
    expect(page.locator(".qf-seek__note--wrong")).to_have_count(0)
    page.context.route("**/search/index.js", broken)
    page.reload()
    expect(page.locator(".qf-seek__note--wrong")).to_contain_text("search/index.js")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_barriers_and_width(opened: Opened, colours: str, width: int) -> None:
    page = opened(
        asked("礼品", "&" + quote("年份") + "=" + quote("2026年")), viewport={"width": width, "height": 844}, color_scheme=colours
    )
    expect(page.locator(".qf-hit").first).to_be_visible()
    if width == 390:
        expect(page.locator(".qf-sieve").first).to_be_hidden()
        page.click(".qf-seek__facets > summary")
    expect(page.locator(".qf-sieve").first).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.fill("#qf-seek", "")
    page.click(".qf-tips > summary")
    assert (colours == "dark") == (width == 1440) or barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_other_sections_of_a_page(opened: Opened) -> None:
    page = opened(asked("饮酒"))
    first = page.locator(".qf-hit").first
    expect(first.locator(".qf-hit__others a").first).to_be_visible()
    names = [first.locator(".qf-hit__section").inner_text(), *first.locator(".qf-hit__others a").all_inner_texts()]
    assert len(set(names)) == len(names) > 2
    assert all("饮酒" in text for text in first.locator(".qf-hit__others li").all_inner_texts())
    name = names[-1]
    first.locator(".qf-hit__others a").last.click()
    page.wait_for_url("**/policies/*.html?h=*#*")
    page = opened("index.html")
    box(page)
    page.keyboard.type("饮酒")
    page.locator(".md-search-result__more summary").first.click()
    expect(page.locator(".md-search-result__more[open] a").first).to_be_visible()
    assert any(name in text for text in page.locator(".md-search-result__more[open] a").all_inner_texts())


def test_a_title_is_completed(opened: Opened) -> None:
    page = opened("index.html")
    query = box(page)
    page.keyboard.type("政治学")
    page.keyboard.press("End")
    expect(page.locator("[data-md-component=search-suggest]")).to_contain_text("政治学习日制度")
    page.keyboard.press("ArrowRight")
    expect(query).to_have_value(re.compile("^政治学习日制度"))


def test_cases_are_narrowed_by_discipline(opened: Opened) -> None:
    page = opened(asked("饮酒", f"&{quote('违反纪律')}={quote('工作纪律')}"))
    assert 0 < total(page) < 54
    assert set(page.locator(".qf-hit__where > span:first-child").all_inner_texts()) == {"警示教育"}


@pytest.mark.parametrize(
    ("lost", "sentence"),
    [
        ("search/g/", "检索数据里的 search/g/"),
        ("search/", "检索数据里的 search/index.js 取不到或者坏了"),
        ("assets/js/search/rank", "检索的脚本取不到或者坏了"),
        ("assets/js/search/worker", "检索的脚本取不到或者坏了"),
    ],
)
@pytest.mark.parametrize("place", ["server", "disk"])
def test_the_box_says_what_is_missing(
    browser: Browser, server: str, real_site: Path, place: str, lost: str, sentence: str
) -> None:
    base = server if place == "server" else real_site.as_uri() + "/"
    page = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()
    page.route(re.compile(re.escape(base + lost) + r".*\.js(?:on)?$"), lambda route: route.abort())
    page.goto(base + "policies/gifts.html")
    box(page)
    page.keyboard.type("礼品")
    expect(page.locator(".qf-box__said")).to_have_text(re.compile(f"^检索没有成功。{sentence}"))
    expect(page.locator(".qf-box__all a")).to_have_count(0)
    page.goto(base + asked("礼品"))
    if "worker" not in lost:
        expect(page.locator("[data-qf-seek]")).to_contain_text(sentence)
    page.context.close()


@pytest.mark.parametrize("lost", ["", "frame", "page"])
@pytest.mark.parametrize("place", ["server", "disk"])
def test_where_search_was_not_copied_the_page_says_so(
    browser: Browser, server: str, real_site: Path, place: str, lost: str
) -> None:
    """Without our script the theme's own box would say that nothing was found."""
    base = server if place == "server" else real_site.as_uri() + "/"
    page = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}).new_page()
    page.route(re.compile(re.escape(f"{base}assets/js/search/{lost}") + r".*\.js$"), lambda route: route.abort())
    page.goto(base + ("search/index.html" if lost == "page" else "policies/gifts.html"))
    expect(page.locator("html")).to_have_class(re.compile("qf-lost"))
    before = page.evaluate("getComputedStyle(document.body, '::before').content")
    assert "没有拷全" in before
    page.context.close()


WORKER = """query => new Promise(resolve => {
    const worker = new Worker(new URL(JSON.parse(document.getElementById("__config").textContent).search, location.href));
    worker.onmessage = event => {
        if (event.data.type === 1) worker.postMessage({type: 2, data: query});
        if (event.data.type === 3) resolve(event.data.data.items.map(group => group[0].location));
    };
    worker.postMessage({type: 0, data: {}});
})"""


@pytest.mark.parametrize("place", ["server", "disk"])
def test_whoever_asks_the_worker_himself_gets_an_answer(opened: Opened, real_site: Path, place: str) -> None:
    page = opened("index.html" if place == "server" else (real_site / "index.html").as_uri())
    found = page.evaluate(WORKER, "涉案财物管理规定")
    assert found[0].startswith("policies/property.html")
    assert 1 < len(found) <= 20
