"""Shorter ways through Python-Markdown (3.10) for what our pages are mostly made of: Chinese paragraphs, blocks of HTML.

Each gives what the library's own way gives, which it takes in any doubt.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX

KNOWN = frozenset(
    (
        *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference", "short_reference"),
        *("short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "em_strong", "em_strong2", "not_strong"),
    )
)
"""Inline patterns that need one of the signs of _MARKED."""
_MARKED = re.compile(r"[`\\*_\[<&\x02]|  \n")
_PLAIN = re.compile(r"[\u3001-\u9fff\uff01-\uff60“‘][^\n]*\Z")
_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`/]+)"
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s\"'<>/=`]+(?:\s*=\s*{_VALUE})?)*)\s*(/?)>")
_HARD = re.compile(r"<[!?]|<(?:script|style)\b|</?>|&#(?!\d+;|[xX][0-9a-fA-F]+;)", re.I)
_TOLD = re.compile(r"<(?:textarea|title)\b", re.I)
_WORDS_ONLY = frozenset(("textarea", "title"))
_MARKDOWN = re.compile(r"\smarkdown(?:[\s=]|\Z)", re.I)
_ID = re.compile(r"\s(id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`/]+))", re.I)
_REST = re.compile(r"[ ]*(?:\n|\Z)")
_BLANK = re.compile(r"(?:[ ]*\n){2}")


class Shortcuts(Extension):
    """To be the last extension: it takes the places of what others have registered."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Paragraph(md.parser), "integrity-paragraph", 200)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(_Attributes(md), "attr_list", 8)
        if "html_block" in md.preprocessors:
            md.preprocessors.register(_Blocks(md, md.preprocessors["html_block"]), "html_block", 20)
        if "fenced_code_block" in md.preprocessors:
            md.preprocessors.register(_Fences(md, md.preprocessors["fenced_code_block"]), "fenced_code_block", 25)


class _Paragraph(BlockProcessor):
    """One line that begins with a Chinese sign is a paragraph: no other processor takes such a block."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return _PLAIN.match(block) is not None and not self.parser.state.isstate("list")

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        count = next((n for n, block in enumerate(blocks) if not _PLAIN.match(block)), len(blocks))
        for block in blocks[:count]:
            etree.SubElement(parent, "p").text = block
        del blocks[:count]


class _Inline(InlineProcessor):
    """A text without any sign that a pattern needs is left as it is."""

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        self.known = sum(name in self.inlinePatterns for name in KNOWN) == len(self.inlinePatterns)
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if self.known and not _MARKED.search(data):
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return handled


class _Unescape(UnescapeTreeprocessor):
    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class _Attributes(AttrListTreeprocessor):
    """Looks for {…} only where there is one: in the lines, or in the HTML with Markdown inside that was taken out of them."""

    def run(self, doc: etree.Element) -> None:
        blocks = next((one for one in self.md.preprocessors if isinstance(one, _Blocks)), None)
        if any("{" in line for line in self.md.lines) or (blocks and blocks.braces):  # type: ignore[attr-defined]
            super().run(doc)


class _Before(Preprocessor):
    """Stands before another one, which does what is left."""

    def __init__(self, md: Markdown, other: Preprocessor) -> None:
        super().__init__(md)
        self.other = other


class _Fences(_Before):
    """Looks for blocks of code only where there is a fence."""

    def run(self, lines: list[str]) -> list[str]:
        if any("```" in line or "~~~" in line for line in lines):
            return self.other.run(lines)
        self.other.run([])
        return lines

    def __getattr__(self, name: str) -> Any:
        """pymdownx.superfences asks its preprocessor for settings."""
        return getattr(self.other, name)


class _Blocks(_Before):
    """Puts blocks of HTML aside. Where there is more than such blocks, md_in_html does the rest; `braces` is whether that
    may have a { in it."""

    braces = False

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        self.braces = "{" in source
        try:
            found = scan(source, frozenset(self.md.block_level_elements))
        except Doubtful:
            return self.other.run(lines)
        self.braces = self.braces and found.more
        made, position = [], 0
        for start, end in found.blocks:
            block = source[start:end] + ("\n" if _BLANK.match(source, end) else "")
            made += [source[position:start], "\n", self.md.htmlStash.store(block), "\n\n"]
            position = end
        left = "".join([*made, source[position:]]).split("\n")
        return self.other.run(left) if found.more else left


class Doubtful(Exception):
    """HTML that takes more than telling tags apart: comments, scripts, words behind a block, what is no tag."""


@dataclass(frozen=True)
class Scanned:
    """`blocks` are where blocks of HTML begin and end, as HTMLExtractor of markdown.htmlparser finds them; `more` is whether
    there are others, with Markdown inside; `places` are every id, and the name of every <a>."""

    blocks: tuple[tuple[int, int], ...]
    more: bool
    places: frozenset[str]


@lru_cache(maxsize=2)  # MkDocs asks for the places, and then Markdown for the blocks
def scan(source: str, block_level: frozenset[str]) -> Scanned:
    """The HTML in a text. `block_level` are the names of elements that stand alone. Raises Doubtful."""
    found: list[tuple[int, int]] = []
    places: list[str] = []
    stack: list[str] = []
    start, more, inside = 0, False, False
    for tag in _tags(source):
        closing, name, attributes, alone = tag.groups()
        name = name.lower()
        asks = False
        if attributes and not closing:
            asks = _MARKDOWN.search(attributes) is not None
            more = more or asks
            if "id" in attributes.lower() or "name" in attributes.lower():
                places += _values(name, attributes)
        if not stack:
            if name in block_level and _at_line_start(source, tag.start()):
                if closing or alone or name == "hr":
                    raise Doubtful
                start, stack, inside = tag.start(), [name], asks
        elif not closing:
            inside = inside or asks
            if not alone and name != "hr":
                stack.append(name)
        elif name in stack:
            while stack.pop() != name:
                pass
            if not stack:
                if not _REST.match(source, tag.end()):
                    raise Doubtful
                if not inside:
                    found.append((start, tag.end()))
    if stack:
        raise Doubtful
    return Scanned(tuple(found), more, frozenset(places))


def _at_line_start(source: str, position: int) -> bool:
    before = source[max(0, position - 4) : position].rpartition("\n")
    return not before[2].strip(" \t") and (bool(before[1]) or position <= 3)


def _tags(source: str) -> Iterable[re.Match[str]]:
    """Every tag, where every < begins one or stands before what is none."""
    if _HARD.search(source):
        raise Doubtful
    tags = list(_TAG.finditer(source))
    plain = len(tags) == source.count("<") and not _TOLD.search(source)
    return tags if plain else _careful(source)


def _careful(source: str) -> Iterator[re.Match[str]]:
    position, before = source.find("<"), ""
    while position >= 0:
        tag = _TAG.match(source, position)
        if tag:
            name = tag[2].lower()
            if before in _WORDS_ONLY and not (tag[1] and name == before):
                raise Doubtful
            yield tag
            before, position = "" if tag[1] else name, tag.end() - 1
        elif before in _WORDS_ONLY or source[position + 1 : position + 2].isalpha() or source.startswith("</", position):
            raise Doubtful
        position = source.find("<", position + 1)


def _values(tag: str, attributes: str) -> Iterator[str]:
    for name, double, single, bare in _ID.findall(attributes):
        if name.lower() == "id" or tag == "a":
            yield html.unescape(double or single or bare)
