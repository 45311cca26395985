"""The pages of the study arrangement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...kernel.links import address
from ...kernel.output import Data, Output, Page, Panel, as_json
from ...kernel.record import week_of
from ...kernel.room import Context
from .index import Entry, YearIndex, by_focus, by_month
from .model import Arrangement

LISTS = (
    ("study/index.md", "学习安排", "全年总览", ""),
    ("study/by-month.md", "学习安排 · 按月份", "按月份", ""),
    ("study/by-focus.md", "学习安排 · 按学习重点", "按学习重点", ""),
)


def render(years: tuple[YearIndex, ...], context: Context) -> Iterable[Output]:
    make = context.templates.render
    year = next((year for year in years if year.year == context.today.year), years[0] if years else None)
    common = {"years": years, "year": year, "today": context.today, "lists": LISTS, "week": week_of(context.today)}
    yield Page("study/index.md", "学习安排", make("study/index.md", "study/index.md", **common), nav="全年总览")
    for uri, title, groups in (
        ("study/by-month.md", "按月份", by_month(year) if year else ()),
        ("study/by-focus.md", "按学习重点", by_focus(year) if year else ()),
    ):
        body = make("study/list.md", uri, title=title, groups=groups, **common)
        yield Page(uri, f"学习安排 · {title}", body, nav=title, indexed=False)
    for one in years:
        for arrangement in one.arrangements:
            yield _page(one, arrangement, context)
    yield Data("data/study.json", as_json([_data(entry) for one in years for entry in one.entries]))
    yield Panel("week", make("study/panel.html", "index.md", **common))


def _page(year: YearIndex, arrangement: Arrangement, context: Context) -> Page:
    entries = tuple(entry for entry in year.entries if entry.arrangement is arrangement)
    values = {"record": arrangement, "entries": entries, "cite": context.cite(arrangement.uri)}
    body = context.templates.render("study/arrangement.md", arrangement.uri, **values)
    return Page(
        arrangement.uri,
        arrangement.title,
        body,
        source=arrangement.origin.path,
        nav=f"{arrangement.audience}（{year.year}）",
        meta={"kind": arrangement.kind},
    )


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
        "materials": [{"title": material.title, "url": address(material.uri)} for material in entry.materials],
        "url": address(entry.uri),
    }
