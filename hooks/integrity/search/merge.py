"""Lists of groups joined: each group's numbers moved up by what stands before it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from .group import Group, Part
from .numbers import dense, one

_Joined = tuple[dict[str, str], dict[str, int], dict[str, int], dict[str, int]]


def merged(parts: Sequence[Part], bases: Sequence[int], limit: int) -> dict[str, str]:
    """For every key the numbers of all groups, as `numbers.rising` writes them below `limit`."""
    texts, firsts, _, counts = _join(parts, bases)
    for key, text in texts.items():
        texts[key] = one(firsts[key]) + text
    for key, count in counts.items():
        if count * 6 > limit:
            texts[key] = dense(texts[key], limit)
    return texts


def joined(groups: Sequence[Group]) -> Group:
    """Neighbouring groups as one, without their words."""
    sizes = tuple(size for group in groups for size in group.sizes)
    blocks = list(bases([sum(group.sizes) for group in groups]))
    pages = list(bases([len(group.sizes) for group in groups]))
    parts = tuple(_part([group.parts[n] for group in groups], before) for n, before in enumerate((blocks, blocks, pages, pages)))
    return Group(sizes, parts, (), ())


def _part(parts: Sequence[Part], before: Sequence[int]) -> Part:
    texts, firsts, lasts, counts = _join(parts, before)
    rests = " ".join(texts.values())
    return Part(" ".join(texts), array("I", firsts.values()), array("I", lasts.values()), array("I", counts.values()), rests)


def _join(parts: Sequence[Part], before: Sequence[int]) -> _Joined:
    """By key: the gaps after the first number, that number, the last one, and how many there are."""
    texts: dict[str, str] = {}
    firsts: dict[str, int] = {}
    lasts: dict[str, int] = {}
    counts: dict[str, int] = {}
    for part, base in zip(parts, before, strict=True):
        for key, first, last, count, rest in part.rows():
            if key in texts:
                texts[key] += one(base + first - lasts[key] - 1) + rest
                counts[key] += count
            else:
                texts[key], firsts[key], counts[key] = rest, base + first, count
            lasts[key] = base + last
    return texts, firsts, lasts, counts


def bases(sizes: Sequence[int]) -> Iterator[int]:
    """What stands before each of them."""
    total = 0
    for size in sizes:
        yield total
        total += size
