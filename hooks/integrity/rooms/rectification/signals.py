"""What the ledger sees coming: measures that are late, units of which more and more is late, and the days ahead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Deadline, Proof, Signal
from ...kernel.room import Context
from ...kernel.templates import day
from .course import months_before
from .entry import Entry, stem
from .index import Index, Share

_BACK = 3


def signals(found: Index, context: Context) -> Iterator[Signal]:
    for entry in found.overdue:
        measure = entry.measure
        said = f"{measure.unit}的{entry.title}，期限{day(measure.due)}，已逾期 {-entry.days} 天"
        yield Signal("overdue-measures", measure.unit, Decimal(-entry.days), said, (proof(entry),), measure.unit)
    for share in found.by_unit:
        yield from _rising(share, context)


def _rising(share: Share, context: Context) -> Iterator[Signal]:
    """A unit that had no measure then had none that was late; of a handful of measures a share says little."""
    if share.totals.measures < context.terms.number("rising_measures"):
        return
    then = months_before(context.today, _BACK)
    before, now = (share.days.on(one).overdue_rate or Decimal("0.0") for one in (then, context.today))
    if now > before:
        text = f"{share.name}逾期占比由{day(then)}的 {before}% 升至 {now}%，上升 {now - before} 个百分点"
        proofs = tuple(proof(entry) for entry in share.entries if entry.overdue)
        yield Signal("rising-overdue", share.name, now - before, text, proofs, share.name)


def proof(entry: Entry) -> Proof:
    return Proof(entry.title, entry.uri)


def deadlines(found: Index, context: Context) -> Iterator[Deadline]:
    for entry in found.entries:
        if not entry.done:
            measure, uid = entry.measure, "measure-" + stem(entry.uri).replace("/", "-")
            yield Deadline(uid, measure.due, measure.unit, "整改措施", entry.title, entry.uri)
