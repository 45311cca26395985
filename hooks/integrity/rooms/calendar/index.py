"""The months of every year that has events, day by day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ...kernel.events import BELL, Event
from ...kernel.room import Context
from ...kernel.terms import Terms


@dataclass(frozen=True)
class Day:
    """`remark` is the holiday's name, or 班 for a weekend day that is worked."""

    day: dt.date
    inside: bool
    remark: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Month:
    year: int
    month: int
    weeks: tuple[tuple[Day, ...], ...]
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def uri(self) -> str:
        return f"calendar/{self.name}.md"

    @property
    def title(self) -> str:
        return f"{self.year}年{self.month}月学习提醒"

    @property
    def study(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.kind != BELL)

    @property
    def bells(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.kind == BELL)


@dataclass(frozen=True)
class Index:
    months: tuple[Month, ...]
    current: Month | None


def index(context: Context) -> Index:
    years = sorted({event.day.year for event in context.events})
    months = tuple(_month(year, month, context.events, context.terms) for year in years for month in range(1, 13))
    today = context.today
    current = next((m for m in months if (m.year, m.month) == (today.year, today.month)), months[-1] if months else None)
    return Index(months, current)


def _month(year: int, month: int, events: Iterable[Event], terms: Terms) -> Month:
    inside = [event for event in events if (event.day.year, event.day.month) == (year, month) and not event.branch]
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    days = tuple(tuple(_day(day, month, inside, terms) for day in week) for week in weeks)
    return Month(year, month, days, tuple(inside))


def _day(day: dt.date, month: int, events: Iterable[Event], terms: Terms) -> Day:
    remark = terms.holiday(day) or ("班" if terms.worked(day) else "")
    return Day(day, day.month == month, remark, tuple(event for event in events if event.day == day and not event.loose))


def text(month: Month) -> str:
    """The reminder as plain text, to paste into a message."""
    lines = [f"【{month.title}】"]
    for n, event in enumerate(month.study, 1):
        when = f"{event.day.month}月" + ("（日期待定）" if event.loose else f"{event.day.day}日")
        when += f" {event.start}" if event.start else ""
        who = "，".join(part for part in (event.audience or event.branch, event.place) if part)
        lines.append(f"{n}. {when}，{event.kind}：{event.title}" + (f"（{who}）" if who else ""))
        if event.reading:
            lines.append("   要读：" + "；".join(item.title for item in event.reading))
    if month.bells:
        days = "、".join(f"{event.day.day}日" for event in month.bells)
        lines.append(f"警钟长鸣：{days}发送。")
    return "\n".join(lines) + "\n"
