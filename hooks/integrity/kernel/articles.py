"""The structure of a normative document: 条, 款 and 项, as 立法技术规范 divides it.

An article begins a paragraph with 第X条. Each further paragraph of it that is no list is a 款; paragraphs that begin
with （一） are the 项 of the 款 before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .links import prose
from .numerals import NUMERAL, chinese, number

HEAD = re.compile(rf"\s*\**(第({NUMERAL})条(?:之({NUMERAL}))?)\**(?=[\s　]|$)")
ITEM = re.compile(rf"\s*(?:[（(]({NUMERAL})[）)]|({NUMERAL})、)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_ANNEX = re.compile(r"\s*#{0,6}\s*附\s*(?:件|录|表)[\s：:0-9一二三四五六七八九十]*")

_ITEM_SIGNS = frozenset("（(零〇○一二两三四五六七八九十百千万0123456789０１２３４５６７８９")
"""What ITEM may begin with behind blanks."""

Key = tuple[int, int]
Parts = tuple[tuple[int, int], ...]
"""The (款, 项) of each paragraph of an article; 项 is 0 for the 款 itself."""
Outline = Mapping[Key, Parts]
"""Which articles a document has, in their order, and which parts each of them."""


def anchor(key: Key, paragraph: int = 0, item: int = 0) -> str:
    """The ASCII address of an article, or of a 款 or 项 in it: art-39, art-120-1st (…条之一), art-39-p2, art-39-p2-i1."""
    text = f"art-{key[0]}" + (f"-{key[1]}st" if key[1] else "")
    text += f"-p{paragraph}" if paragraph else ""
    return text + (f"-i{item}" if item else "")


def label(key: Key) -> str:
    """第三十九条, 第一百二十条之一."""
    return f"第{chinese(key[0])}条" + (f"之{chinese(key[1])}" if key[1] else "")


def key_of(match: re.Match[str]) -> Key:
    return number(match[2]) or 0, (number(match[3]) or 0) if match[3] else 0


@dataclass(frozen=True)
class Paragraph:
    """A 款 (item 0) or a 项. `line` counts in the body from 0."""

    line: int
    text: str
    paragraph: int
    item: int


@dataclass(frozen=True)
class Article:
    """`first` and `last` are its lines in the body, counted from 0, both included."""

    key: Key
    first: int
    last: int
    parts: tuple[Paragraph, ...]

    @property
    def label(self) -> str:
        return label(self.key)

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)

    @property
    def outline(self) -> Parts:
        return tuple((part.paragraph, part.item) for part in self.parts)

    def has(self, paragraph: int, item: int) -> bool:
        return has(self.outline, paragraph, item)

    def place(self, paragraph: int, item: int) -> tuple[int, int]:
        return place(self.outline, paragraph, item)


def has(parts: Parts, paragraph: int, item: int) -> bool:
    """Whether 第`paragraph`款第`item`项 exists; 0 asks for no 款 or no 项."""
    items = {one for whole, one in parts if paragraph in (0, whole)}
    return (not paragraph or 0 in items) and (not item or item in items)


def place(parts: Parts, paragraph: int, item: int) -> tuple[int, int]:
    """The 款 that holds an 项 cited without one (第三条第二项)."""
    if item and not paragraph:
        return next(((whole, item) for whole, one in parts if one == item), (0, 0))
    return paragraph, item


class Block(NamedTuple):
    """A 款 or a 项 by its lines: from `first` to the one before `end`."""

    first: int
    end: int
    paragraph: int
    item: int


class Plan(NamedTuple):
    """An article by its lines. Its number ends at `start` of the first one."""

    key: Key
    first: int
    last: int
    start: int
    blocks: tuple[Block, ...]

    @property
    def outline(self) -> Parts:
        return tuple((block.paragraph, block.item) for block in self.blocks)


def outline(found: Iterable[Article | Plan]) -> Outline:
    """What articles and parts there are, without their words."""
    return {article.key: article.outline for article in found}


@lru_cache(maxsize=8192)
def articles(body: str) -> tuple[Article, ...]:
    """The articles of a document in their order. Text in code is no article."""
    lines = prose(body).split("\n")
    return tuple(Article(plan.key, plan.first, plan.last, tuple(_parts(plan, lines))) for plan in plans(body))


def _parts(plan: Plan, lines: list[str]) -> Iterator[Paragraph]:
    for block in plan.blocks:
        text = "\n".join(lines[block.first : block.end])
        words = text[plan.start :] if block.first == plan.first else text
        yield Paragraph(block.first, words.strip(), block.paragraph, block.item)


@lru_cache(maxsize=8192)
def plans(body: str) -> tuple[Plan, ...]:
    """Where the articles of a document and their parts stand."""
    found: dict[Key, Plan] = {}
    lines = prose(body).split("\n")
    signs = [line.lstrip()[:1] for line in lines]
    heads = (n for n, sign in enumerate(signs) if sign == "第" or sign == "*")
    starts = [(n, match) for n in heads if (match := HEAD.match(lines[n])) and (n == 0 or not signs[n - 1] or _opens(lines, n))]
    ends = [n for n, _ in starts[1:]] + [len(lines)] * bool(starts)
    for (first, match), following in zip(starts, ends, strict=True):
        key = key_of(match)
        if key not in found:  # an annex may count from 第一条 again: the number belongs to the document itself
            last = _end(lines, signs, first, following)
            found[key] = Plan(key, first, last, match.end(), tuple(_blocks(lines, signs, first, last)))
    return tuple(found.values())


def _opens(lines: list[str], n: int) -> bool:
    """Whether the line above is a heading, or begins an article itself."""
    return bool(_HEADING.match(lines[n - 1])) or bool(HEAD.match(lines[n - 1]))


def _end(lines: list[str], signs: list[str], first: int, following: int) -> int:
    """The last line of text before the next article, heading or annex; `signs` are the first ones of the lines."""
    last = first
    for n in range(first + 1, following):
        if not signs[n]:
            continue
        if signs[n] in "#附" and (_HEADING.match(lines[n]) or _ANNEX.fullmatch(lines[n])):
            break
        last = n
    return last


def _blocks(lines: list[str], signs: list[str], first: int, last: int) -> Iterator[Block]:
    """A blank line or an （一） begins a new one; one that begins with （一） behind a 款 is a 项 of it."""
    start, paragraph, item = first, 1, 0
    for n in range(first + 1, last + 2):
        sign = signs[n] if n <= last else ""
        match = ITEM.match(lines[n]) if sign and sign in _ITEM_SIGNS else None
        if sign and not match:
            if start < 0:
                start, paragraph, item = n, paragraph + 1, 0
            continue
        if start >= 0:
            yield Block(start, n, paragraph, item)
        start = n if match else -1
        item = number(match[1] or match[2]) or 0 if match else 0
