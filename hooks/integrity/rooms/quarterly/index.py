"""The tests by quarter: rates, what changed since the quarter before, and which quarters have no test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from ...kernel.figures import Period, period
from ...kernel.material import Material, material
from ...kernel.room import Context
from .model import QuarterlyTest, Result

State = Literal["已举行", "结果待录", "待举行", "逾期未举行"]


@dataclass(frozen=True)
class Entry:
    """A test as it stands on the day. `average` is out of a hundred; `trend` says what changed since the quarter before."""

    test: QuarterlyTest
    state: State
    result: Result | None
    materials: tuple[Material, ...]
    pass_rate: Decimal | None = None
    attendance: Decimal | None = None
    average: Decimal | None = None
    trend: str = ""


@dataclass(frozen=True)
class Quarter:
    period: Period
    entries: tuple[Entry, ...]
    gap: str = ""


@dataclass(frozen=True)
class Index:
    """`quarters` runs without a hole from the first with a test to the last that has one or is over; oldest first."""

    quarters: tuple[Quarter, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for quarter in self.quarters for entry in quarter.entries)

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(quarter.gap for quarter in self.quarters if quarter.gap)

    @property
    def latest(self) -> Entry | None:
        """The last result."""
        return max((e for e in self.entries if e.result), key=lambda e: e.test.held or dt.date.min, default=None)


def index(context: Context) -> Index:
    scopes, modes = context.terms["test_scopes"], context.terms["test_modes"]
    tests = sorted(context.library.of(QuarterlyTest), key=lambda t: (scopes.rank(t.scope), modes.rank(t.mode), t.uri))
    if not tests:
        return Index(())
    places = {_place(test) for test in tests}
    over = (context.today.year * 4 + (context.today.month - 1) // 3) - 1
    span = range(min(places), max(*places, over) + 1)
    quarters: list[Quarter] = []
    for place in span:
        before = quarters[-1].entries if quarters else ()
        entries = tuple(_entry(test, before, context) for test in tests if _place(test) == place)
        quarters.append(_quarter(period(f"{place // 4}Q{place % 4 + 1}"), entries, context.today))
    return Index(tuple(quarters))


def _place(test: QuarterlyTest) -> int:
    """Quarters counted through the years."""
    return test.year * 4 + test.quarter - 1


def _quarter(span: Period, entries: tuple[Entry, ...], today: dt.date) -> Quarter:
    missing = span.last < today and not any(entry.test.held_by(today) for entry in entries)
    waiting = "，只有计划，没有举行记录" if entries else "，没有测试"
    return Quarter(span, entries, f"{span.title}已经结束{waiting}" if missing else "")


def _entry(test: QuarterlyTest, before: tuple[Entry, ...], context: Context) -> Entry:
    result = test.result_by(context.today)
    state = _state(test, context.today)
    materials = tuple(material(test, item, context) for item in test.materials)
    if result is None:
        return Entry(test, state, None, materials)
    average = _tenth(result.average * 100 / test.full_score)
    pass_rate = rate(result.passed, result.tested)
    trend = _trend(test, pass_rate, average, before)
    return Entry(test, state, result, materials, pass_rate, rate(result.tested, result.registered), average, trend)


def _state(test: QuarterlyTest, today: dt.date) -> State:
    if test.held_by(today):
        return "已举行" if test.result else "结果待录"
    return "逾期未举行" if test.period.last < today else "待举行"


def rate(part: int, whole: int) -> Decimal:
    return _tenth(Decimal(part) * 100 / whole)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _trend(test: QuarterlyTest, pass_rate: Decimal, average: Decimal, before: tuple[Entry, ...]) -> str:
    """Only like is compared with like; differences are those of the figures as shown, so that a reader finds them again."""
    other = next((e for e in before if e.result and (e.test.scope, e.test.mode) == (test.scope, test.mode)), None)
    if other is None or other.pass_rate is None or other.average is None:
        return "上季度测试的范围或方式不同，不作比较" if any(e.result for e in before) else ""
    return "，".join(_changes(pass_rate - other.pass_rate, average - other.average))


def _changes(points: Decimal, marks: Decimal) -> Iterator[str]:
    yield f"合格率较上季度{'上升' if points > 0 else '下降'} {abs(points)} 个百分点" if points else "合格率与上季度持平"
    yield f"平均分{'提高' if marks > 0 else '降低'} {abs(marks)} 分" if marks else "平均分持平"
