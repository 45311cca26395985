"""Cells of Markdown tables, whose label is the head of the column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Kind
from .labelled import ANY, refine
from .labels import LABELS

_TABLE = re.compile(r"^([^\n]*\|[^\n]*)\n[ \t>]*\|?[ \t]*:?-{2,}[-|: \t]*\n((?:[^\n]*\|[^\n]*(?:\n|\Z))+)", re.M)


def find_cells(text: str) -> Iterator[tuple[int, int, Kind]]:
    for table in _TABLE.finditer(text):
        heads = [cell for _, cell in _cells(table[1], 0)]
        labels = [ANY.search(cell) for cell in heads]
        if any(labels):
            for row in re.finditer(r"[^\n]+", table[2]):
                yield from _row(text, row[0], table.start(2) + row.start(), labels)


def _row(text: str, row: str, at: int, labels: list[re.Match[str] | None]) -> Iterator[tuple[int, int, Kind]]:
    for label, (start, cell) in zip(labels, _cells(row, at), strict=False):
        if not label or not cell:
            continue
        rule = LABELS[int((label.lastgroup or "l0")[1:])]
        span = rule.read(text, start)
        if span and span[1] <= start + len(cell) and (kind := refine(text, rule.kind, span, label[0])):
            yield *span, kind


def _cells(row: str, at: int) -> Iterator[tuple[int, str]]:
    """Where each cell begins, and its words."""
    start = len(row) - len(row.lstrip(" \t>|")) if row.lstrip(" \t>").startswith("|") else 0
    for match in re.finditer(r"([^|]*)(?:\||$)", row[start:]):
        cell = match[1]
        yield at + start + match.start() + len(cell) - len(cell.lstrip()), cell.strip()
