"""Shorter ways through Python-Markdown (3.10) for what our pages are mostly made of: Chinese paragraphs, blocks of HTML.

Each gives what the library's own way gives, which it takes in any doubt.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
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
_WORDS_ONLY = frozenset(("textarea", "title"))
_MARKDOWN = re.compile(r"\smarkdown(?:[\s=]|\Z)")
_ID = re.compile(r"\s(id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`/]+))", re.I)
_REST = re.compile(r"[ ]*(?:\n|\Z)")
_BLANK = re.compile(r"(?:[ ]*\n){2}")


class Shortcuts(Extension):
    """To be the last extension: it takes the places of what others have registered."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Paragraph(md.parser), "integrity-paragraph", 200)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)
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


class _Fences(Preprocessor):
    """Looks for blocks of code only where there is a fence."""

    def __init__(self, md: Markdown, other: Preprocessor) -> None:
        super().__init__(md)
        self.other = other

    def run(self, lines: list[str]) -> list[str]:
        if any("```" in line or "~~~" in line for line in lines):
            return self.other.run(lines)
        self.other.run([])
        return lines

    def __getattr__(self, name: str) -> Any:
        """pymdownx.superfences asks its preprocessor for settings."""
        return getattr(self.other, name)


class _Blocks(Preprocessor):
    """Puts blocks of HTML aside. Where there is more than such blocks, md_in_html does the rest."""

    def __init__(self, md: Markdown, other: Preprocessor) -> None:
        super().__init__(md)
        self.other = other

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        try:
            found, more = blocks(source, self.md)
        except Doubtful:
            return self.other.run(lines)
        made, position = [], 0
        for start, end in found:
            block = source[start:end] + ("\n" if _BLANK.match(source, end) else "")
            made += [source[position:start], "\n", self.md.htmlStash.store(block), "\n\n"]
            position = end
        left = "".join([*made, source[position:]]).split("\n")
        return self.other.run(left) if more else left


class Doubtful(Exception):
    """HTML that takes more than telling tags apart: comments, scripts, words behind a block, what is no tag."""


def blocks(source: str, md: Markdown) -> tuple[list[tuple[int, int]], bool]:
    """Where the blocks of HTML begin and end, as HTMLExtractor of markdown.htmlparser finds them, and whether there are
    others, with Markdown inside. Raises Doubtful."""
    found: list[tuple[int, int]] = []
    more = False
    tags = _tags(source)
    for tag in tags:
        start, name = tag.start(), tag[2].lower()
        if not md.is_block_level(name) or not _at_line_start(source, start):
            continue
        if tag[1] or tag[4] or name == "hr":
            raise Doubtful
        end, inside = _end(tag, tags)
        if not _REST.match(source, end):
            raise Doubtful
        if inside:
            more = True
        else:
            found.append((start, end))
    return found, more


def _at_line_start(source: str, position: int) -> bool:
    before = source[max(0, position - 4) : position].rpartition("\n")
    return not before[2].strip(" \t") and (bool(before[1]) or position <= 3)


def _end(first: re.Match[str], tags: Iterator[re.Match[str]]) -> tuple[int, bool]:
    """Where the block that begins with the tag `first` ends, and whether a tag in it asks for Markdown."""
    stack, inside = [first[2].lower()], _MARKDOWN.search(first[3]) is not None
    for tag in tags:
        closing, name, attributes, alone = tag.groups()
        name = name.lower()
        inside = inside or (bool(attributes) and _MARKDOWN.search(attributes) is not None)
        if not closing:
            if not alone and name != "hr":
                stack.append(name)
        elif name in stack:
            while stack.pop() != name:
                pass
            if not stack:
                return tag.end(), inside
    raise Doubtful


def _tags(source: str) -> Iterator[re.Match[str]]:
    if _HARD.search(source):
        raise Doubtful
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


def named(source: str) -> set[str]:
    """The places that the HTML in a text names: every id, and the name of an <a>. Raises Doubtful."""
    opened = (tag for tag in _tags(source) if tag[3] and not tag[1])
    return {value for tag in opened for value in _values(tag[2], tag[3])}


def _values(tag: str, attributes: str) -> Iterator[str]:
    for name, double, single, bare in _ID.findall(attributes):
        if name.lower() == "id" or tag.lower() == "a":
            yield html.unescape(double or single or bare)
