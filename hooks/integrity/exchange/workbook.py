"""A workbook as .xlsx (ECMA-376): title, lines, head, rows; printed on A4 landscape with the head on every page.

It looks like the tables that offices print: 宋体, thin lines, wrapped text, the title in the middle. Every row has its height
written down, since no program finds it out by itself for merged cells, and some do not for wrapped ones.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from ..kernel.workbook import Cell, Sheet, Workbook
from .archive import steady
from .cells import clean, put, shortened

_FONT, _HEAD_FONT = "宋体", "黑体"
_SIZE, _TITLE_SIZE = 10, 18
_LINE, _PADDING, _HIGHEST = 15.0, 6.0, 409.0
"""Points: a line of text of the usual size, the space around the lines of a cell, and what Excel allows a row."""
_UNIT, _HALF = 7.0, 6.7
"""Pixels: a unit of a column's width, and half a Chinese character of the usual size."""
_DAY, _TEXT, _SHORT, _HEAD = "台账日期", "台账正文", "台账居中", "台账表头"
_NARROW = 12
"""Up to this width a column holds numbers, days and single words: they stand in the middle."""


def as_xlsx(book: Workbook) -> bytes:
    """The same bytes for the same cells. A text is never a formula, whatever it begins with.

    What is longer than a cell can be is cut: see `too_long`.
    """
    from openpyxl import Workbook as Made

    made = Made()
    made.remove(made.active)
    for style in _styles():
        made.add_named_style(style)
    for sheet in book.sheets:
        _fill(made.create_sheet(sheet.name), sheet)
    kept = io.BytesIO()
    made.save(kept)
    return steady(kept.getvalue())


def too_long(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The data row and the column, from 0, of every cell that can hold only the beginning of its text."""
    for number, row in enumerate(sheet.rows):
        for place, value in enumerate(row):
            if isinstance(value, str) and shortened(clean(value)) != clean(value):
                yield number, place


def _fill(target: Any, sheet: Sheet) -> None:
    top = 2 + len(sheet.lines)
    for number, text in enumerate((sheet.title, *sheet.lines), 1):
        put(target.cell(number, 1), text)
    styles = [_SHORT if column.width <= _NARROW else _TEXT for column in sheet.columns]
    _write(target, top, [column.label for column in sheet.columns], [_HEAD] * len(styles))
    for number, row in enumerate(sheet.rows, top + 1):
        _write(target, number, row, styles)
    # The library looks through all merged cells for each one that is added, and writes them in no order.
    target.merged_cells = [
        *(_area(number, number, 1, len(sheet.columns)) for number in range(1, top)),
        *(_area(top + span.first + 1, top + span.last + 1, span.column + 1, span.column + 1) for span in sheet.spans),
    ]
    _dress(target, sheet, top)


def _area(first: int, last: int, left: int, right: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(left)}{first}:{get_column_letter(right)}{last}"


def _write(target: Any, number: int, row: Sequence[Cell], styles: Sequence[str]) -> None:
    for place, (value, style) in enumerate(zip(row, styles, strict=True), 1):
        cell = target.cell(number, place)
        cell.style = _DAY if isinstance(value, dt.date) else style
        if isinstance(value, str):
            put(cell, value)
        elif value is not None:
            cell.value = value
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00####"


def _styles() -> Iterator[Any]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin")
    box, font = Border(line, line, line, line), Font(_FONT, _SIZE)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    yield NamedStyle(_TEXT, font, border=box, alignment=left)
    yield NamedStyle(_SHORT, font, border=box, alignment=middle)
    yield NamedStyle(_DAY, font, border=box, alignment=middle, number_format="yyyy-mm-dd")
    yield NamedStyle(_HEAD, Font(_HEAD_FONT, _SIZE), PatternFill("solid", fgColor="F2F2F2"), box, middle)


def _dress(target: Any, sheet: Sheet, top: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(sheet.columns, 1):
        target.column_dimensions[get_column_letter(place)].width = column.width
    title = target.cell(1, 1)
    title.font, title.alignment = Font(_FONT, _TITLE_SIZE, bold=True), Alignment(horizontal="center", vertical="center")
    for number in range(2, top):
        target.cell(number, 1).font = Font(_FONT, _SIZE + 1)
    for number, height in enumerate([36.0, *[20.0] * len(sheet.lines), *_heights(sheet)], 1):
        target.row_dimensions[number].height = height
        for cell in target[number] if height >= _HIGHEST else ():  # the beginning is seen, and not the middle
            cell.alignment = Alignment(horizontal=cell.alignment.horizontal, vertical="top", wrap_text=True)
    target.freeze_panes = target.cell(top + 1, 1)
    _page(target, top)


def _page(target: Any, top: int) -> None:
    target.print_title_rows = f"{top}:{top}"
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", 9
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.print_options.horizontalCentered = True
    margins = target.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    target.oddFooter.center.text = "第 &P 页，共 &N 页"


def _heights(sheet: Sheet) -> list[float]:
    """Points for the head and each row, so that all of the text can be seen where a row may be as high as that.

    What a merged cell needs beyond the rows that it spans is shared out among them.
    """
    spanned = {(row, span.column) for span in sheet.spans for row in range(span.first, span.last + 1)}
    widths = [column.width for column in sheet.columns]
    heights = [_height([_lines(column.label, column.width) for column in sheet.columns])]
    for n, row in enumerate(sheet.rows):
        own = [_lines(value, widths[place]) for place, value in enumerate(row) if (n, place) not in spanned]
        heights.append(_height(own))
    for span in sheet.spans:
        rows = range(span.first + 1, span.last + 2)
        more = _PADDING + _LINE * _lines(sheet.rows[span.first][span.column], widths[span.column]) - sum(heights[n] for n in rows)
        for n in rows if more > 0 else ():
            heights[n] = min(_HIGHEST, heights[n] + more / len(rows))
    return [round(height, 2) for height in heights]


def _height(lines: Sequence[int]) -> float:
    return min(_HIGHEST, _PADDING + _LINE * max([1, *lines]))


def _lines(value: Cell, width: int) -> int:
    """Lines of a wrapped cell. Punctuation that may not begin a line takes the sign before it along: half a sign less a line."""
    if value is None or not isinstance(value, str):
        return 1
    room = max(width * _UNIT - _HALF, 2 * _HALF)
    return sum(max(1, ceil(_width(line) * _HALF / room)) for line in value.split("\n"))


def _width(text: str) -> int:
    """In halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
