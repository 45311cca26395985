"""The inspections and their findings as a workbook of two sheets. Amounts are in 万元."""

from __future__ import annotations

import datetime as dt

from ...kernel.templates import day as written
from ...kernel.workbook import Cell, Column, Sheet, Workbook
from .findings import Entry
from .index import Index, Seen, Totals

URI = "data/supervision.xlsx"
_INSPECTIONS = (
    Column("序号", 6),
    Column("名称", 44),
    Column("类型", 14),
    Column("发文字号", 20),
    Column("成文日期", 12),
    Column("实施单位", 20),
    Column("审计金额（万元）", 16),
    Column("问题金额（万元）", 16),
    Column("核减节约挽回（万元）", 20),
    Column("发现问题", 10),
    Column("列入台账或另行办结", 18),
    Column("销号或办结", 12),
)
_FINDINGS = (
    Column("序号", 6),
    Column("督察审计", 36),
    Column("问题", 50),
    Column("责任单位", 16),
    Column("金额（万元）", 14),
    Column("依据", 34),
    Column("整改情况", 14),
    Column("整改措施", 44),
)


def book(found: Index, today: dt.date) -> Workbook:
    held = [seen for seen in found.seen if seen.counts]
    lines = (f"截至{written(today)}。金额单位为万元。",)
    inspections = [_inspection(n, seen) for n, seen in enumerate(held, 1)] + [_sum(found.totals)]
    findings = [_finding(n, entry) for n, entry in enumerate((entry for seen in held for entry in seen.entries), 1)]
    return Workbook(
        URI,
        (
            Sheet("督察审计", "督察审计情况汇总表", _INSPECTIONS, inspections, lines),
            Sheet("发现的问题", "督察审计发现问题及整改情况表", _FINDINGS, findings, lines),
        ),
    )


def _inspection(n: int, seen: Seen) -> tuple[Cell, ...]:
    one, totals = seen.inspection, seen.totals
    start: tuple[Cell, ...] = (n, one.title, one.type, one.doc_no or "", one.date, one.inspector)
    amounts: tuple[Cell, ...] = (one.amount, one.in_question or None, one.saved)
    return (*start, *amounts, totals.findings, totals.listed, totals.closed)


def _sum(totals: Totals) -> tuple[Cell, ...]:
    amounts = (totals.amount, totals.questioned, totals.saved)
    return ("", "合计", "", "", None, "", *amounts, totals.findings, totals.listed, totals.closed)


def _finding(n: int, entry: Entry) -> tuple[Cell, ...]:
    finding = entry.finding
    steps = [f"{step.no}　{step.text}（{step.unit}，{step.state}）" for answer in entry.answers for step in answer.steps]
    done = [finding.settled.text] if finding.settled else []
    start: tuple[Cell, ...] = (n, entry.inspection.title, finding.text, finding.unit, finding.amount)
    return (*start, "；".join(finding.basis), entry.state, "\n".join(steps or done))
