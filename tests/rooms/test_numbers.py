"""Figures are those of a count by hand, the same on the page, in the data and in the report."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from helpers import HOME, arrangement, built, case, measure, opinion, policy

from integrity.exchange.report import as_docx, fill
from integrity.kernel.figures import period
from integrity.kernel.settings import Settings

SESSIONS = """
- {no: 1, date: 2026-03-04, focus: 1, title: 甲, form: 自学, held: {date: 2026-03-04, expected: 100, actual: 90}}
- {no: 2, date: 2026-06-17, focus: 1, title: 乙, form: 自学, held: {date: 2026-06-30, expected: 50, actual: 45}}
- {no: 3, date: 2026-07-01, focus: 1, title: 丙, form: 自学, held: {date: 2026-07-01, expected: 10, actual: 10}}
- {no: 4, date: 2026-12-02, focus: 1, title: 丁, form: 自学}
"""
FILES = {
    "docs/study/2026.md": arrangement(SESSIONS),
    "docs/policies/a.md": policy(1, issued="2026-06-30", effective="2026-07-01"),
    "docs/policies/b.md": policy(2, issued="2026-07-01", effective="2026-07-01"),
    "cases/2026/2026-01.md": case("2026-01", date="2026-03-05"),
    "docs/rectification/a.md": opinion(
        measure("1-1", state="已销号", completed="2026-04-01", closed="2026-07-15", verified_by="警务督察大队")
        + measure("1-2", state="已完成", completed="2026-06-30")
        + measure("1-3", due="2026-12-31")
    ),
}


def numbers(root: Path) -> Any:
    return json.loads(built(root, dict(FILES)).data["data/numbers.json"].content)


@pytest.mark.parametrize(
    ("name", "key", "value", "records"),
    [
        ("2026H1", "study-sessions", 2, 2),
        ("2026H1", "study-people", 135, 2),
        ("2026H1", "study-attendance", 90.0, 2),
        ("2026H2", "study-people", 10, 1),
        ("2026Q2", "study-people", 45, 1),
        ("2026", "study-people", 145, 3),
        ("2026H1", "policies", 1, 1),
        ("2026H2", "policies", 1, 1),
        ("2026Q1", "cases", 1, 1),
        ("2026H1", "measures", 3, 3),
        ("2026H1", "measures-done", 2, 3),
        ("2026Q1", "measures-done", 0, 3),
        ("2026H1", "measures-rate", 66.7, 3),
        ("2026Q1", "measures-rate", 0.0, 3),
        ("2026H1", "closure-rate", 0.0, 3),
        ("2026", "closure-rate", 33.3, 3),
    ],
)
def test_figures_equal_a_count_by_hand(tmp_path: Path, name: str, key: str, value: float, records: int) -> None:
    found = numbers(tmp_path)[name][key]
    assert (found["value"], found["records"]) == (value, records)


def test_a_figure_without_records_says_so(tmp_path: Path) -> None:
    result = built(tmp_path, dict(FILES))
    assert json.loads(result.data["data/numbers.json"].content)["2026Q4"]["cases"]["value"] is None
    assert "通报案例：无记录" in result.pages["numbers/2026q4.md"].markdown


def test_the_page_opens_the_records_behind_a_figure(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES)).pages["numbers/2026h1.md"].markdown
    assert "## 集中学习人次：135人次" in page
    assert 'href="../study/2026-s1.html">甲</a>' in page
    assert "丙" not in page


def test_page_data_and_report_agree(tmp_path: Path) -> None:
    result = built(tmp_path, dict(FILES))
    text = fill(HOME / "data" / "report.md", result.figures, period("2026H1"), Settings(), dt.date(2026, 11, 24))
    data = json.loads(result.data["data/numbers.json"].content)["2026H1"]
    page = result.pages["numbers/2026h1.md"].markdown
    for key in (
        "study-sessions",
        "study-people",
        "study-attendance",
        "policies",
        "cases",
        "measures",
        "measures-done",
        "measures-rate",
    ):
        unit = data[key]["unit"]
        said = f"{data[key]['value']:.{1 if unit == '%' else 0}f}{unit}"
        assert said in text, key
        assert f"：{said} " in page, key
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(as_docx(text))).paragraphs)
    for line in text.replace("# ", "").replace("#", "").split("\n\n"):
        assert line.replace("\n", "").strip() in words


def test_the_word_file_has_the_official_layout(tmp_path: Path) -> None:
    document = docx.Document(
        io.BytesIO(as_docx("# 标题\n\n市局党委：\n\n正文。\n\n## 一、情况\n\n正文。\n\n示例分局\n\n2026年7月1日\n"))
    )
    section = document.sections[0]
    assert [
        round(side.mm) for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ] == [37, 35, 28, 26]
    title, _, addressee, body = document.paragraphs[:4]
    assert (title.runs[0].font.size.pt, body.runs[0].font.size.pt) == (22, 16)
    assert addressee.paragraph_format.first_line_indent is None
    assert body.paragraph_format.first_line_indent.pt == 32
    assert body.paragraph_format.line_spacing.pt == 28
    assert "PAGE" in section.footer.paragraphs[0]._p.xml


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# 甲\n\n{{ figur('x') }}\n", r"report\.md:3: 报告模板写法有误"),
        ("# 甲\n\n{% if x %}\n", r"report\.md:3"),
        ("# 甲\n\n{{ figure('study-session') }}\n", r"report\.md:3: .*没有“study-session”这个指标，是否想写“study-sessions”"),
    ],
)
def test_a_mistake_in_the_template_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    template = tmp_path / "report.md"
    template.write_text(text, "utf-8")
    figures = built(tmp_path / "site", dict(FILES)).figures
    with pytest.raises(ValueError, match=said):
        fill(template, figures, period("2026H1"), Settings(), dt.date(2026, 7, 1))


def test_a_report_is_of_what_has_been(tmp_path: Path) -> None:
    figures = built(tmp_path, dict(FILES)).figures
    template = HOME / "data" / "report.md"
    with pytest.raises(ValueError, match="还没有开始"):
        fill(template, figures, period("2027H1"), Settings(), dt.date(2026, 11, 24))
    running = fill(template, figures, period("2026H2"), Settings(), dt.date(2026, 11, 24))
    assert "（截至11月24日）" in running
    assert "截至2026年11月24日" in running
    assert "12月31日" not in running


def test_the_ledger_of_a_past_day_and_the_figures_of_the_period_agree(tmp_path: Path) -> None:
    for name in ("2026Q1", "2026H1", "2026Q3"):
        then = json.loads(built(tmp_path, dict(FILES), period(name).last).data["data/rectification.json"].content)["totals"]
        now = numbers(tmp_path)[name]
        assert (now["measures"]["value"], now["measures-done"]["value"] or 0) == (then["measures"], then["done"])
