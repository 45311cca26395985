"""The library: cases newest first, by every facet and article, each with those that belong beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...kernel.beside import alike, naming, of_kind
from ...kernel.groups import Group
from ...kernel.record import Record
from ...kernel.room import Context
from .circular import Circular, circular
from .facets import FACETS, Value, values
from .model import Case
from .related import Related, related
from .sets import Meeting, meetings
from .violations import Violation, by_document, violations

_BESIDE = 3


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

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many cases violated an article, by the uri of its page."""
        return {group.name: len(group) for document in self.documents for group in document.items}

    def facet(self, key: str) -> tuple[Value, ...]:
        """The values of one facet; none where no case has any."""
        return next((found for found in self.facets if found and found[0].facet.key == key), ())


def index(context: Context) -> Index:
    cases = sorted(context.library.of(Case), key=lambda case: (case.date, case.case_no), reverse=True)
    found = violations(cases, context)
    beside = related(cases, found)
    films, exemplars = of_kind(context.library, "film"), of_kind(context.library, "exemplar")
    entries = tuple(
        Entry(
            case,
            circular(case),
            found[case.uri],
            beside[case.uri],
            tuple(naming(case, films)),
            tuple(alike(case, exemplars, _BESIDE)),
        )
        for case in cases
    )
    facets = tuple(values(facet, cases, context.terms) for facet in FACETS)
    return Index(entries, facets, by_document(found), meetings(entries_by_path(entries), context))


def entries_by_path(entries: Iterable[Entry]) -> Mapping[str, tuple[Case, tuple[Violation, ...]]]:
    return {entry.case.origin.path: (entry.case, entry.violations) for entry in entries}
