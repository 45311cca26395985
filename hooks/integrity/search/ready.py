"""The groups of a site made ready for the index: found among what is kept, or made on all cores."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..kernel.cores import stream
from ..kernel.kept import Kept, Packed, key
from .fold import fold
from .group import CELLS, DIGEST, SLICES, Group, Made, group_of, spans
from .pages import Entry, Page, page_of
from .pinyin import learn

VERSION = "8"
"""Raised when what is kept is made in another way."""


@dataclass(frozen=True)
class _Task:
    """A group to be made: what is kept of its pages, by name, and what the others are read from."""

    number: int
    pages: Mapping[str, Packed]
    given: Mapping[str, Any]


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

    @property
    def held(self) -> bool:
        """Whether the lists of all groups are in memory."""
        return len(self._made) == len(self._spans)

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
        entries = (self._entries[n] for number in numbers for n in self._spans[number])
        learn({fold(title) for entry in entries for title in (entry.title, *entry.also)}, self._kept)
        made = stream(self._worked, map(self._task, numbers), len(numbers), least=2, span=1)
        for number, (pages, words, one) in zip(numbers, made, strict=True):
            stamp = self._stamps[number]
            self._kept.keep("search-page", pages)
            self._kept.keep("search-words", {stamp: words})
            self._kept.keep("search-slice", {_slice_name(one.group, at): text for at, text in enumerate(one.slices)})
            self._kept.keep("search-group", {stamp: one.group})
            lost = whole or not self._kept.keeps
            self._made[number] = replace(one, words=words.value) if lost else one

    def _task(self, number: int) -> _Task:
        entries = {self._names[n]: self._entries[n] for n in self._spans[number]}
        pages = self._kept.packed("search-page", entries)
        unread = {name: entry.load for name, entry in entries.items() if name not in pages and entry.load}
        return _Task(number, pages, {name: load() for name, load in unread.items()})

    def _worked(self, task: _Task) -> tuple[dict[str, Packed], Packed, Made]:
        """The pages that were not kept, the words of the group, and itself without them."""
        fresh: dict[str, Packed] = {}
        pages: list[tuple[Entry, Page]] = []
        for n in self._spans[task.number]:
            entry, name = self._entries[n], self._names[n]
            opened = task.pages[name].opened if name in task.pages else None
            page = opened[0] if opened else page_of(self._read(entry, task.given.get(name)))
            if opened is None:
                fresh[name] = Packed.of(page)
            pages.append((entry, page))
        made = group_of(pages)
        return fresh, Packed.of(made.words), replace(made, words=())

    def _read(self, entry: Entry, given: Any) -> Entry:
        if entry.read is None:
            return entry
        return replace(entry, html=entry.read(given if entry.load is None or given is not None else entry.load()))


def _slice_name(group: Group, number: int) -> str:
    step = CELLS // SLICES * DIGEST
    return VERSION + hashlib.blake2b(group.cells[number * step : (number + 1) * step], digest_size=20).hexdigest()
