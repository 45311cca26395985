"""Neighbouring pages indexed together, numbered from 0: what is kept of an index, so that one changed page costs its group.

Where a group ends is told by the addresses alone: a new page moves no page from one group to another, but for a group that
would grow beyond MOST.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .numbers import plain
from .pages import OVERLAP, Entry, Page

CHUNK = 2400
ONE_IN = 40
MOST = 120


def _split(text: str, some: int = 1000) -> Iterator[str]:
    """text.split(" "), a little at a time: all keys of a site at once are a hundred MB."""
    while len(found := text.split(" ", some)) > some:
        text = found.pop()
        yield from found
    yield from found


@dataclass(frozen=True)
class Part:
    """One kind of list: for each of `keys`, in order and joined by blanks, its first number, its last, how many, and the gaps
    between."""

    keys: str
    firsts: array[int]
    lasts: array[int]
    counts: array[int]
    rests: str

    def rows(self, base: int) -> Iterator[tuple[str, int, int, int, str]]:
        """In the order of the keys, the numbers moved up by `base`."""
        columns = zip(_split(self.keys), self.firsts, self.lasts, self.counts, _split(self.rests), strict=False)
        for key, first, last, count, rest in columns:
            yield key, base + first, base + last, count, rest


@dataclass(frozen=True)
class Piece:
    """A page's words in one file: the page and its first block there, `head` and `tail` as JSON around that number."""

    page: int
    head: str
    first: int
    tail: str


@dataclass(frozen=True)
class Group:
    """`sizes` are the blocks of each page; `parts` as in build.py: body, headings, titles, single characters; `chunks` are
    files of words, `chunk_sizes` their blocks. `stamp` names what it was made from."""

    sizes: tuple[int, ...]
    parts: tuple[Part, ...]
    chunks: tuple[tuple[Piece, ...], ...]
    chunk_sizes: tuple[int, ...]
    stamp: str = ""


def spans(urls: Sequence[str]) -> list[range]:
    """The groups of pages in the order of their addresses."""
    starts = [0]
    for n in range(1, len(urls)):
        if zlib.crc32(urls[n].encode("utf-8", "surrogatepass")) % ONE_IN == 0 or n - starts[-1] >= MOST:
            starts.append(n)
    return [range(start, end) for start, end in pairwise([*starts, len(urls)]) if end > start]


def group_of(pages: Sequence[tuple[Entry, Page]], stamp: str = "") -> Group:
    body, heads, titles, signs = found = tuple(defaultdict[str, list[int]](list) for _ in range(4))
    block = 0
    for number, (_, page) in enumerate(pages):
        for keys, named in zip(page.keys, page.heads, strict=True):
            _add(body, keys.split(), block)
            _add(heads, named.split(), block)
            block += 1
        _add(titles, page.title, number)
        _add(signs, page.single, number)
    chunks = list(_chunks(pages))
    sizes = tuple(len(page.blocks) for _, page in pages)
    parts = tuple(_part(lists) for lists in found)
    return Group(sizes, parts, tuple(pieces for pieces, _ in chunks), tuple(count for _, count in chunks), stamp)


def _add(lists: dict[str, list[int]], keys: Iterable[str], number: int) -> None:
    for key in keys:
        lists[key].append(number)


def _part(lists: dict[str, list[int]]) -> Part:
    keys = sorted(lists)
    held = [lists[key] for key in keys]
    rests = [plain([after - before - 1 for before, after in pairwise(one)]) if len(one) > 1 else "" for one in held]
    firsts, lasts = array("I", (one[0] for one in held)), array("I", (one[-1] for one in held))
    return Part(" ".join(keys), firsts, lasts, array("I", map(len, held)), " ".join(rests))


def _chunks(pages: Sequence[tuple[Entry, Page]]) -> Iterator[tuple[tuple[Piece, ...], int]]:
    """Words packed into files of about CHUNK characters, each with how many blocks it holds."""
    pieces: list[Piece] = []
    length = count = first = 0
    for number, (entry, page) in enumerate(pages):
        rest = page.blocks
        while rest:
            room = max(1, _fitting(rest, CHUNK - length))
            part, rest = rest[:room], rest[room:]
            after = rest[0][0][:OVERLAP] if rest else ""
            pieces.append(Piece(number, f"{text(entry.title)},{text(entry.url)}", first, f"{text(part)},{text(after)}"))
            first, count = first + room, count + room
            length += sum(len(block[0]) for block in part)
            if rest or length >= CHUNK:
                yield tuple(pieces), count
                pieces, length, count = [], 0, 0
    if pieces:
        yield tuple(pieces), count


def _fitting(blocks: list[list[Any]], room: int) -> int:
    taken = 0
    for number, block in enumerate(blocks):
        taken += len(block[0])
        if taken > room:
            return number
    return len(blocks)


def text(value: Any) -> str:
    """As JSON that a script may hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "").replace("\u2029", "")
