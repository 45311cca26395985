"""Cells of Markdown tables and of tab-separated rows that stand in a column of names: 姓名, 记录人, 值班民警."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_ROW = re.compile(r"^[^\n|\t]*[|\t][^\n]*$", re.M)
_CELL = re.compile(r"[^|\t\n]+")
_HEADS = re.compile("姓 *名|名字|(?:[\u4e00-\u9fff]*(?:人|人员|民警|辅警|领导|干部|对象|同志|当事人))$")
_NOT = re.compile("单位|部门|数|类|次")


def name_cells(text: str) -> Iterator[Span]:
    """Spans of the cells below a head that asks for names, outer spaces apart."""
    if "|" not in text and "\t" not in text:
        return
    columns: set[int] = set()
    last = -2
    for row in _ROW.finditer(text):
        cells = [_inner(cell, row.start()) for cell in _CELL.finditer(row[0])]
        if row.start() > last + 1:
            columns = set()
        heads = {n for n, (start, end) in enumerate(cells) if _head(text[start:end])}
        columns = heads or columns
        last = row.end()
        if not heads:
            yield from (cells[n] for n in columns if n < len(cells) and 1 < cells[n][1] - cells[n][0] < 12)


def _inner(cell: re.Match[str], at: int) -> Span:
    lead = len(cell[0]) - len(cell[0].lstrip())
    return at + cell.start() + lead, at + cell.end() - len(cell[0]) + len(cell[0].rstrip())


def _head(words: str) -> bool:
    return bool(_HEADS.search(words)) and not _NOT.search(words) and len(words) < 10
