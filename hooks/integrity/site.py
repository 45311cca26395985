"""The way through the house, top to bottom: read, check, index, render, and one catalogue of what to publish."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import unchanged
from .feeds import feed_of
from .findable import entry_of, synonyms
from .kernel.bytecode import Bytecode
from .kernel.cited import Reader, reader_of
from .kernel.cited import scan as scan_citations
from .kernel.events import Event, Feed
from .kernel.events import ordered as ordered_events
from .kernel.fields import vocabularies
from .kernel.figures import Figure
from .kernel.files import names_below
from .kernel.issue import Issue, errors, ordered
from .kernel.kept import Kept
from .kernel.links import is_local, page_uri, resolve, scan, uri_of
from .kernel.listing import Listed, Section
from .kernel.mentions import read_mentions
from .kernel.moves import read_moves
from .kernel.output import Data, Output, Page, Panel
from .kernel.picture import OUTSIDE
from .kernel.record import Record
from .kernel.room import Context, Room
from .kernel.settings import Settings
from .kernel.statutes import Statutes
from .kernel.store import read_library
from .kernel.templates import Templates
from .kernel.terms import load_terms
from .kernel.version import code
from .linkcheck import check_text
from .moved import check_moves, clashes, moved
from .pictures.read import read_pictures
from .redaction.check import check_redaction
from .rooms import ROOMS
from .search.pages import Entry

_RESERVED = re.compile(r"404\.md|sitemap\.|(?:assets|data|search)/")
CACHE = ".cache/pictures"
KINDS: tuple[type[Record], ...] = tuple(model for room in ROOMS for model in room.models)


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
    `found` is what search knows of each page that it shall find, by uri, `synonyms` are words for each other, `context` is
    what all of it was made from.
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


def check(root: Path, today: dt.date, settings: Settings, home: Path) -> tuple[tuple[Issue, ...], int]:
    """Every problem of the content below `root`, and how many records were read; nothing is rendered."""
    with Kept(root / unchanged.KEPT) as kept:
        name = unchanged.name(root, home, unchanged.told(today, settings))
        if earlier := unchanged.find(kept, name):
            return earlier
        issues, context = read(root, today, settings, home, drafts=False, kept=kept)
        answer = issues, len(context.library.records) + len(context.library.drafts) if context else 0
        if name == unchanged.name(root, home, unchanged.told(today, settings)):  # nobody wrote while it was read
            unchanged.keep(kept, name, answer)
        return answer


def build(root: Path, today: dt.date, settings: Settings, home: Path, drafts: bool = False) -> Built:
    """Build the site of the content below `root` for the day `today`.

    `home` is the product's own folder: its templates are used, and its data/ where `root` has none. Nothing is written.
    With `drafts` drafts are built like any other page, for a preview that nobody else sees.
    """
    with Kept(root / unchanged.KEPT) as kept:
        issues, context = read(root, today, settings, home, drafts, kept)
        if context is None or errors(issues):
            return Built(issues)
        made = _render(_with_pictures(root, context, derive=True))
        issues = ordered([*issues, *clashes(context, made.pages)])
        return Built(issues) if errors(issues) else dataclasses.replace(made, issues=issues)


def read(
    root: Path, today: dt.date, settings: Settings, home: Path, drafts: bool, kept: Kept | None = None
) -> tuple[tuple[Issue, ...], Context | None]:
    """All that is written, and every problem in it; no context where the data files cannot be used."""
    data = root / "data" if (root / "data" / "limits.yml").is_file() else home / "data"
    terms = load_terms(data)
    missing = sorted({name for kind in KINDS for name in vocabularies(kind)} - set(terms.vocabularies))
    lost = [Issue(f"data/terms/{name}.yml", 1, "", "缺少这份词表或它写错了，请从产品自带的 data/terms/ 恢复") for name in missing]
    if lost or not terms.limits:
        return ordered([*terms.issues, *lost]), None
    library = read_library(root, KINDS, terms, drafts)
    if settings.films.folder:
        library = dataclasses.replace(library, outside=names_below(root / settings.films.folder))
    if settings.pictures.folder:
        library = dataclasses.replace(library, originals=names_below(root / settings.pictures.folder))
    kept = kept or Kept(None)
    templates = Templates(home / "overrides" / "rooms", Bytecode(kept, code(home)))
    context = Context(library, today, terms, settings, templates, KINDS, kept=kept, code=code(home))
    context = _with_citations(dataclasses.replace(context, moves=read_moves(root)))
    context = _with_pictures(root, context, derive=False)
    found = [*terms.issues, *library.issues, *_checks(context)]
    told = check_redaction(root, home, terms.words(), today, found, context.kept, context.code)
    return ordered(_once(told, context)), context


def _once(issues: Iterable[Issue], context: Context) -> Iterator[Issue]:
    """A picture that cannot be read is said at the record that shows it, and not at the file as well."""
    said = {path for path, fault in context.pictures.faults.items() if fault.level == "error"}
    said -= {issue.path for issue in context.library.issues}
    return (issue for issue in issues if issue.path not in said)


def _with_citations(context: Context) -> Context:
    documents = tuple(document for room in ROOMS for document in room.documents(context))
    statutes = Statutes(documents, context.terms.short_titles)
    records = context.library.of(Record)
    mentions = read_mentions(records, statutes.names, context.kept, context.code)
    readers = {record.uri: reader_of(record, statutes, context.today, mentions[record.uri]) for record in records}
    cited = scan_citations(records, readers, mentions)
    return dataclasses.replace(context, statutes=statutes, readers=readers, cited=cited)


def _with_pictures(root: Path, context: Context, derive: bool) -> Context:
    """Look at every picture that a room shows; with `derive` its smaller versions are made, or found in the cache."""
    folder = root / context.settings.pictures.folder
    paths = sorted({path for room in ROOMS for path in room.pictures(context)})
    sources = {path: folder / path.removeprefix(OUTSIDE) if path.startswith(OUTSIDE) else root / path for path in paths}
    return dataclasses.replace(context, pictures=read_pictures(sources, root / CACHE, derive))


def _checks(context: Context) -> Iterator[Issue]:
    for room in ROOMS:
        yield from room.check(context)
    for path in sorted([*context.library.records, *context.library.drafts, *context.library.broken]):
        uri = page_uri(path)
        if _RESERVED.match(uri) or any(room.derives_uri(uri) for room in ROOMS):
            yield Issue(path, 1, "", "与自动生成的页面重名，请改文件名")
    yield from check_moves(context)
    for record in context.library.of(Record):
        yield from check_text(record, context)


def _render(context: Context) -> Built:
    outputs: list[tuple[Room, Output]] = []
    figures: list[Figure] = []
    events: list[Event] = []
    for room in sorted(ROOMS, key=lambda room: room.gathers):
        panels = {output.name: output.html for _, output in outputs if isinstance(output, Panel)}
        given = (
            dataclasses.replace(
                context, panels=panels, figures=tuple(figures), events=ordered_events(events), pages=_listed(outputs)
            )
            if room.gathers
            else context
        )
        index = room.index(given)
        outputs.extend((room, output) for output in room.render(index, given))
        figures.extend(room.figures(index, given))
        events.extend(room.events(index, given))
    made = [(room, output) for room, output in outputs if isinstance(output, Page)]
    pages = {output.uri: dataclasses.replace(output, room=output.room or room.name) for room, output in made}
    data = {output.uri: output for _, output in outputs if isinstance(output, Data)}
    data |= {page.uri: page for page in moved(context, pages)}
    data |= {output.uri: feed_of(output, context) for _, output in outputs if isinstance(output, Feed)}
    assets = {uri_of(path): path for path in sorted(_used_assets(context))}
    drafts = {uri_of(path): path for path in sorted(context.library.drafts) if path.endswith(".md")}
    previewed = frozenset(path for path, record in context.library.records.items() if record.held_back)
    return Built(
        (),
        pages,
        data,
        assets,
        drafts,
        _menu(pages.values()),
        synonyms(context.terms.synonyms, context.terms.short_titles),
        _found(pages, context),
        context.readers,
        tuple(figures),
        previewed,
        context.pictures.files,
        context,
    )


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
        targets += [*record.attachments(), *(link.target for link in scan(record.body))]
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
