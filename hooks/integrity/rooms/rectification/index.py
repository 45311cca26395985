"""The ledger seen from the day: states, what is late, rates by unit and by source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...kernel.figures import Fact, Figure
from ...kernel.groups import Group, group_by
from ...kernel.room import Context
from .model import Item, Measure, Opinion

_OPEN = ("未启动", "整改中")


@dataclass(frozen=True)
class Entry:
    """A measure with its place. `days` counts from today to the due day; negative is late."""

    opinion: Opinion
    item: Item
    measure: Measure
    overdue: bool
    soon: bool
    days: int

    @property
    def uri(self) -> str:
        return f"{self.opinion.uri}#m{self.measure.no}"

    @property
    def done(self) -> bool:
        return self.measure.state not in _OPEN


@dataclass(frozen=True)
class Totals:
    """`done` counts 已完成, 已销号 and 长期坚持; `closed` counts 已销号 and 长期坚持 with a closing day."""

    measures: int
    done: int
    closed: int
    overdue: int
    by_state: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Index:
    opinions: tuple[Opinion, ...]
    entries: tuple[Entry, ...]
    totals: Totals
    overdue: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    by_unit: tuple[tuple[Group[Entry], Totals], ...]
    by_opinion: tuple[tuple[Opinion, Totals], ...]


def index(context: Context) -> Index:
    opinions = sorted(context.library.of(Opinion), key=lambda opinion: (opinion.issued, opinion.uri), reverse=True)
    limit = context.terms.number("due_soon_days")
    entries = tuple(_entry(o, i, m, context.today, limit) for o in opinions for i in o.items for m in i.measures)
    states = context.terms["measure_states"].words
    units = group_by(entries, lambda e: [e.measure.unit], order=context.terms["units"].rank)
    return Index(
        tuple(opinions),
        entries,
        totals(entries, states),
        tuple(sorted((e for e in entries if e.overdue), key=lambda e: e.days)),
        tuple(sorted((e for e in entries if e.soon), key=lambda e: e.days)),
        tuple((group, totals(group.items, states)) for group in units),
        tuple((o, totals([e for e in entries if e.opinion is o], states)) for o in opinions),
    )


def as_of(measure: Measure, day: dt.date) -> Measure:
    """The measure as it stood on `day`, from its own dates: a figure can be rebuilt for any day."""
    steps = {key: value for key in ("started", "completed", "closed") if (value := getattr(measure, key)) and value > day}
    if not steps:
        return measure
    state = "已完成" if "completed" not in steps and measure.completed else "整改中"
    if "started" in steps:
        state = "未启动"
    progress = tuple(step for step in measure.progress if step.date <= day)
    return measure.model_copy(update=dict.fromkeys(steps) | {"state": state, "progress": progress})


def _entry(opinion: Opinion, item: Item, measure: Measure, today: dt.date, soon: int) -> Entry:
    measure = as_of(measure, today)
    is_open = measure.state in _OPEN
    days = (measure.due - today).days
    return Entry(opinion, item, measure, is_open and days < 0, is_open and 0 <= days <= soon, days)


def totals(entries: Iterable[Entry], states: Iterable[str]) -> Totals:
    entries = list(entries)
    measures = [entry.measure for entry in entries]
    return Totals(
        len(measures),
        sum(entry.done for entry in entries),
        sum(measure.closed is not None for measure in measures),
        sum(entry.overdue for entry in entries),
        tuple((state, sum(measure.state == state for measure in measures)) for state in states),
    )


def figures(found: Index, context: Context) -> Iterator[Figure]:
    """The ledger at the end of a period: every measure counts from its issue, done and closed from their own days."""
    measures = sorted(found.entries, key=lambda e: (e.opinion.issued, e.uri))

    def facts(since: Callable[[Entry], dt.date | None]) -> tuple[Fact, ...]:
        """One fact a measure: worth 1 from the day `since`, 0 before it and where it never comes."""
        days = [(e, since(e)) for e in measures]
        return tuple(Fact(e.opinion.issued, Decimal(bool(day)), e.measure.text, e.uri, since=day) for e, day in days)

    done, closed = facts(lambda e: _day_done(e) if e.done else None), facts(lambda e: e.measure.closed)
    yield Figure("measures", "整改措施（累计）", "条", facts(lambda e: e.opinion.issued), cumulative=True)
    yield Figure("measures-done", "完成措施（累计）", "条", done, cumulative=True)
    yield Figure("measures-rate", "整改完成率", "%", done, "rate", cumulative=True)
    yield Figure("closure-rate", "整改销号率", "%", closed, "rate", cumulative=True)


def _day_done(entry: Entry) -> dt.date:
    """长期坚持 may have no day of completion: then the day on which it was closed or begun."""
    measure = entry.measure
    return measure.completed or measure.closed or measure.started or entry.opinion.issued
