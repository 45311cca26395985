"""The numbers that a report quotes from the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from ...kernel.figures import Fact, Figure
from ...kernel.room import Context
from .entry import Entry
from .index import Index
from .standing import done_on, late_from


def figures(found: Index, context: Context) -> Iterator[Figure]:
    """The ledger at the end of a period: every measure counts from its issue, done, closed and late from their own days."""
    measures = sorted(found.entries, key=lambda e: (e.opinion.issued, e.uri))

    def facts(since: Callable[[Entry], dt.date | None]) -> tuple[Fact, ...]:
        """One fact a measure: worth 1 from the day `since`, 0 before it and where it never comes."""
        return tuple(_fact(e, since(e)) for e in measures)

    done, closed = facts(_day_done), facts(lambda e: e.measure.closed)
    late = facts(lambda e: _day_late(e, context.today))
    yield Figure("measures", "整改措施（累计）", "条", facts(lambda e: e.opinion.issued), cumulative=True)
    yield Figure("measures-done", "完成措施（累计）", "条", done, cumulative=True)
    yield Figure("measures-rate", "整改完成率", "%", done, "rate", cumulative=True)
    yield Figure("closure-rate", "整改销号率", "%", closed, "rate", cumulative=True)
    mended = tuple(_mended(e, day) for e in measures if _day_late(e, context.today) and (day := _day_done(e)))
    yield Figure("measures-overdue", "期末逾期措施", "条", late + mended, cumulative=True)


def _fact(entry: Entry, day: dt.date | None) -> Fact:
    return Fact(entry.opinion.issued, Decimal(bool(day)), entry.measure.text, entry.uri, since=day)


def _mended(entry: Entry, day: dt.date) -> Fact:
    return Fact(entry.opinion.issued, Decimal(-1), f"逾期后完成：{entry.measure.text}", entry.uri, since=day)


def _day_done(entry: Entry) -> dt.date | None:
    return done_on(entry.measure, entry.opinion.issued)


def _day_late(entry: Entry, today: dt.date) -> dt.date | None:
    """From when a measure was late, whether or not it was done afterwards."""
    begin, done = late_from(entry.measure), _day_done(entry)
    return begin if begin <= (done - dt.timedelta(days=1) if done else today) else None
