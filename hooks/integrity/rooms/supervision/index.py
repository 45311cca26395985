"""Inspections and their findings counted by year, type and unit. Amounts are in 万元."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ...kernel.groups import Group, group_by
from ...kernel.money import added
from ...kernel.room import Context
from .findings import Entry, entries
from .model import Inspection


@dataclass(frozen=True)
class Seen:
    """An inspection with its findings. `counts` is false while its date has not come."""

    inspection: Inspection
    entries: tuple[Entry, ...]
    counts: bool

    @property
    def totals(self) -> Totals:
        return totals([self])


@dataclass(frozen=True)
class Totals:
    """`listed` counts the findings that a ledger answers or that were settled without one, `closed` those put right."""

    inspections: int
    amount: Decimal
    questioned: Decimal
    saved: Decimal
    findings: int
    listed: int
    closed: int


Counted = tuple[Group[Seen], Totals]


@dataclass(frozen=True)
class Year:
    name: str
    seen: tuple[Seen, ...]
    totals: Totals
    types: tuple[Counted, ...]


@dataclass(frozen=True)
class OfUnit:
    """A unit that was inspected or has a finding to put right. `amount` is that of its findings."""

    unit: str
    key: str
    inspections: int
    entries: tuple[Entry, ...]

    @property
    def amount(self) -> Decimal:
        return added(entry.finding.amount for entry in self.entries)

    @property
    def listed(self) -> int:
        return sum(entry.listed for entry in self.entries)

    @property
    def closed(self) -> int:
        return sum(entry.closed for entry in self.entries)


@dataclass(frozen=True)
class Index:
    """The newest inspection first. `open` are the findings that no ledger has, the oldest first."""

    seen: tuple[Seen, ...]
    totals: Totals
    years: tuple[Year, ...]
    types: tuple[Counted, ...]
    units: tuple[OfUnit, ...]
    open: tuple[Entry, ...]


def index(context: Context) -> Index:
    found = entries(context)
    inspections = sorted(context.library.of(Inspection), key=lambda one: (one.date, one.uri), reverse=True)
    seen = tuple(Seen(one, tuple(e for e in found if e.inspection is one), one.date <= context.today) for one in inspections)
    years = group_by(seen, lambda one: [str(one.inspection.date.year)], reverse=True)
    return Index(
        seen,
        totals(seen),
        tuple(Year(year.name, year.items, totals(year.items), _by_type(year.items, context)) for year in years),
        _by_type(seen, context),
        _by_unit(seen, context),
        tuple(sorted((e for e in found if e.counts and not e.listed), key=lambda e: (-e.days, e.uri))),
    )


def totals(seen: Iterable[Seen]) -> Totals:
    held = [one for one in seen if one.counts]
    found = [entry for one in held for entry in one.entries]
    return Totals(
        len(held),
        added(one.inspection.amount for one in held),
        added(one.inspection.in_question for one in held),
        added(one.inspection.saved for one in held),
        len(found),
        sum(entry.listed for entry in found),
        sum(entry.closed for entry in found),
    )


def _by_type(seen: Iterable[Seen], context: Context) -> tuple[Counted, ...]:
    groups = group_by(seen, lambda one: [one.inspection.type], order=context.terms["inspection_types"].rank)
    return tuple((group, totals(group.items)) for group in groups)


def _by_unit(seen: Iterable[Seen], context: Context) -> tuple[OfUnit, ...]:
    held = [one for one in seen if one.counts]
    units = context.terms["units"]
    looked = {group.name: len(group) for group in group_by(held, lambda one: sorted(set(one.inspection.units)))}
    found = group_by((entry for one in held for entry in one.entries), lambda entry: [entry.finding.unit])
    own = {group.name: group.items for group in found}
    names = sorted({*looked, *own}, key=units.rank)
    return tuple(OfUnit(name, units.term(name).key or name, looked.get(name, 0), own.get(name, ())) for name in names)
