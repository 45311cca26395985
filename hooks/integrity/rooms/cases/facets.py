"""By what a reader narrows the library: each facet with its values, each value with an address and the cases that have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...kernel import choices as choosing
from ...kernel.terms import Terms
from .model import Case


@dataclass(frozen=True, order=True)
class Label:
    """A value as it is shown and sorted. `slug` is its ASCII name in addresses, `group` the heading it stands under."""

    rank: int
    name: str
    slug: str
    group: str = ""


@dataclass(frozen=True)
class Facet:
    key: str
    label: str
    labels: Callable[[Case, Terms], Iterable[Label]]

    def uri(self, label: Label) -> str:
        """The page of the cases that have this value."""
        return f"cases/by/{self.key}-{label.slug}.md"


@dataclass(frozen=True)
class Value:
    """A value of a facet and its cases, in the order of the library."""

    facet: Facet
    label: Label
    cases: tuple[Case, ...]

    @property
    def uri(self) -> str:
        return self.facet.uri(self.label)

    @cached_property
    def uris(self) -> frozenset[str]:
        return frozenset(case.uri for case in self.cases)


def _words(vocabulary: str, words: Callable[[Case], Iterable[str]]) -> Callable[[Case, Terms], Iterable[Label]]:
    return lambda case, terms: [label(vocabulary, word, terms) for word in words(case)]


def label(vocabulary: str, word: str, terms: Terms, name: str = "", shift: int = 0) -> Label:
    term = terms[vocabulary].term(word)
    return Label(terms[vocabulary].rank(word) + shift, name or word, term.key or word, term.group)


_SANCTIONS = ("party_sanctions", "public_sanctions", "other_handlings", "")


def _sanctions(case: Case, terms: Terms) -> Iterable[Label]:
    for vocabulary, word, shown in case.imposed():
        shift = 100 * _SANCTIONS.index(vocabulary)
        yield label(vocabulary, word, terms, shown, shift) if vocabulary else Label(shift, shown, word)


FACETS = (
    Facet("discipline", "违反纪律", _words("disciplines", lambda case: case.disciplines)),
    Facet("theme", "主题", _words("case_themes", lambda case: case.themes)),
    Facet("rule", "八项规定问题", _words("eight_rules", lambda case: case.eight_rules)),
    Facet("form", "四种形态", _words("forms", lambda case: [case.form])),
    Facet("sanction", "处分和处理", _sanctions),
    Facet("post", "岗位类别", _words("post_types", lambda case: [case.post_type])),
    Facet("unit", "单位类别", _words("unit_types", lambda case: [case.unit_type])),
    Facet("level", "通报层级", _words("levels", lambda case: [case.level])),
    Facet("year", "年份", lambda case, terms: [Label(-case.date.year, f"{case.date.year}年", str(case.date.year))]),
)


def values(facet: Facet, cases: Sequence[Case], terms: Terms) -> tuple[Value, ...]:
    """The values that a case has, in their official order."""
    found: dict[Label, list[Case]] = defaultdict(list)
    for case in cases:
        for one in facet.labels(case, terms):
            found[one].append(case)
    return tuple(Value(facet, one, tuple(found[one])) for one in sorted(found))


def choices(found: Iterable[Sequence[Value]]) -> tuple[choosing.Facet, ...]:
    """What the library's page offers to narrow it by: `found` are the values of each facet, in the order of FACETS."""
    return tuple(
        choosing.Facet(facet.key, facet.label, tuple(_choice(value) for value in listed))
        for facet, listed in zip(FACETS, found, strict=True)
    )


def _choice(value: Value) -> choosing.Choice:
    return choosing.Choice(value.label.slug, value.label.name, value.uri, len(value.cases))


def marks(case: Case, terms: Terms) -> dict[str, list[str]]:
    """The slugs of a case by facet: what the page's script filters by."""
    return {facet.key: [one.slug for one in facet.labels(case, terms)] for facet in FACETS}


def links(case: Case, terms: Terms) -> dict[str, list[tuple[str, str]]]:
    """By facet, the names of a case's values with the pages that list them, in their official order."""
    return {facet.key: [(one.name, facet.uri(one)) for one in sorted({*facet.labels(case, terms)})] for facet in FACETS}
