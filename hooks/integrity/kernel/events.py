"""What happens on a day: offered by the rooms, drawn by the calendar, sent out as feeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

BELL = "警钟长鸣"
"""The kind of the bells' events: a month's page lists them apart."""


@dataclass(frozen=True)
class Reading:
    """What to read for an event; `uri` is empty for a text outside the library."""

    title: str
    uri: str = ""


@dataclass(frozen=True)
class Event:
    """One entry of the calendar. Without `start` it lasts all day. Times are those of Asia/Shanghai.

    `uid` is stable across builds. `branch` is empty for what concerns more than one branch, `audience` for what concerns all.
    A `loose` event has only its month: `day` is the last of it.
    """

    uid: str
    kind: str
    title: str
    day: dt.date
    uri: str
    start: str = ""
    end: str = ""
    place: str = ""
    host: str = ""
    audience: str = ""
    branch: str = ""
    text: str = ""
    reading: tuple[Reading, ...] = ()
    done: bool = False
    loose: bool = False


@dataclass(frozen=True)
class Feed:
    """A calendar file: `events` in order of time."""

    uri: str
    title: str
    events: tuple[Event, ...]


def ordered(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.day, event.start or "00:00", event.kind, event.uid)))
