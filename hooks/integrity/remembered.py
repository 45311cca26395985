"""What a room draws, kept under all that it may see: one changed record draws only the rooms that show it.

A room that says what it `reads` sees nothing else. What it drew holds while that is the same, and with it the product, the
day, the settings, the vocabularies, the files beside the records, the documents that can be cited, the words of the articles
that its records cite, and the names and lengths of the records that they name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from .kernel.articles import Key
from .kernel.cited import Cited
from .kernel.kept import key
from .kernel.links import is_local, resolve
from .kernel.lookups import fingerprint
from .kernel.material import minutes
from .kernel.moves import Moves
from .kernel.output import Data, Late, Output, Page
from .kernel.record import Record
from .kernel.room import GATHERED, Context, Room
from .kernel.statutes import covered

_KIND = "room"
Value = TypeVar("Value")


def narrowed(room: Room, context: Context) -> Context:
    """What `room` may see of `context`."""
    if room.reads is None:
        return context
    library, shown = context.library, set(room.pictures(context))
    kinds = {kind for kind in {*map(type, library.records.values()), *map(type, library.drafts.values())} if _sees(room, kind)}
    records = {path: record for path, record in library.records.items() if type(record) in kinds}
    drafts = {path: record for path, record in library.drafts.items() if type(record) in kinds}
    broken = {path: kind for path, kind in library.broken.items() if _sees(room, kind)}
    lent = {path: library.records[path] for path in _named(records.values()) if path in library.records and path not in records}
    pictures = dataclasses.replace(
        context.pictures, found=_those(context.pictures.found, shown), faults=_those(context.pictures.faults, shown), files={}
    )
    nothing: dict[str, Any] = {name: type(getattr(context, name))() for name in GATHERED if name not in room.gathers}
    return dataclasses.replace(
        context,
        library=dataclasses.replace(library, records=records, drafts=drafts, broken=broken, issues=(), digests={}, lent=lent),
        readers=_those(context.readers, {record.uri for record in records.values()}),
        cited=tuple(cited for cited in context.cited if type(cited.record) in kinds),
        answers=(),
        moves=Moves(),
        pictures=pictures,
        **nothing,
    )


def drawn(room: Room, index: Any, given: Context, base: str) -> list[Output]:
    """What `room` yields for what it may see, and for the `base` of a build."""
    if room.reads is None or not given.kept.keeps or not all(record.origin.made for record in _records(given)):
        return list(room.render(index, given))
    name = key(base, room.name, *_seen(room, given))
    found: dict[str, list[Output]] = given.kept.find(_KIND, [name])
    if name not in found:
        found[name] = [_ready(output) for output in room.render(index, given)]
        given.kept.keep(_KIND, found)
    return found[name]


def base_of(context: Context) -> str:
    """Stands for what every room may see."""
    library = context.library
    outside = [sorted(names) if names is not None else None for names in (library.outside, library.originals)]
    beside = sorted(library.assets), sorted(library.sizes.items()), sorted(library.captions.items()), outside
    written = context.code, context.templates.stamp, context.today, context.settings, context.terms
    return key(*written, fingerprint(context.statutes, context.today), beside)


def _sees(room: Room, kind: type[Record]) -> bool:
    return issubclass(kind, tuple(room.models)) or kind.kind in (room.reads or ())


def _those(known: Mapping[str, Value], wanted: set[str]) -> dict[str, Value]:
    return {name: value for name, value in known.items() if name in wanted}


def _named(records: Iterable[Record]) -> Iterator[str]:
    """The paths that `records` name in their fields."""
    for record in records:
        yield from (resolve(record.origin.path, target) for _, target in record.references() if is_local(target))


def _records(given: Context) -> Iterator[Record]:
    yield from given.library.records.values()
    yield from given.library.drafts.values()


def _seen(room: Room, given: Context) -> Iterator[object]:
    """All of `given` that differs from room to room."""
    yield [record.origin.made for record in given.library.records.values()]
    yield [record.origin.made for record in given.library.drafts.values()]
    yield sorted((path, kind.kind) for path, kind in given.library.broken.items())
    yield sorted(_quotable(given.cited))
    yield sorted((path, one.uri, one.title, minutes(one, given)) for path, one in given.library.lent.items())
    yield sorted(given.pictures.found.items()), sorted(given.pictures.faults.items())
    yield [getattr(given, name) for name in room.gathers]


def _quotable(cited: Iterable[Cited]) -> set[tuple[str, Key, tuple[str, ...]]]:
    """The words of the articles that are cited."""
    named = ((one.target.document, ref) for one in cited if one.target for ref in one.citation.refs)
    return {
        (document.uri, article.key, tuple(part.text for part in article.parts))
        for document, ref in named
        for article in covered(ref, document)
    }


def _ready(output: Output) -> Output:
    """The same with its text made, so that it can be kept."""
    if isinstance(output, Page) and isinstance(output.content, Late):
        return dataclasses.replace(output, content=_made(output.content))
    if isinstance(output, Data) and isinstance(output.held, Late):
        return dataclasses.replace(output, held=_made(output.held))
    return output


def _made(late: Late) -> Late:
    return Late(late.stamp, partial(str, late.text))
