"""The list of the campaigns, a page for each, its coverage as a workbook, and the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ...kernel.groups import neighbours
from ...kernel.material import material
from ...kernel.output import Output, Page, json_file
from ...kernel.room import Context
from .book import book
from .index import Cell, Entry, Index, totals
from .slots import numbered

INDEX = "campaigns/index.md"
_STYLES = ("css/campaigns.css",)


def render(found: Index, context: Context) -> Iterable[Output]:
    everything = totals(cell for entry in found.entries for cell in entry.cells)
    body = context.templates.render(INDEX, INDEX, index=found, totals=everything, today=context.today)
    yield Page(INDEX, "专项工作", body, nav="专项工作", indexed=False, styles=_STYLES)
    for before, entry, after in neighbours(found.entries):
        workbook = book(entry, context.today)
        yield workbook
        yield _page(entry, before, after, workbook.uri, context)
    yield json_file("data/campaigns.json", [_data(entry) for entry in found.entries])


def _page(entry: Entry, before: Entry | None, after: Entry | None, workbook: str, context: Context) -> Page:
    campaign = entry.campaign
    reports = [
        (n, slot, report, [material(campaign, piece, context) for piece in report.evidence])
        for n, slot, report in sorted(numbered(campaign, context.today), key=lambda one: (one[1].no, one[2].date, one[0]))
    ]
    values = {"record": campaign, "entry": entry, "reports": reports, "workbook": workbook, "today": context.today}
    values |= {"marks": _marks(entry, context), "cite": context.cite(campaign.uri)}
    return Page(
        campaign.uri,
        campaign.title,
        context.templates.render("campaigns/campaign.md", campaign.uri, **values),
        source=campaign.origin.path,
        previous=before.campaign.uri if before else "",
        next=after.campaign.uri if after else "",
        styles=_STYLES,
        meta={"kind": campaign.kind},
        date=campaign.date,
        also=(campaign.doc_no,) if campaign.doc_no else (),
    )


def _marks(entry: Entry, context: Context) -> tuple[tuple[str, int], ...]:
    """For each stage past, now or future, and how far through it today is, in percent."""
    today, found = context.today, []
    for stage in entry.campaign.stages:
        days = (stage.ends - stage.begins).days + 1
        gone = min(max((today - stage.begins).days, 0), days)
        state = "past" if today > stage.ends else "now" if today >= stage.begins else "future"
        found.append((state, round((gone + 0.5) * 100 / days)))
    return tuple(found)


def _data(entry: Entry) -> dict[str, Any]:
    campaign = entry.campaign
    return {
        "title": campaign.title,
        "doc_no": campaign.doc_no,
        "unit": campaign.unit,
        "begins": campaign.begins,
        "ends": campaign.ends,
        "state": entry.state,
        "stage": entry.stage.title if entry.stage else None,
        "stages": [stage.model_dump() for stage in campaign.stages],
        "focuses": [focus.model_dump() for focus in campaign.focuses],
        "exempt": [one.model_dump() for one in entry.exempt],
        "totals": asdict(entry.totals),
        "coverage": [_cell(cell) for cell in entry.cells],
        "url": campaign.url,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    report = cell.report
    counted = {"date": report.date, "problems": report.problems, "fixed": report.fixed} if report else {}
    return {"unit": cell.unit, "stage": cell.slot.title, "due": cell.slot.ends, "state": cell.state, "days": cell.days} | counted
