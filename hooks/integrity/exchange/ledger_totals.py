"""Rows of a ledger that are no measures: totals, notes below the table, the head printed again. Totals have to be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..kernel.headings import tight
from .grid import Grid, GridCell
from .ledger_head import Head, Slip

_TOTAL = re.compile(r"(?:本页|全部)?(?:合计|总计|共计|小计)(?:\W.*|[\d共完销].*)?")
_NOTE = re.compile(r"[(（]?(?:注|说明|备注|填表|填报|制表|审核|审签|联系|单位负责人|分管领导|主要领导)[^。]{0,8}[:：]")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%?")
_RATE = re.compile(r"完成率[^\d%]{0,4}(\d+(?:\.\d+)?)%")
_DONE = ("已完成", "已销号", "长期坚持")


@dataclass(frozen=True)
class Row:
    """`remark` says why a row is not read; a `total` is only compared."""

    number: int
    total: bool = False
    remark: str = ""


def sort_out(grid: Grid, head: Head) -> list[Row]:
    """Every row below the head."""
    found: list[Row] = []
    noted = False
    top = {column: grid.at(head.bottom, column).text for column in head.columns.values()}
    for number in grid.rows:
        if number > head.bottom:
            row = _row(grid, head, number, noted, top)
            noted |= row.remark.startswith("表下")
            found.append(row)
    return found


def _row(grid: Grid, head: Head, number: int, noted: bool, top: dict[int, str]) -> Row:
    texts = grid.texts(number)
    first = next(iter(texts.values()), "")
    measure = texts.get(head.columns.get("text", 0), "")
    if _TOTAL.fullmatch(tight(first)) and not re.search(r"[\u4e00-\u9fff]{5}", measure if measure != first else ""):
        return Row(number, total=True)
    if all(texts.get(column) == text for column, text in top.items()):
        return Row(number, remark="中间重复的表头 {n} 行，没有读")
    if (_NOTE.match(first) and len(texts) < 8) or (noted and len(texts) == 1):
        return Row(number, remark="表下的说明 {n} 行，没有读")
    area = grid.area(number, next(iter(texts), 1))
    if len(texts) == 1 and area and area.right - area.left >= 3:
        return Row(number, remark="横跨几列的小标题 {n} 行，没有读")
    return Row(number)


def rates(
    grid: Grid, head: Head, rows: Sequence[Row], items: Sequence[dict[str, Any]], lines: Sequence[Sequence[int]]
) -> Iterator[Slip]:
    """Rates and totals that do not agree with the measures: said, since nobody can tell which of the two is meant."""
    states = {
        line: str(measure.get("state", ""))
        for item, numbers in zip(items, lines, strict=True)
        for measure, line in zip(item["measures"], numbers, strict=True)
    }
    yield from _rates_of_rows(grid, head, states)
    for row in rows:
        if row.total and not any(word in grid.texts(row.number).get(1, "") for word in ("小计", "本页")):
            yield from _of_total(grid, head, row.number, states, len(items))


def _rates_of_rows(grid: Grid, head: Head, states: dict[int, str]) -> Iterator[Slip]:
    column = head.columns.get("rate")
    for line in states if column else ():
        area = grid.area(line, column or 0)
        if area and area.top != line:
            continue
        spanned = [states[n] for n in range(line, (area.bottom if area else line) + 1) if n in states]
        yield from _disagrees(grid.at(line, column or 0), (line, column or 0), spanned, head.names["rate"])


def _disagrees(cell: GridCell, place: tuple[int, int], states: Sequence[str], name: str) -> Iterator[Slip]:
    """One measure may be at any share below the whole while it goes on; several are counted."""
    said = _share(cell)
    if said is None or not states or "" in states:
        return
    done = sum(state in _DONE for state in states)
    if len(states) == 1 and (said == 100) != bool(done):
        yield Slip(place, f"写的是 {said.normalize():f}%，整改状态却是{states[0]}，请核对", name)
    elif len(states) > 1 and not _alike(said, done, len(states)):
        yield Slip(place, _told(said, done, len(states)), name)


def _of_total(grid: Grid, head: Head, number: int, states: dict[int, str], problems: int) -> Iterator[Slip]:
    done = sum(state in _DONE for state in states.values())
    settled = states and "" not in states.values()
    for column, text in grid.texts(number).items():
        rate = _share(grid.at(number, column)) if column == head.columns.get("rate") else None
        if found := _RATE.search(tight(text).replace(" ", "")):
            rate = Decimal(found[1])
        if rate is not None and settled and not _alike(rate, done, len(states)):
            yield Slip((number, column), _told(rate, done, len(states)), "合计")
    for key, count, what in (("problem", problems, "个问题"), ("text", len(states), "条措施"), ("no", len(states), "条措施")):
        text = grid.texts(number).get(head.columns.get(key, 0), "")
        found = re.fullmatch(r"共?(\d+)[个条项]?(?:问题|措施)?", tight(text))
        if found and int(found[1]) != count:
            yield Slip((number, head.columns[key]), f"写的是 {found[1]}，表里有 {count} {what}，请核对", "合计")


def _told(said: Decimal, done: int, count: int) -> str:
    right = (Decimal(100 * done) / count).quantize(Decimal("0.1"))
    return f"写的是 {said.normalize():f}%，按整改状态 {count} 条措施完成了 {done} 条，是 {right.normalize():f}%，请核对"


def _share(cell: GridCell) -> Decimal | None:
    """80%, 80 and 0.8 are 80, 1 is 100; None for what is no number."""
    found = _PERCENT.fullmatch(tight(cell.text))
    if not found:
        return None
    value = Decimal(found[1])
    return value * 100 if value <= 1 and "%" not in cell.text else value


def _alike(said: Decimal, done: int, count: int) -> bool:
    """Whether the share is `said`, rounded to as many places as it is given with."""
    places = max(0, -int(said.as_tuple().exponent))
    return abs(said - Decimal(100 * done) / count) <= Decimal(5).scaleb(-places - 1)
