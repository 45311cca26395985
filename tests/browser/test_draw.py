"""The draw as somebody who checks it would repeat it, and that the list of names stays on the page. The papers as printed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from browsing import Watched, barriers
from playwright.sync_api import Browser, Page, expect

PEOPLE = [(f"张某{sign}", unit) for unit in ("城东派出所", "看守所", "法制大队") for sign in "甲乙丙丁戊己"] + [
    ("李某某", "办公室")
]
LIST = "姓名\t单位\n" + "\n".join(f"{name}\t{unit}" for name, unit in PEOPLE) + "\n\n"


def repeated(seed: int, least: int, total: int = 0) -> list[tuple[str, str]]:
    """The draw by the words on the page: so many of each unit, then of all that are left until there are `total`."""
    x = seed
    for _ in range(10):
        x = x * 16807 % 2147483647
    drawn: list[tuple[str, str]] = []
    units = dict.fromkeys(unit for _, unit in PEOPLE)
    groups = [([one for one in PEOPLE if one[1] == unit], least) for unit in units]
    for group, count in groups:
        for _ in range(min(count, len(group))):
            x = x * 16807 % 2147483647
            drawn.append(group.pop(x % len(group)))
    rest = [one for one in PEOPLE if one not in drawn]
    while len(drawn) < total:
        x = x * 16807 % 2147483647
        drawn.append(rest.pop(x % len(rest)))
    return drawn


def filled(page: Page, seed: str = "20261124", text: str = LIST) -> None:
    page.fill("#draw-list", text)
    page.fill("#draw-seed", seed)


def names(page: Page) -> list[tuple[str, str]]:
    rows = page.locator("[data-draw=rows] tr").all()
    cells = [row.locator("td").all_text_contents() for row in rows]
    assert [row[0] for row in cells] == [str(n) for n in range(1, len(cells) + 1)]
    assert all(PEOPLE[int(row[3]) - 1] == (row[1], row[2]) for row in cells)
    return [(row[1], row[2]) for row in cells]


def test_the_draw_can_be_repeated_and_nothing_leaves_the_page(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "questions/draw.html", wait_until="networkidle")
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"
    before = page.evaluate(kept)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert re.fullmatch(r"\d{9}", page.input_value("#draw-seed"))
    filled(page)
    expect(page.locator("#draw-said")).to_have_text("19 人，4 个单位")
    page.click(".qf-draw__go")
    assert names(page) == repeated(20261124, 2)
    facts = page.locator("[data-draw=facts]").inner_text()
    fingerprint = hashlib.sha256("\n".join(f"{name},{unit}" for name, unit in PEOPLE).encode()).hexdigest()[:16]
    for said in ("20261124", " ".join(re.findall("....", fingerprint)), "每个单位抽 2 人", "19 人，4 个单位"):
        assert said in facts
    assert page.locator("[data-draw=notes]").inner_text() == "办公室只有 1 人，全部抽中"
    page.check("input[value=total]")
    expect(page.locator("[data-draw=result]")).to_be_hidden()
    page.fill("#draw-total", "9")
    page.click(".qf-draw__go")
    assert names(page) == repeated(20261124, 1, 9)
    assert asked == []
    assert page.evaluate(kept) == before
    assert page.evaluate("indexedDB.databases().then(found => found.map(one => one.name))") == []
    page.reload()
    assert page.input_value("#draw-list") == ""
    assert watched.errors == []


@pytest.mark.parametrize(
    ("text", "seed", "said"),
    [
        ("", "1", "先粘贴名单"),
        ("张某，看守所\n张某，看守所", "1", "名单里有 1 处要改"),
        ("张某，看守所，三楼", "1", "名单里有 1 处要改"),
        ("张某，看守所", "0", "种子应是 1 到 2147483646 的整数"),
        ("张某，看守所", "2147483647", "种子应是 1 到 2147483646 的整数"),
        ("张某，看守所", "今天", "种子应是 1 到 2147483646 的整数"),
    ],
)
def test_what_cannot_be_drawn_is_said(browser: Browser, real_site: Path, text: str, seed: str, said: str) -> None:
    page = opened(browser, real_site)
    filled(page, seed, text)
    page.click(".qf-draw__go")
    expect(page.locator(".qf-draw__wrong")).to_contain_text(said)
    expect(page.locator("[data-draw=result]")).to_be_hidden()
    page.context.close()


def opened(browser: Browser, real_site: Path, **options: Any) -> Page:
    """From the disk, as a colleague opens it from a shared folder."""
    page = browser.new_context(locale="zh-CN", offline=True, **options).new_page()
    page.goto((real_site / "questions" / "draw.html").as_uri())
    return page


def test_with_the_keyboard_from_the_disk_and_on_paper(browser: Browser, real_site: Path) -> None:
    page = opened(browser, real_site)
    page.focus("#draw-list")
    page.keyboard.insert_text("1\t张某\t看守所\r\n2\t李某某\t看守所\n王某甲，法制大队\n赵某 法制大队")
    expect(page.locator("#draw-said")).to_have_text("4 人，2 个单位")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "draw-each"
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-draw=rows] tr")).to_have_count(2)
    assert page.evaluate("document.activeElement.dataset.draw") == "result"
    page.emulate_media(media="print")
    expect(page.locator(".qf-draw")).to_be_hidden()
    expect(page.locator(".qf-draw__signed")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.context.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_barriers_and_width(browser: Browser, real_site: Path, colours: str, width: int) -> None:
    page = opened(browser, real_site, viewport={"width": width, "height": 844}, color_scheme=colours)
    filled(page)
    page.click(".qf-draw__go")
    for name in ("", "paper-short-a", "paper-quarterly-key") if width == 390 else ("",):
        if name:
            page.goto((real_site / "questions" / f"{name}.html").as_uri())
        assert barriers(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    page.context.close()


def test_papers_print_on_a4_in_black_and_the_sheet_begins_a_page(browser: Browser, real_site: Path) -> None:
    page = browser.new_context(locale="zh-CN", color_scheme="dark").new_page()
    for name, most in (("quarterly-a", 8), ("quarterly-b", 8), ("quarterly-key", 10), ("short-a", 6)):
        page.goto((real_site / "questions" / f"paper-{name}.html").as_uri())
        page.emulate_media(media="print")
        expect(page.locator(".qf-sheetbar")).to_be_hidden()
        style = "getComputedStyle(document.querySelector('.qf-exam'))"
        assert page.evaluate(f"[{style}.backgroundColor, {style}.color]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        printed = page.pdf(prefer_css_page_size=True)
        assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= most
        assert re.search(rb"/MediaBox\s*\[0 0 59[45][\d.]* 84[12][\d.]*\]", printed)
    page.context.close()
