"""The coverage of a campaign as a workbook: a row for each unit and slot, then what each unit wrote."""

from __future__ import annotations

import datetime as dt

from ...kernel.templates import day as written
from ...kernel.workbook import Cell as Value
from ...kernel.workbook import Column, Sheet, Span, Workbook
from .index import Cell, Entry

_COLUMNS = (
    Column("序号", 6),
    Column("单位", 16),
    Column("阶段", 16),
    Column("报送期限", 12),
    Column("报送情况", 14),
    Column("报送日期", 12),
    Column("自查问题数", 12),
    Column("已整改数", 10),
    Column("自查情况", 60),
)


def book(entry: Entry, today: dt.date) -> Workbook:
    campaign, totals = entry.campaign, entry.totals
    stem = campaign.uri.removeprefix("campaigns/")[:-3].replace("/", "-")
    lines = [
        f"截至{written(today)}：应报 {totals.due} 份，已报 {totals.reported} 份（迟报 {totals.late} 份），"
        f"逾期未报 {totals.missing} 份；自查问题 {totals.problems} 个，已整改 {totals.fixed} 个。"
    ]
    if entry.exempt:
        lines.append("免报单位：" + "；".join(f"{one.unit}（{one.reason}）" for one in entry.exempt))
    rows = [_row(n, cell) for n, row in enumerate(entry.rows, 1) for cell in row.cells]
    rows.append(("", "合计", "", None, f"{totals.reported} 份", None, totals.problems, totals.fixed, ""))
    sheet = Sheet("自查报送情况", f"{campaign.title}自查报送情况", _COLUMNS, rows, tuple(lines), _spans(entry))
    return Workbook(f"data/campaigns-{stem}.xlsx", (sheet,))


def _row(n: int, cell: Cell) -> tuple[Value, ...]:
    report = cell.report
    told = said(cell)
    start: tuple[Value, ...] = (n, cell.unit, cell.slot.title, cell.slot.ends, told)
    return start + ((report.date, report.problems, report.fixed, report.summary) if report else (None, None, None, ""))


def said(cell: Cell) -> str:
    return f"迟报 {cell.days} 天" if cell.state == "迟报" else cell.state


def _spans(entry: Entry) -> tuple[Span, ...]:
    wide = len(entry.slots)
    if wide < 2:
        return ()
    return tuple(Span(column, n * wide, (n + 1) * wide - 1) for n in range(len(entry.rows)) for column in (0, 1))
