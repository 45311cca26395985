"""The whole ledger as an officer narrows and sorts it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import SIZES, Watched, barriers
from playwright.sync_api import Browser, Page, expect

LEDGER = "rectification/ledger.html"
ROWS = ".qf-whole tbody tr"


def shown(page: Page) -> int:
    return page.locator(ROWS).count()


def column(page: Page, n: int) -> list[str]:
    return [cell.strip()[:10] for cell in page.locator(f"{ROWS} td:nth-child({n})").all_text_contents()]


def choose(page: Page, facet: str, value: str) -> int:
    """Choose a value; how many measures its number promised."""
    page.locator(f"[data-qf-facet={facet}]").evaluate("box => { box.open = true }")
    item = page.locator(f"[data-qf-facet={facet}] [data-qf-value='{value}']")
    promised = int(item.locator(".qf-facet__count").text_content() or "")
    item.locator("input").check()
    return promised


def test_conditions_combine_and_keep_their_promise(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + LEDGER)
    every = shown(page)
    assert 0 < choose(page, "unit", "logistics") == shown(page) < every
    assert choose(page, "state", "going") == shown(page)
    assert set(column(page, 4)) == {"警务保障室"}
    assert set(column(page, 6)) == {"整改中"}
    expect(page.locator("[data-qf-said]")).to_have_text(f"符合条件的有 {shown(page)} 条。")
    assert choose(page, "due", "overdue") == shown(page)
    assert shown(page) == page.locator(ROWS + " td b").count()
    page.click("[data-qf-clear]")
    assert shown(page) == every
    page.fill("[data-qf-words]", "公务卡 手续")
    assert 0 < shown(page) < 5
    page.fill("[data-qf-words]", "没有这样的词")
    expect(page.locator("[data-qf-said]")).to_have_text("没有符合条件的措施，请减少条件。")
    assert watched.errors == []


def test_the_numbers_are_those_of_the_overview(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "rectification/index.html")
    steps = dict(
        zip(("waiting", "going", "done", "closed"), page.locator(".qf-states__chain b").all_text_contents(), strict=True)
    )
    late = page.locator(".qf-figure[data-tone=late] b").first.text_content()
    page.goto(server + LEDGER)
    for state, count in steps.items():
        page.click("[data-qf-clear]") if page.locator("[data-qf-clear]").is_enabled() else None
        assert choose(page, "state", state) == shown(page) == int(count)
    page.click("[data-qf-clear]")
    assert str(choose(page, "due", "overdue")) == late


def test_every_column_sorts_both_ways_by_keyboard(browser: Browser, server: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server + LEDGER)
    heads = page.locator(".qf-whole thead button")
    assert heads.count() == 8
    for n in (5, 7, 8):
        heads.nth(n - 1).focus()
        page.keyboard.press("Enter")
        up = [day for day in column(page, n) if day]
        assert up == sorted(up)
        expect(page.locator(".qf-whole thead th").nth(n - 1)).to_have_attribute("aria-sort", "ascending")
        page.keyboard.press("Space")
        down = [day for day in column(page, n) if day]
        assert down == sorted(up, reverse=True)
        expect(page.locator(".qf-whole thead th").nth(n - 1)).to_have_attribute("aria-sort", "descending")
    assert page.locator("th[aria-sort]").count() == 1
    heads.nth(5).press("Enter")
    states = list(dict.fromkeys(column(page, 6)))
    assert states == ["未启动", "整改中", "已完成", "已销号", "长期坚持"], "in the order of the steps"
    page.close()


def test_the_address_keeps_conditions_and_order(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + LEDGER)
    choose(page, "source", "audit")
    page.locator(".qf-whole thead button").nth(4).click()
    page.locator(".qf-whole thead button").nth(4).click()
    address, rows = page.url, column(page, 1)
    assert address.endswith("#source=audit&sort=-due")
    again = browser.new_page()
    again.goto(address)
    assert column(again, 1) == rows
    again.evaluate("location.hash = 'source=nonsense&sort=nothing&due=%zz'")
    expect(again.locator("[data-qf-said]")).to_have_text(re.compile("^共 "))
    page.close()
    again.close()


def test_without_script_the_whole_table_stands(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + LEDGER)
    every = shown(page)
    assert every > 40
    assert page.locator(ROWS).first.is_visible()
    assert page.locator(ROWS).last.is_visible()
    assert not page.locator("[data-qf-facets-bar]").is_visible()
    assert page.locator(".qf-whole thead button").count() == 0
    page.click("[data-qf-facet=unit] >> text=警务保障室")
    expect(page.locator("h1")).to_have_text("责任单位：警务保障室")
    page.go_back()
    page.locator("[data-qf-facet=source] summary").click()
    page.click("[data-qf-facet=source] >> text=审计")
    expect(page.locator("h1")).to_have_text("整改来源：审计")
    context.close()


def test_the_ledger_works_from_the_disk(browser: Browser, real_site: Path) -> None:
    page = browser.new_page()
    page.goto((real_site / LEDGER).as_uri() + "#due=overdue")
    late = shown(page)
    assert late > 0
    page.locator(".qf-whole thead button").nth(4).click()
    assert "due=overdue&sort=due" in page.url
    assert shown(page) == late
    page.close()


def test_a_long_ledger_is_shown_in_pieces(browser: Browser, server: str) -> None:
    page = browser.new_page()

    def longer(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        rows = re.findall(r"<tr data-k=.*?</tr>", answer.text(), re.S)
        text = answer.text().replace(rows[0], rows[0] * 300, 1)
        route.fulfill(response=answer, body=text)  # type: ignore[attr-defined]

    page.route("**/rectification/ledger.html", longer)
    page.goto(server + LEDGER)
    assert shown(page) == 60
    page.click("text=再显示一些")
    assert shown(page) == 120
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 61, "who goes on by keyboard goes on there"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown(page) > 300, "what is printed is all that was found"
    page.fill("[data-qf-words]", "公务卡")
    assert shown(page) <= 60
    page.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name", ["ledger", "by-unit-logistics", "this-month", "2026-audit-m1-2", "2026-audit-ledger", "2026-audit"]
)
def test_the_pages_have_no_serious_barrier_and_fit(browser: Browser, server: str, size: str, name: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    watched = Watched(context)
    watched.page.goto(f"{server}rectification/{name}.html")
    assert barriers(watched.page) == []
    assert watched.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert watched.errors == []
    context.close()


def test_evidence_leads_back_to_its_measure(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "rectification/2026-audit-m1-2.html")
    page.click("[data-step=佐证] a")
    assert page.url.endswith("cases/2026/2026-08.html")
    page.click(".qf-traces a >> text=公务卡强制结算目录")
    assert page.url.endswith("rectification/2026-audit-m1-2.html")


def test_the_ledger_of_an_opinion_prints_on_landscape_paper(browser: Browser, real_site: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto((real_site / "rectification/2026-audit-ledger.html").as_uri())
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator("text=整改意见 >> nth=0").is_visible()
    table = page.locator(".qf-ledger--official")
    assert table.evaluate("table => getComputedStyle(table.tHead).display") == "table-header-group", "the head is on every page"
    paper = page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 84[12](?:\.\d+)? 59[45](?:\.\d+)?\]", paper)
    page.close()
