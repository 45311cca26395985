"""Campaigns seen from the day: the stage that runs, who has reported in time, late or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...kernel.groups import Group, group_by
from ...kernel.room import Context
from .model import Campaign, Exempt, Report, Stage
from .slots import Slot, numbered, slots

State = Literal["未开始", "进行中", "已结束"]
Answered = Literal["已报送", "迟报", "未报送", "待报送", "未开始"]


@dataclass(frozen=True)
class Cell:
    """What one unit owes for one slot. `days` is how late the report came, or how long a missing one has been due."""

    unit: str
    slot: Slot
    state: Answered
    report: Report | None = None
    no: int = 0
    days: int = 0


@dataclass(frozen=True)
class Row:
    unit: str
    cells: tuple[Cell, ...]

    @property
    def problems(self) -> int:
        return sum(cell.report.problems for cell in self.cells if cell.report)

    @property
    def fixed(self) -> int:
        return sum(cell.report.fixed for cell in self.cells if cell.report)


@dataclass(frozen=True)
class Totals:
    """`due` counts the reports of the slots that have begun, `missing` those whose day is over."""

    due: int
    reported: int
    late: int
    missing: int
    problems: int
    fixed: int


@dataclass(frozen=True)
class Coverage:
    """One slot over all units."""

    slot: Slot
    totals: Totals
    missing: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A campaign as it stands on the day. `stage` is the one that runs, `after` the next one."""

    campaign: Campaign
    state: State
    stage: Stage | None
    after: Stage | None
    slots: tuple[Slot, ...]
    rows: tuple[Row, ...]
    exempt: tuple[Exempt, ...]
    totals: Totals
    coverage: tuple[Coverage, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class Index:
    """The campaigns, the last to begin first, and by the year in which they began."""

    entries: tuple[Entry, ...]
    years: tuple[tuple[Group[Entry], Totals], ...]


def index(context: Context) -> Index:
    campaigns = sorted(context.library.of(Campaign), key=lambda c: (c.begins, c.uri), reverse=True)
    entries = tuple(_entry(campaign, context) for campaign in campaigns)
    years = group_by(entries, lambda entry: [str(entry.campaign.begins.year)], reverse=True)
    return Index(entries, tuple((year, totals(cell for e in year.items for cell in e.cells)) for year in years))


def _entry(campaign: Campaign, context: Context) -> Entry:
    today, spaces = context.today, slots(campaign)
    given = {(report.unit, slot.no): (n, report) for n, slot, report in numbered(campaign, today)}
    free = {one.unit for one in campaign.exempt}
    units = [unit for unit in campaign.scope(context.terms) if unit not in free]
    rows = tuple(Row(u, tuple(_cell(u, slot, given.get((u, slot.no)), today) for slot in spaces)) for u in units)
    return Entry(
        campaign,
        _state(campaign, today),
        next((stage for stage in campaign.stages if stage.begins <= today <= stage.ends), None),
        next((stage for stage in campaign.stages if stage.begins > today), None),
        spaces,
        rows,
        campaign.exempt,
        totals(cell for row in rows for cell in row.cells),
        tuple(_coverage(slot, rows) for slot in spaces),
    )


def _state(campaign: Campaign, today: dt.date) -> State:
    if today < campaign.begins:
        return "未开始"
    return "进行中" if today <= campaign.ends else "已结束"


def _cell(unit: str, slot: Slot, given: tuple[int, Report] | None, today: dt.date) -> Cell:
    if given:
        no, report = given
        late = max(0, (report.date - slot.ends).days)
        return Cell(unit, slot, "迟报" if late else "已报送", report, no, late)
    if today > slot.ends:
        return Cell(unit, slot, "未报送", days=(today - slot.ends).days)
    return Cell(unit, slot, "待报送" if today >= slot.begins else "未开始")


def totals(cells: Iterable[Cell]) -> Totals:
    cells = list(cells)
    reports = [cell.report for cell in cells if cell.report]
    return Totals(
        sum(cell.state != "未开始" for cell in cells),
        len(reports),
        sum(cell.state == "迟报" for cell in cells),
        sum(cell.state == "未报送" for cell in cells),
        sum(report.problems for report in reports),
        sum(report.fixed for report in reports),
    )


def _coverage(slot: Slot, rows: Iterable[Row]) -> Coverage:
    cells = [cell for row in rows for cell in row.cells if cell.slot is slot]
    named = {state: tuple(cell.unit for cell in cells if cell.state == state) for state in ("未报送", "待报送")}
    return Coverage(slot, totals(cells), named["未报送"], named["待报送"])
