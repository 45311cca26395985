"""The groups of a site made ready for the index: found among what is kept, or made on all cores."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..kernel.cores import spread
from ..kernel.kept import Kept, key
from .fold import fold
from .group import CELLS, DIGEST, SLICES, Group, Made, group_of, spans
from .pages import Entry, Page, page_of
from .pinyin import learn

VERSION = "8"
"""Raised when what is kept is made in another way."""
AT_ONCE = 8
"""Groups in work at the same time: their pages lie in memory."""


@dataclass(frozen=True)
class _Task:
    entries: Sequence[Entry]
    names: Sequence[str]
    pages: Mapping[str, Page]

    @property
    def unknown(self) -> Iterator[str]:
        """The names of the pages that were not kept."""
        pairs = zip(self.entries, self.names, strict=True)
        return (title for entry, name in pairs if name not in self.pages for title in (entry.title, *entry.also))


class Ready:
    """The groups of pages that stand in the order of their addresses. Their words and lists are fetched when they are asked
    for, and made again where they are not there any more."""

    def __init__(self, entries: Sequence[Entry], kept: Kept) -> None:
        self._entries, self._kept = entries, kept
        self._names = [key(VERSION, entry.title, entry.also, entry.names, entry.stamp or entry.html) for entry in entries]
        self._spans = spans([entry.url for entry in entries])
        self._stamps = [key(VERSION, [(entries[n].url, self._names[n]) for n in span]) for span in self._spans]
        self._made: dict[int, Made] = {}
        self._words: tuple[int, tuple[str, ...]] = (-1, ())
        self._column: tuple[int, list[list[str]]] = (-1, [])
        found: dict[str, Group] = kept.find("search-group", self._stamps)
        kept.want("search-words", self._stamps)
        self._make([n for n, stamp in enumerate(self._stamps) if stamp not in found])
        self.groups = [self._made[n].group if n in self._made else found[stamp] for n, stamp in enumerate(self._stamps)]

    def words(self, number: int) -> tuple[str, ...]:
        """The files of words of a group, as JSON."""
        if self._words[0] != number:
            made = self._made.get(number)
            found = {} if made and made.words else self._kept.find("search-words", [self._stamps[number]])
            self._words = number, found.get(self._stamps[number]) or self._again(number).words
        return self._words[1]

    def cells(self, first: int, end: int) -> list[str]:
        """The lists of each group that lie in the cells from `first` on, before `end`."""
        step = CELLS // SLICES
        parts = [""] * len(self.groups)
        for at in range(first - first % step, end, step):
            column = self._slice(at // step)
            parts = [part + "".join(cells[max(0, first - at) : end - at]) for part, cells in zip(parts, column, strict=True)]
        return parts

    def _slice(self, number: int) -> list[list[str]]:
        """The cells of one slice of each group."""
        if self._column[0] != number:
            names = {n: _slice_name(group, number) for n, group in enumerate(self.groups) if n not in self._made}
            found: dict[str, bytes] = self._kept.find("search-slice", names.values())
            texts = (
                self._made[n].slices[number] if n in self._made else found.get(names[n]) or self._again(n).slices[number]
                for n in range(len(self.groups))
            )
            self._column = number, [text.decode("utf-8").split("\n") for text in texts]
        return self._column[1]

    def _again(self, number: int) -> Made:
        if number not in self._made or not self._made[number].words:
            self._make([number], whole=True)
        return self._made[number]

    def _make(self, numbers: Sequence[int], whole: bool = False) -> None:
        """Not `whole`: words that are kept are left out, for all of a site take much memory."""
        for at in range(0, len(numbers), AT_ONCE):
            some = numbers[at : at + AT_ONCE]
            tasks = [self._task(n) for n in some]
            learn({fold(title) for task in tasks for title in task.unknown}, self._kept)
            for n, (pages, made) in zip(some, spread(_worked, tasks, least=2), strict=True):
                self._made[n] = made if whole or not self._kept.keeps else replace(made, words=())
                self._kept.keep("search-page", pages)
                self._kept.keep("search-words", {self._stamps[n]: made.words})
                self._kept.keep("search-slice", {_slice_name(made.group, at): text for at, text in enumerate(made.slices)})
                self._kept.keep("search-group", {self._stamps[n]: made.group})

    def _task(self, number: int) -> _Task:
        span = self._spans[number]
        names = [self._names[n] for n in span]
        pages = self._kept.find("search-page", names)
        pairs = ((self._entries[n], self._names[n]) for n in span)
        return _Task([entry if name in pages else entry.loaded for entry, name in pairs], names, pages)


def _slice_name(group: Group, number: int) -> str:
    step = CELLS // SLICES * DIGEST
    return VERSION + hashlib.blake2b(group.cells[number * step : (number + 1) * step], digest_size=20).hexdigest()


def _worked(task: _Task) -> tuple[dict[str, Page], Made]:
    """The group, and those of its pages that were not kept."""
    pages = [task.pages.get(name) or page_of(entry) for name, entry in zip(task.names, task.entries, strict=True)]
    fresh = {name: page for name, page in zip(task.names, pages, strict=True) if name not in task.pages}
    return fresh, group_of(list(zip(task.entries, pages, strict=True)))
