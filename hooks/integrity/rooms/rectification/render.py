"""The pages of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Data, Output, Page, Panel, as_json
from ...kernel.room import Context
from .index import Entry, Index


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    lists = (
        ("rectification/index.md", "整改落实", "整改台账", "rectification/index.md"),
        ("rectification/overdue.md", "逾期和即将到期", "逾期和即将到期", "rectification/overdue.md"),
        ("rectification/by-unit.md", "整改台账 · 按责任单位", "按责任单位", "rectification/by-unit.md"),
    )
    for uri, title, nav, template in lists:
        body = make(template, uri, title=title, index=found, today=context.today, lists=lists, active=nav)
        yield Page(uri, title, body, nav=nav, indexed=False)
    entries = {opinion.uri: tuple(e for e in found.entries if e.opinion is opinion) for opinion in found.opinions}
    for before, (opinion, totals), after in neighbours(found.by_opinion):
        values = {"record": opinion, "totals": totals, "entries": entries[opinion.uri], "cite": context.cite(opinion.uri)}
        yield Page(
            opinion.uri,
            opinion.title,
            make("rectification/opinion.md", opinion.uri, **values),
            source=opinion.origin.path,
            previous=before[0].uri if before else "",
            next=after[0].uri if after else "",
            meta={"kind": opinion.kind},
        )
    yield Data("data/rectification.json", as_json(_data(found)))
    yield Panel("rectification", make("rectification/panel.html", "index.md", index=found))


def _data(found: Index) -> dict[str, Any]:
    return {
        "totals": asdict(found.totals) | {"by_state": dict(found.totals.by_state)},
        "measures": [_measure(entry) for entry in found.entries],
    }


def _measure(entry: Entry) -> dict[str, Any]:
    return entry.measure.model_dump() | {
        "opinion": entry.opinion.title,
        "source": entry.opinion.source,
        "problem": entry.item.problem,
        "overdue": entry.overdue,
        "url": address(entry.uri),
    }
