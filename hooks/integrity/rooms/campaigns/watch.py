"""What the campaigns count up to, which reports are missing, and by when they are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from ...kernel.figures import Fact, Figure
from ...kernel.risk import Deadline, Proof, Signal
from ...kernel.room import Context
from .index import Entry, Index
from .model import Report
from .slots import Slot, numbered


def figures(found: Index, context: Context) -> Iterator[Figure]:
    """Every report counts on the day on which it came."""
    reports = [(entry, n, report) for entry in found.entries for n, _, report in numbered(entry.campaign, context.today)]
    reports.sort(key=lambda one: (one[2].date, one[0].campaign.uri, one[1]))

    def facts(value: Callable[[Report], int]) -> tuple[Fact, ...]:
        return tuple(
            Fact(r.date, Decimal(value(r)), f"{r.unit}：{e.campaign.title}", f"{e.campaign.uri}#r{n}") for e, n, r in reports
        )

    yield Figure("campaign-reports", "专项工作自查报告", "份", facts(lambda report: 1))
    yield Figure("campaign-problems", "自查发现问题", "个", facts(lambda report: report.problems))
    yield Figure("campaign-fixed", "自查问题已整改", "个", facts(lambda report: report.fixed))


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """One for each stage, or campaign, that is over and lacks a report."""
    for entry in found.entries:
        for covered in entry.coverage:
            if covered.missing:
                where, uri = _where(entry, covered.slot)
                count, units = len(covered.missing), "、".join(covered.missing)
                text = f"{where}已于{covered.slot.ends:%Y-%m-%d}结束，{count} 个单位没有报送自查报告：{units}"
                unit = covered.missing[0] if count == 1 else ""
                yield Signal("missing-reports", where, Decimal(count), text, (Proof(entry.campaign.title, uri),), unit)


def deadlines(found: Index, context: Context) -> Iterator[Deadline]:
    keys = {term.name: term.key or term.name for term in context.terms["units"].terms}
    for entry in found.entries:
        for cell in entry.cells:
            if cell.report is None:
                where, uri = _where(entry, cell.slot)
                stem = entry.campaign.uri[:-3].replace("/", "-")
                uid = f"{stem}-{cell.slot.no}-{keys[cell.unit]}"
                yield Deadline(uid, cell.slot.ends, cell.unit, "自查报告", f"报送{where}自查报告", uri)


def _where(entry: Entry, slot: Slot) -> tuple[str, str]:
    """The name of what is owed for `slot`, and where the page shows it."""
    stage = f"“{slot.title}”阶段" if slot.no else ""
    return f"“{entry.campaign.title}”{stage}", f"{entry.campaign.uri}#coverage"
