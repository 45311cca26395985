"""The pages of the risks, the same as data, and a calendar of deadlines for each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...kernel.events import Event, Feed
from ...kernel.links import address
from ...kernel.output import Output, Page, Panel, json_file
from ...kernel.risk import Deadline
from ...kernel.room import Context
from .index import LEVELS, Index, Risk

STYLES = ("css/risks.css",)
LISTS = (
    ("risks/index.md", "风险提示", "按级别", ""),
    ("risks/by-unit.md", "风险提示 · 按单位", "按单位", ""),
    ("risks/deadlines.md", "各单位的期限", "各单位的期限", ""),
    ("risks/rules.md", "风险提示 · 规则", "规则", ""),
)


def render(found: Index, context: Context) -> Iterable[Output]:
    files = {group.name: _file(group.name, context) for group in found.deadlines}
    common = {"index": found, "today": context.today, "lists": LISTS, "levels": LEVELS, "files": files}
    for uri, title, name, _ in LISTS:
        body = context.templates.render(uri, uri, title=title, active=name, **common)
        yield Page(uri, title, body, nav=name, indexed=False, styles=STYLES, meta={"hide": ["toc"]})
    for group in found.deadlines:
        events = tuple(_event(due.deadline) for due in group.items)
        yield Feed(files[group.name], f"{group.name}的期限", events)
    yield json_file("data/risks.json", _data(found, context))
    yield Panel("risks", context.templates.render("risks/panel.html", "index.md", **common))


def _file(unit: str, context: Context) -> str:
    """The calendar of a unit; its place in the vocabulary where it has no ASCII name."""
    units = context.terms["units"]
    return f"calendar/unit-{units.term(unit).key or units.rank(unit) + 1}.ics"


def _event(one: Deadline) -> Event:
    return Event(f"deadline-{one.uid}", one.kind, f"{one.kind}期限：{one.title}", one.day, one.uri, host=one.unit)


def _data(found: Index, context: Context) -> dict[str, Any]:
    return {
        "day": context.today,
        "levels": {level: sum(risk.level == level for risk in found.risks) for level in LEVELS},
        "risks": [_risk(risk) for risk in found.risks],
        "deadlines": list(_deadlines(found)),
    }


def _risk(risk: Risk) -> dict[str, Any]:
    return {
        "rule": risk.rule.key,
        "title": risk.rule.title,
        "level": risk.level,
        "subject": risk.signal.subject,
        "unit": risk.signal.unit,
        "amount": float(risk.signal.amount),
        "measured_in": risk.rule.unit,
        "text": risk.text,
        "records": [{"title": proof.title, "url": address(proof.uri)} for proof in risk.signal.proofs],
    }


def _deadlines(found: Index) -> Iterator[dict[str, Any]]:
    for group in found.deadlines:
        for due in group.items:
            one = due.deadline
            yield {"unit": one.unit, "day": one.day, "kind": one.kind, "title": one.title, "url": address(one.uri)}
