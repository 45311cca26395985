"""The lists of all groups joined to the entries of a shard. Numbers in a group count from its first, so that its list is taken
as it is, behind a number which says whose it is and how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .numbers import FEW, one

KINDS = 4


def merged(parts: Sequence[str]) -> Iterator[str]:
    """Every entry "key list list list list~" of the shard, in order, from the cells of each group as in group.py. Before each
    group's signs stands FEW times how many groups lie between, and the number of numbers.rising."""
    kinds = tuple(defaultdict[str, str](str) for _ in range(KINDS))
    nexts = tuple(defaultdict[str, int](int) for _ in range(KINDS))
    for number, part in enumerate(parts):
        for row in part.split("~")[:-1]:
            key, *blank, text = row.split(" ")
            kind = len(blank)
            kinds[kind][key] += one((number - nexts[kind][key]) * FEW + int(text[0])) + text[1:]
            nexts[kind][key] = number + 1
    for key in sorted({*kinds[0], *kinds[1], *kinds[2], *kinds[3]}):
        yield " ".join([key, *(lists.get(key, "") for lists in kinds)]).rstrip(" ") + "~"
