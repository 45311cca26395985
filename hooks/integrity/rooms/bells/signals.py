"""Days of this year on which a bell should ring and has no text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from ...kernel.templates import month_day
from .index import Index

_AHEAD = dt.timedelta(days=14)


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """silent-weeks: how many days, those of the coming two weeks included."""
    silent = [bell.day for bell in found.current.gaps if bell.day <= context.today + _AHEAD]
    if silent:
        days = "、".join(month_day(day) for day in silent[:6]) + ("等" if len(silent) > 6 else "")
        text = f"{found.current.year}年有 {len(silent)} 个该发警钟短信的日子没有短信：{days}。"
        yield Signal(
            "silent-weeks", f"{found.current.year}年", Decimal(len(silent)), text, (Proof("警钟长鸣", "bells/index.md"),)
        )
