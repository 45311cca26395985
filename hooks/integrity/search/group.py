"""Neighbouring pages indexed together, numbered from 0: what is kept of an index, so that one changed page costs its group.

Where a group ends is told by the addresses alone: a new page moves no page from one group to another, but for a group that
would grow beyond MOST. No number in a group depends on another group, and in it a page has room for some blocks more,
so that a few words more or less move no other page.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .grams import pair, pairs, words
from .numbers import GAPS, SIGNS, rising
from .pages import OVERLAP, Entry, Page, text

PER_FILE = 10
"""Blocks in a file of words, at most."""
ROOM = 4
LEAST, ONE_IN, MOST = 40, 40, 120
CELLS = 8192
"""Parts of the lists of a group, by key: so many shards can there be."""
SLICES = 256
DIGEST = 8
_EMPTY = bytes(DIGEST)
_LOW = CELLS - 1
_START, _STEP = 2166136261 & _LOW, 16777619 & _LOW


@dataclass(frozen=True)
class Group:
    """`sizes` are the blocks of each page, `lengths` those of its title as in pages.py. `chunks` are for each file of words how
    many numbers of blocks it takes, `words` a digest of it. `cells` are digests of DIGEST bytes of the parts of the lists,
    `signs` their length in all."""

    sizes: tuple[int, ...]
    lengths: tuple[tuple[int, int], ...]
    chunks: tuple[int, ...]
    words: tuple[str, ...]
    cells: bytes
    signs: int


@dataclass(frozen=True)
class Made:
    """A group with its files of words, as JSON [[page, title, url, first block, [block, …], what comes next, its
    other names where it has any], …], and its
    lists: SLICES texts, each of CELLS // SLICES cells in lines. A cell is "key list~…", with one to four blanks for the
    kind of the list: blocks with the key, in a heading, pages with it in the title, single characters. A list is the number
    and the signs of numbers.rising."""

    group: Group
    words: tuple[str, ...]
    slices: tuple[bytes, ...]


_NOWHERE = ("", -1)


class _Keys(dict[int | str, tuple[str, int]]):
    """Each key with a blank after it and its cell. A pair that is no key is in none: -1."""

    def __missing__(self, key: int | str) -> tuple[str, int]:
        if isinstance(key, str):
            found = f"{key} ", cell_of(key)
        elif signs := pair(key):
            first, second = signs
            found = f"{chr(first)}{chr(second)} ", ((_START ^ first) * _STEP ^ second) * _STEP & _LOW
        else:
            found = _NOWHERE
        self[key] = found
        return found


_KEYS = _Keys()


def cell_of(key: str) -> int:
    """FNV-1a over the characters, of which only the low bits count; Latin words go by their first two, so that a beginning
    finds them together."""
    value = _START
    for sign in key if key[0] >= "\u3400" or key[0] in "^'§" else key[:2]:
        value = (value ^ ord(sign)) * _STEP & _LOW
    return value


def spans(urls: Sequence[str]) -> list[range]:
    """The groups of pages in the order of their addresses."""
    starts = [0]
    for n in range(1, len(urls)):
        size = n - starts[-1]
        if size >= MOST or (size >= LEAST and zlib.crc32(urls[n].encode("utf-8", "surrogatepass")) % ONE_IN == 0):
            starts.append(n)
    return [range(start, end) for start, end in pairwise([*starts, len(urls)]) if end > start]


def roomy(size: int) -> int:
    """How many numbers the blocks of a page take: whole steps of ROOM, or of 2, 4, … times ROOM so that they are four at most."""
    step = ROOM
    while step * 4 < size:
        step *= 2
    return -(-size // step) * step


def group_of(pages: Sequence[tuple[Entry, Page]]) -> Made:
    sizes = tuple(len(page.blocks) for _, page in pages)
    firsts = [0, *accumulate(map(roomy, sizes))]
    files = list(_files(sizes))
    chunks = tuple(_chunk(pages, firsts, file) for file in files)
    cells = ["".join(sorted(rows)) for rows in _cells([page for _, page in pages], firsts)]
    step = CELLS // SLICES
    slices = tuple("\n".join(cells[at : at + step]).encode("utf-8") for at in range(0, CELLS, step))
    group = Group(
        sizes,
        tuple(page.lengths for _, page in pages),
        tuple(_taken(sizes, file) for file in files),
        tuple(digest(chunk).hex() for chunk in chunks),
        b"".join(digest(cell) if cell else _EMPTY for cell in cells),
        sum(map(len, cells)),
    )
    return Made(group, chunks, slices)


def digest(given: str) -> bytes:
    return hashlib.blake2b(given.encode("utf-8"), digest_size=DIGEST).digest()


def _cells(pages: Sequence[Page], firsts: Sequence[int]) -> list[list[str]]:
    cells: list[list[str]] = [[] for _ in range(CELLS)]
    blocks = [(first + n, page, n) for page, first in zip(pages, firsts, strict=False) for n in range(len(page.blocks))]
    room = firsts[-1]
    _listed(cells, 0, room, ((number, pairs(page.folded[n])) for number, page, n in blocks))
    _listed(cells, 0, room, ((number, words(page.folded[n])) for number, page, n in blocks))
    _listed(cells, 1, room, ((number, page.heads[n].split()) for number, page, n in blocks))
    _listed(cells, 2, len(pages), ((number, page.title.split()) for number, page in enumerate(pages)))
    _listed(cells, 3, len(pages), ((number, page.single.split()) for number, page in enumerate(pages)))
    return cells


def _listed(cells: list[list[str]], kind: int, limit: int, given: Iterable[tuple[int, Iterable[int | str]]]) -> None:
    """The lists of one kind put into their cells. The numbers rise."""
    lists: Mapping[int | str, list[int]] = defaultdict(list)
    for number, keys in given:
        for key in keys:
            lists[key].append(number)
    keys = _KEYS
    blanks = " " * kind
    alone = [f"{blanks}0{sign}~" for sign in map(SIGNS.__getitem__, range(limit))]
    signs_of_two = limit >= 2 * 6  # as rising gives them, in a third of the time
    for key, numbers in lists.items():
        name, cell = keys[key]
        if cell < 0:
            continue
        count = len(numbers)
        if count == 1:
            cells[cell].append(name + alone[numbers[0]])
        elif count == 2 and signs_of_two:
            first, second = numbers
            cells[cell].append(f"{name}{blanks}1{SIGNS[first]}{GAPS[second - first]}~")
        else:
            number, signs = rising(numbers, limit)
            cells[cell].append(f"{name}{blanks}{number}{signs}~")


_File = list[tuple[int, int, int]]
"""What a file of words holds: a page, its first block there and the end of them."""


def _files(sizes: Sequence[int]) -> Iterator[_File]:
    """A long page has files of its own, about equally long; short ones lie together. Told by the numbers of blocks alone."""
    file: _File = []
    held = 0
    for page, size in enumerate(sizes):
        parts = -(-size // PER_FILE)
        if file and held + size > PER_FILE:
            yield file
            file, held = [], 0
        if parts > 1:
            yield from ([(page, size * n // parts, size * (n + 1) // parts)] for n in range(parts))
        else:
            file.append((page, 0, size))
            held += size
    if file:
        yield file


def _taken(sizes: Sequence[int], file: _File) -> int:
    """The room after a page's last block belongs to its last file."""
    return sum((roomy(end) if end == sizes[page] else end) - start for page, start, end in file)


def _chunk(pages: Sequence[tuple[Entry, Page]], firsts: Sequence[int], file: _File) -> str:
    written = []
    for number, start, end in file:
        entry, page = pages[number]
        after = json.loads(page.blocks[end])[0][:OVERLAP] if end < len(page.blocks) else ""
        held = ",".join(page.blocks[start:end])
        names = f",{text(entry.names)}" if entry.names else ""
        written.append(f"[{number},{text(entry.title)},{text(entry.url)},{firsts[number] + start},[{held}],{text(after)}{names}]")
    return f"[{','.join(written)}]"
