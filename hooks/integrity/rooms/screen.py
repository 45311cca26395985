"""大厅屏幕: the corridor's pictures, one after the other, with the clock, today's bell and the next session, for days on end."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..kernel.events import BELL, Event
from ..kernel.output import Output, Page, json_file
from ..kernel.room import Context, Room
from ..kernel.templates import month_day, weekday

URI = "corridor/screen/index.md"
STAMP = "data/screen.json"
_STUDY = "study/"
_AHEAD = 60
"""Days that a screen goes on with what it was given, when nobody builds the site anew."""


@dataclass(frozen=True)
class Index:
    """What is shown beside the pictures, with the days on which it is: `until` the last of them."""

    bells: tuple[Event, ...]
    sessions: tuple[Event, ...]


def index(context: Context) -> Index:
    """The bell of each of the coming days, with the last one before them, and the sessions that have a day."""
    last = context.today + dt.timedelta(days=_AHEAD)
    bells = [event for event in context.events if event.kind == BELL and event.day <= last]
    before = [event for event in bells if event.day <= context.today][-1:]
    after = [event for event in bells if event.day > context.today]
    ahead = [event for event in context.events if context.today <= event.day <= last and not (event.done or event.loose)]
    return Index((*before, *after), tuple(event for event in ahead if event.uri.startswith(_STUDY)))


def render(found: Index, context: Context) -> Iterable[Output]:
    slides = context.panels.get("screen", "").strip()
    lines = [*_bells(found.bells), *_sessions(found.sessions)]
    values = {"slides": slides, "lines": lines, "unit": context.settings.unit, "stamp": STAMP}
    body = context.templates.render("screen/screen.md", URI, **values)
    meta = {"kind": "screen", "template": "stage.html"}
    styles, scripts = ("css/screen.css",), ("js/screen.js",)
    yield Page(URI, "大厅屏幕", body, indexed=False, styles=styles, scripts=scripts, meta=meta)
    yield json_file(STAMP, {"day": context.today, "lines": lines, "slides": hashlib.sha256(slides.encode()).hexdigest()[:16]})


def _bells(bells: Sequence[Event]) -> Iterator[dict[str, str]]:
    """Each bell is shown from its day until the next."""
    for n, bell in enumerate(bells):
        until = bells[n + 1].day - dt.timedelta(days=1) if n + 1 < len(bells) else bell.day + dt.timedelta(days=7)
        yield {"kind": "bell", "from": str(bell.day), "until": str(until), "lead": BELL, "text": bell.text}


def _sessions(sessions: Sequence[Event]) -> Iterator[dict[str, str]]:
    """Each session is announced from the day after the one before it until it has been held."""
    begin = dt.date.min
    for event in sessions:
        when = f"{month_day(event.day)} {weekday(event.day)} {event.start}".strip()
        where = f"，{event.place}" if event.place else ""
        yield {"kind": "session", "from": str(begin), "until": str(event.day), "lead": f"{when}{where}", "text": event.title}
        begin = max(begin, event.day + dt.timedelta(days=1))


ROOM = Room("screen", "大厅屏幕", (), index, render, stage=1, derives=r"corridor/screen/.*", menu="廉洁长廊")
