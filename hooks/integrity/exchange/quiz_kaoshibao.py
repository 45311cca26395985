"""The workbook of 考试宝: fourteen columns, a notice above the header, a second sheet 版本号.

填空题: a blank in each option column, words that are accepted alike joined by |, the answer column empty. 判断题: A=对, B=错.
There is no column for 依据: it stands at the end of 解析 and is taken out again.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ..kernel.quiz import BLANK, JUDGE, LETTERS, RIGHT, WRONG, Item
from .archive import Refused, refuse_archive, steady
from .cells import LONGEST, put, said, unfit
from .quiz_common import Fault, Read, Written, with_basis
from .quiz_rows import read_rows
from .tally import Tally

SHEET, VERSION_SHEET, VERSION = "试题案例，直接导入试试", "版本号", "20221101"
HEADER = (
    "题干（必填）",
    "题型 （必填）",
    *(f"选项 {letter}" for letter in LETTERS[:4]),
    *(f"选项{letter}\n(勿删)" for letter in LETTERS[4:]),
    "正确答案\n（必填）",
    "解析\n（勿删）",
    "章节\n（勿删）",
    "难度",
)

_NOTICE = (
    "填写说明\n1．第二行的表头请勿改动。\n2．填空题每个选项列写一个空的答案，正确答案一列留空。\n3．判断题选项 A 为对，B 为错。"
)
_WIDTHS = (48, 12, *(20,) * 8, 12, 48, 28, 8)
_MOST_ROWS, _MOST_COLUMNS = 20_000, 60


def write_kaoshibao(items: Iterable[Item]) -> Written:
    from openpyxl import Workbook

    tally = Tally()
    rows = [row for item in items if (row := _row(item, tally))]
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    for number, texts in enumerate([(_NOTICE,), HEADER, *rows], 1):
        for place, text in enumerate(texts, 1):
            _put(sheet.cell(number, place), text, tally)
    _dress(sheet, len(rows))
    _put(book.create_sheet(VERSION_SHEET).cell(1, 1), VERSION, tally)
    kept = io.BytesIO()
    book.save(kept)
    return Written(steady(kept.getvalue()), len(rows), tally.notes)


def _row(item: Item, tally: Tally) -> tuple[str, ...] | None:
    options, answer = item.options, item.answer
    if item.type == JUDGE:
        options, answer = (RIGHT, WRONG), "A" if item.answer == RIGHT else "B"
    elif item.type == BLANK:
        if len(item.blanks) > len(LETTERS):
            tally.add(f"考试宝的填空题最多 {len(LETTERS)} 个空：{{n}} 道没有导出")
            return None
        if any(len(blank) > 1 for blank in item.blanks):
            tally.add("考试宝没有一空多答：{n} 道填空题的几种写法用“|”连在一格里")
        options, answer = tuple("|".join(blank) for blank in item.blanks), ""
    if item.basis:
        tally.add("考试宝没有“依据”一栏：{n} 道已并入解析末尾“依据：…”")
    filled = (*options, *("",) * (len(LETTERS) - len(options)))
    return (item.stem, item.type, *filled, answer, with_basis(item.explanation, item.basis), item.chapter, item.degree)


def _put(cell: Any, text: str, tally: Tally) -> None:
    if not put(cell, text):
        tally.add(f"一格最多 {LONGEST} 字：{{n}} 格截短了")


def _dress(sheet: Any, rows: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 66, 34
    sheet.freeze_panes = "A3"
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        head = sheet.cell(2, place)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="4472C4")
    top, middle = Alignment(wrap_text=True, vertical="top"), Alignment(wrap_text=True, vertical="center")
    for row in sheet.iter_rows(min_row=1, max_row=rows + 2, max_col=len(HEADER)):
        for cell in row:
            cell.alignment = top if cell.row > 2 else middle
    degrees = DataValidation(type="list", formula1='"易,偏易,适中,难"', allow_blank=True)
    degrees.add(f"N3:N{max(rows + 2, 200)}")
    sheet.add_data_validation(degrees)


def read_kaoshibao(content: bytes) -> Read:
    """Every visible sheet that has the header row. Refused when the file is no workbook that can be read."""
    refuse_archive(content, ".xlsx", "WPS 或 Excel")
    tally = Tally()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reads = list(_sheets(content, tally))
    if not reads:
        raise Refused("没有找到表头，表里要有一行写着“题干”和“正确答案”")
    found = tuple(chain.from_iterable(read.faults for read in reads))
    return Read(tuple(chain.from_iterable(read.items for read in reads)), found, tally.notes)


def _sheets(content: bytes, tally: Tally) -> Iterator[Read]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        tables = [(sheet.title, sheet.sheet_state, *_cells(sheet)) for sheet in book.worksheets]
        book.close()
    except Exception:  # the library raises whatever the broken part made it raise
        raise Refused("读不了这个工作簿，请用 WPS 或 Excel 打开，另存为 .xlsx 再导入") from None
    first = True
    for title, state, rows, wrong in tables:
        where = "" if first else f"工作表“{title}”："
        read = read_rows(rows, tally, where)
        if read and state == "visible":
            first = False
            yield Read(read.items, (*read.faults, *wrong))
        elif read:
            tally.add(f"工作表“{title}”是隐藏的，没有读")


def _cells(sheet: Any) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """The rows that are not empty, as texts, and the cells that hold no text that can be taken."""
    sheet.reset_dimensions()
    rows: list[tuple[int, list[str]]] = []
    wrong: list[Fault] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1):
        if not any(cell.value is not None for cell in cells):
            continue
        if len(rows) >= _MOST_ROWS:
            wrong.append(Fault(number, f"超过 {_MOST_ROWS} 行，请分成几个文件"))
            break
        wrong += [Fault(number, fault, f"{cell.column_letter} 列") for cell in cells if (fault := unfit(cell))]
        rows.append((number, [said(cell) for cell in cells]))
    return rows, wrong
