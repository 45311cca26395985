"""全部页面: a page for each section with all that is in it, and the same as a script that the sidebar opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from ..kernel.issue import Issue
from ..kernel.kept import key
from ..kernel.links import address
from ..kernel.listing import Section
from ..kernel.output import Data, Late, Output, Page, as_script
from ..kernel.record import Record
from ..kernel.room import Context, Room
from ..kernel.shortname import short_name

MOST = 500
"""So many pages stand on one page of the list."""
FEW = 30
"""A kind with more records than this is divided by years."""
LISTS, SORTED, STAGES = "栏目目录", "分类和汇总", "打印和放映"
_FOREIGN = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Group:
    """Its pages in order, each with whether it belongs to the record before it: its circular, its print sheet."""

    title: str
    pages: tuple[tuple[Page, bool], ...]


@dataclass(frozen=True)
class Shelf:
    """All pages of a section. `menu` is how many of them its menu names."""

    section: Section
    groups: tuple[Group, ...]
    menu: int

    @property
    def count(self) -> int:
        return sum(len(group.pages) for group in self.groups)

    def uri(self, number: int = 0) -> str:
        return f"all/{self.section.key}{f'-{number + 1}' if number else ''}.md"


def index(context: Context) -> tuple[Shelf, ...]:
    """The sections in the order of the menu, those without one last."""
    sections: dict[Section, list[Page]] = {}
    for listed in context.pages:
        sections.setdefault(listed.section, []).append(listed.page)
    records = context.library.records
    shelves = [Shelf(name, _groups(pages, records), sum(bool(page.nav) for page in pages)) for name, pages in sections.items()]
    return tuple(sorted(shelves, key=lambda shelf: not shelf.menu))


def _groups(pages: Sequence[Page], records: Mapping[str, Record]) -> tuple[Group, ...]:
    """What the menu names; the records by kind and year, what is made of a record behind it; other lists; what is printed."""
    of = {page.uri[:-3]: record for page in pages if (record := records.get(page.source))}
    parts: dict[str, list[Page]] = {stem: [] for stem in of}
    loose: dict[str, list[Page]] = {LISTS: [], SORTED: [], STAGES: []}
    for page in pages:
        if page.uri[:-3] in of:
            parts[page.uri[:-3]].insert(0, page)
        elif owner := _owner(page.uri[:-3], of):
            parts[owner].append(page)
        else:
            loose[LISTS if page.nav else STAGES if "css/stage.css" in page.styles else SORTED].append(page)
    first, *others = ((title, _flat([page] for page in pages)) for title, pages in loose.items())
    groups = [first, *_kinds(of, parts), *others]
    return tuple(Group(title, entries) for title, entries in groups if entries)


def _owner(stem: str, of: Mapping[str, Record]) -> str:
    """The record of whose address `stem` is a longer form: cases/2026/2026-01 of cases/2026/2026-01-circular."""
    while "-" in stem:
        stem = stem.rpartition("-")[0]
        if stem in of:
            return stem
    return ""


def _kinds(of: Mapping[str, Record], parts: Mapping[str, list[Page]]) -> Iterator[tuple[str, tuple[tuple[Page, bool], ...]]]:
    kinds: dict[str, dict[int, list[list[Page]]]] = {}
    for stem, record in of.items():
        kinds.setdefault(record.kind_label, {}).setdefault(record.date.year, []).append(parts[stem])
    for label, years in kinds.items():
        if sum(map(len, years.values())) <= FEW:
            yield label, _flat([pages for year in sorted(years, reverse=True) for pages in years[year]])
        else:
            yield from ((f"{label} {year}年", _flat(years[year])) for year in sorted(years, reverse=True))


def _flat(families: Iterable[Sequence[Page]]) -> tuple[tuple[Page, bool], ...]:
    return tuple((page, n > 0) for family in families for n, page in enumerate(family))


def render(shelves: tuple[Shelf, ...], context: Context) -> Iterable[Output]:
    make = context.templates.render
    large = [shelf for shelf in shelves if shelf.count > 1]
    small = [page for shelf in shelves if shelf.count == 1 for page, _ in shelf.groups[0].pages]
    total = sum(shelf.count for shelf in shelves)
    body = make("contents/index.md", "all/index.md", shelves=large, pages=small, total=total)
    yield Page("all/index.md", "全部页面", body, indexed=False)
    for shelf in large:
        yield from _lists(shelf, context)
        yield Data(f"data/nav/{shelf.section.key}.js", _script(shelf))


def _lists(shelf: Shelf, context: Context) -> Iterator[Page]:
    pieces = list(_pieces(shelf.groups))
    for n, groups in enumerate(pieces):
        uri, title = shelf.uri(n), f"{shelf.section.title} · 全部页面{f'（{n + 1}）' if n else ''}"
        shown = [(group.title, [(page.uri, page.title, part) for page, part in group.pages]) for group in groups]
        stamp = key(
            context.code, uri, shelf.section.title, shelf.count, [[part[0].title, part[-1].title] for part in pieces], shown
        )
        values = {"shelf": shelf, "groups": groups, "pieces": pieces, "number": n}
        body = Late(stamp, partial(context.templates.render, "contents/section.md", uri, **values))
        nav = "本栏目全部页面" if 0 < shelf.menu < shelf.count and not n else ""
        yield Page(uri, title, body, room=shelf.section.room if shelf.menu else "", nav=nav, indexed=False)


def _pieces(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """The groups dealt out in lots of at most MOST pages; a longer group goes on in the next lot."""
    piece: list[Group] = []
    room = MOST
    for group in groups:
        rest = group.pages
        while rest:
            if not room:
                yield piece
                piece, room = [], MOST
            piece.append(Group(group.title if rest is group.pages else f"{group.title}（续）", rest[:room]))
            rest, room = rest[room:], room - len(piece[-1].pages)
    if piece:
        yield piece


def _script(shelf: Shelf) -> str:
    """A call, so that it loads from the disk, too: groups of [title, [[address, title, 1 for a part of the one before]]]."""
    groups = [
        [group.title, [[address(page.uri), page.title, *([1] if part else [])] for page, part in group.pages]]
        for group in shelf.groups
    ]
    return f"qfNav({as_script(shelf.section.key)},{as_script(groups)});\n"


def check(context: Context) -> Iterator[Issue]:
    """A Chinese file name costs nine bytes a character in every address that leads to it."""
    taken = set(context.library.records) | set(context.library.drafts) | set(context.library.broken)
    for path, record in sorted({**context.library.records, **context.library.drafts}.items()):
        if _FOREIGN.search(path):
            name = short_name(path, record.date, taken)
            taken.add(name)
            yield Issue(path, 1, "", _renamed(path, name), level="warning")


def _renamed(path: str, name: str) -> str:
    old, new = PurePosixPath(path), PurePosixPath(name)
    said = f"改成 {new.name}" if old.parent == new.parent else f"移到 {name}"
    return f"文件名里有汉字或全角字符，网址会很长，建议{said}；已经发布过的，旧网址写进 data/redirects.yml"


ROOM = Room("contents", "全部页面", (), index, render, check, stage=3, derives=r"all/(index|[a-z]+(-\d+)?)\.md")
