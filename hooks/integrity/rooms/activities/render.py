"""The pages of the activities, their data and the numbers they count up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from ...kernel.events import Event
from ...kernel.figures import Fact, Figure
from ...kernel.groups import group_by, neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, json_file
from ...kernel.record import Record
from ...kernel.room import Context
from .gaps import Branch
from .index import Entry, Index, YearIndex, by_branch, by_month, by_type, key_of
from .model import Activity, ActivityLedger

LISTS = (
    ("activities/index.md", "组织生活", "全年总览", ""),
    ("activities/by-type.md", "组织生活 · 按类型", "按类型", ""),
    ("activities/by-branch.md", "组织生活 · 按党组织", "按党组织", ""),
    ("activities/by-month.md", "组织生活 · 按月份", "按月份", ""),
)


def render(found: Index, context: Context) -> Iterable[Output]:
    year = found.years[0]
    lists = (
        ("activities/by-type.md", "按类型", "type", by_type(year, context.terms)),
        ("activities/by-branch.md", "按党组织", "branch", by_branch(year, context.terms)),
        ("activities/by-month.md", "按月份", "", by_month(year)),
    )
    keys = {total.name: total.key for total in year.totals}
    yield _overview("activities/index.md", year, found, context)
    for uri, nav, without, groups in lists:
        values = {"year": year, "groups": groups, "without": without, "keys": keys, "lists": LISTS, "active": nav}
        body = context.templates.render("activities/list.md", uri, **values)
        yield Page(uri, f"组织生活 · {nav}", body, nav=nav, indexed=False)
    for earlier in found.years[1:]:
        yield _overview(_year_uri(earlier), earlier, found, context)
    yield from _written(found, context)
    yield json_file("data/activities.json", _data(found))


def _year_uri(year: YearIndex) -> str:
    return f"activities/year-{year.year}.md"


def _overview(uri: str, year: YearIndex, found: Index, context: Context) -> Page:
    now = year is found.years[0]
    values = {
        "year": year,
        "today": context.today,
        "now": now,
        "lists": LISTS,
        "groups": () if now else by_month(year),
        "minutes": [entry for entry in year.entries if isinstance(entry.record, Activity)],
        "frequency": context.terms.frequency,
        "earlier": [(_year_uri(one), one.year) for one in found.years[1:]] if now else [],
    }
    title = "组织生活" if now else f"组织生活 · {year.year}年"
    return Page(uri, title, context.templates.render("activities/index.md", uri, **values), nav="全年总览" * now, indexed=False)


def _written(found: Index, context: Context) -> Iterator[Page]:
    """Newest first: pages with minutes follow each other, and so do ledgers."""
    records = [entry for entry in found.entries if isinstance(entry.record, Activity)]
    for before, entry, after in neighbours(records):
        values: dict[str, Any] = {"before": before and before.record, "after": after and after.record, "entry": entry}
        yield _page(entry.record, "activities/activity.md", context, **values)
    listed = group_by((e for e in found.entries if isinstance(e.record, ActivityLedger)), lambda e: [e.record.uri], reverse=True)
    for earlier, ledger, later in neighbours(listed):
        entries = sorted(ledger.items, key=lambda e: (e.held.date, e.held.start, e.no))
        months = group_by(entries, lambda e: [f"{e.held.date:%Y-%m}"])
        ends = {"before": earlier and earlier.items[0].record, "after": later and later.items[0].record}
        values = ends | {"months": months, "entries": [entry for entry in entries if entry.counts]}
        yield _page(entries[0].record, "activities/ledger.md", context, **values)


def _page(record: Record, template: str, context: Context, before: Record | None, after: Record | None, **values: Any) -> Page:
    body = context.templates.render(template, record.uri, record=record, cite=context.cite(record.uri), **values)
    return Page(
        record.uri,
        record.title,
        body,
        source=record.origin.path,
        previous=before.uri if before else "",
        next=after.uri if after else "",
        meta={"kind": record.kind},
    )


def _data(found: Index) -> dict[str, Any]:
    return {
        "years": [_year(year) for year in found.years],
        "activities": [_activity(entry) for year in found.years for entry in year.entries],
    }


def _year(year: YearIndex) -> dict[str, Any]:
    return {
        "year": year.year,
        "sessions": len(year.entries),
        "people": year.people,
        "types": [asdict(total) for total in year.totals],
        "gaps": [gap for branch in year.branches for gap in _gaps(branch)],
    }


def _gaps(branch: Branch) -> Iterator[dict[str, Any]]:
    for gap in branch.gaps:
        values = {"type": gap.rule.type, "period": gap.period.name, "required": gap.rule.times, "held": gap.have}
        yield {"branch": branch.name, **values}


def _activity(entry: Entry) -> dict[str, Any]:
    held = entry.held
    keys = ("type", "branch", "date", "start", "end", "place", "host", "recorder", "expected", "actual", "topics", "resolution")
    return {key: getattr(held, key) for key in keys} | {
        "title": entry.title,
        "no": entry.no or None,
        "absent": [absence.model_dump() for absence in held.absent],
        "materials": [{"title": material.title, "url": address(material.uri)} for material in entry.materials],
        "url": address(entry.uri),
    }


def figures(found: Index, context: Context) -> Iterable[Figure]:
    """场次 and 人次: of all, then of each type."""
    counted = [entry for year in found.years for entry in year.entries]
    yield from _pair("activity-total", "组织生活", counted)
    for kind in context.terms["activity_types"].words:
        yield from _pair(f"activity-{key_of(kind, context.terms)}", kind, [e for e in counted if e.held.type == kind])


def _pair(key: str, label: str, entries: list[Entry]) -> Iterator[Figure]:
    def facts(value: Callable[[Entry], int]) -> tuple[Fact, ...]:
        return tuple(Fact(e.held.date, Decimal(value(e)), f"{e.held.branch}：{e.title}", e.uri) for e in entries)

    yield Figure(key, f"{label}场次", "场", facts(lambda entry: 1))
    yield Figure(f"{key}-people", f"{label}人次", "人次", facts(lambda entry: entry.held.actual))


def events(found: Index, context: Context) -> Iterator[Event]:
    """What each branch held, for its own feed."""
    for entry in (entry for year in found.years for entry in year.entries):
        held = entry.held
        uid = "activity-" + entry.uri.replace("/", "-").replace("#", "-").replace(".md", "")
        yield Event(
            uid=uid,
            kind=held.type,
            title=f"{held.type}：{entry.title}",
            day=held.date,
            uri=entry.uri,
            start=held.start,
            end=held.end,
            place=held.place,
            host=held.host,
            branch=held.branch,
            done=True,
        )
