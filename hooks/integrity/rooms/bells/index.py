"""The bells of each year with their texts, what comes next, what is missing, and which texts are used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ...kernel.groups import Group, group_by
from ...kernel.room import Context
from .days import BellDay, Calendar
from .model import Reminders
from .propose import Entry, propose


@dataclass(frozen=True)
class Bell:
    """A day and its text; without one it is a gap."""

    ring: BellDay
    entry: Entry | None

    @property
    def day(self) -> dt.date:
        return self.ring.day


@dataclass(frozen=True)
class YearIndex:
    """`published` says whether the year's holidays are known."""

    year: int
    published: bool
    bells: tuple[Bell, ...]

    @property
    def by_month(self) -> tuple[Group[Bell], ...]:
        return group_by(self.bells, lambda bell: [f"{bell.day.month}月"], order=lambda name: int(name[:-1]))

    @property
    def gaps(self) -> tuple[Bell, ...]:
        return tuple(bell for bell in self.bells if not bell.entry)

    def issued(self, today: dt.date) -> tuple[tuple[dt.date, Entry], ...]:
        """The bells up to and including `today` that have a text."""
        return tuple((bell.day, bell.entry) for bell in self.bells if bell.entry and bell.day <= today)


@dataclass(frozen=True)
class Index:
    """`current` is the year of today. `uses` says on which day of it a text rings, by the text's uri."""

    records: tuple[Reminders, ...]
    years: tuple[YearIndex, ...]
    current: YearIndex
    next: Bell | None
    by_theme: tuple[Group[Entry], ...]
    uses: Mapping[str, dt.date]


def index(context: Context) -> Index:
    records = tuple(sorted(context.library.of(Reminders), key=lambda record: record.uri))
    entries = tuple(Entry(record, item) for record in records for item in record.texts)
    calendar = Calendar(context.terms.years)
    numbers = sorted({context.today.year, *(known.year for known in context.terms.years)})
    years = tuple(_year(number, calendar, entries) for number in numbers)
    current = next(year for year in years if year.year == context.today.year)
    coming = (bell for year in years for bell in year.bells if bell.day >= context.today)
    uses = {bell.entry.uri: bell.day for bell in current.bells if bell.entry}
    return Index(records, years, current, next(coming, None), group_by(entries, lambda e: [e.record.theme]), uses)


def _year(year: int, calendar: Calendar, entries: tuple[Entry, ...]) -> YearIndex:
    rings = calendar.bells(year)
    chosen = propose(rings, entries)
    return YearIndex(year, calendar.published(year), tuple(Bell(ring, chosen.get(ring.day)) for ring in rings))
