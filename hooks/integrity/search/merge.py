"""Lists of groups joined: each group's numbers moved up by what stands before it. Groups have their keys in order, so that
a walk along all of them needs no memory but theirs."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from .group import Group, Part
from .numbers import dense, one

_List = tuple[str, int, int, int, str]
"""A key, its first number, its last, how many, and the gaps after the first as text."""


def merged(parts: Sequence[Part], before: Sequence[int], limit: int) -> Iterator[tuple[str, str]]:
    """Every key in order, with the numbers of all groups as `numbers.rising` writes them below `limit`."""
    for key, first, _, count, rest in _joined(parts, before):
        text = one(first) + rest
        yield key, dense(text, limit) if count * 6 > limit else text


def joined(groups: Sequence[Group]) -> Group:
    """Neighbouring groups as one, without their words."""
    sizes = tuple(size for group in groups for size in group.sizes)
    blocks = list(bases([sum(group.sizes) for group in groups]))
    pages = list(bases([len(group.sizes) for group in groups]))
    parts = tuple(_part([group.parts[n] for group in groups], before) for n, before in enumerate((blocks, blocks, pages, pages)))
    return Group(sizes, parts, (), ())


def _part(parts: Sequence[Part], before: Sequence[int]) -> Part:
    keys, rests = [], []
    firsts, lasts, counts = array("I"), array("I"), array("I")
    for key, first, last, count, rest in _joined(parts, before):
        keys.append(key)
        firsts.append(first)
        lasts.append(last)
        counts.append(count)
        rests.append(rest)
    return Part(" ".join(keys), firsts, lasts, counts, " ".join(rests))


def _joined(parts: Sequence[Part], before: Sequence[int]) -> Iterator[_List]:
    rows = heapq.merge(*(part.rows(base) for part, base in zip(parts, before, strict=True)))
    for key, same in groupby(rows, itemgetter(0)):
        (_, first, last, total, text), *others = same
        for _, start, end, count, rest in others:
            text += one(start - last - 1) + rest
            last = end
            total += count
        yield key, first, last, total, text


def bases(sizes: Sequence[int]) -> Iterator[int]:
    """What stands before each of them."""
    total = 0
    for size in sizes:
        yield total
        total += size
