"""The pages of the study arrangement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from ...kernel.events import Event, Reading
from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, Panel, json_file
from ...kernel.record import week_of
from ...kernel.room import Context
from .index import Entry, YearIndex, by_focus, by_month
from .model import Arrangement, Held

_WIDE = {"hide": ["toc"]}
LISTS = (
    ("study/index.md", "学习安排", "全年总览", ""),
    ("study/by-month.md", "学习安排 · 按月份", "按月份", ""),
    ("study/by-focus.md", "学习安排 · 按学习重点", "按学习重点", ""),
)


def render(years: tuple[YearIndex, ...], context: Context) -> Iterable[Output]:
    make = context.templates.render
    year = next((year for year in years if year.year == context.today.year), years[0] if years else None)
    common = {"years": years, "year": year, "today": context.today, "lists": LISTS, "week": week_of(context.today)}
    yield Page("study/index.md", "学习安排", make("study/index.md", "study/index.md", **common), nav="全年总览", meta=_WIDE)
    for other in years:
        if other is not year:
            uri = f"study/year-{other.year}.md"
            body = make("study/index.md", uri, **{**common, "year": other})
            yield Page(uri, f"{other.year}年学习安排", body, nav=f"{other.year}年", indexed=False, meta=_WIDE)
    for uri, title, groups in (
        ("study/by-month.md", "按月份", by_month(year) if year else ()),
        ("study/by-focus.md", "按学习重点", by_focus(year) if year else ()),
    ):
        body = make("study/list.md", uri, title=title, groups=groups, **common)
        yield Page(uri, f"学习安排 · {title}", body, nav=title, indexed=False)
    for one in years:
        for arrangement in one.arrangements:
            yield _page(one, arrangement, context)
        yield from _focus_pages(one, context)
        yield from _session_pages(one, context)
    yield json_file("data/study.json", [_data(entry) for one in years for entry in one.entries])
    yield Panel("week", make("study/panel.html", "index.md", **common))


def _page(year: YearIndex, arrangement: Arrangement, context: Context) -> Page:
    entries = tuple(entry for entry in year.entries if entry.arrangement is arrangement)
    values = {"record": arrangement, "entries": entries, "cite": context.cite(arrangement.uri), "week": week_of(context.today)}
    body = context.templates.render("study/arrangement.md", arrangement.uri, **values)
    return Page(
        arrangement.uri,
        arrangement.title,
        body,
        source=arrangement.origin.path,
        nav=f"{arrangement.audience}（{year.year}）",
        meta={"kind": arrangement.kind},
    )


def _focus_pages(year: YearIndex, context: Context) -> Iterator[Page]:
    """One page a focus: its sessions, and all materials, cases and questions that belong to it."""
    for focus in year.focuses:
        uri = focus_uri(year.year, focus.no)
        entries = tuple(entry for entry in year.entries if entry.session.focus == focus.no)
        materials = {material.uri or material.title: material for entry in entries for material in entry.materials}
        body = context.templates.render(
            "study/focus.md", uri, focus=focus, year=year, entries=entries, materials=tuple(materials.values()), uri_of=focus_uri
        )
        yield Page(uri, f"{year.year}年学习重点{focus.no}：{focus.title}", body, indexed=False)


def focus_uri(year: int, no: int) -> str:
    return f"study/{year}-focus-{no:02}.md"


def _session_pages(year: YearIndex, context: Context) -> Iterator[Page]:
    for arrangement in year.arrangements:
        entries = [entry for entry in year.entries if entry.arrangement is arrangement]
        for before, entry, after in neighbours(entries):
            values = {"entry": entry, "session": entry.session, "cite": context.cite(arrangement.uri, entry.uri)}
            focus = focus_uri(year.year, entry.session.focus)
            yield Page(
                entry.uri,
                entry.session.title,
                context.templates.render("study/session.md", entry.uri, focus_uri=focus, **values),
                previous=before.uri if before else "",
                next=after.uri if after else "",
                weight=0.5,
                meta={"kind": "session"},
            )


def figures(years: tuple[YearIndex, ...], context: Context) -> Iterator[Figure]:
    held = [(entry, entry.held) for year in years for entry in year.entries if entry.held]

    def facts(value: Callable[[Held], int], of: Callable[[Held], int] = lambda record: 1) -> tuple[Fact, ...]:
        return tuple(Fact(r.date, Decimal(value(r)), e.session.title, e.uri, Decimal(of(r))) for e, r in held)

    yield Figure("study-sessions", "集中学习场次", "场", facts(lambda record: 1))
    yield Figure("study-people", "集中学习人次", "人次", facts(lambda record: record.actual))
    yield Figure(
        "study-attendance", "学习到课率", "%", facts(lambda record: record.actual, lambda record: record.expected), "rate"
    )


def events(years: tuple[YearIndex, ...], context: Context) -> Iterator[Event]:
    for entry in (entry for year in years for entry in year.entries):
        session = entry.session
        yield Event(
            uid=entry.uri.removesuffix(".md").replace("/", "-"),
            kind=session.form,
            title=session.title,
            day=session.date or last_day(entry.arrangement.year, session.in_month),
            uri=entry.uri,
            start=session.time or "",
            end=session.end or "",
            place=session.place or "",
            host=session.host or "",
            audience=entry.arrangement.audience,
            reading=tuple(Reading(material.title, material.uri) for material in entry.materials),
            done=entry.held is not None,
            loose=session.date is None,
        )


def last_day(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _data(entry: Entry) -> dict[str, Any]:
    session, held = entry.session, entry.held
    return {
        "year": entry.arrangement.year,
        "audience": entry.arrangement.audience,
        "no": session.no,
        "date": session.date,
        "month": session.in_month,
        "time": session.time,
        "focus": session.focus,
        "focus_title": entry.focus,
        "title": session.title,
        "form": session.form,
        "host": session.host,
        "state": entry.state,
        "held": held.model_dump() if held else None,
        "materials": [
            {"title": material.title, "url": address(material.uri), "minutes": material.minutes} for material in entry.materials
        ],
        "url": address(entry.uri),
    }
