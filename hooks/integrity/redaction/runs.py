"""Runs of signs that read as digits, however they are written: 138-0000-0000, 一三八〇…, 1 3 8 0, 138OOOO.

A run is a row of pieces, each in one script; a number may join pieces but never cuts one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HAN = "〇○◯零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參叄陸幺"
_AS = "0000123456789" + "123456789" + "2336" + "1"
_LETTERS = "OoQlI"
_TO_DIGITS = str.maketrans(_HAN + _LETTERS + "x×", _AS + "00011" + "XX")

SIGN = rf"[0-9{_HAN}{_LETTERS}xX×]"
_BREAK = r"\r?\n[ \t]*(?:>[ \t]*)*"
_GAP = rf"(?:[ \t()._·•・‧∙⋅\-‐‑‒–—―−]|{_BREAK})"
ROW = re.compile(rf"{SIGN}(?:{_GAP}{{0,3}}{SIGN})*")
LONG = re.compile(rf"{SIGN}(?:{_GAP}{{0,3}}{SIGN}){{6,}}")
_PIECE = re.compile(rf"[0-9]+|[{_HAN}]+|[{_LETTERS}]+|[xX×]")
_TOKEN = re.compile(r"[0-9A-Za-z]*")


@dataclass(frozen=True)
class Piece:
    """`gap` is what stands between this piece and the one before it."""

    start: int
    end: int
    digits: str
    gap: str


@dataclass(frozen=True)
class Number:
    """Pieces read as one number; the separated lengths in `shape`, what separates them in `gaps`."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    gaps: tuple[str, ...]

    @property
    def spelt(self) -> bool:
        """Sign by sign: 1 3 8 0 0 …"""
        return len(self.shape) > 4 and max(self.shape[:-1]) == 1


def pieces(text: str, start: int, end: int) -> list[Piece]:
    found: list[Piece] = []
    for match in _PIECE.finditer(text, start, end):
        gap = text[found[-1].end : match.start()] if found else ""
        found.append(Piece(match.start(), match.end(), match[0].translate(_TO_DIGITS), gap))
    return found


def join(row: Sequence[Piece]) -> Number:
    """One number out of `row`. A break of the line alone does not separate."""
    shape: list[int] = []
    gaps: list[str] = []
    for piece in row:
        if shape and (not piece.gap or piece is row[0] or _broken(piece.gap)):
            shape[-1] += len(piece.digits)
            continue
        if shape:
            gaps.append(piece.gap.strip() or " ")
        shape.append(len(piece.digits))
    return Number(row[0].start, row[-1].end, "".join(p.digits for p in row), tuple(shape), tuple(gaps))


def _broken(gap: str) -> bool:
    return "\n" in gap and not gap.strip(" \t\r\n>")


def numbers(text: str, row: Sequence[Piece], most: int = 23) -> Iterator[Number]:
    """Every way to join neighbours of `row` into a number of 10 to `most` signs."""
    for first in range(len(row)):
        length = 0
        for last in range(first, len(row)):
            length += len(row[last].digits)
            if length > most:
                break
            if length >= 10 and _whole(text, row[first].start, row[last].end) and _one_line(text, row[first : last + 1]):
                yield join(row[first : last + 1])


def _whole(text: str, start: int, end: int) -> bool:
    """A letter at the edge stands for a digit only if no word goes on there."""
    left = text[start].isalpha() and text[start].isascii() and text[start - 1 : start].isalnum() and text[start - 1].isascii()
    right = text[end - 1].isalpha() and text[end - 1].isascii() and text[end : end + 1].isalnum() and text[end].isascii()
    return not (left or right)


def _one_line(text: str, row: Sequence[Piece]) -> bool:
    """A number goes on in the next line only if words lead to it: a column of figures is no number."""
    breaks = sum("\n" in piece.gap for piece in row[1:])
    if not breaks:
        return True
    before = text[text.rfind("\n", 0, row[0].start) + 1 : row[0].start].strip(" \t>|#*-")
    return breaks == 1 and bool(before)


def machine_made(text: str, start: int, end: int) -> bool:
    """Part of a hash, a key or another token that only machines read."""
    left = start
    while left > start - 64 and left and text[left - 1].isascii() and (text[left - 1].isalnum() or text[left - 1] == "-"):
        left -= 1
    right = end
    while right < min(len(text), end + 64) and text[right].isascii() and (text[right].isalnum() or text[right] == "-"):
        right += 1
    whole = text[left:right]
    if re.fullmatch(r"[0-9A-Fa-f-]{32,}", whole) and re.search("[A-Fa-f]", whole):
        return True
    around = re.split("[^0-9A-Za-z]", text[left:start])[-1] + text[start:end] + re.split("[^0-9A-Za-z]", text[end:right])[0]
    return len(around) >= 20 and any(sign.isalpha() for sign in around.rstrip("xX")) and " " not in around
