"""iCalendar feeds (RFC 5545) for phones and mail programs."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

from ..kernel.events import Event, Feed
from ..kernel.links import address
from ..kernel.settings import Settings

_ZONE = ZoneInfo("Asia/Shanghai")
_LENGTH = dt.timedelta(hours=2)
_HOUR_BEFORE = dt.timedelta(hours=-1)
_NINE_THE_DAY_BEFORE = dt.timedelta(hours=-15)


def calendar(feed: Feed, today: dt.date, settings: Settings) -> str:
    """The feed as text with CRLF lines: stable UIDs, times in Asia/Shanghai, an alarm for what is still to come.

    DTSTAMP is the day of the build, so that two builds of one day are equal.
    """
    made = icalendar.Calendar()
    made.add("prodid", "-//qingfeng//study calendar//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", feed.title)
    made.add("x-wr-timezone", "Asia/Shanghai")
    for event in feed.events:
        made.add_component(_event(event, today, settings))
    made.subcomponents.insert(0, _zone())
    return str(made.to_ical(), "utf-8")


@lru_cache(maxsize=1)
def _zone() -> icalendar.Timezone:
    return icalendar.Timezone.from_tzid("Asia/Shanghai", last_date=dt.date(2038, 1, 1))


def _event(event: Event, today: dt.date, settings: Settings) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{event.uid}@qingfeng")
    made.add("dtstamp", dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC))
    made.add("summary", event.title)
    made.add("categories", [event.kind])
    if event.start:
        start = _moment(event.day, event.start)
        made.add("dtstart", start)
        made.add("dtend", _moment(event.day, event.end) if event.end else start + _LENGTH)
    else:
        made.add("dtstart", event.day)
        made.add("dtend", event.day + dt.timedelta(days=1))
    if event.place:
        made.add("location", event.place)
    if said := _description(event):
        made.add("description", said)
    if settings.site_address:
        made.add("url", settings.site_address.rstrip("/") + "/" + address(event.uri))
    if not event.done and event.day >= today:
        made.add_component(_alarm(event))
    return made


def _alarm(event: Event) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", _HOUR_BEFORE if event.start else _NINE_THE_DAY_BEFORE)
    return alarm


def _moment(day: dt.date, clock: str) -> dt.datetime:
    hour, minute = map(int, clock.split(":"))
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=_ZONE)


def _description(event: Event) -> str:
    lines = [f"主持：{event.host}"] if event.host else []
    lines += [f"学习材料：{'；'.join(item.title for item in event.reading)}"] if event.reading else []
    return "\n".join([*lines, event.text] if event.text else lines)
