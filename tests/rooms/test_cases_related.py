"""Which cases belong beside one another: found by what they share, as if every pair had been compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from helpers import HOME

from integrity.kernel.statutes import Document
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rooms.cases.model import Case
from integrity.rooms.cases.related import related
from integrity.rooms.cases.violations import Place, Violation

DAY = dt.date(2026, 1, 12)
DOCUMENTS = [Document(f"制度{n}", f"policies/{n}.md", "第一条　内容。\n", DAY, DAY) for n in range(5)]
Found = Mapping[str, tuple[Violation, ...]]


def sample() -> tuple[list[Case], Found]:
    """The project's own cases, each with up to two articles that some of the others have as well."""
    cases = sorted(read_library(HOME, (Case,), load_terms(HOME / "data")).of(Case), key=lambda case: case.uri)
    places = [[Place(DOCUMENTS[m], (1, 0)) for m in sorted({n % 5, n * n % 7}) if m < 4] for n in range(len(cases))]
    pairs = zip(cases, places, strict=True)
    return cases, {case.uri: tuple(Violation(case, place, (), "") for place in own) for case, own in pairs}


def plain(case: Case, cases: Sequence[Case], found: Found) -> list[tuple[str, tuple[str, ...]]]:
    mine = {violation.place for violation in found[case.uri]}
    scored = []
    for other in cases:
        articles = [violation.place.title for violation in found[other.uri] if violation.place in mine]
        topics = sorted(case.about & other.about)
        if other is not case and (articles or topics):
            scored.append((2 * len(articles) + len(topics), (other.uri, (*articles[:2], *topics[:3]))))
    return [one for _, one in sorted(scored, key=lambda pair: -pair[0])[:3]]


def test_the_same_are_found_as_by_comparing_every_pair() -> None:
    cases, found = sample()
    beside = related(cases, found)
    assert len(cases) > 10
    assert {case.uri: [(one.case.uri, one.shared) for one in beside[case.uri]] for case in cases} == {
        case.uri: plain(case, cases, found) for case in cases
    }


def test_a_case_that_shares_nothing_stands_alone() -> None:
    cases, found = sample()
    assert related(cases[:1], found) == {cases[0].uri: ()}
