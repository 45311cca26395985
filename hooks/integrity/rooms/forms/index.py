"""The forms by year and template, what each comes to on the day, and the units that are behind."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from ...kernel.groups import Group, group_by
from ...kernel.room import Context
from .model import Form
from .paper import A5, PAPERS, Fit, fit
from .text import Block, blocks

State = Literal["已签齐", "签订中", "逾期未签齐", "未统计"]


@dataclass(frozen=True)
class Share:
    """How many of `total` have signed, in a unit or on the whole. `day` is that of the numbers."""

    name: str
    total: int
    signed: int
    day: dt.date | None = None

    @property
    def rate(self) -> Decimal:
        """Per cent, cut to 99.9 and not rounded up to 100 while somebody is missing."""
        exact = (Decimal(self.signed) * 100 / self.total).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return min(exact, Decimal("99.9")) if self.missing else exact

    @property
    def missing(self) -> int:
        return self.total - self.signed


@dataclass(frozen=True)
class Sheet:
    """A print sheet: `name` as in its address, `copies` of `fit` on it."""

    name: str
    title: str
    paper: str
    uri: str
    fit: Fit
    copies: int = 1


@dataclass(frozen=True)
class Entry:
    """A form as it stands on the day; `units` has those that are behind first."""

    form: Form
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...]
    state: State
    whole: Share | None
    units: tuple[Share, ...]


@dataclass(frozen=True)
class YearIndex:
    year: int
    templates: tuple[Group[Entry], ...]
    whole: Share | None
    units: tuple[Share, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.templates for entry in group.items)

    @property
    def behind(self) -> tuple[Share, ...]:
        return tuple(unit for unit in self.units if unit.missing)


@dataclass(frozen=True)
class Index:
    """Newest year first."""

    years: tuple[YearIndex, ...]
    today: dt.date

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for year in self.years for entry in year.entries)

    @property
    def current(self) -> YearIndex | None:
        return next((year for year in self.years if year.year == self.today.year), None)


def index(context: Context) -> Index:
    forms = sorted(context.library.of(Form), key=lambda form: (form.date, form.uri))
    entries = [_entry(form, context) for form in forms]
    years = group_by(entries, lambda entry: [str(entry.form.year)], reverse=True)
    return Index(tuple(_year(group, context) for group in years), context.today)


def _entry(form: Form, context: Context) -> Entry:
    rows = [Share(r.unit, r.total, r.signed, day) for r in form.signing if (day := form.counted_on(r)) and day <= context.today]
    whole = _sum("全局", rows)
    if form.total and form.signed is not None and not form.signing and form.as_of and form.as_of <= context.today:
        whole = Share("全局", form.total, form.signed, form.as_of)
    text = blocks(form.body)
    return Entry(form, text, _sheets(form, text), _state(form, whole, context.today), whole, _ranked(rows, context))


def _sum(name: str, rows: Iterable[Share]) -> Share | None:
    rows = list(rows)
    day = max((row.day for row in rows if row.day), default=None)
    return Share(name, sum(row.total for row in rows), sum(row.signed for row in rows), day) if rows else None


def _ranked(rows: Iterable[Share], context: Context) -> tuple[Share, ...]:
    order = context.terms["units"].rank
    return tuple(sorted(rows, key=lambda row: (Decimal(row.signed) / row.total, -row.missing, order(row.name))))


def _state(form: Form, whole: Share | None, today: dt.date) -> State:
    if whole and not whole.missing:
        return "已签齐"
    if form.due and form.due < today:
        return "逾期未签齐"
    return "签订中" if whole else "未统计"


def _year(group: Group[Entry], context: Context) -> YearIndex:
    order = context.terms["form_templates"].rank
    by_unit: dict[str, list[Share]] = defaultdict(list)
    for entry in group.items:
        for row in entry.units:
            by_unit[row.name].append(row)
    units = [share for name, rows in by_unit.items() if (share := _sum(name, rows))]
    whole = _sum("全局", (entry.whole for entry in group.items if entry.whole))
    return YearIndex(
        int(group.name), group_by(group.items, lambda entry: [entry.form.template], order), whole, _ranked(units, context)
    )


def _sheets(form: Form, text: tuple[Block, ...]) -> tuple[Sheet, ...]:
    """One of each paper it is meant for; four A6 on an A4; two A5 on an A4 where the text fits that too."""
    stem, made = form.uri.removesuffix(".md"), list[Sheet]()
    fits = {name: fit(form, text, PAPERS[name]) for name in form.papers}
    if "A4" in fits:
        made.append(Sheet("a4", "A4 一张", "A4", f"{stem}-a4.md", fits["A4"]))
        if (small := fit(form, text, A5)).fits:
            made.append(Sheet("a4x2", "A4 一张两份", "A4 横向", f"{stem}-a4x2.md", small, 2))
    if "A6" in fits:
        made.append(Sheet("a6", "A6 一张", "A6", f"{stem}-a6.md", fits["A6"]))
        made.append(Sheet("a4x4", "A4 一张四份", "A4", f"{stem}-a4x4.md", fits["A6"], 4))
    return tuple(made)
