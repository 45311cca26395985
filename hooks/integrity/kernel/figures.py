"""Numbers that a report quotes, each with the records behind it, so that it can be counted for any period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from .money import wan

Kind = Literal["sum", "rate", "mean"]


@dataclass(frozen=True)
class Period:
    """A year, half, quarter or month: 2026, 2026H1, 2026Q3, 2026-05. Both days are included."""

    name: str
    title: str
    first: dt.date
    last: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last


@dataclass(frozen=True)
class Fact:
    """One record's share in a figure. `of` is its share in the denominator of a rate, or the weight of a mean.

    A value that was reached later than `day` counts from `since`.
    """

    day: dt.date
    value: Decimal
    title: str
    uri: str
    of: Decimal = Decimal(1)
    since: dt.date | None = None

    def by(self, day: dt.date) -> Fact:
        """The fact as it stood on `day`: worth nothing before `since`."""
        return replace(self, value=Decimal(0)) if self.since and self.since > day else self


@dataclass(frozen=True)
class Figure:
    """`sum` adds the values; `rate` divides their sum by that of `of` (a percentage); `mean` weighs the values by `of`.

    A `cumulative` figure counts from the beginning to the end of a period: the state of a ledger on its last day.
    """

    key: str
    label: str
    unit: str
    facts: tuple[Fact, ...]
    kind: Kind = "sum"
    cumulative: bool = False

    def within(self, period: Period) -> tuple[Fact, ...]:
        inside = (fact for fact in self.facts if fact.day in period or (self.cumulative and fact.day < period.first))
        return tuple(fact.by(period.last) for fact in inside)

    def value(self, period: Period) -> Decimal | None:
        """The figure for a period; None where there is no record, which is not the same as 0."""
        return total(self.within(period), self.kind)


def total(facts: Iterable[Fact], kind: Kind) -> Decimal | None:
    facts = list(facts)
    if not facts:
        return None
    if kind == "sum":
        return sum((fact.value for fact in facts), Decimal(0))
    whole = sum((fact.of for fact in facts), Decimal(0))
    if not whole:
        return None
    if kind == "rate":
        return rounded(sum((fact.value for fact in facts), Decimal(0)) * 100 / whole)
    return rounded(sum((fact.value * fact.of for fact in facts), Decimal(0)) / whole)


def rounded(value: Decimal) -> Decimal:
    """One decimal place, half up, as reports quote rates and means."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def shown(value: Decimal | None, unit: str) -> str:
    """A figure in words: 12场, 96.3%, 1,286.45万元, or that there is no record."""
    if value is None:
        return "无记录"
    if unit == "万元":
        return wan(value) + unit
    text = f"{value.normalize():f}" if value == value.to_integral_value() and unit != "%" else str(value)
    return text + unit


def period(name: str) -> Period:
    """The period of that name. ValueError if there is none such."""
    year, rest = int(name[:4]), name[4:].upper()
    spans = {"": (1, 12, "年"), "H1": (1, 6, "年上半年"), "H2": (7, 12, "年下半年")}
    spans |= {f"Q{n}": (3 * n - 2, 3 * n, f"年第{'一二三四'[n - 1]}季度") for n in range(1, 5)}
    spans |= {f"-{month:02}": (month, month, f"年{month}月") for month in range(1, 13)}
    if rest not in spans:
        raise ValueError(f"“{name}”不是时间段，例如 2026、2026H1、2026Q3、2026-05")
    first, last, words = spans[rest]
    end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
    return Period(f"{year}{rest}", f"{year}{words}", dt.date(year, first, 1), end)
