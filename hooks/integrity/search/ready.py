"""Pages and groups made ready for the index: found among what is kept, or made on all cores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..kernel.cores import spread
from ..kernel.kept import Kept, key
from .fold import fold
from .group import Group, Part, group_of, spans
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


def ready(entries: Sequence[Entry], kept: Kept) -> tuple[list[Group], list[Group]]:
    """The groups of pages that stand in the order of their addresses, without their lists; and the lists of every BUNDLE of
    them together, so that one changed group costs the others of its bundle only."""
    names = [key(VERSION, entry.title, entry.also, entry.html) for entry in entries]
    ranges = {key(VERSION, [(entries[n].url, names[n]) for n in span]): span for span in spans([entry.url for entry in entries])}
    order = list(ranges)
    bundles = {key(VERSION, part): part for part in (order[at : at + BUNDLE] for at in range(0, len(order), BUNDLE))}
    words: dict[str, Group] = kept.find("search-words", order)
    whole: dict[str, Group] = kept.find("search-joined", bundles)
    wanted = [name for bundle, part in bundles.items() if bundle not in whole for name in part]
    lists: dict[str, tuple[Part, ...]] = kept.find("search-lists", wanted)
    missing = {name for name in order if name not in words} | {name for name in wanted if name not in lists}
    for group in _groups([name for name in order if name in missing], ranges, entries, names, kept):
        words[group.stamp], lists[group.stamp] = replace(group, parts=()), group.parts
    late = [bundle for bundle in bundles if bundle not in whole]
    parts = [[replace(words[name], parts=lists[name]) for name in bundles[bundle]] for bundle in late]
    fresh = dict(zip(late, spread(joined, parts, least=2), strict=True))
    kept.keep("search-joined", fresh)
    whole |= fresh
    return [words[name] for name in order], [whole[bundle] for bundle in bundles]


def _groups(
    missing: Sequence[str], ranges: Mapping[str, range], entries: Sequence[Entry], names: Sequence[str], kept: Kept
) -> Iterator[Group]:
    if missing:
        typed(fold("读音"))  # their tables are read here once, not in every worker
    for at in range(0, len(missing), AT_ONCE):
        some = missing[at : at + AT_ONCE]
        tasks = [_task(name, ranges[name], entries, names, kept) for name in some]
        learn({fold(title) for task in tasks for entry in task.unknown for title in (entry.title, *entry.also)}, kept)
        for pages, group in spread(_made, tasks, least=2):
            kept.keep("search-page", pages)
            kept.keep("search-words", {group.stamp: replace(group, parts=())})
            kept.keep("search-lists", {group.stamp: group.parts})
            yield group


def _task(stamp: str, span: range, entries: Sequence[Entry], names: Sequence[str], kept: Kept) -> _Task:
    own = [names[n] for n in span]
    return _Task(stamp, [entries[n] for n in span], own, kept.find("search-page", own))


def _made(task: _Task) -> tuple[dict[str, Page], Group]:
    """The group, and those of its pages that were not kept."""
    pages = [task.pages.get(name) or page_of(entry) for name, entry in zip(task.names, task.entries, strict=True)]
    fresh = {name: page for name, page in zip(task.names, pages, strict=True) if name not in task.pages}
    return fresh, group_of(list(zip(task.entries, pages, strict=True)), task.stamp)
