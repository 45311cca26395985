"""The way through the house, top to bottom: read, check, index, render, and one catalogue of what to publish."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import unchanged
from .kernel.bytecode import Bytecode
from .kernel.cited import reader_of
from .kernel.cited import scan as scan_citations
from .kernel.fields import vocabularies
from .kernel.files import names_below
from .kernel.issue import Issue, errors, ordered
from .kernel.kept import Kept
from .kernel.links import page_uri
from .kernel.mentions import read_mentions
from .kernel.moves import read_moves
from .kernel.picture import OUTSIDE
from .kernel.record import Record
from .kernel.room import Context
from .kernel.settings import Settings
from .kernel.statutes import Statutes
from .kernel.store import read_library
from .kernel.templates import Templates, fault
from .kernel.terms import load_terms
from .kernel.version import code
from .linkcheck import check_text
from .moved import check_moves, clashes
from .pictures.read import read_pictures
from .redaction.check import check_redaction
from .rendering import Built, render
from .rooms import ROOMS, derived

_RESERVED = re.compile(r"404\.md|sitemap\.|(?:assets|data|search)/")
CACHE = ".cache/pictures"
KINDS: tuple[type[Record], ...] = tuple(model for room in ROOMS for model in room.models)


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
        try:
            made = render(_with_pictures(root, context, derive=True))
        except Exception as error:
            if wrong := fault(error, home):
                return Built((wrong,))
            raise
        issues = ordered([*issues, *(made.issues or clashes(context, made.pages))])
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
    kept = kept or Kept(None)
    library = read_library(root, KINDS, terms, drafts, kept, code(home))
    if settings.films.folder:
        library = dataclasses.replace(library, outside=names_below(root / settings.films.folder))
    if settings.pictures.folder:
        library = dataclasses.replace(library, originals=names_below(root / settings.pictures.folder))
    templates = Templates(home / "overrides" / "rooms", Bytecode(kept, code(home)))
    context = Context(library, today, terms, settings, templates, KINDS, kept=kept, code=code(home))
    context = _with_citations(dataclasses.replace(context, moves=read_moves(root)))
    context = dataclasses.replace(context, answers=tuple(answer for room in ROOMS for answer in room.answers(context)))
    context = _with_pictures(root, context, derive=False)
    found = [*terms.issues, *library.issues, *_checks(context)]
    told = check_redaction(root, home, terms.words(), today, found, kept, context.code, library.digests)
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
        if _RESERVED.match(uri) or derived(uri):
            yield Issue(path, 1, "", "与自动生成的页面重名，请改文件名")
    yield from check_moves(context)
    for record in context.library.of(Record):
        yield from check_text(record, context)
