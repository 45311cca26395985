"""What each record cites, read once: kept from one build to the next while the record and the known names are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .citations import Citation, aliases, find
from .cores import spread
from .kept import Kept, key
from .record import Passage, Record

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Mentions:
    """`short` are the record's own abbreviations and their titles; `found` the passages that cite, with their citations."""

    short: Mapping[str, str]
    found: tuple[tuple[Passage, tuple[Citation, ...]], ...]


def mentions_of(record: Record, names: frozenset[str]) -> Mentions:
    """`names` are those under which documents may be cited without 《》."""
    short = {name: title for passage in record.words for name, title in aliases(passage.text)}
    known = names | short.keys() if short else names
    cited = ((passage, tuple(find(passage.text, known))) for passage in record.words if _may_cite(passage.text))
    return Mentions(short, tuple((passage, citations) for passage, citations in cited if citations))


def _may_cite(text: str) -> bool:
    return "《" in text or "条" in text or "〔" in text


def read_mentions(records: Iterable[Record], names: frozenset[str], kept: Kept, code: str) -> dict[str, Mentions]:
    """By the record's uri. With other names than before a record is read again only where one of them stands in it."""
    told = {_name(record, code): record for record in records}
    stamp = key(sorted(names))
    found = _still_true(kept.find("mentions", told), told, names, stamp, kept)
    missing = [name for name in told if name not in found]
    made = dict(zip(missing, spread(lambda name: mentions_of(told[name], names), missing), strict=True))
    kept.keep("mentions", {name: (stamp, mentions) for name, mentions in made.items()})
    kept.keep("known-names", {stamp: names})
    return {record.uri: found[name] if name in found else made[name] for name, record in told.items()}


def _name(record: Record, code: str) -> str:
    origin = record.origin
    if origin.made:
        return origin.made
    parts = (
        origin.path,
        origin.uri,
        origin.body,
        origin.body_line,
        sorted(origin.lines.items(), key=repr),
        record.model_dump_json(),
    )
    return key(code, record.kind, *parts)


def _still_true(
    found: Mapping[str, tuple[str, Mentions]], told: Mapping[str, Record], names: frozenset[str], stamp: str, kept: Kept
) -> dict[str, Mentions]:
    stamps = {before for before, _ in found.values()} - {stamp}
    known: dict[str, frozenset[str]] = kept.find("known-names", stamps)
    changed = {before: known[before] ^ names for before in known} | {stamp: frozenset()}
    return {
        name: mentions
        for name, (before, mentions) in found.items()
        if before in changed and not _touched(told[name], changed[before])
    }


def _touched(record: Record, names: frozenset[str]) -> bool:
    if not names:
        return False
    words = _BLANK.sub("", record.body + record.model_dump_json())
    return any(_BLANK.sub("", name) in words for name in names)
