"""The overview of the quarters, a page for each test, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from ...kernel.chart import Series, Value, line_chart
from ...kernel.figures import Fact, Figure, period, shown
from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, json_file
from ...kernel.room import Context
from .index import Entry, Index, Quarter
from .model import Result

INDEX = "quarterly/index.md"


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    year = period(f"{context.today.year}")
    totals = [(figure.label, shown(figure.value(year), figure.unit)) for figure in figures(found, context)]
    body = make(INDEX, INDEX, index=found, year=year, totals=totals, charts=charts(found), today=context.today)
    yield Page(INDEX, "季度测试", body, nav="季度测试")
    for before, entry, after in neighbours(found.entries):
        yield _page(entry, before, after, context)
    yield json_file("data/quarterly.json", [_data(quarter) for quarter in found.quarters])


def _page(entry: Entry, before: Entry | None, after: Entry | None, context: Context) -> Page:
    test = entry.test
    values = {"record": test, "entry": entry, "cite": context.cite(test.uri)}
    return Page(
        test.uri,
        test.title,
        context.templates.render("quarterly/test.md", test.uri, **values),
        source=test.origin.path,
        previous=before.test.uri if before else "",
        next=after.test.uri if after else "",
        meta={"kind": test.kind},
    )


def charts(found: Index) -> tuple[tuple[str, Markup], ...]:
    """合格率 and 平均分 over the quarters, a line for each scope and mode. Quarters after the last result are left out."""
    quarters = list(found.quarters)
    while quarters and not quarters[-1].gap and not any(entry.result for entry in quarters[-1].entries):
        quarters.pop()
    labels = [quarter.period.title.replace("年第", "年\n") for quarter in quarters]
    rates = line_chart(labels, _series(quarters, lambda e: e.pass_rate), "pass-rate", "各季度合格率", "%", Decimal(100))
    means = line_chart(labels, _series(quarters, lambda e: e.average), "average", "各季度平均分", "分", Decimal(100))
    return tuple((title, chart) for title, chart in (("合格率（%）", rates), ("平均分（分）", means)) if chart)


def _series(quarters: list[Quarter], value: Callable[[Entry], Value]) -> list[Series]:
    """The series that goes on comes first and is drawn solid."""
    kinds = list(dict.fromkeys(_kind(e) for q in reversed(quarters) for e in q.entries if e.result))
    return [
        Series("\n".join(kind), tuple(next((value(e) for e in q.entries if _kind(e) == kind), None) for q in quarters))
        for kind in kinds
    ]


def _kind(entry: Entry) -> tuple[str, str]:
    return entry.test.scope, entry.test.mode


def figures(found: Index, context: Context) -> Iterable[Figure]:
    held = [entry for entry in found.entries if entry.test.held_by(context.today)]
    one = Decimal(1)
    yield Figure("tests-held", "举行季度测试", "场", tuple(_fact(entry, one, one) for entry in held))
    done = [(entry, entry.result) for entry in held if entry.result]
    tested = tuple(_fact(e, Decimal(r.tested), one) for e, r in done)
    yield Figure("tests-people", "测试参测人次", "人次", tested)
    passed = tuple(_fact(e, Decimal(r.passed), Decimal(r.tested)) for e, r in done)
    yield Figure("tests-pass-rate", "测试合格率", "%", passed, "rate")
    # Weighed before rounding: the average of a test that is not out of a hundred keeps all its digits here.
    means = tuple(_fact(e, r.average * 100 / e.test.full_score, Decimal(r.tested)) for e, r in done)
    yield Figure("tests-average", "测试平均分", "分", means, "mean")


def _fact(entry: Entry, value: Decimal, of: Decimal) -> Fact:
    test = entry.test
    assert test.held is not None
    return Fact(test.held, value, test.title, test.uri, of)


def _data(quarter: Quarter) -> dict[str, Any]:
    return {
        "quarter": quarter.period.name,
        "title": quarter.period.title,
        "gap": quarter.gap,
        "tests": [_test(entry) for entry in quarter.entries],
    }


def _test(entry: Entry) -> dict[str, Any]:
    test = entry.test
    return {
        "title": test.title,
        "scope": test.scope,
        "mode": test.mode,
        "state": entry.state,
        "held": test.held,
        "minutes": test.minutes,
        "pass_score": test.pass_score,
        "full_score": test.full_score,
        "subjects": list(test.subjects),
        "materials": [{"title": material.title, "url": address(material.uri)} for material in entry.materials],
        "result": _result(entry, result) if (result := entry.result) else None,
        "trend": entry.trend,
        "url": test.url,
    }


def _result(entry: Entry, result: Result) -> dict[str, Any]:
    rates = {"pass_rate": entry.pass_rate, "attendance": entry.attendance, "average": result.average}
    return result.model_dump() | {key: float(value) for key, value in rates.items() if value is not None}
