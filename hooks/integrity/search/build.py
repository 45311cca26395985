"""The index of a site as files below search/, each a script of one call, qfSearch(name, value).

search/index.js    what is read first: how many, weights, lengths, facets, synonyms, which keys have a file of their own
search/g/N.js      a shard of keys: "key list list list list~…", lists as in numbers.py: blocks with the key, blocks with
                   it in a heading, pages with it in the title, pages with that one character
search/g/hXXXX.js  the same for one frequent pair
search/t/N.js      the words: [[page, title, url, first block, [block, …], what comes next], …], for excerpts
search/fold.js     traditional characters, fetched when a query finds nothing
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from .cache import ready, tidy
from .fold import fold, traditional
from .numbers import plain, rising
from .pages import OVERLAP, Entry, Page

_VERSION = re.compile(r"(?<=.)(?:〔[^〔〕]*〕)+$")
_STATE = re.compile(r"^(?:中华人民共和国|中国共产党)(?=.)")
FORMAT = 1
"""Raised when what the scripts read changes: search/store.js refuses another one."""
CHUNK = 2400
SHARD = 4800
OWN = 4000
_Lists = dict[str, "array[int]"]


class Index:
    """Takes pages one by one and then yields the files."""

    def __init__(self, synonyms: Sequence[Sequence[str]] = ()) -> None:
        self.synonyms = [sorted({fold(word) for word in group}) for group in synonyms]
        self.entries: list[Entry] = []
        self.lists: tuple[_Lists, _Lists, _Lists, _Lists] = ({}, {}, {}, {})
        self.sizes: list[int] = []
        self.blocks = 0
        self.chunks: list[str] = []
        self.chunk_sizes: list[int] = []
        self.chunk: list[Any] = []
        self.chunk_length = 0

    def add(self, entry: Entry, page: Page) -> None:
        body, heads, titles, singles = self.lists
        document = len(self.entries)
        first = self.blocks
        for lists, keys in ((body, page.keys), (heads, page.heads)):
            for key, numbers in keys.items():
                _extend(lists, key, [first + number for number in numbers])
        for key in page.title:
            _extend(titles, key, [document])
        for sign in page.single:
            _extend(singles, sign, [document])
        self._words(document, entry, page)
        self.entries.append(entry)
        self.sizes.append(len(page.blocks))
        self.blocks += len(page.blocks)

    def _words(self, document: int, entry: Entry, page: Page) -> None:
        rest = page.blocks
        first = self.blocks
        while rest:
            room = max(1, _fitting(rest, CHUNK - self.chunk_length))
            part, rest = rest[:room], rest[room:]
            after = rest[0][0][:OVERLAP] if rest else ""
            self.chunk.append([document, entry.title, entry.url, first, part, after])
            first += room
            self.chunk_length += sum(len(block[0]) for block in part)
            if rest or self.chunk_length >= CHUNK:
                self._close()

    def _close(self) -> None:
        if self.chunk:
            self.chunks.append(_json(self.chunk))
            self.chunk_sizes.append(sum(len(part[4]) for part in self.chunk))
            self.chunk, self.chunk_length = [], 0

    def files(self) -> Iterator[tuple[str, str]]:
        """(name below search/, text), always in the same order."""
        self._close()
        for number, chunk in enumerate(self.chunks):
            yield f"t/{number}.js", f'qfSearch("t/{number}",{chunk});\n'
        entries = dict(self._entries())
        own = sorted(key for key, text in entries.items() if len(text) > OWN and len(key) == 2 and key[0] >= "\u3400")
        for key in own:
            name = "g/h" + "".join(f"{ord(sign):04x}" for sign in key)
            yield f"{name}.js", f'qfSearch("{name}",{_json(entries.pop(key))});\n'
        count = _count(sum(map(len, entries.values())))
        shards: list[list[str]] = [[] for _ in range(count)]
        for key in sorted(entries):
            shards[shard_of(key, count)].append(entries[key])
        for number, texts in enumerate(shards):
            yield f"g/{number}.js", f'qfSearch("g/{number}",{_json("".join(texts))});\n'
        yield "fold.js", f'qfSearch("fold",{_json(_pairs())});\n'
        yield "index.js", f'qfSearch("index",{_json(self._first(count, own))});\n'

    def _entries(self) -> Iterator[tuple[str, str]]:
        limits = (self.blocks, self.blocks, len(self.entries), len(self.entries))
        for key in sorted(set().union(*self.lists)):
            found = [rising(lists[key], limit) if key in lists else "" for lists, limit in zip(self.lists, limits, strict=True)]
            yield key, " ".join([key, *found]).rstrip(" ") + "~"

    def _first(self, count: int, own: list[str]) -> dict[str, Any]:
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
            "own": "".join(own),
            "sizes": plain(self.sizes),
            "chunks": plain(self.chunk_sizes),
            "lengths": plain(len(_bare(entry.title)) for entry in self.entries),
            "full": plain(len(fold(entry.title)) for entry in self.entries),
            "weights": plain(min(59, round(entry.weight * 10)) for entry in self.entries),
            "dates": plain(entry.day for entry in self.entries),
            "facets": facets,
            "synonyms": self.synonyms,
        }


def build(
    entries: Iterable[Entry], cache: Path | None = None, synonyms: Sequence[Sequence[str]] = ()
) -> Iterator[tuple[str, str]]:
    """The files of the index of `entries`, as (name below search/, text). Pages known to the cache are not read again."""
    known = sorted(entries, key=lambda entry: entry.url)
    index = Index(synonyms)
    for entry in known:
        index.add(entry, ready(entry, cache))
    yield from index.files()
    if cache is not None:
        tidy(cache, known)


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


def _fitting(blocks: list[list[Any]], room: int) -> int:
    taken = 0
    for number, block in enumerate(blocks):
        taken += len(block[0])
        if taken > room:
            return number
    return len(blocks)


def _extend(lists: _Lists, key: str, numbers: list[int]) -> None:
    if (found := lists.get(key)) is None:
        lists[key] = array("I", numbers)
    else:
        found.extend(numbers)


def _pairs() -> str:
    return "".join(old + new for old, new in sorted(traditional().items()))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "").replace("\u2029", "")
