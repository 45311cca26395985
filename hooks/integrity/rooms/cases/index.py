"""The library: cases newest first, by every facet and article, each with those that belong beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...kernel.beside import alike, naming, of_kind
from ...kernel.groups import Group
from ...kernel.record import Record
from ...kernel.room import Context
from .circular import Circular, circular
from .facets import FACETS, Value, values
from .model import Case
from .sets import Meeting, meetings
from .violations import Violation, by_document, violations

_BESIDE = 3


@dataclass(frozen=True)
class Related:
    """Another case and what it has in common with this one, in words."""

    case: Case
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A case with all that its page shows."""

    case: Case
    circular: Circular
    violations: tuple[Violation, ...]
    related: tuple[Related, ...]
    films: tuple[Record, ...]
    exemplars: tuple[Record, ...]


@dataclass(frozen=True)
class Index:
    """`entries` newest first; `facets` the values that occur, in the order of FACETS; `documents` the violated articles."""

    entries: tuple[Entry, ...]
    facets: tuple[tuple[Value, ...], ...]
    documents: tuple[Group[Group[Violation]], ...]
    meetings: tuple[Meeting, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(entry.case for entry in self.entries)

    def facet(self, key: str) -> tuple[Value, ...]:
        """The values of one facet; none where no case has any."""
        return next((found for found in self.facets if found and found[0].facet.key == key), ())


def index(context: Context) -> Index:
    cases = sorted(context.library.of(Case), key=lambda case: (case.date, case.case_no), reverse=True)
    found = violations(cases, context)
    films, exemplars = of_kind(context.library, "film"), of_kind(context.library, "exemplar")
    entries = tuple(
        Entry(
            case,
            circular(case),
            found[case.uri],
            tuple(related(case, cases, found)),
            tuple(naming(case, films)),
            tuple(alike(case, exemplars, _BESIDE)),
        )
        for case in cases
    )
    facets = tuple(values(facet, cases, context.terms) for facet in FACETS)
    return Index(entries, facets, by_document(found), meetings(entries_by_path(entries), context))


def entries_by_path(entries: Iterable[Entry]) -> Mapping[str, tuple[Case, tuple[Violation, ...]]]:
    return {entry.case.origin.path: (entry.case, entry.violations) for entry in entries}


def related(case: Case, cases: Iterable[Case], found: Mapping[str, tuple[Violation, ...]]) -> list[Related]:
    """Up to three others: those with most of the same articles, then of the same topics, the newer first among equals."""
    mine = {violation.place for violation in found[case.uri]}
    scored: list[tuple[int, Related]] = []
    for other in cases:
        if other is case:
            continue
        articles = [violation.place.title for violation in found[other.uri] if violation.place in mine]
        topics = sorted(case.about & other.about)
        if articles or topics:
            scored.append((2 * len(articles) + len(topics), Related(other, (*articles[:2], *topics[:3]))))
    return [one for _, one in sorted(scored, key=lambda pair: -pair[0])[:_BESIDE]]
