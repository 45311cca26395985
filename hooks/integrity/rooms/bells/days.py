"""The days of a year on which a bell rings: working Fridays, and the last working day before each holiday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...kernel.datafiles import HolidayYear

_DAY = dt.timedelta(days=1)
_FRIDAY, _SATURDAY = 4, 5
_NEW_YEAR = "元旦"


@dataclass(frozen=True)
class BellDay:
    """`holiday` is what the day comes before, empty on an ordinary Friday. `guessed` where no notice is published yet."""

    day: dt.date
    holiday: str = ""
    guessed: bool = False

    @property
    def occasion(self) -> str:
        return f"{self.holiday}前" if self.holiday else "周五"


@dataclass(frozen=True)
class Calendar:
    """Working days according to the published notices.

    Of a year without a notice only its weekends and 1 January are known: 调休 is never guessed.
    """

    years: Sequence[HolidayYear]

    def published(self, year: int) -> bool:
        return any(known.year == year for known in self.years)

    def bells(self, year: int) -> tuple[BellDay, ...]:
        """The bells of a calendar year in the order of their days; a Friday before a holiday is the holiday's.

        A year without a notice has its Fridays only. The bell before next year's 元旦 rings in this year.
        """
        eves = dict(self._eves(year)) if self.published(year) else {}
        guessed = not self.published(year + 1)
        days = (dt.date(year, 1, 1) + n * _DAY for n in range(366))
        fridays = {day for day in days if day.year == year and day.weekday() == _FRIDAY and self.works(day)}
        rings = sorted(fridays | eves.keys())
        return tuple(
            BellDay(day, eves.get(day, ""), guessed and day.month == 12 and _NEW_YEAR in eves.get(day, "")) for day in rings
        )

    def works(self, day: dt.date) -> bool:
        if day in self._off or (day.month == day.day == 1 and not self.published(day.year)):
            return False
        return day in self._shifted or day.weekday() < _SATURDAY

    def _eves(self, year: int) -> Iterator[tuple[dt.date, str]]:
        """The last working day before each holiday, where it lies in `year`; holidays without a gap between share it."""
        holidays = [(holiday.name, holiday.first) for known in self.years for holiday in known.holidays]
        if not self.published(year + 1):
            holidays.append((_NEW_YEAR, dt.date(year + 1, 1, 1)))
        names: dict[dt.date, list[str]] = {}
        for name, first in sorted(holidays, key=lambda holiday: holiday[1]):
            names.setdefault(self._last_working_day(first), []).append(name)
        yield from ((day, "、".join(found)) for day, found in names.items() if day.year == year)

    def _last_working_day(self, before: dt.date) -> dt.date:
        day = before - _DAY
        while not self.works(day):
            day -= _DAY
        return day

    @cached_property
    def _off(self) -> frozenset[dt.date]:
        spans = [(holiday.first, holiday.last) for year in self.years for holiday in year.holidays]
        return frozenset(first + n * _DAY for first, last in spans for n in range((last - first).days + 1))

    @cached_property
    def _shifted(self) -> frozenset[dt.date]:
        return frozenset(day for year in self.years for holiday in year.holidays for day in holiday.work)
