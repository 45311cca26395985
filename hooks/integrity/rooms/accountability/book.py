"""A year's list and its indicators as a workbook, as offices pass them round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ...kernel.workbook import Cell, Column, Sheet, Span, Workbook
from .index import Entry, Point, Year
from .matrix import SIGNS, Matrix, Row

_LIST = (
    Column("责任主体", 12),
    Column("岗位或单位", 18),
    Column("责任事项", 24),
    Column("编号", 8),
    Column("具体措施", 52),
    Column("牵头单位", 16),
    Column("配合单位", 22),
    Column("完成时限", 12),
    Column("完成日期", 12),
    Column("状态", 10),
    Column("佐证", 36),
)
_POINTS = (Column("类别", 12), Column("序号", 6), Column("考核指标", 30), Column("评分标准", 46), Column("分值", 6))


def book(year: Year, matrix: Matrix, today: dt.date, uri: str) -> Workbook:
    sheets = (_list(year, today) if year.entries else None, _points(year, matrix) if year.points else None)
    return Workbook(uri, tuple(sheet for sheet in sheets if sheet))


def _list(year: Year, today: dt.date) -> Sheet:
    rows = [_measure(entry) for entry in year.entries]
    keys = [(entry.record.uri, entry.item.no) for entry in year.entries]
    subjects = [(entry.record.uri, entry.at[:2]) for entry in year.entries]
    spans = (*_spans(0, subjects), *_spans(1, subjects), *_spans(2, keys))
    line = f"状态按 {today} 推算"
    return Sheet("责任清单", f"{year.year}年党风廉政建设主体责任清单", _LIST, rows, (line,), spans)


def _measure(entry: Entry) -> Sequence[Cell]:
    measure, subject = entry.measure, entry.subject
    return (
        subject.role,
        subject.post or subject.unit or "",
        entry.item.title,
        measure.no,
        measure.text,
        "、".join(measure.lead),
        "、".join(measure.support),
        measure.deadline,
        measure.done,
        entry.state,
        "；".join(entry.evidence),
    )


def _points(year: Year, matrix: Matrix) -> Sheet:
    columns = (*_POINTS, *(Column(column.name, 5) for column in matrix.columns))
    rows = [_indicator(group.name, row) for group in matrix.groups for row in group.items]
    total: list[Cell] = ["合计", None, "各单位牵头分值", None, _number(year.score)]
    total += [_number(column.points) if column.points else None for column in matrix.columns]
    spans = _spans(0, [point.indicator.category for group in year.categories for point in group.items])
    lines = (f"{SIGNS['牵头']} 牵头　{SIGNS['配合']} 配合",)
    return Sheet("指标分工", f"{year.year}年考核指标责任分工", columns, [*rows, total], lines, tuple(spans))


def _indicator(category: str, row: Row) -> Sequence[Cell]:
    point: Point = row.point
    indicator = point.indicator
    facts = (category, indicator.no, indicator.title, indicator.criteria, _number(indicator.points))
    return (*facts, *(SIGNS[mark] or None for mark in row.marks))


def _number(value: Decimal) -> Cell:
    """Whole points without decimal places."""
    return int(value) if value == int(value) else value


def _spans(column: int, keys: Sequence[object]) -> Iterator[Span]:
    """Neighbours with the same key are one cell."""
    first = 0
    for _, run in groupby(keys):
        last = first + len(list(run)) - 1
        if last > first:
            yield Span(column, first, last)
        first = last + 1
