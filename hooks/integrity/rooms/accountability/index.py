"""The lists seen from the day: what is done and late, who leads what, and what each section answers for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from ...kernel.groups import Group, group_by
from ...kernel.links import address, resolve, uri_of
from ...kernel.material import material
from ...kernel.record import Reference
from ...kernel.room import Context
from ...kernel.terms import Terms
from ...kernel.yamlread import Loc
from .model import AccountabilityList, Indicator, Item, Measure, Subject
from .refs import found

State = Literal["已完成", "推进中", "逾期", "长期坚持"]


@dataclass(frozen=True)
class Entry:
    """A measure with its place, as it stands on the day. `days` is what is left until its deadline, negative once it is
    over; None for what has no end. `evidence` are names.
    """

    record: AccountabilityList
    subject: Subject
    item: Item
    measure: Measure
    at: Loc
    state: State
    days: int | None
    evidence: tuple[str, ...] = ()

    @property
    def uri(self) -> str:
        return f"{self.record.uri}#m{self.measure.no}"

    @property
    def late(self) -> int:
        """Days between the deadline and the day on which the measure was done; 0 where it was in time or is not done."""
        done, deadline = self.measure.done, self.measure.deadline
        return max(0, (done - deadline).days) if done and not isinstance(deadline, str) else 0


@dataclass(frozen=True)
class Point:
    """An indicator with its place. `measures` are the addresses of the measures that it rests on, each with its number."""

    record: AccountabilityList
    indicator: Indicator
    at: Loc
    measures: tuple[tuple[str, str], ...] = ()

    @property
    def uri(self) -> str:
        return f"{self.record.uri}#k{self.indicator.no}"


@dataclass(frozen=True)
class Totals:
    items: int
    measures: int
    done: int
    overdue: int
    running: int
    always: int
    leaderless: int

    @property
    def due(self) -> int:
        """Measures that have an end: the rate of completion is counted on them."""
        return self.measures - self.always


@dataclass(frozen=True)
class Section:
    """One unit's year. `points` are those of the indicators that it leads."""

    name: str
    uri: str
    group: str
    lead: tuple[Entry, ...]
    support: tuple[Entry, ...]
    leads: tuple[Point, ...]
    supports: tuple[Point, ...]
    own: bool
    totals: Totals

    @property
    def points(self) -> Decimal:
        return sum((point.indicator.points for point in self.leads), Decimal(0))

    @property
    def items(self) -> tuple[int, ...]:
        """The places in `lead` at which another item begins."""
        seen: dict[tuple[str, int], int] = {}
        for n, entry in enumerate(self.lead):
            seen.setdefault((entry.record.uri, entry.item.no), n)
        return tuple(seen.values())

    @property
    def absent(self) -> bool:
        return not (self.lead or self.support or self.leads or self.supports or self.own)


@dataclass(frozen=True)
class Year:
    """All lists of one year. `home` is the folder of its derived pages; `now` is true for the year that is answered for."""

    year: int
    home: str
    now: bool
    records: tuple[AccountabilityList, ...]
    entries: tuple[Entry, ...]
    points: tuple[Point, ...]
    sections: tuple[Section, ...]
    by_role: tuple[tuple[Group[Entry], Totals], ...]
    totals: Totals

    @cached_property
    def categories(self) -> tuple[Group[Point], ...]:
        """In the order in which they are written."""
        names = list(dict.fromkeys(point.indicator.category for point in self.points))
        return group_by(self.points, lambda point: [point.indicator.category], order=names.index)

    @property
    def score(self) -> Decimal:
        return sum((point.indicator.points for point in self.points), Decimal(0))


@dataclass(frozen=True)
class Index:
    """The years, the latest first, and what their weaknesses are judged by."""

    years: tuple[Year, ...]
    context: Context


def index(context: Context) -> Index:
    lists = sorted(context.library.of(AccountabilityList), key=lambda one: (-one.year, one.date, one.uri))
    years = list(dict.fromkeys(one.year for one in lists)) or [context.today.year]
    begun = [year for year in years if year <= context.today.year] or years[-1:]
    return Index(tuple(_year(year, lists, begun[0], context) for year in years), context)


def _year(year: int, lists: Sequence[AccountabilityList], now: int, context: Context) -> Year:
    records = tuple(one for one in lists if one.year == year)
    home = "accountability/" if year == now else f"accountability/{year}/"
    entries = tuple(_entry(one, place, context) for one in records for place in one.placed())
    points = tuple(_point(one, n, lists) for one in records for n in range(len(one.indicators)))
    roles = group_by(entries, lambda e: [e.subject.role], order=context.terms["accountability_roles"].rank)
    sections = tuple(_section(unit, home, records, entries, points, context.terms) for unit in context.terms["units"].words)
    by_role = tuple((group, totals(group.items)) for group in roles)
    return Year(year, home, year == now, records, entries, points, sections, by_role, totals(entries))


def _entry(one: AccountabilityList, place: tuple[Loc, Subject, Item, Measure], context: Context) -> Entry:
    at, subject, item, measure = place
    measure = as_of(measure, context.today)
    deadline = measure.deadline
    evidence = tuple(_name(one, piece, context) for piece in measure.evidence)
    if isinstance(deadline, str):
        return Entry(one, subject, item, measure, at, "长期坚持", None, evidence)
    days = (deadline - context.today).days
    state: State = "已完成" if measure.done else "逾期" if days < 0 else "推进中"
    return Entry(one, subject, item, measure, at, state, days, evidence)


def _name(one: AccountabilityList, piece: Reference, context: Context) -> str:
    """A title; of a page that another room makes only the address is known."""
    found = material(one, piece, context)
    derived = piece.path and not found.uri and not piece.title
    return address(uri_of(resolve(one.origin.path, piece.path or ""))) if derived else found.title


def as_of(measure: Measure, day: dt.date) -> Measure:
    """The measure as it stood on `day`: what was done later was not done yet, and had nothing to show."""
    later = measure.done is not None and measure.done > day
    return measure.model_copy(update={"done": None, "evidence": ()}) if later else measure


def _point(one: AccountabilityList, n: int, lists: Sequence[AccountabilityList]) -> Point:
    indicator = one.indicators[n]
    places = ((text, found(text, one, lists)) for text in indicator.measures)
    return Point(one, indicator, ("indicators", n), tuple((text.rpartition("#")[2], at[0]) for text, at in places if at))


def totals(entries: Iterable[Entry]) -> Totals:
    entries = list(entries)
    states = [entry.state for entry in entries]
    return Totals(
        len({(entry.record.uri, entry.item.no) for entry in entries}),
        len(entries),
        states.count("已完成"),
        states.count("逾期"),
        states.count("推进中"),
        states.count("长期坚持"),
        sum(not entry.measure.lead for entry in entries),
    )


def _section(
    unit: str,
    home: str,
    records: Sequence[AccountabilityList],
    entries: Sequence[Entry],
    points: Sequence[Point],
    terms: Terms,
) -> Section:
    lead = tuple(entry for entry in entries if unit in entry.measure.lead)
    units = terms["units"]
    return Section(
        unit,
        f"{home}section-{units.term(unit).key or units.rank(unit) + 1}.md",
        units.term(unit).group,
        lead,
        tuple(entry for entry in entries if unit in entry.measure.support),
        tuple(point for point in points if unit in point.indicator.lead),
        tuple(point for point in points if unit in point.indicator.support),
        any(subject.unit == unit for one in records for subject in one.subjects),
        totals(lead),
    )
