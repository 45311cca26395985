"""The index of a site as files below search/, each a script of one call, qfSearch(name, value).

search/index.js    what is read first: how many, weights, lengths, facets, synonyms, which keys have a file of their own
search/g/N.js      a shard of keys: "key list list list list~…", lists as in numbers.py: blocks with the key, blocks with
                   it in a heading, pages with it in the title, pages with that one character (or with letters in a tag)
search/g/hXXXX.js  the same for one frequent pair
search/t/N.js      the words: [[page, title, url, first block, [block, …], what comes next], …], for excerpts
search/fold.js     traditional characters, fetched when a query finds nothing
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from ..kernel.kept import Kept
from .fold import fold, traditional
from .group import text as text_of
from .merge import bases, merged
from .numbers import plain
from .pages import Entry
from .ready import ready

_VERSION = re.compile(r"(?<=.)(?:〔[^〔〕]*〕)+$")
_STATE = re.compile(r"^(?:中华人民共和国|中国共产党)(?=.)")
FORMAT = 1
"""Raised when what the scripts read changes: search/store.js refuses another one."""
SHARD = 4800
OWN = 4000


class Index:
    """All groups of a site, in the order of the addresses of their pages, and then its files."""

    def __init__(self, entries: Sequence[Entry], kept: Kept, synonyms: Sequence[Sequence[str]] = ()) -> None:
        self.synonyms = [sorted({fold(word) for word in group}) for group in synonyms]
        self.groups, self.joined = ready(entries, kept)
        self.entries = [replace(entry, html="") for entry in entries]
        self.sizes = [size for group in self.groups for size in group.sizes]
        self.blocks = sum(self.sizes)
        self.pages_before = list(bases([len(group.sizes) for group in self.groups]))
        self.blocks_before = list(bases([sum(group.sizes) for group in self.groups]))

    def files(self) -> Iterator[tuple[str, str]]:
        """(name below search/, text), always in the same order."""
        for number, chunk in enumerate(self._chunks()):
            yield f"t/{number}.js", f'qfSearch("t/{number}",{chunk});\n'
        entries = []
        own = ""
        for text in self._entries():
            if len(text) > OWN and text[2] == " " and text[0] >= "\u3400":
                name = "g/h" + "".join(f"{ord(sign):04x}" for sign in text[:2])
                own += text[:2]
                yield f"{name}.js", f'qfSearch("{name}",{text_of(text)});\n'
            else:
                entries.append(text)
        count = _count(sum(map(len, entries)))
        shards: list[list[str]] = [[] for _ in range(count)]
        for text in entries:
            shards[shard_of(text[: text.index(" ")], count)].append(text)
        for number, texts in enumerate(shards):
            yield f"g/{number}.js", f'qfSearch("g/{number}",{text_of("".join(texts))});\n'
        yield "fold.js", f'qfSearch("fold",{text_of(_pairs())});\n'
        yield "index.js", f'qfSearch("index",{text_of(self._first(count, own))});\n'

    def _chunks(self) -> Iterator[str]:
        for group, page, block in zip(self.groups, self.pages_before, self.blocks_before, strict=True):
            for pieces in group.chunks:
                written = (f"[{page + one.page},{one.head},{block + one.first},{one.tail}]" for one in pieces)
                yield "[" + ",".join(written) + "]"

    def _entries(self) -> Iterator[str]:
        """ "key list list list list~" of every key, in order."""
        blocks = list(bases([sum(group.sizes) for group in self.joined]))
        pages = list(bases([len(group.sizes) for group in self.joined]))
        kinds = [(blocks, self.blocks)] * 2 + [(pages, len(self.entries))] * 2
        lists = (
            _numbered(n, merged([group.parts[n] for group in self.joined], before, limit))
            for n, (before, limit) in enumerate(kinds)
        )
        for key, same in groupby(heapq.merge(*lists), itemgetter(0)):
            fields = [key, "", "", "", ""]
            for _, n, text in same:
                fields[1 + n] = text
            yield " ".join(fields).rstrip(" ") + "~"

    def _first(self, count: int, own: str) -> dict[str, Any]:
        facets: dict[str, Any] = {}
        for name in sorted({name for entry in self.entries for name in entry.facets}):
            values = sorted({value for entry in self.entries for value in entry.facets.get(name, ())})
            place = {value: number for number, value in enumerate(values)}
            held = [[place[value] for value in entry.facets.get(name, ())] for entry in self.entries]
            facets[name] = [values, plain(n for places in held for n in (len(places), *places))]
        return {
            "format": FORMAT,
            "pages": len(self.entries),
            "blocks": self.blocks,
            "shards": count,
            "own": own,
            "sizes": plain(self.sizes),
            "chunks": plain(size for group in self.groups for size in group.chunk_sizes),
            "lengths": plain(len(_bare(entry.title)) for entry in self.entries),
            "full": plain(len(fold(entry.title)) for entry in self.entries),
            "weights": plain(min(59, round(entry.weight * 10)) for entry in self.entries),
            "dates": plain(entry.day for entry in self.entries),
            "facets": facets,
            "synonyms": self.synonyms,
        }


def build(
    entries: Iterable[Entry], kept: Kept | None = None, synonyms: Sequence[Sequence[str]] = ()
) -> Iterator[tuple[str, str]]:
    """The files of the index of `entries`, as (name below search/, text). What is kept of an earlier build is not made again."""
    yield from Index(sorted(entries, key=lambda entry: entry.url), kept or Kept(None), synonyms).files()


def _numbered(n: int, lists: Iterator[tuple[str, str]]) -> Iterator[tuple[str, int, str]]:
    for key, text in lists:
        yield key, n, text


def shard_of(key: str, count: int) -> int:
    """FNV-1a over the characters; Latin words go by their first two, so that a beginning finds them together."""
    value = 2166136261
    for sign in key if key[0] >= "\u3400" or key[0] in "^'§" else key[:2]:
        value = ((value ^ ord(sign)) * 16777619) & 0xFFFFFFFF
    return value % count


def _count(total: int) -> int:
    count = 1
    while count * SHARD < total:
        count *= 2
    return count


def _bare(title: str) -> str:
    """A title as a reader types it, without （试行）, （2026年修订） at its end and the state's name at its beginning."""
    return _STATE.sub("", _VERSION.sub("", fold(title)))


def _pairs() -> str:
    return "".join(old + new for old, new in sorted(traditional().items()))
