"""Which items answer a finding of an inspection, for the room that keeps the inspections."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...kernel.answers import Answer, Step
from ...kernel.links import page_uri, resolve
from ...kernel.room import Context
from .index import as_of
from .model import LEDGER, Item, Ledger, Measure, Opinion

_OPEN = ("未启动", "整改中")


def answers(context: Context) -> Iterator[Answer]:
    records: list[Opinion | Ledger] = [*context.library.of(Opinion), *context.library.of(Ledger)]
    for record in records:
        for n, item in enumerate(record.items):
            if item.finding:
                yield _answer(record, item, n, item.finding, context)


def _answer(record: Opinion | Ledger, item: Item, n: int, finding: str, context: Context) -> Answer:
    page, _, place = finding.partition("#")
    named = f"{page_uri(resolve(record.origin.path, page))}#{place}"
    steps = tuple(_step(measure, _opinion(record), context) for measure in item.measures)
    uri = steps[0].uri if steps else _opinion(record)
    return Answer(record, ("items", n, "finding"), named, item.problem, uri, steps)


def _opinion(record: Opinion | Ledger) -> str:
    """The page on which the items stand: x.md shows what x-ledger.yml holds."""
    stem, suffix = posixpath.splitext(record.uri)
    return stem.removesuffix(LEDGER) + suffix if isinstance(record, Ledger) else record.uri


def _step(measure: Measure, page: str, context: Context) -> Step:
    measure = as_of(measure, context.today)
    is_open = measure.state in _OPEN
    return Step(
        measure.no,
        measure.text,
        measure.unit,
        measure.due,
        measure.state,
        f"{page}#m{measure.no}",
        not is_open,
        measure.closed is not None,
        is_open and measure.due < context.today,
    )
