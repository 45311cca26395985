"""Shorter ways through Python-Markdown (3.10) for what our pages are mostly made of: Chinese paragraphs, blocks of HTML.

Each gives what the library's own way gives, which it takes in any doubt.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import ETX, HTML_PLACEHOLDER, STX

from .tags import Doubtful, scan
from .xhtml import serialized

KNOWN = frozenset(
    (
        *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference", "short_reference"),
        *("short_image_ref", "autolink", "automail", "linebreak", "html", "entity", "em_strong", "em_strong2", "not_strong"),
    )
)
"""Inline patterns that need one of the signs of _MARKED; HTML put aside is no business of theirs."""
_SIGNS = re.compile(r"[`\\*_\[<&]|  \n")
_MARKED = re.compile(rf"{_SIGNS.pattern}|{STX}")
_PLAIN = re.compile(r"[\u3001-\u9fff\uff01-\uff60“‘][^\n]*\Z")
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")
_PLACE = re.compile(HTML_PLACEHOLDER % "([0-9]+)")
_BLANK = re.compile(r"(?:[ ]*\n){2}")


class Shortcuts(Extension):
    """To be the last extension: it takes the places of what others have registered."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Paragraph(md.parser), "integrity-paragraph", 200)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(_Attributes(md), "attr_list", 8)
        if "raw_html" in md.postprocessors:
            md.postprocessors.register(_Raw(md, md.postprocessors["raw_html"]), "raw_html", 30)
        md.output_formats = {**md.output_formats, "xhtml": serialized}  # type: ignore[misc]  # those of this one
        md.preprocessors.register(_Blanks(md), "normalize_whitespace", 30)
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
        blocks = _blocks(self.md)
        if self.known and blocks and blocks.alone and not _SIGNS.search("\n".join(self.md.lines)):  # type: ignore[attr-defined]
            return tree
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if self.known and not _MARKED.search(data):
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return handled


class _Unescape(UnescapeTreeprocessor):
    def run(self, root: etree.Element) -> None:
        if _ESCAPED.search("".join(root.itertext())):
            super().run(root)


class _Raw(Postprocessor):
    """Looks for what was put aside by its first sign. Stands before markdown.postprocessors.RawHtmlPostprocessor."""

    def __init__(self, md: Markdown, other: Any) -> None:
        super().__init__(md)
        self.other = other

    def run(self, text: str) -> str:
        if not self.md.htmlStash.html_counter:
            return text
        before, *rest = _PLACE.split(text)
        made = [before]
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            made += self._put(made.pop(), int(number), after)
        return "".join(made)

    def _put(self, before: str, number: int, after: str) -> tuple[str, str, str]:
        """What stands before a place and behind it: a paragraph of nothing but a block is none."""
        if number >= self.md.htmlStash.html_counter:
            return before, HTML_PLACEHOLDER % number, after
        html = self.other.stash_to_string(self.md.htmlStash.rawHtmlBlocks[number])
        if before.endswith("<p>") and after.startswith("</p>") and self.other.isblocklevel(html):
            before, after = before[:-3], after[4:]
        return before, self.run(html), after


class _Attributes(AttrListTreeprocessor):
    """Looks for {…} only where there is one: in the lines, or in the HTML with Markdown inside that was taken out of them."""

    def run(self, doc: etree.Element) -> None:
        blocks = _blocks(self.md)
        if any("{" in line for line in self.md.lines) or (blocks and blocks.braces):  # type: ignore[attr-defined]
            super().run(doc)


class _Blanks(NormalizeWhitespace):
    """Looks for lines of nothing but blanks only where one begins with a blank."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        if "\n " in source or "\t" in source or "\r" in source or STX in source or ETX in source:
            return super().run(lines)
        return [*source.split("\n"), "", ""]


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
    """Puts blocks of HTML aside. Where there is more than such blocks, md_in_html does the rest, and they are not `alone`;
    `braces` is whether that may have a { in it."""

    alone = braces = False

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        self.alone, self.braces = False, "{" in source
        try:
            found = scan(source, frozenset(self.md.block_level_elements))
        except Doubtful:
            return self.other.run(lines)
        self.alone, self.braces = not found.more, self.braces and found.more
        made, position = [], 0
        for start, end in found.blocks:
            block = source[start:end] + ("\n" if _BLANK.match(source, end) else "")
            made += [source[position:start], "\n", self.md.htmlStash.store(block), "\n\n"]
            position = end
        left = "".join([*made, source[position:]]).split("\n")
        return self.other.run(left) if found.more else left


def _blocks(md: Markdown) -> _Blocks | None:
    return next((one for one in md.preprocessors if isinstance(one, _Blocks)), None)
