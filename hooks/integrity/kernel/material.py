"""What people read for a session, a test or an activity: a record of the library, or a text outside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

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
    found = known(record, named.path, context) if named.path else None
    if found is None:
        return Material(named.title or named.path or "", "")
    return replace(found, title=named.title or found.title)


def known(record: Record, target: str, context: Context) -> Material | None:
    """The record that `record` names by the path `target`, None where there is none."""
    path, library = resolve(record.origin.path, target), context.library
    found = library.records.get(path) or library.lent.get(path)
    return Material(found.title, found.uri, minutes(found, context)) if found else None


def minutes(record: Record, context: Context) -> int:
    """How long it takes to read."""
    return max(1, round(_signs(record.body) / context.terms.number("reading_speed")))


@lru_cache(maxsize=4096)
def _signs(body: str) -> int:
    return len(re.sub(r"\s", "", body))
