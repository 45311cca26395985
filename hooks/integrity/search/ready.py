"""Pages and groups made ready for the index: found among what is kept, or made on all cores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..kernel.cores import spread
from ..kernel.kept import Kept, key
from .fold import fold
from .group import Group, group_of, spans
from .merge import joined
from .pages import Entry, Page, page_of
from .pinyin import learn, typed

VERSION = "6"
"""Raised when what is kept is made in another way."""
BUNDLE = 6
AT_ONCE = 8
"""Groups in work at the same time: their pages lie in memory."""


@dataclass(frozen=True)
class _Task:
    stamp: str
    entries: Sequence[Entry]
    names: Sequence[str]
    pages: Mapping[str, Page]

    @property
    def unknown(self) -> list[Entry]:
        return [entry for entry, name in zip(self.entries, self.names, strict=True) if name not in self.pages]


def groups_of(entries: Sequence[Entry], kept: Kept) -> list[Group]:
    """The groups of pages that stand in the order of their addresses."""
    names = [key(VERSION, entry.title, entry.also, entry.html) for entry in entries]
    ranges = {key(VERSION, [(entries[n].url, names[n]) for n in span]): span for span in spans([entry.url for entry in entries])}
    found: dict[str, Group] = kept.find("search-group", ranges)
    missing = [name for name in ranges if name not in found]
    if missing:
        typed(fold("读音"))  # their tables are read here once, not in every worker
    for at in range(0, len(missing), AT_ONCE):
        some = missing[at : at + AT_ONCE]
        tasks = [_task(name, ranges[name], entries, names, kept) for name in some]
        learn({fold(title) for task in tasks for entry in task.unknown for title in (entry.title, *entry.also)}, kept)
        made = spread(_made, tasks, least=2)
        for pages, _ in made:
            kept.keep("search-page", pages)
        fresh = {name: group for name, (_, group) in zip(some, made, strict=True)}
        kept.keep("search-group", fresh)
        found |= fresh
    return [found[name] for name in ranges]


def joined_of(groups: Sequence[Group], kept: Kept) -> list[Group]:
    """The lists of several groups together: one changed group costs the others of its bundle only."""
    bundles = [groups[at : at + BUNDLE] for at in range(0, len(groups), BUNDLE)]
    named = {key(VERSION, [group.stamp for group in bundle]): bundle for bundle in bundles}
    found: dict[str, Group] = kept.find("search-joined", named)
    missing = [name for name in named if name not in found]
    fresh = dict(zip(missing, spread(joined, [named[name] for name in missing], least=2), strict=True))
    kept.keep("search-joined", fresh)
    found |= fresh
    return [found[name] for name in named]


def _task(stamp: str, span: range, entries: Sequence[Entry], names: Sequence[str], kept: Kept) -> _Task:
    own = [names[n] for n in span]
    return _Task(stamp, [entries[n] for n in span], own, kept.find("search-page", own))


def _made(task: _Task) -> tuple[dict[str, Page], Group]:
    """The group, and those of its pages that were not kept."""
    pages = [task.pages.get(name) or page_of(entry) for name, entry in zip(task.names, task.entries, strict=True)]
    fresh = {name: page for name, page in zip(task.names, pages, strict=True) if name not in task.pages}
    return fresh, group_of(list(zip(task.entries, pages, strict=True)), task.stamp)
