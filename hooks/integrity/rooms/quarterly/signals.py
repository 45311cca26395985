"""Quarters that passed without a test, and a pass rate that fell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .index import Entry, Index
from .render import INDEX

_LOOKED_AT = 4
"""A gap older than so many quarters is no longer news."""


def signals(found: Index, context: Context) -> Iterator[Signal]:
    over = [quarter for quarter in found.quarters if quarter.period.last < context.today][-_LOOKED_AT:]
    for quarter in over:
        if quarter.gap:
            days = (context.today - quarter.period.last).days
            proofs = (Proof("季度测试", INDEX), *(Proof(e.test.title, e.test.uri) for e in quarter.entries))
            yield Signal("quarter-without-test", quarter.period.title, Decimal(days), f"{quarter.gap}，已过 {days} 天。", proofs)
    yield from _falls(found)


def _falls(found: Index) -> Iterator[Signal]:
    """falling-pass-rate: percentage points by which the latest test of a scope and mode lies below the one before it."""
    kinds: dict[tuple[str, str], list[Entry]] = {}
    for entry in found.entries:
        if entry.result:
            kinds.setdefault((entry.test.scope, entry.test.mode), []).append(entry)
    for before, last in (entries[-2:] for entries in kinds.values() if len(entries) > 1):
        fall = (before.pass_rate or Decimal(0)) - (last.pass_rate or Decimal(0))
        if fall > 0:
            title = last.test.period.title
            text = f"{title}{last.test.mode}（{last.test.scope}）合格率 {last.pass_rate}%，"
            text += f"比上一次的 {before.pass_rate}% 低 {fall} 个百分点。"
            proofs = (Proof(last.test.title, last.test.uri), Proof(before.test.title, before.test.uri))
            yield Signal("falling-pass-rate", title, fall, text, proofs)
