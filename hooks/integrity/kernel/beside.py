"""What belongs beside a record of another kind, without the rooms knowing each other: by shared topics or by a reference."""

from __future__ import annotations

from collections.abc import Iterable

from .links import is_local, resolve
from .record import Record
from .store import Library


def of_kind(library: Library, kind: str) -> list[Record]:
    """The published records whose kind has the name `kind`."""
    return [record for record in library.of(Record) if record.kind == kind]


def alike(record: Record, others: Iterable[Record], most: int) -> list[Record]:
    """Up to `most` others that share a topic with `record`: most shared first, the newer first among equals."""
    scored = [(len(record.about & other.about), other) for other in others if other is not record]
    close = [(score, other) for score, other in scored if score]
    close.sort(key=lambda pair: (-pair[0], -pair[1].date.toordinal(), pair[1].uri))
    return [other for _, other in close[:most]]


def naming(record: Record, others: Iterable[Record]) -> list[Record]:
    """Those of `others` whose front matter leads to `record`, the newest first."""
    found = [other for other in others if record.origin.path in _named(other)]
    return sorted(found, key=lambda other: (-other.date.toordinal(), other.uri))


def _named(record: Record) -> set[str]:
    return {resolve(record.origin.path, target) for _, target in record.references() if is_local(target)}
