"""What the ledger sees coming: measures that are late, units of which more and more is late, and the days ahead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Deadline, Proof, Signal
from ...kernel.room import Context
from .course import months_before
from .entry import Entry, stem
from .index import Index, Share

_BACK = 3


def signals(found: Index, context: Context) -> Iterator[Signal]:
    for entry in found.overdue:
        unit, said = entry.measure.unit, f"{entry.measure.unit}的{entry.title}，期限{entry.measure.due}，已逾期 {-entry.days} 天"
        yield Signal("overdue-measures", unit, Decimal(-entry.days), said, (proof(entry),), unit)
    for share in found.by_unit:
        yield from _rising(share, context)


def _rising(share: Share, context: Context) -> Iterator[Signal]:
    """A unit that had no measure then had none that was late."""
    before, now = share.days.on(months_before(context.today, _BACK)), share.days.on(context.today)
    rise = (now.overdue_rate or Decimal(0)) - (before.overdue_rate or Decimal(0))
    if rise > 0:
        text = f"{share.name}逾期占比由{before.day}的 {before.overdue_rate or 0}% 升至 {now.overdue_rate}%，上升 {rise} 个百分点"
        proofs = tuple(proof(entry) for entry in share.entries if entry.overdue)
        yield Signal("rising-overdue", share.name, rise, text, proofs, share.name)


def proof(entry: Entry) -> Proof:
    return Proof(entry.title, entry.uri)


def deadlines(found: Index, context: Context) -> Iterator[Deadline]:
    for entry in found.entries:
        if not entry.done:
            measure, uid = entry.measure, "measure-" + stem(entry.uri).replace("/", "-")
            yield Deadline(uid, measure.due, measure.unit, "整改措施", entry.title, entry.uri)
