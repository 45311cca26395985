"""The lists over all opinions: the overview, the whole ledger, by unit, source and opinion, what is late and what comes due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ...kernel.chart import Series, line_chart
from ...kernel.output import Page
from ...kernel.room import Context
from .course import Point
from .facets import facets, marks
from .index import Index, Share
from .sheet import WHOLE

OVERVIEW, LEDGER = "rectification/index.md", "rectification/ledger.md"
LISTS = (
    (OVERVIEW, "整改落实", "总览", "index.md"),
    (LEDGER, "整改台账", "整改台账", "ledger.md"),
    ("rectification/by-unit.md", "整改落实 · 按责任单位", "按责任单位", "shares.md"),
    ("rectification/by-source.md", "整改落实 · 按来源", "按来源", "shares.md"),
    ("rectification/by-opinion.md", "整改落实 · 按整改意见", "按整改意见", "shares.md"),
    ("rectification/overdue.md", "逾期和即将到期", "逾期和即将到期", "overdue.md"),
    ("rectification/this-month.md", "本月到期和待验收", "本月到期和待验收", "this-month.md"),
)


def lists(found: Index, context: Context) -> Iterator[Page]:
    extra: dict[str, dict[str, Any]] = {
        OVERVIEW: {"charts": charts(found.course, "all")},
        LEDGER: {"book": WHOLE, "facets": facets(found, context.terms), "marks": marks(found, context.terms)},
        "rectification/by-unit.md": {"label": "责任单位", "shares": found.by_unit},
        "rectification/by-source.md": {"label": "整改来源", "shares": found.by_source},
        "rectification/by-opinion.md": {"label": "整改意见", "shares": found.by_opinion},
    }
    for uri, title, nav, template in LISTS:
        values = {"title": title, "index": found, "today": context.today, "lists": LISTS, "active": nav, **extra.get(uri, {})}
        body = context.templates.render(f"rectification/{template}", uri, **values)
        yield _page(uri, title, body, nav)
    for label, nav, shares in (("责任单位", "按责任单位", found.by_unit), ("整改来源", "按来源", found.by_source)):
        for share in shares:
            yield _share(share, label, nav, shares, context)


def _page(uri: str, title: str, body: str, nav: str = "") -> Page:
    whole = uri == LEDGER
    scripts = ("js/facets.js", "js/rectification.js") if whole else ()
    styles, meta = (("css/ledger.css",), {"hide": ["navigation", "toc"]}) if whole else ((), {})
    return Page(uri, title, body, nav=nav, indexed=False, styles=styles, scripts=scripts, meta=meta)


def _share(share: Share, label: str, nav: str, shares: Sequence[Share], context: Context) -> Page:
    title = f"{label}：{share.name}"
    values = {"title": title, "share": share, "shares": shares, "charts": charts(share.course, "share"), "today": context.today}
    body = context.templates.render("rectification/share.md", share.uri, lists=LISTS, active=nav, **values)
    return _page(share.uri, title, body)


def charts(points: Sequence[Point], key: str) -> tuple[tuple[str, Markup], ...]:
    """The rates over the ends of the months. One day alone has no course."""
    if len(points) < 2:
        return ()
    labels = [_label(points, n) for n in range(len(points))]
    rates = [
        Series("完成率", tuple(point.done_rate for point in points)),
        Series("销号率", tuple(point.closed_rate for point in points)),
    ]
    late = [Series("逾期占比", tuple(point.overdue_rate for point in points))]
    top = Decimal(100)
    return (
        ("完成率和销号率（%）", line_chart(labels, rates, f"{key}-rates", "各月末完成率和销号率", "%", top)),
        ("逾期占比（%）", line_chart(labels, late, f"{key}-late", "各月末逾期占比", "%", top)),
    )


def _label(points: Sequence[Point], n: int) -> str:
    """The month, with its year where a year begins; the last is the day of the build."""
    day = points[n].day
    if n == len(points) - 1:
        return f"{day.month}月{day.day}日"
    return f"{day.month}月" if n and points[n - 1].day.year == day.year else f"{day.month}月\n{day.year}年"
