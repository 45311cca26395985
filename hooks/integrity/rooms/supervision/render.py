"""The pages of inspections, their data and their workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.money import wan
from ...kernel.output import Output, Page, json_file
from ...kernel.room import Context
from .book import URI, book
from .findings import Entry
from .index import Index, Seen, Totals

LISTS = (
    ("supervision/index.md", "督察审计", "按年度", "督察审计"),
    ("supervision/by-type.md", "督察审计 · 按类型", "按类型", ""),
    ("supervision/by-unit.md", "督察审计 · 按单位", "按单位", ""),
)
_STYLES = ("css/supervision.css",)


def render(found: Index, context: Context) -> Iterable[Output]:
    limit = context.terms.number("finding_days")
    for uri, title, active, nav in LISTS:
        values = {"title": title, "index": found, "today": context.today, "lists": LISTS, "active": active, "limit": limit}
        body = context.templates.render(uri, uri, workbook=URI, **values)
        yield Page(uri, title, body, nav=nav, indexed=False, styles=_STYLES)
    for before, seen, after in neighbours(found.seen):
        yield _page(seen, before, after, limit, context)
    yield json_file("data/supervision.json", _data(found))
    if found.seen:
        yield book(found, context.today)


def _page(seen: Seen, before: Seen | None, after: Seen | None, limit: int, context: Context) -> Page:
    record = seen.inspection
    values = {"record": record, "seen": seen, "limit": limit, "cite": context.cite(record.uri)}
    return Page(
        record.uri,
        record.title,
        context.templates.render("supervision/inspection.md", record.uri, **values),
        source=record.origin.path,
        previous=before.inspection.uri if before else "",
        next=after.inspection.uri if after else "",
        styles=_STYLES,
        meta={"kind": record.kind},
        date=record.date,
        also=(record.doc_no,) if record.doc_no else (),
    )


def _data(found: Index) -> dict[str, Any]:
    return {
        "totals": _totals(found.totals),
        "years": [{"year": int(year.name)} | _totals(year.totals) for year in found.years],
        "types": [{"type": group.name} | _totals(totals) for group, totals in found.types],
        "inspections": [_inspection(seen) for seen in found.seen],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    """Amounts as decimal text in 万元: a number of JSON may be read with a rounding."""
    amounts = {key: wan(getattr(totals, key)).replace(",", "") for key in ("amount", "questioned", "saved")}
    return asdict(totals) | amounts


def _inspection(seen: Seen) -> dict[str, Any]:
    one = seen.inspection
    amounts = {key: None if (value := getattr(one, key)) is None else str(value) for key in ("amount", "saved")}
    return amounts | {
        "title": one.title,
        "doc_no": one.doc_no,
        "type": one.type,
        "date": one.date,
        "by": one.inspector,
        "begins": one.period.begins,
        "ends": one.period.ends,
        "scope": one.scope,
        "units": list(one.units),
        "questioned": str(one.in_question),
        "findings": [_finding(entry) for entry in seen.entries],
        "url": one.url,
    }


def _finding(entry: Entry) -> dict[str, Any]:
    finding = entry.finding
    steps = [step for answer in entry.answers for step in answer.steps]
    return {
        "no": finding.no,
        "text": finding.text,
        "unit": finding.unit,
        "amount": None if finding.amount is None else str(finding.amount),
        "basis": list(finding.basis),
        "state": entry.state,
        "measures": [{"no": step.no, "unit": step.unit, "state": step.state, "url": address(step.uri)} for step in steps],
        "url": address(entry.uri),
    }
