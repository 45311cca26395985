"""A text as its reader sees it: without markup, tags and invisible signs, in half-width forms, each sign with its origin.

What a reader does not see but a file holds (targets of links, values of attributes, comments) follows at the end, so that
a name in an alt text is found and a link in the middle of a name does not hide it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .quick import matches

EDGE = "\0"
"""Stands between pieces that do not belong together."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u20e3\u0332\u0336]"
)
_MARKUP = re.compile(
    r"""(?P<comment><!--(?P<said>.*?)-->)
    |(?P<tag></?(?P<named>[A-Za-z][A-Za-z0-9-]*(?::[A-Za-z][A-Za-z0-9-]*)?)(?=\s|/?>)[^<>]*>)
    |(?P<target>(?<=\])\((?P<to>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\))
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});)
    |(?P<escaped>\\[!-/:-@\[-`{-~])
    |(?P<plain>[*`~\[\]]+|(?<![0-9A-Za-z])_+|_+(?![0-9A-Za-z]))""",
    re.S | re.X,
)
_MARKED = re.compile(r"[<(&\\*`~\[\]_]")
"""What _MARKUP may begin with: this is found much faster."""
_ZEROS = (0x660, 0x6F0, 0x966, 0x2775, 0x277F, 0x2789)
"""Digits of other scripts and circled ones, which NFKC leaves alone; where there is no zero, the code before one."""
_WIDE = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20}
    | {zero + n: 0x30 + n for zero in _ZEROS for n in range(0 if zero < 0x2000 else 1, 10)}
)
_NARROW = {chr(wide): chr(code) for wide, code in _WIDE.items()}
_WIDENED = re.compile(f"[{''.join(map(re.escape, _NARROW))}]")
_FREQUENT = tuple((wide, _NARROW[wide]) for wide in "，；：（）　")
_ODD = re.compile("[^\n -~\u4e00-\u9fff、。《》“”—]")
"""Whatever is not sure to be visible and to stay as it is."""
_VALUE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+))")
_DRAWN = re.compile(r"(?:d|points|viewbox|transform|style|class|fill|stroke|[cr]?[xy][12]?|r|width|height)$", re.I)
"""Attributes of figures: nothing but coordinates and colours."""
_APART = re.compile(r"(?:t[dhr]|table|p|div|li|[uod]l|d[td]|h[1-6r]|text|title|desc|option|caption|section)$", re.I)
"""Tags that part what stands before from what stands after."""


@dataclass(frozen=True)
class Folded:
    """`text` from `starts[n]` on was written from `places[n]` on of the original, sign for sign up to the next start; `ends`
    holds where an entity that begins there ends."""

    text: str
    starts: Sequence[int]
    places: Sequence[int]
    ends: Mapping[int, int] = field(default_factory=dict)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original."""
        last = self._origin(end - 1)
        return self._origin(start), self.ends.get(last, last + 1)

    def _origin(self, at: int) -> int:
        n = bisect_right(self.starts, at) - 1
        return self.places[n] + at - self.starts[n]


class _Sheet:
    """The folded text while it is written."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.places: list[int] = []
        self.length = 0

    def write(self, signs: str, place: int) -> None:
        """`signs` were written from `place` on, sign for sign."""
        if signs:
            self.pieces.append(signs)
            self.starts.append(self.length)
            self.places.append(place)
            self.length += len(signs)

    def add(self, piece: str, start: int) -> None:
        plain = piece
        for wide, narrow in _FREQUENT:
            plain = plain.replace(wide, narrow)
        if not _ODD.search(plain):
            self.write(plain, start)
            return
        plain = _WIDENED.sub(_narrow, plain)
        if unicodedata.is_normalized("NFKC", plain) and not _INVISIBLE.search(plain):
            self.write(plain, start)
            return
        at = 0
        for odd in _ODD.finditer(plain):
            self.write(plain[at : odd.start()], start + at)
            at = odd.end()
            if not _INVISIBLE.match(odd[0]):
                for part in unicodedata.normalize("NFKC", odd[0]):
                    self.write(part, start + odd.start())
        self.write(plain[at:], start + at)


def _narrow(match: re.Match[str]) -> str:
    return _NARROW[match[0]]


def fold(text: str) -> Folded:
    """Fold `text`. Line breaks stay where they are."""
    sheet = _Sheet()
    hidden: list[tuple[int, int]] = []
    ends: dict[int, int] = {}
    at = 0
    for match in matches(text, _MARKED, _MARKUP):
        if _masks(match):
            continue
        sheet.add(text[at : match.start()], at)
        for sign in _shown(match):
            sheet.write(sign, match.start())
            ends[match.start()] = match.end()
        hidden += _unseen(match)
        at = match.end()
    sheet.add(text[at:], at)
    for start, end in hidden:
        sheet.write(EDGE, start)
        sheet.add(text[start:end], start)
    return Folded("".join(sheet.pieces), sheet.starts, sheet.places, ends)


def _masks(match: re.Match[str]) -> bool:
    """Asterisks that hide signs (138****0000, 警号03**47), not emphasis: too many, or between signs and without their pair."""
    stars, text = match[0], match.string
    if stars.strip("*") or not (text[match.start() - 1 : match.start()].isalnum() or len(stars) > 3):
        return False
    if len(stars) > 3:
        return True
    left, right = max(0, match.start() - 500), match.end() + 500
    line = text[left : match.start()].rpartition("\n")[2] + stars + text[match.end() : right].partition("\n")[0]
    pairs = [found for found in re.findall(r"\*+", line.lstrip("* ")) if found == stars]
    return len(pairs) % 2 == 1 and text[match.end() : match.end() + 1].isalnum()


def _shown(match: re.Match[str]) -> str:
    """What a reader sees in place of a piece of markup."""
    if match["entity"]:
        return _INVISIBLE.sub("", unicodedata.normalize("NFKC", html.unescape(match[0])))
    if match["escaped"]:
        return match[0][1]
    name = match["named"] or ""
    return "\n" if name in ("br", "BR") else EDGE if _APART.match(name) else ""


def _unseen(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    if match["comment"]:
        yield match.span("said")
    elif match["target"]:
        yield match.span("to")
    elif match["tag"]:
        for value in _VALUE.finditer(match.string, match.start(), match.end()):
            if not _DRAWN.match(value[1]):
                yield value.span(value.lastindex or 0)
