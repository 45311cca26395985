"""A workbook as .xlsx (ECMA-376): title, lines, head, rows; printed on A4 landscape with the head on every page."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from ..kernel.workbook import Cell, Sheet, Workbook
from .archive import steady
from .cells import put


def as_xlsx(book: Workbook) -> bytes:
    """The same bytes for the same cells. A text is never a formula, whatever it begins with."""
    from openpyxl import Workbook as Made

    made = Made()
    made.remove(made.active)
    for sheet in book.sheets:
        _fill(made.create_sheet(sheet.name), sheet)
    kept = io.BytesIO()
    made.save(kept)
    return steady(kept.getvalue())


def _fill(target: Any, sheet: Sheet) -> None:
    wide = len(sheet.columns)
    top = [(sheet.title,), *((line,) for line in sheet.lines), tuple(column.label for column in sheet.columns)]
    for number, cells in enumerate([*top, *sheet.rows], 1):
        for place, value in enumerate(cells, 1):
            _put(target.cell(number, place), value)
    for number in range(1, len(top)):
        target.merge_cells(start_row=number, end_row=number, start_column=1, end_column=wide)
    for span in sheet.spans:
        rows = {"start_row": len(top) + span.first + 1, "end_row": len(top) + span.last + 1}
        target.merge_cells(start_column=span.column + 1, end_column=span.column + 1, **rows)
    _dress(target, sheet, len(top))


def _put(cell: Any, value: Cell) -> None:
    if isinstance(value, str):
        put(cell, value)
    elif value is not None:
        cell.value = value
        if isinstance(value, Decimal):
            cell.number_format = "#,##0.00####"
        elif hasattr(value, "isoformat"):
            cell.number_format = "yyyy-mm-dd"


def _dress(target: Any, sheet: Sheet, top: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin")
    box, wrapped = Border(line, line, line, line), Alignment(wrap_text=True, vertical="center")
    for place, column in enumerate(sheet.columns, 1):
        target.column_dimensions[get_column_letter(place)].width = column.width
    for row in target.iter_rows(min_row=top, max_row=top + len(sheet.rows), max_col=len(sheet.columns)):
        for cell in row:
            cell.border, cell.alignment = box, wrapped
    target.cell(1, 1).font, target.cell(1, 1).alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    for place in range(1, len(sheet.columns) + 1):
        target.cell(top, place).font = Font(bold=True)
    target.freeze_panes = target.cell(top + 1, 1)
    target.print_title_rows = f"{top}:{top}"
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", 9
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
