"""Which cases belong beside one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from .model import Case
from .violations import Violation

_MOST, _ARTICLES, _TOPICS = 3, 2, 3
_WEIGHT = 2
"""A shared article counts as much as this many topics."""


@dataclass(frozen=True)
class Related:
    """Another case and what it has in common with this one, in words."""

    case: Case
    shared: tuple[str, ...]


def related(cases: Sequence[Case], found: Mapping[str, tuple[Violation, ...]]) -> Mapping[str, tuple[Related, ...]]:
    """By uri, up to three others: those with most of the same articles and topics, the first of `cases` among equals."""
    having: dict[str, list[int]] = defaultdict(list)
    for n, case in enumerate(cases):
        for key in {*_keys(case, found)}:
            having[key].append(n)
    close = [_closest(n, [having[key] for key in _keys(case, found)]) for n, case in enumerate(cases)]
    return {
        case.uri: tuple(_in_common(case, cases[other], found) for other in others)
        for case, others in zip(cases, close, strict=True)
    }


def _keys(case: Case, found: Mapping[str, tuple[Violation, ...]]) -> Iterator[str]:
    """What others may share, each as often as it counts."""
    for violation in found[case.uri]:
        yield from [violation.place.uri] * _WEIGHT
    yield from case.about


def _closest(own: int, sharing: Sequence[Sequence[int]]) -> list[int]:
    scores: Counter[int] = Counter()
    for others in sharing:
        scores.update(others)
    del scores[own]
    return [other for _, other in nsmallest(_MOST, ((-score, other) for other, score in scores.items()))]


def _in_common(case: Case, other: Case, found: Mapping[str, tuple[Violation, ...]]) -> Related:
    mine = {violation.place for violation in found[case.uri]}
    articles = [violation.place.title for violation in found[other.uri] if violation.place in mine]
    topics = sorted(case.about & other.about)
    return Related(other, (*articles[:_ARTICLES], *topics[:_TOPICS]))
