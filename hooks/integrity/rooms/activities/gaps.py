"""What a branch owes against data/frequency.yml, and the heat map of a year. Pure: activities and the day in, gaps out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...kernel.datafiles import Rule
from ...kernel.figures import Period, period
from ...kernel.terms import Terms
from .model import Held

State = Literal["past", "running", "future"]
Fits = Callable[[str, str], bool]


@dataclass(frozen=True)
class Gap:
    """`branch` held the rule's type `have` times in `period`, fewer than required. `open` while the period still runs."""

    branch: str
    rule: Rule
    period: Period
    have: int
    open: bool

    @property
    def missing(self) -> int:
        return self.rule.times - self.have

    @property
    def when(self) -> str:
        """Without its year: 3月, 第一季度."""
        return self.period.title.partition("年")[2]

    def __str__(self) -> str:
        return f"{self.when}缺{self.rule.type} {self.missing} 次（应 {self.rule.times} 次，实 {self.have} 次）"


@dataclass(frozen=True)
class Cell:
    """One branch in one month: the gaps of this month, and of the quarter that ends with it."""

    month: int
    state: State
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> int:
        return sum(gap.missing for gap in self.gaps)


@dataclass(frozen=True)
class Branch:
    """A branch's year. `gaps` are those of periods that are over, `cells` the twelve months."""

    name: str
    gaps: tuple[Gap, ...]
    cells: tuple[Cell, ...]


def branches(year: int, held: Iterable[Held], terms: Terms, today: dt.date, fits: Fits) -> tuple[Branch, ...]:
    """Every branch of which something is required, in the official order."""
    held = list(held)
    found = (_branch(name, year, held, terms, today, fits) for name in terms["branches"].words)
    return tuple(branch for branch in found if branch)


def _branch(name: str, year: int, held: list[Held], terms: Terms, today: dt.date, fits: Fits) -> Branch | None:
    if terms.frequency is None:
        return None
    rules = [rule for rule in terms.frequency.rules if fits(rule.type, name) and name not in rule.exempt]
    mine = [one for one in held if one.branch == name]
    gaps = [gap for rule in rules for gap in _owed(rule, name, year, mine, terms.frequency.effective, today)]
    gaps.sort(key=lambda gap: (gap.period.last, terms["activity_types"].rank(gap.rule.type)))
    cells = tuple(_cell(month, year, gaps, today) for month in range(1, 13))
    return Branch(name, tuple(gap for gap in gaps if not gap.open), cells) if rules else None


def _owed(rule: Rule, name: str, year: int, held: list[Held], effective: dt.date, today: dt.date) -> Iterator[Gap]:
    """Only the requirements of periods that have begun."""
    periods = [period(f"{year}-{n:02}") for n in range(1, 13)] if rule.every == "月" else _quarters(year)
    days = Counter(one.date for one in held if one.type == rule.type)
    for span in periods:
        have = sum(count for day, count in days.items() if day in span)
        if effective <= span.first <= today and have < rule.times:
            yield Gap(name, rule, span, have, today <= span.last)


def _quarters(year: int) -> list[Period]:
    return [period(f"{year}Q{n}") for n in range(1, 5)]


def _cell(month: int, year: int, gaps: Iterable[Gap], today: dt.date) -> Cell:
    """A month that runs shows what it still needs; a quarter that runs is not due before its last month."""
    span = period(f"{year}-{month:02}")
    state: State = "past" if span.last < today else "running" if span.first <= today else "future"
    return Cell(month, state, tuple(gap for gap in gaps if gap.period.last == span.last and state != "future"))
