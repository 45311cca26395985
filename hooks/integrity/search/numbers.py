"""Rising whole numbers as plain signs, since a shard is a script: it opens from the disk too, and any server packs it.

An alphabet of 90 signs without quotation mark, backslash, blank, ! and ~. The first 60 end a number, the other 30 go on:
v < 60 is one sign; else the sign of (v - 60) % 30 and then (v - 60) // 30 in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

ALPHABET = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")
ENDS = 60
MORE = len(ALPHABET) - ENDS
SIX = ALPHABET[:64]


def _signs(value: int) -> str:
    out = ""
    while value >= ENDS:
        value -= ENDS
        out += ALPHABET[ENDS + value % MORE]
        value //= MORE
    return out + ALPHABET[value]


_PLACE = {sign: value for value, sign in enumerate(ALPHABET)}
_KNOWN = [_signs(value) for value in range(4096)]


def one(value: int) -> str:
    """A whole number of 0 and above."""
    return _KNOWN[value] if value < 4096 else _signs(value)


def plain(values: Iterable[int]) -> str:
    """Any whole numbers of 0 and above, one after the other."""
    return "".join([_KNOWN[value] if value < 4096 else _signs(value) for value in values])


def rising(values: Iterable[int], limit: int) -> str:
    """Strictly rising numbers below `limit`: their gaps, or after a ! one bit each, six bits a sign, when that is shorter."""
    found = list(values)
    gaps = [found[0], *(after - before - 1 for before, after in pairwise(found))] if found else []
    if len(gaps) * 6 <= limit:
        return plain(gaps)
    return "!" + _bits(gaps, limit)


def dense(gaps: str, limit: int) -> str:
    """What `rising` writes for many numbers, from what it would write for few."""
    return "!" + _bits(list(_values(gaps)), limit)


def _values(text: str) -> Iterator[int]:
    """The numbers that `plain` wrote."""
    base, unit = 0, 1
    for sign in text:
        value = _PLACE[sign]
        base += unit * value
        if value < ENDS:
            yield base
            base, unit = 0, 1
        else:
            unit *= MORE


def _bits(gaps: list[int], limit: int) -> str:
    cells = [0] * (limit // 6 + 1)
    at = -1
    for gap in gaps:
        at += gap + 1
        cells[at // 6] |= 1 << at % 6
    return "".join(map(SIX.__getitem__, cells)).rstrip(SIX[0])
