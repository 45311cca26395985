"""Which items answer a finding of an inspection, for the room that keeps the inspections."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.answers import Answer, Step
from ...kernel.groups import group_by
from ...kernel.links import page_uri, resolve
from ...kernel.room import Context
from .entry import Entry, entries, holder, opinions
from .model import Ledger


def answers(context: Context) -> Iterator[Answer]:
    """Every item that names a finding, with or without measures."""
    ledgers = {ledger.uri: ledger for ledger in context.library.of(Ledger)}
    found = {group.name: group.items for group in group_by(entries(context), lambda e: [f"{e.record.uri}#{e.at[1]}"])}
    for opinion in opinions(context):
        record = holder(opinion, ledgers)
        for n, item in enumerate(record.items):
            if item.finding:
                page, mark, place = item.finding.partition("#")
                named = page_uri(resolve(record.origin.path, page)) + (mark or "#") + place
                steps = tuple(map(_step, found.get(f"{record.uri}#{n}", ())))
                yield Answer(record, ("items", n, "finding"), named, item.problem, f"{opinion.uri}#p{item.no}", steps)


def _step(entry: Entry) -> Step:
    measure, closed = entry.measure, entry.measure.closed is not None
    return Step(measure.no, measure.text, measure.unit, measure.due, measure.state, entry.uri, entry.done, closed, entry.overdue)
