"""How each problem was put right: 问题 → 措施 → 佐证 → 结果."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.links import page_uri, resolve
from ...kernel.room import Context
from ...kernel.trace import Evidence, Trace
from .entry import Entry
from .index import Index


def traces(found: Index, context: Context) -> Iterator[Trace]:
    for entry in found.entries:
        measure = entry.measure
        words = f"{measure.no}　{measure.text}"
        yield Trace(
            entry.record,
            entry.uri,
            entry.item.problem,
            entry.problem_uri,
            words,
            measure.state,
            tuple(_evidence(entry, context)),
            measure.result or "",
        )


def _evidence(entry: Entry, context: Context) -> Iterator[Evidence]:
    """A file that is no page, a workbook or a scan, is named and not led to."""
    for n, piece in enumerate(entry.measure.evidence):
        path, mark, place = (piece.path or "").partition("#")
        wanted = resolve(entry.record.origin.path, path)
        uri = "" if not path or wanted in context.library.assets else page_uri(wanted) + mark + place
        title = piece.title or ("" if uri else path.rpartition("/")[2])
        yield Evidence(title, uri, (*entry.at, "evidence", n))
