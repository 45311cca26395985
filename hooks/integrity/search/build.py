"""The index of a site as files below search/, each a script of one call, qfSearch(name, value).

search/index.js    what is read first: how many, weights, lengths, facets, synonyms, which keys have a file of their own
search/g/N.js      a shard of keys: "key list list list list~…": blocks with the key, blocks with it in a heading, pages with it
                   in the title, pages with that one character (or with letters in a tag). Numbers are those of numbers.py. A list
                   has for each group of pages with the key one number, FEW times how many groups are left out before it and
                   how many follow as in numbers.rising, and then its numbers, which count from the group's first page or block
search/g/hXXXX.js  the same for one frequent pair
search/t/G-N.js    the words of a group: [[page, title, url, first block, [block, …], what comes next, other names], …]
search/fold.js     traditional characters, fetched when a query finds nothing
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from ..kernel.cores import stream
from ..kernel.kept import Kept
from .fold import fold, traditional
from .group import CELLS, DIGEST, cell_of, digest
from .merge import merged
from .numbers import plain
from .pages import Entry
from .pages import text as text_of
from .ready import VERSION, Ready

FORMAT = 2
"""Raised when what the scripts read changes: search/store.js refuses another one."""
SHARD = 7000
"""Signs of all groups' lists in a shard, on average at most: there are twice as many shards until they are fewer, or CELLS."""
OWN = 4000


class File(NamedTuple):
    """`name` is below search/. The same `stamp` under the same name means the same bytes; it is there before the text is
    made."""

    name: str
    stamp: str
    text: Callable[[], str]


_Shard = tuple[str, tuple[tuple[str, str], ...]]
"""The stamp of a shard, and the pairs that have a file of their own beside it, each with its stamp."""


class Index:
    """All groups of a site, in the order of the addresses of their pages, and then its files."""

    def __init__(self, entries: Sequence[Entry], kept: Kept, synonyms: Sequence[Sequence[str]] = ()) -> None:
        self.synonyms = [sorted({fold(word) for word in group}) for group in synonyms]
        self.entries, self.kept = entries, kept
        self.ready = Ready(entries, kept)
        self.groups = self.ready.groups
        self.shards = _count(sum(group.signs for group in self.groups))
        self._last: tuple[int, dict[str, str]] = (-1, {})

    def files(self) -> Iterator[File]:
        """Always in the same order."""
        for number, group in enumerate(self.groups):
            for n, stamp in enumerate(group.words):
                yield File(f"t/{number}-{n}.js", stamp, partial(self._words, number, n))
        own = ""
        for number, (stamp, pairs) in enumerate(self._stamped()):
            own += "".join(pair for pair, _ in pairs)
            for name, one in ((f"g/{number}.js", stamp), *((_own(pair), one) for pair, one in pairs)):
                yield File(name, one, partial(self._text, number, name))
        for name, value in (("fold", _pairs()), ("index", self._first(own))):
            text = _script(f"{name}.js", text_of(value))
            yield File(f"{name}.js", digest(text).hex(), partial(str, text))

    def _words(self, group: int, number: int) -> str:
        return _script(f"t/{group}-{number}.js", self.ready.words(group)[number])

    def _stamped(self) -> Iterator[_Shard]:
        names = list(self._names())
        known: dict[str, _Shard] = self.kept.find("search-shard", names)
        missing = [number for number, name in enumerate(names) if name not in known]
        made = stream(self._made, missing, len(missing)) if self.ready.held else map(self._made, missing)
        fresh: dict[str, _Shard] = {}
        for number, name in enumerate(names):
            if name not in known:
                self._last = number, next(made)
                fresh[name] = _stamps(self._last[1])
            yield known.get(name) or fresh[name]
        self.kept.keep("search-shard", fresh)

    def _names(self) -> Iterator[str]:
        """For each shard a name of all that it is made from."""
        size = CELLS // self.shards * DIGEST
        cells = [group.cells for group in self.groups]
        for number, at in enumerate(range(0, CELLS * DIGEST, size)):
            name = hashlib.blake2b(b"%d %d %d " % (FORMAT, number, self.shards), digest_size=20)
            name.update(b"".join([one[at : at + size] for one in cells]))
            yield VERSION + name.hexdigest()

    def _text(self, shard: int, name: str) -> str:
        if self._last[0] != shard:
            self._last = shard, self._made(shard)
        return _script(name, text_of(self._last[1][name]))

    def _made(self, shard: int) -> dict[str, str]:
        """The entries of a shard and of the pairs beside it, by the names of their files, the shard first."""
        size = CELLS // self.shards
        texts = {f"g/{shard}.js": ""}
        rest = []
        for entry in merged(self.ready.cells(shard * size, (shard + 1) * size)):
            if len(entry) > OWN and entry[2] == " " and entry[0] >= "\u3400":
                texts[_own(entry[:2])] = entry
            else:
                rest.append(entry)
        texts[f"g/{shard}.js"] = "".join(rest)
        return texts

    def _first(self, own: str) -> dict[str, Any]:
        facets: dict[str, Any] = {}
        for name in sorted({name for entry in self.entries for name in entry.facets}):
            values = sorted({value for entry in self.entries for value in entry.facets.get(name, ())})
            place = {value: number for number, value in enumerate(values)}
            held = [[place[value] for value in entry.facets.get(name, ())] for entry in self.entries]
            facets[name] = [values, plain(n for places in held for n in (len(places), *places))]
        lengths = [one for group in self.groups for one in group.lengths]
        return {
            "format": FORMAT,
            "pages": len(self.entries),
            "groups": plain(len(group.sizes) for group in self.groups),
            "shards": self.shards,
            "own": own,
            "sizes": plain(size for group in self.groups for size in group.sizes),
            "chunks": plain(size for group in self.groups for size in group.chunks),
            "lengths": plain(short for short, _ in lengths),
            "full": plain(full for _, full in lengths),
            "weights": plain(min(59, round(entry.weight * 10)) for entry in self.entries),
            "dates": plain(entry.day for entry in self.entries),
            "facets": facets,
            "synonyms": self.synonyms,
        }


def build(entries: Iterable[Entry], kept: Kept | None = None, synonyms: Sequence[Sequence[str]] = ()) -> Iterator[File]:
    """The files of the index of `entries`. What is kept of an earlier build is not made again. A text is made when it is asked
    for: cheapest while the files come, one after the other."""
    yield from Index(sorted(entries, key=lambda entry: entry.url), kept or Kept(None), synonyms).files()


def shard_of(key: str, count: int) -> int:
    return cell_of(key) * count // CELLS


def _count(total: int) -> int:
    count = 1
    while count * SHARD < total and count < CELLS:
        count *= 2
    return count


def _own(pair: str) -> str:
    return "g/h" + "".join(f"{ord(sign):04x}" for sign in pair) + ".js"


def _stamps(made: dict[str, str]) -> _Shard:
    first, *others = ((name, digest(text).hex()) for name, text in made.items())
    return first[1], tuple((chr(int(name[3:7], 16)) + chr(int(name[7:11], 16)), stamp) for name, stamp in others)


def _script(name: str, value: str) -> str:
    return f'qfSearch("{name.removesuffix(".js")}",{value});\n'


def _pairs() -> str:
    return "".join(old + new for old, new in sorted(traditional().items()))
