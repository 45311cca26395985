"""The words of a rendered page, without its furniture: what stands under data-search-exclude, scripts and copy links."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

_PIECE = re.compile(r"([^<]+)|<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>|(<)", re.S)
_ID = re.compile(r"\bid=(?:\"([^\"]*)\"|'([^']*)')")
_INNER = re.compile(r"\bid=\"(art-\d[\w-]*-[pi]\d+)\"")
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_MUTE = frozenset(["script", "style", "template", "svg", "button", "select"])
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "ruby",
        "rt",
        "rp",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_QUIET = re.compile(r"data-search-exclude|\bclass=\"(?:[^\"]* )?(?:headerlink|qf-copy)\b")


class Mark(NamedTuple):
    """A place that a result can open: `at` is the offset in the words, `name` what stands there. `inner` is a 款 or 项: it has
    no name, and only who asks for it is led there."""

    at: int
    anchor: str
    name: str
    heading: bool
    inner: bool = False


@dataclass(frozen=True)
class Words:
    """`text` has one line a paragraph. Marks are in the order of the page."""

    text: str
    marks: tuple[Mark, ...]


def extract(page: str, title: str = "") -> Words:
    """The words of a page's HTML. A heading equal to `title` at the top is left out: the title is kept apart."""
    return _Reader(title).read(page)


class _Reader:
    def __init__(self, title: str) -> None:
        self.title = title
        self.lines: list[str] = []
        self.line: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.anchor = ""
        self.heading = ""
        self.inner = ""
        self.muted: list[str] = []

    def read(self, page: str) -> Words:
        for text, closing, name, attributes, sign in _PIECE.findall(page):
            if name:
                self._tag(closing, name.lower(), attributes)
            elif not self.muted:
                self.line.append(text or sign)
        self._end()
        return Words("\n".join(self.lines), tuple(self.marks))

    def _tag(self, closing: str, name: str, attributes: str) -> None:
        if name in _VOID or attributes.endswith("/"):
            if name in ("br", "hr", "img") and not self.muted:
                self.line.append(" ")
        elif self.muted:
            self._through(closing, name)
        elif not closing and (name in _MUTE or (attributes and _QUIET.search(attributes))):
            self.muted.append(name)
        elif name not in _INLINE:
            self._block(closing, name, attributes)
        elif attributes and "qf-anchor" in attributes and (found := _ID.search(attributes)):
            self.anchor = found[1] or found[2] or ""

    def _through(self, closing: str, name: str) -> None:
        """Inside a muted element: wait until it ends, whatever lies in it."""
        if not closing:
            self.muted.append(name)
        elif name in self.muted:
            while self.muted.pop() != name:
                pass

    def _block(self, closing: str, name: str, attributes: str) -> None:
        if name in ("td", "th") and closing:
            self.line.append(" ")
            return
        if name in ("td", "th"):
            return
        self._end()
        if name in _HEADINGS:
            found = None if closing else _ID.search(attributes)
            self.heading = "" if closing else name
            self.anchor = (found[1] or found[2] or "") if found else ""
        elif attributes and not closing and (inner := _INNER.search(attributes)):
            self.inner = inner[1]

    def _end(self) -> None:
        if not self.line:
            return
        words = " ".join(html.unescape("".join(self.line)).split())
        self.line.clear()
        if not words or (self.heading == "h1" and words == self.title):
            return
        if self.heading or self.anchor:
            name = words if self.heading else words.partition("　")[0].partition(" ")[0][:20]
            self.marks.append(Mark(self.length, self.anchor, name[:80], bool(self.heading)))
            self.anchor = ""
        elif self.inner:
            self.marks.append(Mark(self.length, self.inner, "", heading=False, inner=True))
        self.inner = ""
        self.lines.append(words)
        self.length += len(words) + 1
