"""Activities sorted and counted, and what is missing against the required frequency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...kernel.groups import Group, group_by
from ...kernel.issue import Issue
from ...kernel.material import Material, material
from ...kernel.record import Record
from ...kernel.room import Context
from ...kernel.terms import Terms
from ...kernel.yamlread import Loc
from .gaps import Branch, branches
from .model import Activity, ActivityLedger, Held


@dataclass(frozen=True)
class Entry:
    """An activity with its place: `at` leads to it in the record. `counts` is false while its day has not come."""

    record: Record
    held: Held
    at: Loc
    title: str
    uri: str
    counts: bool
    no: int = 0
    materials: tuple[Material, ...] = ()

    @property
    def line(self) -> int:
        return self.record.origin.line(*self.at)

    def issue(self, text: str, key: str, level: Any = "error") -> Issue:
        return self.record.issue(text, *self.at, key, level=level)


@dataclass(frozen=True)
class Total:
    """场次 and 人次 of one type."""

    name: str
    key: str
    sessions: int
    people: int


@dataclass(frozen=True)
class YearIndex:
    """One year. `entries` are those that count, the latest first; `branches` say what each has held and owes."""

    year: int
    entries: tuple[Entry, ...]
    totals: tuple[Total, ...]
    branches: tuple[Branch, ...]
    ledgers: tuple[ActivityLedger, ...]

    @property
    def people(self) -> int:
        return sum(entry.held.actual for entry in self.entries)

    @property
    def missing(self) -> int:
        return sum(gap.missing for branch in self.branches for gap in branch.gaps)


@dataclass(frozen=True)
class Index:
    """All entries, those to come included, and the years: this year first."""

    entries: tuple[Entry, ...]
    years: tuple[YearIndex, ...]


def index(context: Context) -> Index:
    found = entries(context)
    counted = [entry for entry in found if entry.counts]
    years = sorted({context.today.year, *(entry.held.date.year for entry in counted)}, reverse=True)
    return Index(found, tuple(_year(year, counted, context) for year in years))


def entries(context: Context) -> tuple[Entry, ...]:
    """Every activity of both kinds, the latest first."""
    found = [_entry(a, a, (), a.title, context) for a in context.library.of(Activity)]
    for ledger in context.library.of(ActivityLedger):
        for n, item in enumerate(ledger.activities):
            found.append(_entry(ledger, item, ("activities", n), item.title or item.topics[0], context, item.no))
    return tuple(sorted(found, key=lambda e: (e.held.date, e.held.start, e.uri), reverse=True))


def _entry(record: Record, held: Held, at: Loc, title: str, context: Context, no: int = 0) -> Entry:
    materials = tuple(material(record, item, context) for item in held.materials)
    uri = record.uri + (f"#a{no}" if no else "")
    return Entry(record, held, at, title, uri, held.date <= context.today, no, materials)


def fits(kind: str, branch: str, terms: Terms) -> bool:
    """Whether `branch` may hold an activity of the type `kind`: the group of a type names the bodies it belongs to."""
    wanted = terms["activity_types"].term(kind).group
    return wanted in ("", "共同") or wanted == terms["branches"].term(branch).group


def key_of(kind: str, terms: Terms) -> str:
    """The ASCII name of a type; its place in the vocabulary where it has none."""
    vocabulary = terms["activity_types"]
    return vocabulary.term(kind).key or f"type-{vocabulary.rank(kind) + 1}"


def _year(year: int, counted: Iterable[Entry], context: Context) -> YearIndex:
    inside = tuple(entry for entry in counted if entry.held.date.year == year)
    held = [entry.held for entry in inside]
    kinds = context.terms["activity_types"].words
    owing = branches(year, held, context.terms, context.today, lambda kind, name: fits(kind, name, context.terms))
    ledgers = tuple(ledger for ledger in context.library.of(ActivityLedger) if _begins(ledger) == year)
    return YearIndex(year, inside, tuple(_total(kind, held, context.terms) for kind in kinds), owing, ledgers)


def _begins(ledger: ActivityLedger) -> int:
    return min(item.date for item in ledger.activities).year


def _total(kind: str, held: Iterable[Held], terms: Terms) -> Total:
    people = [one.actual for one in held if one.type == kind]
    return Total(kind, key_of(kind, terms), len(people), sum(people))


def by_type(year: YearIndex, terms: Terms) -> tuple[Group[Entry], ...]:
    return group_by(year.entries, lambda e: [e.held.type], order=terms["activity_types"].rank)


def by_branch(year: YearIndex, terms: Terms) -> tuple[Group[Entry], ...]:
    return group_by(year.entries, lambda e: [e.held.branch], order=terms["branches"].rank)


def by_month(year: YearIndex) -> tuple[Group[Entry], ...]:
    return group_by(year.entries, lambda e: [f"{e.held.date.month}月"], order=lambda name: -int(name[:-1]))
