"""What people read for a session, a test or an activity: a record of the library, or a text outside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .links import resolve
from .record import Record, Reference
from .room import Context


@dataclass(frozen=True)
class Material:
    """`uri` is empty for a text outside the library, whose reading time (`minutes`) nobody knows."""

    title: str
    uri: str
    minutes: int = 0


def material(record: Record, named: Reference, context: Context) -> Material:
    """What `named` in the front matter of `record` means; a record of the library lends its title and its length."""
    found = context.library.records.get(resolve(record.origin.path, named.path)) if named.path else None
    if found is None:
        return Material(named.title or named.path or "", "")
    signs = len(re.sub(r"\s", "", found.body))
    return Material(named.title or found.title, found.uri, max(1, round(signs / context.terms.number("reading_speed"))))
