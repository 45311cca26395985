"""Focuses of the year whose planned day has passed without a session held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .index import Entry, YearIndex
from .model import Focus
from .render import focus_uri, last_day


def signals(years: tuple[YearIndex, ...], context: Context) -> Iterator[Signal]:
    """idle-focus: days since the first planned session, or since the arrangement where there is none."""
    for year in years:
        for focus in year.focuses if year.year == context.today.year else ():
            entries = [entry for entry in year.entries if entry.session.focus == focus.no]
            since = min((_day(e) for e in entries), default=min(a.date for a in year.arrangements))
            if not any(entry.held for entry in entries) and since < context.today:
                yield _signal(year, focus, entries, (context.today - since).days)


def _day(entry: Entry) -> dt.date:
    """A session that has only its month is due at its end."""
    return entry.session.date or last_day(entry.arrangement.year, entry.session.in_month)


def _signal(year: YearIndex, focus: Focus, entries: list[Entry], days: int) -> Signal:
    said = f"排定的日子已过 {days} 天，还没有开展过" if entries else f"没有安排场次，安排印发已 {days} 天"
    proofs = (Proof(f"学习重点{focus.no}：{focus.title}", focus_uri(year.year, focus.no)), *(_proof(e) for e in entries))
    return Signal("idle-focus", focus.title, Decimal(days), f"学习重点“{focus.title}”{said}。", proofs)


def _proof(entry: Entry) -> Proof:
    return Proof(entry.session.title, entry.uri)
