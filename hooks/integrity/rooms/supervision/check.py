"""Rules of inspections: dates in order, amounts that can be, and no finding forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.money import added, wan
from ...kernel.room import Context
from .findings import Entry, entries
from .model import Inspection

_LEDGERS = "docs/rectification/"


def check(context: Context) -> Iterator[Issue]:
    for inspection in context.library.of(Inspection):
        yield from _dates(inspection, context)
        yield from _findings(inspection, context)
        yield from _amounts(inspection, context)
    yield from _answers(context)
    limit = context.terms.number("finding_days")
    unread = any(kind.folder == _LEDGERS for kind in context.library.broken.values())  # what answers may stand there
    for entry in entries(context):
        if entry.late and not unread:
            yield _forgotten(entry, limit)


def _dates(inspection: Inspection, context: Context) -> Iterator[Issue]:
    period = inspection.period
    if period.ends < period.begins:
        yield inspection.issue(f"{period.ends} 早于起始日期 {period.begins}，请核对", "period", "ends")
    if inspection.date < period.begins:
        yield inspection.issue(f"{inspection.date} 早于督察审计期间（{period.begins} 起），请核对", "date")
    if inspection.date > context.today:
        text = f"{inspection.date} 晚于今天（{context.today}），不计入各项数字"
        yield inspection.issue(text, "date", level="warning")


def _findings(inspection: Inspection, context: Context) -> Iterator[Issue]:
    numbers = [finding.no for finding in inspection.findings]
    for n, finding in enumerate(inspection.findings):
        if finding.no in numbers[:n]:
            yield inspection.issue(f"{finding.no} 重复，每个问题一个序号", "findings", n, "no")
        if finding.unit not in inspection.units:
            yield inspection.issue(f"{finding.unit}不在被督察审计单位里，请核对", "findings", n, "unit", level="warning")
        if finding.settled and finding.settled.date > context.today:
            text = f"{finding.settled.date} 晚于今天（{context.today}），没有发生的事不填"
            yield inspection.issue(text, "findings", n, "settled", "date", level="warning")


def _amounts(inspection: Inspection, context: Context) -> Iterator[Issue]:
    whole, listed = inspection.amount, added(finding.amount for finding in inspection.findings)
    if whole is None and context.terms["inspection_types"].term(inspection.type).group == "审计":
        yield inspection.issue("是审计，应填写审计金额 amount，单位万元，例如 amount: 1286.45", "type", level="warning")
    if whole is not None:
        for key in ("questioned", "saved"):
            part = getattr(inspection, key)
            if part is not None and part > whole:
                yield inspection.issue(f"{wan(part)} 万元多于审计金额 {wan(whole)} 万元，请核对", key)
        for n, finding in enumerate(inspection.findings):
            if finding.amount is not None and finding.amount > whole:
                text = f"{wan(finding.amount)} 万元多于审计金额 {wan(whole)} 万元，请核对"
                yield inspection.issue(text, "findings", n, "amount")
    if inspection.questioned is not None and listed != inspection.questioned:
        text = f"{wan(inspection.questioned)} 万元，各问题的金额合计 {wan(listed)} 万元，两者不同，请核对"
        yield inspection.issue(text, "questioned", level="warning")


def _answers(context: Context) -> Iterator[Issue]:
    """A ledger's item may name a finding and nothing else of the library. What does not exist is said with the links."""
    pages = {record.uri: record for record in context.library.records.values()}
    for answer in context.answers:
        page, _, place = answer.finding.partition("#")
        there = isinstance(pages.get(page), Inspection) and re.fullmatch(r"f\d+", place)
        if page in pages and not there:
            text = f"{answer.finding} 不是督察审计发现的问题，应写到问题的序号，例如 ../supervision/2026-audit.md#f1"
            yield answer.record.issue(text, *answer.loc)


def _forgotten(entry: Entry, limit: int) -> Issue:
    at = entry.inspection.findings.index(entry.finding)
    text = f"成文已 {entry.days} 天，超过 {limit} 天还没有列入整改台账；列入后在台账的问题里写 finding: ../{entry.uri}"
    return entry.inspection.issue(text, "findings", at, "text", level="warning")
