"""Lists of groups joined: each group's numbers moved up by what stands before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .group import Part
from .numbers import dense, one


def merged(parts: Sequence[Part], bases: Sequence[int], limit: int) -> dict[str, str]:
    """For every key the numbers of all groups, as `numbers.rising` writes them below `limit`."""
    texts: dict[str, str] = {}
    ends: dict[str, int] = {}
    counts: dict[str, int] = {}
    for part, base in zip(parts, bases, strict=True):
        for key, first, last, count, rest in part.rows():
            if key in ends:
                texts[key] += one(base + first - ends[key] - 1) + rest
                counts[key] += count
            else:
                texts[key] = one(base + first) + rest
                counts[key] = count
            ends[key] = base + last
    for key, count in counts.items():
        if count * 6 > limit:
            texts[key] = dense(texts[key], limit)
    return texts


def bases(sizes: Sequence[int]) -> Iterator[int]:
    """What stands before each of them."""
    total = 0
    for size in sizes:
        yield total
        total += size
