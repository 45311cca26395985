"""The print sheets as Chromium prints them: one page each, to the millimetre, with the lines that the model counts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import Watched
from helpers import HOME
from playwright.sync_api import Browser, Page, expect

from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rooms.forms.model import Form
from integrity.rooms.forms.paper import A5, PAPERS, RULE, Fit, count_lines, fit
from integrity.rooms.forms.text import blocks

POINTS = {"a4": (595, 842), "a4x4": (595, 842), "a4x2": (842, 595), "a6": (298, 420)}
MEASURED = """() => {
  const mm = px => px * 25.4 / 96, box = e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height].map(mm) }
  return [...document.querySelectorAll('.qf-paper')].map(p => ({
    box: box(p), type: p.dataset.type, over: [p.scrollWidth - p.clientWidth, p.scrollHeight - p.clientHeight],
    text: box(p.querySelector('.qf-paper__text')), fields: box(p.querySelector('.qf-paper__fields')),
    lines: [...p.querySelectorAll('[data-block]')].map(b => Math.round(b.offsetHeight / parseFloat(getComputedStyle(b).lineHeight))),
    rules: [...p.querySelectorAll('.qf-blank__rule')].map(r => box(r)[2]),
  }))
}"""


def sheets(site: Path) -> list[Path]:
    return [path for path in sorted((site / "forms").glob("*.html")) if re.search(r"-(a4|a6|a4x2|a4x4)$", path.stem)]


def name_of(sheet: Path) -> str:
    return sheet.stem.rpartition("-")[2]


def measured(page: Page, sheet: Path) -> list[dict[str, Any]]:
    page.emulate_media(media="print")
    page.goto(sheet.as_uri())
    found: list[dict[str, Any]] = page.evaluate(MEASURED)
    return found


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_sheet_prints_on_one_page_of_its_size(browser: Browser, real_site: Path, colours: Any) -> None:
    page = browser.new_context(locale="zh-CN", color_scheme=colours).new_page()
    assert {name_of(sheet) for sheet in sheets(real_site)} == set(POINTS)
    for sheet in sheets(real_site):
        page.goto(sheet.as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, sheet.name
        box = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)[0]
        assert tuple(round(float(side)) for side in box) == POINTS[name_of(sheet)], sheet.name
    page.context.close()


def test_the_cards_lie_exactly_two_by_two(browser: Browser, real_site: Path) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    for sheet in sheets(real_site):
        if name_of(sheet) == "a4x4":
            places = [card["box"] for card in measured(page, sheet)]
            wanted = [[x, y, 105, 148] for y in (0.25, 148.75) for x in (0, 105)]
            assert places == [pytest.approx(place, abs=0.05) for place in wanted]
    page.context.close()


def test_nothing_is_clipped_and_every_line_is_long_enough_to_write_on(browser: Browser, real_site: Path) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    for sheet in sheets(real_site):
        for paper in measured(page, sheet):
            assert max(paper["over"]) <= 0, sheet.name
            assert paper["text"][1] + paper["text"][3] <= paper["fields"][1] + 0.05, sheet.name
            assert min(paper["rules"]) >= RULE, sheet.name
    page.context.close()


def test_the_model_counts_the_lines_that_the_browser_breaks(browser: Browser, real_site: Path) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    for form in read_library(HOME, [Form], load_terms(HOME / "data")).of(Form):
        for sheet in sheets(real_site):
            if sheet.stem.rpartition("-")[0] == Path(form.uri).stem:
                found = fit(form, blocks(form.body), A5 if name_of(sheet) == "a4x2" else PAPERS[name_of(sheet)[:2].upper()])
                found = fit(form, blocks(form.body), PAPERS["A6"]) if name_of(sheet) == "a4x4" else found
                first = measured(page, sheet)[0]
                assert first["type"] == found.type.name, sheet.name
                assert first["lines"] == counted(form, found), sheet.name
    page.context.close()


def counted(form: Form, found: Fit) -> list[int]:
    indent = {"paragraph": 2, "item": 2}
    return [count_lines(block.printed, found.signs, indent.get(block.kind, 0)) for block in blocks(form.body)]


def test_a_sheet_shows_a_button_that_is_not_printed(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + "forms/2026-pledge-a4.html")
    button = page.get_by_role("button", name="打印")
    expect(button).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true }")
    button.click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    expect(button).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".qf-paper__title")).to_be_visible()
    assert watched.errors == []
