"""Rules across the sessions of a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .model import Arrangement, Session

_Hours = dict[dt.date, list[tuple[int, str, str]]]


def check(context: Context) -> Iterator[Issue]:
    arrangements = context.library.of(Arrangement)
    declared: dict[tuple[int, int], str] = {}
    for arrangement in arrangements:
        for n, focus in enumerate(arrangement.focuses):
            title = declared.setdefault((arrangement.year, focus.no), focus.title)
            if title != focus.title:
                yield arrangement.issue(f"第 {focus.no} 项重点在别处叫“{title}”，请统一", "focuses", n, "title")
    for arrangement in arrangements:
        known = {no for year, no in declared if year == arrangement.year}
        yield from _check_sessions(arrangement, known, context)


def _check_sessions(arrangement: Arrangement, focuses: set[int], context: Context) -> Iterator[Issue]:
    numbers: set[int] = set()
    hours: _Hours = {}
    for n, session in enumerate(arrangement.sessions):
        at = ("sessions", n)
        if session.no in numbers:
            yield arrangement.issue(f"{session.no} 重复，每场一个序号", *at, "no")
        numbers.add(session.no)
        if (session.date is None) == (session.month is None):
            yield arrangement.issue("日期和月份应填且只填一项，日子未定时只写月份，例如 month: 3", *at)
        if session.focus not in focuses and context.library.whole(Arrangement):
            yield arrangement.issue(f"没有第 {session.focus} 项学习重点，可写：{_numbers(focuses)}", *at, "focus")
        if session.time and session.end and session.end <= session.time:
            yield arrangement.issue(f"不晚于开始时刻 {session.time}，请核对", *at, "end")
        if session.date:
            yield from _check_day(arrangement, session, at, hours, context)
        if session.held and session.held.actual > session.held.expected:
            yield arrangement.issue(f"多于应到人数 {session.held.expected}，请核对", *at, "held", "actual")
        if session.held and session.held.date > context.today:
            yield arrangement.issue(f"晚于今天（{context.today}），按未开展推算", *at, "held", "date", level="warning")


def _check_day(arrangement: Arrangement, session: Session, at: Loc, hours: _Hours, context: Context) -> Iterator[Issue]:
    day = session.date
    assert day is not None
    if day.year != arrangement.year:
        yield arrangement.issue(f"{day} 不在 {arrangement.year} 年度内", *at, "date")
    if holiday := context.terms.holiday(day):
        yield arrangement.issue(f"{day} 是{holiday}假期，请另择日期", *at, "date", level="warning")
    if session.time:
        for no, start, end in hours.get(day, []):
            if session.time < end and start < session.until:
                yield arrangement.issue(f"与第 {no} 场同在 {day} {start}–{end}，请错开", *at, "time")
        hours.setdefault(day, []).append((session.no, session.time, session.until))
    if session.held and session.held.date.year != arrangement.year:
        yield arrangement.issue(f"{session.held.date} 不在 {arrangement.year} 年度内", *at, "held", "date")


def _numbers(values: set[int]) -> str:
    return "、".join(map(str, sorted(values))) or "（尚未声明学习重点）"
