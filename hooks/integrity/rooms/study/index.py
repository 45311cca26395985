"""Sessions sorted, counted and seen from the day: what is on, what is late, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...kernel.groups import Group, group_by
from ...kernel.material import Material, material
from ...kernel.record import week_of
from ...kernel.room import Context
from .model import Arrangement, Focus, Held, Session

State = Literal["已开展", "逾期未记录", "本周", "待开展"]


@dataclass(frozen=True)
class Entry:
    """A session with what follows from the day and from the rest of the library."""

    arrangement: Arrangement
    session: Session
    state: State
    focus: str
    materials: tuple[Material, ...]
    held: Held | None

    @property
    def uri(self) -> str:
        return f"{self.arrangement.uri[:-3]}-s{self.session.no}.md"

    @property
    def cases(self) -> tuple[Material, ...]:
        return tuple(material for material in self.materials if material.uri.startswith("cases/"))

    @property
    def minutes(self) -> int:
        """Reading time of all materials that the library holds."""
        return sum(material.minutes for material in self.materials)


@dataclass(frozen=True)
class YearIndex:
    """One year: `grid` holds per focus the twelve months' sessions; `gaps` are sentences for the arranger."""

    year: int
    arrangements: tuple[Arrangement, ...]
    focuses: tuple[Focus, ...]
    entries: tuple[Entry, ...]
    grid: tuple[tuple[Focus, tuple[tuple[Entry, ...], ...]], ...]
    gaps: tuple[str, ...]


def index(context: Context) -> tuple[YearIndex, ...]:
    """The years that have an arrangement, the latest first."""
    arrangements = sorted(context.library.of(Arrangement), key=lambda a: (a.year, _rank(a, context), a.uri))
    years = sorted({arrangement.year for arrangement in arrangements}, reverse=True)
    return tuple(_year(year, [a for a in arrangements if a.year == year], context) for year in years)


def _rank(arrangement: Arrangement, context: Context) -> int:
    return context.terms["audiences"].rank(arrangement.audience)


def _year(year: int, arrangements: list[Arrangement], context: Context) -> YearIndex:
    focuses = {focus.no: focus for arrangement in arrangements for focus in arrangement.focuses}
    entries = [_entry(a, session, focuses, context) for a in arrangements for session in a.sessions]
    entries.sort(key=lambda e: (e.session.date or dt.date(year, e.session.in_month, 28), e.session.time or "", e.uri))
    ordered = tuple(focuses[no] for no in sorted(focuses))
    grid = tuple((focus, tuple(_cell(entries, focus, month) for month in range(1, 13))) for focus in ordered)
    gaps = (*_gaps(entries, ordered), *_missed_days(year, entries, context))
    return YearIndex(year, tuple(arrangements), ordered, tuple(entries), grid, gaps)


def _cell(entries: list[Entry], focus: Focus, month: int) -> tuple[Entry, ...]:
    return tuple(e for e in entries if e.session.focus == focus.no and e.session.in_month == month)


def _entry(arrangement: Arrangement, session: Session, focuses: dict[int, Focus], context: Context) -> Entry:
    focus = focuses[session.focus].title
    materials = tuple(material(arrangement, item, context) for item in session.materials)
    state = _state(arrangement.year, session, context.today)
    return Entry(arrangement, session, state, focus, materials, session.held_by(context.today))


def _state(year: int, session: Session, today: dt.date) -> State:
    if session.held_by(today):
        return "已开展"
    if session.date is None:
        return "逾期未记录" if (year, session.in_month) < (today.year, today.month) else "待开展"
    monday, sunday = week_of(today)
    if session.date < today:
        return "逾期未记录"
    return "本周" if monday <= session.date <= sunday else "待开展"


def _gaps(entries: list[Entry], focuses: tuple[Focus, ...]) -> Iterator[str]:
    used = {entry.session.focus for entry in entries}
    months = {entry.session.in_month for entry in entries}
    for focus in focuses:
        if focus.no not in used:
            yield f"第 {focus.no} 项重点“{focus.title}”没有安排场次"
    for month in range(1, 13):
        if month not in months:
            yield f"{month} 月没有安排场次"


def _missed_days(year: int, entries: list[Entry], context: Context) -> Iterator[str]:
    """Study days of the year's calendar in whose week that audience has nothing."""
    rule = context.terms.study_days
    if rule is None:
        return
    weeks = {week_of(e.session.date) for e in entries if e.session.date and e.arrangement.audience == rule.audience}
    loose = {e.session.in_month for e in entries if not e.session.date and e.arrangement.audience == rule.audience}
    for day, why in rule.days(year, context.terms.holiday):
        if week_of(day) not in weeks and day.month not in loose:
            yield f"{day.month}月{day.day}日是{rule.audience}的学习日{why}，这一周没有安排"


def by_month(year: YearIndex) -> tuple[Group[Entry], ...]:
    return group_by(year.entries, lambda e: [f"{e.session.in_month}月"], order=lambda name: int(name[:-1]))


def by_focus(year: YearIndex) -> tuple[Group[Entry], ...]:
    names = {focus.title: focus.no for focus in year.focuses}
    return group_by(year.entries, lambda e: [e.focus], order=lambda name: names[name])
