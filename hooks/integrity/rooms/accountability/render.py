"""The pages of each year: the list, by role, by section, the matrix and the weaknesses; and the documents themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...kernel.groups import group_by, neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, json_file
from ...kernel.room import Context
from ...kernel.trace import MARK
from .book import book
from .index import Entry, Index, Point, Section, Year
from .matrix import Matrix, matrix
from .model import AccountabilityList
from .points import told
from .weaknesses import KINDS, Weakness, weaknesses

STYLES = ("css/accountability.css",)
_LISTS = (
    ("index.md", "年度总览"),
    ("by-role.md", "按责任主体"),
    ("by-section.md", "按科所队"),
    ("matrix.md", "指标分工表"),
    ("weaknesses.md", "短板"),
)


def render(found: Index, context: Context) -> Iterable[Output]:
    for year in found.years:
        made = matrix(year, context.terms.listed("section_groups"))
        weak = weaknesses(year, found)
        yield from _Pages(year, found, made, weak, context).all()
        if year.records:
            yield book(year, made, context.today, _book(year))
    yield json_file("data/accountability.json", [_data(year, weaknesses(year, found)) for year in found.years])


def _book(year: Year) -> str:
    return f"data/accountability-{year.year}.xlsx"


@dataclass(frozen=True)
class _Pages:
    """The pages of one year."""

    year: Year
    found: Index
    matrix: Matrix
    weak: tuple[Weakness, ...]
    context: Context

    @cached_property
    def values(self) -> dict[str, Any]:
        """What every template is given."""
        return {
            "year": self.year,
            "matrix": self.matrix,
            "weak": self.weak,
            "kinds": tuple((kind, tuple(one for one in self.weak if one.rule == kind.rule)) for kind in KINDS),
            "lists": tuple((self.year.home + name, nav, nav, "") for name, nav in _LISTS),
            "book": _book(self.year),
            "today": self.context.today,
            "told": told,
            "groups": self.context.terms.listed("section_groups"),
        }

    def all(self) -> Iterator[Page]:
        for name, nav in _LISTS:
            yield self._list(name, nav)
        for section in self.year.sections if self.year.records else ():
            yield self._section(section)
        for before, record, after in neighbours(self.year.records):
            yield self._document(record, before, after)

    def _make(self, template: str, uri: str, **values: Any) -> str:
        return self.context.templates.render(f"accountability/{template}", uri, **self.values, **values)

    def _list(self, name: str, nav: str) -> Page:
        uri = self.year.home + name
        title = f"{self.year.year}年主体责任" + ("" if name == "index.md" else f" · {nav}")
        others = [(other, other.home + name) for other in self.found.years]
        body = self._make(name, uri, title=title, active=nav, others=others, soon=self._soon())
        hide = {"hide": ["toc"]} if name == "matrix.md" else {}
        return Page(uri, title, body, nav=nav if self.year.now else "", indexed=False, styles=STYLES, meta=hide)

    def _soon(self) -> list[Entry]:
        """What falls due within the usual days, the nearest first."""
        limit = self.context.terms.number("due_soon_days")
        near = (entry for entry in self.year.entries if entry.state == "推进中" and (entry.days or 0) <= limit)
        return sorted(near, key=lambda entry: (entry.days or 0, entry.uri))

    def _section(self, section: Section) -> Page:
        title = f"{section.name} · {self.year.year}年主体责任"
        others = [(other, s.uri) for other in self.found.years for s in other.sections if s.name == section.name]
        mine = [one for one in self.weak if section.name in (one.subject, one.unit)]
        body = self._make("section.md", section.uri, title=title, section=section, others=others, mine=mine, active="")
        return Page(section.uri, title, body, indexed=False, styles=STYLES)

    def _document(self, record: AccountabilityList, before: AccountabilityList | None, after: AccountabilityList | None) -> Page:
        entries = [entry for entry in self.year.entries if entry.record is record]
        points = [point for point in self.year.points if point.record is record]
        body = self._make(
            "document.md",
            record.uri,
            record=record,
            subjects=_by_subject(entries),
            categories=_by_category(points),
            cite=self.context.cite(record.uri),
            mark=MARK,
            mine=[one for one in self.weak if one.record is record],
        )
        return Page(
            record.uri,
            record.title,
            body,
            source=record.origin.path,
            previous=before.uri if before else "",
            next=after.uri if after else "",
            styles=STYLES,
            meta={"kind": record.kind},
            date=record.date,
            facets={"年度": (str(record.year),)},
        )


def _by_subject(entries: list[Entry]) -> list[tuple[Entry, list[list[Entry]]]]:
    """The measures of each subject, item by item; the first of each stands for it."""
    subjects = group_by(entries, lambda entry: [f"{entry.at[1]:06}"])
    return [(one.items[0], [list(g.items) for g in group_by(one.items, lambda e: [f"{e.at[3]:06}"])]) for one in subjects]


def _by_category(points: list[Point]) -> Iterable[Any]:
    names = list(dict.fromkeys(point.indicator.category for point in points))
    return group_by(points, lambda point: [point.indicator.category], order=names.index)


def _data(year: Year, weak: tuple[Weakness, ...]) -> dict[str, Any]:
    totals = year.totals
    return {
        "year": year.year,
        "totals": {key: getattr(totals, key) for key in ("items", "measures", "done", "overdue", "always", "leaderless")},
        "measures": [_measure(entry) for entry in year.entries],
        "indicators": [_indicator(point) for point in year.points],
        "sections": [_section(section) for section in year.sections],
        "weaknesses": [
            {"rule": w.rule, "subject": w.subject, "text": w.text, "unit": w.unit, "amount": int(w.amount)} for w in weak
        ],
    }


def _measure(entry: Entry) -> dict[str, Any]:
    dumped = entry.measure.model_dump(exclude={"evidence"})
    more = {"role": entry.subject.role, "item": entry.item.title, "state": entry.state, "url": address(entry.uri)}
    return dumped | more | {"evidence": list(entry.evidence)}


def _indicator(point: Point) -> dict[str, Any]:
    dumped = point.indicator.model_dump(exclude={"points"})
    return dumped | {"points": float(point.indicator.points), "url": address(point.uri)}


def _section(section: Section) -> dict[str, Any]:
    return {
        "unit": section.name,
        "lead": len(section.lead),
        "support": len(section.support),
        "indicators": len(section.leads),
        "points": float(section.points),
        "url": address(section.uri),
    }
