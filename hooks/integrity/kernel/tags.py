"""The HTML in a text of Markdown, told apart by its tags alone: where blocks of it begin and end, and what ids it has."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_VALUE = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`/]+)"
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s\"'<>/=`]+(?:\s*=\s*{_VALUE})?)*)\s*(/?)>")
_HARD = re.compile(r"<(?:[!?]|/?>|(?i:script|style)\b)")
_REFERENCE = re.compile(r"&#(?!\d+;|[xX][0-9a-fA-F]+;)")
_TOLD = re.compile(r"<(?i:textarea|title)\b")
_WORDS_ONLY = frozenset(("textarea", "title"))
_MARKDOWN = re.compile(r"\smarkdown(?:[\s=]|\Z)", re.I)
_ID = re.compile(r"\s(id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`/]+))", re.I)
_REST = re.compile(r"[ ]*(?:\n|\Z)")


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
    if _HARD.search(source) or _REFERENCE.search(source):
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
