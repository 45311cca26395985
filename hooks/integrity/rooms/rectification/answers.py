"""Which items answer a finding of an inspection, for the room that keeps the inspections."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...kernel.answers import Answer, Step
from ...kernel.room import Context
from .entry import Entry, entries


def answers(context: Context) -> Iterator[Answer]:
    found = (entry for entry in entries(context) if entry.item.finding)
    for (_, at), several in groupby(found, key=lambda entry: (entry.record.uri, entry.at[:2])):
        listed = list(several)
        first = listed[0]
        steps = tuple(_step(entry) for entry in listed)
        yield Answer(first.record, (*at, "finding"), first.problem_uri, first.item.problem, first.uri, steps)


def _step(entry: Entry) -> Step:
    measure = entry.measure
    closed = measure.closed is not None
    return Step(measure.no, measure.text, measure.unit, measure.due, measure.state, entry.uri, entry.done, closed, entry.overdue)
