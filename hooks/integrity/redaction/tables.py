"""Cells of tables in Markdown and of comma-separated ones, whose label is the head of the column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .finding import Kind
from .labelled import ANY, refine
from .labels import LABELS

_TABLE = re.compile(r"^([^\n]*)\n[ \t>]*\|?[ \t]*:?-{2,}[-|: \t]*\n((?:[^\n]*\|[^\n]*(?:\n|\Z))+)", re.M)


_COMMAS = re.compile(r"^[^\n,。;]{0,12}(?:,[^\n,。;]{0,12}){1,20}(?:\n|\Z)", re.M)
_TAIL = re.compile(r",[^\n,。;]{0,12}(?:\n|\Z)")
"""How every line of _COMMAS ends."""


def find_cells(text: str) -> Iterator[tuple[int, int, Kind]]:
    for table in _TABLE.finditer(text) if "|" in text else ():
        if "|" not in table[1]:
            continue
        rows = re.finditer(r"[^\n]+", table[2])
        yield from _rows(text, _cells(table[1], 0), (_cells(row[0], table.start(2) + row.start()) for row in rows))
    for end in _TAIL.finditer(text):
        head = _COMMAS.match(text, text.rfind("\n", 0, end.start()) + 1)
        if head and ANY.search(head[0]):
            yield from _rows(text, _values(head[0].rstrip("\n"), 0), _lines(text, head))


def _lines(text: str, head: re.Match[str]) -> Iterator[list[tuple[int, str]]]:
    """The lines below the head of a CSV table, as long as they have as many values."""
    start = head.end()
    while start < len(text):
        line = text[start : text.find("\n", start) % (len(text) + 1)]
        if line.count(",") != head[0].count(","):
            return
        yield _values(line, start)
        start += len(line) + 1


def _rows(text: str, heads: list[tuple[int, str]], rows: Iterable[list[tuple[int, str]]]) -> Iterator[tuple[int, int, Kind]]:
    labels = [_label(cell) for _, cell in heads]
    if any(labels):
        for row in rows:
            yield from _row(text, row, labels)


def _label(head: str) -> re.Match[str] | None:
    """电话, 联系电话号码, 警号（新）; not 电话举报."""
    found = ANY.search(head)
    return found if found and re.fullmatch(r"(?:号码?|账号|编号)?(?:\(.*\))?", head[found.end() :]) else None


def _row(text: str, cells: list[tuple[int, str]], labels: list[re.Match[str] | None]) -> Iterator[tuple[int, int, Kind]]:
    for label, (start, cell) in zip(labels, cells, strict=False):
        if not label or not cell:
            continue
        rule = LABELS[int((label.lastgroup or "l0")[1:])]
        span = rule.read(text, start)
        if span and span[1] <= start + len(cell) and (kind := refine(text, rule.kind, span, label[0])):
            yield *span, kind


def _cells(row: str, at: int) -> list[tuple[int, str]]:
    """Where each cell of a Markdown row begins, and its words."""
    start = len(row) - len(row.lstrip(" \t>|")) if row.lstrip(" \t>").startswith("|") else 0
    return [_trimmed(match[1], at + start + match.start()) for match in re.finditer(r"([^|]*)(?:\||$)", row[start:])]


def _values(row: str, at: int) -> list[tuple[int, str]]:
    return [_trimmed(match[1], at + match.start()) for match in re.finditer(r"([^,]*)(?:,|$)", row)]


def _trimmed(cell: str, at: int) -> tuple[int, str]:
    words = cell.strip(' \t"')
    return at + cell.find(words), words
