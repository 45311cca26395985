"""The body of a form as the blocks that a sheet can print: plain paragraphs, numbered promises, headings.

What a sheet cannot print (tables, pictures, bullets, quotations, code, HTML) is named with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ...kernel.numerals import chinese

Kind = Literal["paragraph", "item", "head", "to", "sign"]
_ITEM = re.compile(r"\s{0,3}(\d+)[.、．]\s*(?=\S)")
_HEAD = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_TO = re.compile(r"(?:各|尊敬的|亲爱的)[^。；]{1,30}：|[^，。；]{0,20}(?:党委|纪委|党支部|政治处|家属|同志)：")
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)\n]*\)")
_BAD = (
    (re.compile(r"\s*(?:```|~~~)|(?: {4}|\t)\S"), "代码"),
    (re.compile(r"\s*\|"), "表格"),
    (re.compile(r"\s*>"), "引用块"),
    (re.compile(r"\s*[-*+]\s"), "圆点列表"),
    (re.compile(r".*!\["), "图片"),
    (re.compile(r".*<[a-z/!]", re.I), "HTML"),
)


@dataclass(frozen=True)
class Block:
    """`text` is plain but for **bold**; `line` counts in the body from 0. `number` is that of a numbered promise."""

    kind: Kind
    text: str
    line: int
    number: int = 0

    @property
    def runs(self) -> tuple[tuple[str, bool], ...]:
        """(words, bold) as they stand on paper, the number of a promise first."""
        parts = self.text.split("**")
        found = [(part, n % 2 == 1) for n, part in enumerate(parts) if part]
        return ((f"{chinese(self.number)}、", False), *found) if self.number else tuple(found)

    @property
    def printed(self) -> str:
        return "".join(words for words, _ in self.runs)


def unprintable(body: str) -> Iterator[tuple[int, str]]:
    """(line from 0, what it is) of everything that a sheet cannot print."""
    for number, line in enumerate(body.split("\n")):
        if what := next((name for pattern, name in _BAD if pattern.match(line)), ""):
            yield number, what


def blocks(body: str) -> tuple[Block, ...]:
    return tuple(_signed(list(_blocks(body))))


def _blocks(body: str) -> Iterator[Block]:
    current: Block | None = None
    for number, line in enumerate([*body.split("\n"), ""]):
        words = _LINK.sub(r"\1", line).strip()
        opens = not words or _ITEM.match(line) or _HEAD.match(words)
        if current and opens:
            yield _addressed(current)
            current = None
        if words and current:
            current = replace(current, text=current.text + words)
        elif words:
            current = _opened(words, number)


def _opened(words: str, line: int) -> Block:
    if match := _HEAD.match(words):
        return Block("head", match[1], line)
    if match := _ITEM.match(words):
        return Block("item", words[match.end() :], line, int(match[1]))
    return Block("paragraph", words, line)


def _addressed(block: Block) -> Block:
    return replace(block, kind="to") if block.kind == "paragraph" and _TO.fullmatch(block.text) else block


def _signed(found: list[Block]) -> Iterable[Block]:
    """The date that ends a letter and the short line of its sender before it stand to the right."""
    if found and _DATE.fullmatch(found[-1].text):
        found[-1] = replace(found[-1], kind="sign")
        if len(found) > 1 and len(found[-2].text) <= 30 and not re.search("[。；：，]", found[-2].text):
            found[-2] = replace(found[-2], kind="sign")
    return found
