"""数据概览: every figure that a report quotes, for any year, half and quarter, each with the records behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..kernel.figures import Fact, Figure, Period, period, shown, total
from ..kernel.output import Output, Page, json_file
from ..kernel.room import Context, Room

PARTS = ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "")
_QUARTERS: dict[str, tuple[int, ...]] = {"H1": (0, 1), "H2": (2, 3), "": (0, 1, 2, 3)} | dict.fromkeys(PARTS[:4], ())
MANY = 80
"""A longer list of records is shown by the quarters that it consists of."""


@dataclass(frozen=True)
class Cell:
    """One figure for one period. `value` is None where there is no record."""

    figure: Figure
    period: Period
    value: Decimal | None
    facts: tuple[Fact, ...]

    @property
    def shown(self) -> str:
        return shown(self.value, self.figure.unit)


@dataclass(frozen=True)
class Year:
    """`rows` holds for each figure its cells in the order of PARTS."""

    year: int
    periods: tuple[Period, ...]
    rows: tuple[tuple[Cell, ...], ...]


def uri_of(one: Period) -> str:
    return f"numbers/{one.name.lower()}.md"


def index(context: Context) -> tuple[Year, ...]:
    """The years that have records, the latest first."""
    years = {fact.day.year for figure in context.figures for fact in figure.facts if fact.day <= context.today}
    return tuple(_year(year, context.figures) for year in sorted(years | {context.today.year}, reverse=True))


def _year(year: int, figures: Iterable[Figure]) -> Year:
    periods = tuple(period(f"{year}{part}") for part in PARTS)
    return Year(year, periods, tuple(tuple(cell(figure, one) for one in periods) for figure in figures))


def cell(figure: Figure, one: Period) -> Cell:
    facts = figure.within(one)
    return Cell(figure, one, total(facts, figure.kind), facts)


def render(years: tuple[Year, ...], context: Context) -> Iterable[Output]:
    make = context.templates.render
    for n, year in enumerate(years):
        uri = "numbers/index.md" if not n else f"numbers/all-{year.year}.md"
        values = {"year": year, "years": years, "uri_of": uri_of, "state": lambda one: _state(one, context.today)}
        body = make("numbers/index.md", uri, today=context.today, **values)
        yield Page(uri, f"{year.year}年数据概览", body, nav="数据概览" if not n else "", indexed=False, meta={"hide": ["toc"]})
    yield from _period_pages(years, context)
    yield json_file("data/numbers.json", {one.name: values for year in years for one, values in _by_period(year)})


def _state(one: Period, today: dt.date) -> str:
    return "未开始" if one.first > today else "进行中" if one.last > today else ""


def _period_pages(years: Iterable[Year], context: Context) -> Iterator[Page]:
    for year in years:
        for n, one in enumerate(year.periods):
            cells = tuple((row[n], tuple(row[quarter] for quarter in _QUARTERS[PARTS[n]])) for row in year.rows)
            values = {"period": one, "cells": cells, "year": year, "uri_of": uri_of, "many": MANY}
            body = context.templates.render("numbers/period.md", uri_of(one), **values)
            yield Page(uri_of(one), f"{one.title}数据", body, indexed=False)


def _by_period(year: Year) -> Iterator[tuple[Period, dict[str, Any]]]:
    for n, one in enumerate(year.periods):
        cells = [row[n] for row in year.rows]
        yield one, {c.figure.key: _data(c) for c in cells}


def _data(one: Cell) -> dict[str, Any]:
    value = None if one.value is None else float(one.value)
    return {"label": one.figure.label, "unit": one.figure.unit, "value": value, "records": len(one.facts)}


ROOM = Room(
    "numbers",
    "数据概览",
    (),
    index,
    render,
    stage=1,
    derives=r"numbers/(index|all-\d{4}|\d{4}([hq]\d)?)\.md",
    reads=(),
    gathers=("figures",),
)
