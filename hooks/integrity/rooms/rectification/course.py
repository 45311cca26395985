"""The course of the ledger: how it stood at the end of each month, counted from the days alone."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...kernel.figures import rounded
from .model import Measure
from .standing import done_on, late_from

MONTHS = 24
"""So many ends of months are told at most, and today."""


@dataclass(frozen=True)
class Point:
    """The ledger at the end of `day`. The shares are percentages of `measures`, None before there is any."""

    day: dt.date
    measures: int
    done: int
    closed: int
    overdue: int

    @property
    def done_rate(self) -> Decimal | None:
        return self._share(self.done)

    @property
    def closed_rate(self) -> Decimal | None:
        return self._share(self.closed)

    @property
    def overdue_rate(self) -> Decimal | None:
        return self._share(self.overdue)

    def _share(self, part: int) -> Decimal | None:
        return rounded(Decimal(part * 100) / self.measures) if self.measures else None


class Days:
    """The days of many measures, sorted once: what stood on a day is found without looking at each of them."""

    def __init__(self, measures: Iterable[tuple[dt.date, Measure]]) -> None:
        """`measures` as the ledger has them, each with the day of its issue."""
        pairs = list(measures)
        done = [(issued, measure, done_on(measure, issued)) for issued, measure in pairs]
        self._issued = sorted(issued for issued, _ in pairs)
        self._done = sorted(max(issued, day) for issued, _, day in done if day)
        self._closed = sorted(max(issued, measure.closed) for issued, measure in pairs if measure.closed)
        late = [(max(issued, late_from(m)), day and max(issued, day)) for issued, m, day in done]
        late = [(begin, end) for begin, end in late if end is None or end > begin]
        self._late = sorted(begin for begin, _ in late)
        self._ended = sorted(end for _, end in late if end)

    def on(self, day: dt.date) -> Point:
        issued, done, closed = (bisect_right(days, day) for days in (self._issued, self._done, self._closed))
        return Point(day, issued, done, closed, bisect_right(self._late, day) - bisect_right(self._ended, day))

    @property
    def first(self) -> dt.date | None:
        return self._issued[0] if self._issued else None


def course(days: Days, today: dt.date) -> tuple[Point, ...]:
    """The ends of the months since the first issue, at most MONTHS of them, and today."""
    if days.first is None or days.first > today:
        return ()
    ends = _ends(days.first, today)
    return tuple(days.on(day) for day in (*ends[-MONTHS:], today))


def _ends(first: dt.date, today: dt.date) -> Sequence[dt.date]:
    """The last days of the months from that of `first` to the last one before `today`."""
    found, day = [], month_end(first)
    while day < today:
        found.append(day)
        day = month_end(day + dt.timedelta(days=1))
    return found


def month_end(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1) - dt.timedelta(days=1)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = dt.date(year, month + 1, 1)
    return min(first + dt.timedelta(days=day.day - 1), month_end(first))
