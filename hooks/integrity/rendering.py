"""Every room indexed and rendered, and the catalogue of what that makes."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .feeds import feed_of
from .findable import entry_of, synonyms
from .kernel.cited import Reader
from .kernel.events import Event, Feed
from .kernel.events import ordered as ordered_events
from .kernel.figures import Figure
from .kernel.issue import Issue, ordered
from .kernel.links import is_local, resolve, uri_of
from .kernel.listing import Listed, Section
from .kernel.output import Data, Output, Page, Panel
from .kernel.record import Record
from .kernel.risk import Deadline, Signal
from .kernel.room import Context, Room
from .kernel.trace import Trace
from .kernel.workbook import Workbook
from .moved import moved
from .remembered import base_of, drawn, narrowed
from .rooms import ROOMS
from .search.pages import Entry
from .traced import check_traces, with_traces
from .workbooks import workbook_of


@dataclass(frozen=True)
class Menu:
    """One room's entry in the navigation: (name, uri) of each page that has a name there."""

    title: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Built:
    """A site ready to be written. With an error among `issues` every output is empty.

    `pages` and `data` are by uri; `readers` link the citations of the written pages; `assets` and `drafts` map a uri to
    the path below the root. `previewed` are the paths of the drafts that a preview shows. `files` are made files, by uri.
    `found` is what search knows of each page that it shall find, by uri, and `synonyms` are words for each other.
    `context` is what all of it was made from.
    """

    issues: tuple[Issue, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    data: Mapping[str, Data] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    menu: tuple[Menu, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    found: Mapping[str, Entry] = field(default_factory=dict)
    readers: Mapping[str, Reader] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    previewed: frozenset[str] = frozenset()
    files: Mapping[str, Path] = field(default_factory=dict)
    context: Context | None = None


@dataclass
class _Gathered:
    """What the rooms rendered so far have made, for those of a later stage."""

    outputs: list[tuple[Room, Output]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)

    def render(self, room: Room, context: Context, base: str) -> None:
        given = narrowed(room, self._handed(context) if room.stage else context)
        index = room.index(given)
        self.outputs.extend((room, output) for output in drawn(room, index, given, base))
        self.figures.extend(room.figures(index, given))
        self.events.extend(room.events(index, given))
        self.signals.extend(room.signals(index, given))
        self.deadlines.extend(room.deadlines(index, given))
        self.traces.extend(room.traces(index, given))

    def _handed(self, context: Context) -> Context:
        return dataclasses.replace(
            context,
            panels={output.name: output.html for _, output in self.outputs if isinstance(output, Panel)},
            figures=tuple(self.figures),
            events=ordered_events(self.events),
            signals=tuple(self.signals),
            deadlines=tuple(self.deadlines),
            pages=_listed(self.outputs),
        )


def render(context: Context) -> Built:
    got, base = _Gathered(), base_of(context)
    for room in sorted(ROOMS, key=lambda room: room.stage):
        got.render(room, context, base)
    made = [(room, output) for room, output in got.outputs if isinstance(output, Page)]
    pages = {output.uri: dataclasses.replace(output, room=output.room or room.name) for room, output in made}
    if issues := ordered(check_traces(got.traces, pages)):
        return Built(issues)
    pages = with_traces(got.traces, pages, context)
    assets = {uri_of(path): path for path in sorted(_used_assets(context))}
    drafts = {uri_of(path): path for path in sorted(context.library.drafts) if path.endswith(".md")}
    previewed = frozenset(path for path, record in context.library.records.items() if record.held_back)
    return Built(
        (),
        pages,
        _data(got, pages, context),
        assets,
        drafts,
        _menu(pages.values()),
        synonyms(context.terms.synonyms, context.terms.short_titles),
        _found(pages, context),
        context.readers,
        tuple(got.figures),
        previewed,
        context.pictures.files,
        context,
    )


def _data(got: _Gathered, pages: Mapping[str, Page], context: Context) -> Mapping[str, Data]:
    """The files that are not pages, by uri."""
    data = {output.uri: output for _, output in got.outputs if isinstance(output, Data)}
    data |= {page.uri: page for page in moved(context, pages)}
    data |= {output.uri: feed_of(output, context) for _, output in got.outputs if isinstance(output, Feed)}
    return data | {output.uri: workbook_of(output, context) for _, output in got.outputs if isinstance(output, Workbook)}


def _listed(outputs: Iterable[tuple[Room, Output]]) -> tuple[Listed, ...]:
    """What the rooms made so far, in the order of the menu, each page with its section."""
    sections: dict[str, Section] = {}
    for room in ROOMS:
        title = room.menu or room.title
        sections[title] = Section(title, sections[title].key if title in sections else room.name, room.name)
    places = {room.name: n for n, room in enumerate(ROOMS)}
    made = sorted(outputs, key=lambda pair: places[pair[0].name])
    return tuple(Listed(sections[room.menu or room.title], output) for room, output in made if isinstance(output, Page))


def _used_assets(context: Context) -> set[str]:
    """Only a file that a published page names is copied: what lies beside a draft stays at home. Of a picture in several
    sizes it is those."""
    used = {path for path, picture in context.pictures.found.items() if not picture.jpeg}
    for record in context.library.of(Record):
        targets = [target for _, target in record.references()]
        targets += [*record.attachments(), *(link.target for link in record.writing.links)]
        used.update(resolve(record.origin.path, target) for target in targets if is_local(target))
    return used & context.library.assets


def _found(pages: Mapping[str, Page], context: Context) -> Mapping[str, Entry]:
    titles = {room.name: room.menu or room.title for room in ROOMS}
    records = context.library.records
    shown = {uri: page for uri, page in pages.items() if page.indexed}
    return {uri: entry_of(page, titles[page.room], records.get(page.source)) for uri, page in shown.items()}


def _menu(pages: Collection[Page]) -> tuple[Menu, ...]:
    menus: dict[str, list[tuple[str, str]]] = {}
    for room in ROOMS:
        entries = [(page.nav, page.uri) for page in pages if page.room == room.name and page.nav]
        menus.setdefault(room.menu or room.title, []).extend(entries)
    return tuple(Menu(title, tuple(entries)) for title, entries in menus.items() if entries)
