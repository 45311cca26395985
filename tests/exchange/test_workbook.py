"""A workbook as Excel, WPS and LibreOffice get it: names of tabs, heights of rows, texts that are no formulas."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import Any

import openpyxl
from helpers import HOME

from integrity.exchange.workbook import as_xlsx, too_long
from integrity.kernel.workbook import Column, Sheet, Span, Workbook, tab_names


def opened(sheet: Sheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(Workbook("a.xlsx", (sheet,)))))[sheet.name]


def test_tabs_have_names_that_excel_takes() -> None:
    assert tab_names(["甲/乙[1]", "甲/乙[1]", "", "长" * 40, "长" * 35, "'a'", "A"]) == (
        "甲 乙 1", "甲 乙 1（2）", "工作表", "长" * 31, "长" * 28 + "（2）", "a", "A（2）",
    )  # fmt: skip


def test_a_row_is_as_high_as_its_longest_text() -> None:
    columns = (Column("序号", 5), Column("措施", 20))
    sheet = opened(Sheet("a", "题", columns, [(1, "短"), (2, "十个汉字长的一句话呢" * 4), (3, "一\n二\n三"), (4, "字" * 5000)]))
    heights = [sheet.row_dimensions[number].height for number in range(3, 7)]
    assert heights == [21.0, 81.0, 51.0, 409.0], "one, five, three lines; no row is higher than Excel allows"
    assert [sheet[f"B{number}"].alignment.vertical for number in (4, 6)] == ["center", "top"]


def test_a_merged_text_shares_out_its_height() -> None:
    columns = (Column("问题", 10), Column("措施", 20))
    rows = [("五个汉字啊" * 8, "短"), (None, "短")]
    sheet = opened(Sheet("a", "题", columns, rows, (), (Span(0, 0, 1),)))
    assert sum(sheet.row_dimensions[number].height for number in (3, 4)) >= 6 + 15 * 8
    assert sheet.row_dimensions[3].height == sheet.row_dimensions[4].height


def test_a_text_is_never_a_formula_and_never_too_long() -> None:
    given = Sheet("a", "=题", (Column("甲", 10), Column("乙", 10)), [("=1+1", "字" * 40_000), ("@a", "\x07响")])
    sheet = opened(given)
    assert [(cell.value, cell.data_type) for cell in (sheet["A1"], sheet["A3"], sheet["A4"])] == [
        ("=题", "s"),
        ("=1+1", "s"),
        ("@a", "s"),
    ]
    assert len(sheet["B3"].value) == 32767
    assert sheet["B4"].value == "响"
    assert list(too_long(given)) == [(0, 1)]


def test_two_processes_make_the_same_bytes() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, 'hooks'); from integrity.exchange.workbook import as_xlsx; "
        "from integrity.kernel.workbook import Column, Sheet, Span, Workbook; "
        "columns = (Column('甲', 10), Column('乙', 30)); spans = tuple(Span(0, n, n + 1) for n in range(0, 40, 2)); "
        "sheet = Sheet('a', '题', columns, [(n, '字' * n) for n in range(40)], (), spans); "
        "print(hashlib.sha256(as_xlsx(Workbook('a.xlsx', (sheet,)))).hexdigest())"
    )
    said = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=HOME, env=env, capture_output=True, text=True, check=True, timeout=60
        )
        said.add(done.stdout)
    assert len(said) == 1
