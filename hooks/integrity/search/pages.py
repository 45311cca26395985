"""One page made ready for the index: its words in blocks, and what the keys of each come from."""

from __future__ import annotations

import functools
import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .extract import Words, extract
from .fold import fold
from .grams import article_keys, grams, single
from .pinyin import typed

BLOCK = 440
OVERLAP = 16
_LINE = re.compile("\n")
_VERSION = re.compile(r"(?<=.)(?:〔[^〔〕]*〕)+$")
_STATE = re.compile(r"^(?:中华人民共和国|中国共产党)(?=.)")


@dataclass(frozen=True)
class Entry:
    """What a page gives to search. `weight` above 1 moves it up. `also` are other names of it, such as its number or its
    short title. `facets` are its values by the names under which a reader narrows a search (栏目, 年份, …);
    `names` are those of `also` that are names like the title, and not tags; they come along with the words.
    `day` counts from 1900-01-01, 0 where a page has no date. Where `stamp` stands for the HTML, `load` gives
    what `read` takes it from: what can be sent to another process."""

    url: str
    title: str
    html: str
    weight: float = 1.0
    also: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    names: tuple[str, ...] = ()
    stamp: str = ""
    load: Callable[[], Any] | None = None
    read: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Page:
    """`blocks` are as JSON [words, marks in it as [offset, anchor, name, 1 for a heading, 2 for a 款 or 项], anchor and name
    that hold at its start]. `folded` is for each block what its keys come from, `heads` its keys in headings and articles
    only, joined by blanks. `title` are the keys of its names; `single` its characters, and how its other names are typed in
    letters. `lengths` are those of the folded title: as a reader types it, and in full."""

    blocks: list[str]
    folded: list[str]
    heads: list[str]
    single: str
    title: str
    lengths: tuple[int, int]


def page_of(entry: Entry) -> Page:
    blocks = list(_blocks(extract(entry.html, entry.title)))
    after = [block[0][:OVERLAP] for block in blocks[1:]]
    folded = [fold(f"{block[0]}\n{more}") for block, more in zip(blocks, [*after, ""], strict=True)]
    heads = [" ".join({key for mark in block[1] for key in _named(mark[2], mark[3] == 1)}) for block in blocks]
    name, *others = (fold(name) for name in (entry.title, *entry.also))
    spelled = typed(name)
    title = spelled.union(*(grams(one) | single(one) for one in (name, *others)))
    signs = single("".join({*"".join(folded)})).union(*(typed(one) for one in others)) - spelled
    lengths = (len(_STATE.sub("", _VERSION.sub("", name))), len(name))
    return Page([text(block) for block in blocks], folded, heads, " ".join(signs), " ".join(title), lengths)


def text(value: Any) -> str:
    """As JSON that a script may hold."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "").replace("\u2029", "")


@functools.lru_cache(4096)
def _named(name: str, heading: bool) -> frozenset[str]:
    folded = fold(name)
    return frozenset(grams(folded) if heading else article_keys(folded))


def _blocks(words: Words) -> Iterator[list[Any]]:
    """Whole paragraphs up to BLOCK characters together; a longer paragraph is cut."""
    marks = list(words.marks)
    name = anchor = ""
    for start, end in _ranges(words.text):
        inside: list[list[Any]] = []
        before = [anchor, name]
        while marks and marks[0].at < end:
            mark = marks.pop(0)
            inside.append([mark.at - start, mark.anchor, mark.name, 2 if mark.inner else int(mark.heading)])
            if not mark.inner:
                anchor, name = mark.anchor, mark.name
        yield [words.text[start:end], inside, *before]
    if not words.text:
        yield ["", [], "", ""]


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    """Of the ends of paragraphs in the second half of a block it ends at the one that what follows tells, so that soon behind an
    edit the blocks are those of before."""
    ends = [*(found.end() for found in _LINE.finditer(text)), len(text)]
    start = 0
    while len(text) - start > BLOCK:
        inside = ends[bisect_right(ends, start) : bisect_right(ends, start + BLOCK)]
        late = [end for end in inside if end - start >= BLOCK // 2]
        end = min(late, key=lambda end: _told(text, end)) if late else inside[-1] if inside else start + BLOCK
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _told(text: str, end: int) -> int:
    return zlib.crc32(text[end : end + OVERLAP].encode("utf-8", "surrogatepass"))
