"""Rules of the texts: each once, short enough, writable for the platform, and pinned to a day on which a bell rings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.room import Context
from ...kernel.templates import weekday
from .days import Calendar
from .model import Reminders


def check(context: Context) -> Iterator[Issue]:
    calendar = Calendar(context.terms.years)
    said: dict[str, str] = {}
    pinned: dict[dt.date, str] = {}
    for record in sorted(context.library.of(Reminders), key=lambda record: record.origin.path):
        numbers: set[int] = set()
        for n, item in enumerate(record.texts):
            place = f"{record.origin.path} 第 {item.no} 条"
            if item.no in numbers:
                yield record.issue(f"{item.no} 重复，一个文件里每条短信一个序号", "texts", n, "no")
            numbers.add(item.no)
            if (first := said.setdefault("".join(item.text.split()), place)) is not place:
                yield record.issue(f"与 {first}相同，请改写或者删去一条", "texts", n, "text")
            yield from _check_text(record, n, context)
            if item.pinned and (first := pinned.setdefault(item.pinned, place)) is not place:
                yield record.issue(f"{item.pinned} 已由 {first}占用，一天只发一条，请换一天", "texts", n, "pinned")
            elif item.pinned:
                yield from _check_day(record, n, item.pinned, calendar)


def _check_text(record: Reminders, n: int, context: Context) -> Iterator[Issue]:
    item, limit = record.texts[n], context.terms.number("bell_length")
    if len(item.text) > limit:
        yield record.issue(f"有 {len(item.text)} 字，超过 {limit} 字，请精简", "texts", n, "text")
    for key in ("text", "audience"):
        if lost := [sign for sign in dict.fromkeys(getattr(item, key)) if not _in_gbk(sign)]:
            named = "、".join(f"“{sign}”（U+{ord(sign):04X}）" for sign in lost)
            yield record.issue(f"含有 GBK 里没有的字符{named}，短信平台收不下，请换一种写法", "texts", n, key)


def _in_gbk(sign: str) -> bool:
    try:
        sign.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _check_day(record: Reminders, n: int, day: dt.date, calendar: Calendar) -> Iterator[Issue]:
    days = [ring.day for ring in calendar.bells(day.year)]
    if day in days:
        return
    near = min(days, key=lambda other: (abs(other - day), other))
    what = "既不是上班的星期五，也不是节前最后一个工作日"
    if not calendar.published(day.year):
        what = f"不是上班的星期五，{day.year} 年节假日尚未公布，只能指定星期五"
    yield record.issue(f"{day}（{weekday(day)}）{what}，例如 {near}", "texts", n, "pinned")
