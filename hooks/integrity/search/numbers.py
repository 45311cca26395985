"""Whole numbers as plain signs, since a shard is a script: it opens from the disk too, and any server packs it.

An alphabet of 90 signs without quotation mark, backslash, blank, ! and ~. The first 60 end a number, the other 30 go on:
v < 60 is one sign; else the sign of (v - 60) % 30 and then (v - 60) // 30 in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import sub

ALPHABET = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")
ENDS = 60
MORE = len(ALPHABET) - ENDS
FEW = 8
SIX = ALPHABET[:64]


class _Signs(dict[int, str]):
    """The signs of each number less `base`, worked out when it is first met."""

    def __init__(self, base: int = 0) -> None:
        self.base = base

    def __missing__(self, number: int) -> str:
        value, out = number - self.base, ""
        while value >= ENDS:
            value -= ENDS
            out += ALPHABET[ENDS + value % MORE]
            value //= MORE
        self[number] = out + ALPHABET[value]
        return self[number]


SIGNS, GAPS = _Signs(), _Signs(1)
"""A whole number of 0 and above, and one of 1 and above less 1."""


def plain(values: Iterable[int]) -> str:
    """Any whole numbers of 0 and above, one after the other."""
    return "".join([SIGNS[value] for value in values])


def rising(values: Sequence[int], limit: int) -> tuple[int, str]:
    """Strictly rising numbers below `limit`, at least one, as (a number below FEW, signs). The number is how many there are less
    one, and the signs the first and how far the next is behind each, less 1. It is FEW - 1 where there are as many or more: the
    signs then say first how many more than FEW - 1 there are; or 0, how many signs follow, and in these a bit for each number
    from 0, six a sign, when that is shorter."""
    count = len(values)
    if count * 6 > limit:
        bits = _bits(values)
        return FEW - 1, SIGNS[0] + SIGNS[len(bits)] + bits
    signs = SIGNS[values[0]] + "".join(map(GAPS.__getitem__, map(sub, values[1:], values)))
    return (count - 1, signs) if count < FEW else (FEW - 1, SIGNS[count - FEW + 1] + signs)


def _bits(values: Sequence[int]) -> str:
    cells = [0] * (values[-1] // 6 + 1)
    for value in values:
        cells[value // 6] |= 1 << value % 6
    return "".join(map(SIX.__getitem__, cells))
