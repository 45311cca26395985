"""The library in numbers: by discipline and year, by form, post and theme, each as a chart and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from ...kernel.chart import bar_chart
from ...kernel.matrix import matrix_chart
from ...kernel.output import Page
from ...kernel.room import Context
from .facets import Value
from .index import Index

OVERVIEW = "cases/overview.md"


@dataclass(frozen=True)
class Cross:
    """Two facets against each other. `counts[r][c]` are the cases that have both."""

    rows: tuple[Value, ...]
    columns: tuple[Value, ...]
    counts: tuple[tuple[int, ...], ...]


def cross(rows: Sequence[Value], columns: Sequence[Value]) -> Cross:
    counts = tuple(tuple(len(row.uris & column.uris) for column in columns) for row in rows)
    return Cross(tuple(rows), tuple(columns), counts)


def overview(found: Index, context: Context) -> Page:
    years = tuple(reversed(found.facet("year")))
    table = cross(found.facet("discipline"), years)
    chart = matrix_chart(
        [row.label.name for row in table.rows],
        [column.label.name for column in table.columns],
        table.counts,
        "discipline-year",
        "各年违反各项纪律的案例",
    )
    bars = [
        (title, key, found.facet(key), _bars(found.facet(key), key, f"案例：{title}"))
        for title, key in (("按四种形态", "form"), ("按岗位类别", "post"), ("按主题", "theme"), ("按处分和处理", "sanction"))
    ]
    values = {"index": found, "table": table, "chart": chart, "bars": [bar for bar in bars if bar[2]], "today": context.today}
    body = context.templates.render("cases/overview.md", OVERVIEW, **values)
    return Page(OVERVIEW, "案例统计概览", body, nav="统计概览", indexed=False, meta={"kind": "overview"})


def _bars(values: Sequence[Value], key: str, title: str) -> Markup:
    counts = [Decimal(len(value.cases)) for value in values]
    return bar_chart([value.label.name for value in values], counts, f"cases-{key}", title, "起")
