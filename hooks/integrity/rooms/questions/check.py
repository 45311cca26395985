"""Whether every question can be asked, and whether what it rests on is there."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.quiz import faults
from ...kernel.room import Context
from .index import index
from .model import Bank


def check(context: Context) -> Iterator[Issue]:
    titles: dict[str, Bank] = {}
    stems: dict[str, tuple[Bank, int]] = {}
    for bank in context.library.of(Bank):
        if (other := titles.setdefault(bank.title, bank)) is not bank:
            yield bank.issue(f"与 {other.origin.path} 同名，请改一个", "title")
        if bank.checked > context.today:
            yield bank.issue(f"晚于今天（{context.today}），请核对", "checked", level="warning")
        yield from _check_bank(bank, stems)
    for entry in index(context).entries:
        line = entry.item.line
        if not entry.item.basis:
            yield Issue(
                entry.bank.origin.path, line, "", f"第 {entry.item.no} 题没有依据，例如 依据：《某规定》第四条", level="warning"
            )
        elif entry.stale:
            said = f"第 {entry.item.no} 题待复核：{entry.stale}；{entry.remedy}"
            yield Issue(entry.bank.origin.path, line, "", said, level="warning")


def _check_bank(bank: Bank, stems: dict[str, tuple[Bank, int]]) -> Iterator[Issue]:
    path = bank.origin.path
    yield from (Issue(path, slip.line, "", slip.text) for slip in bank.slips)
    if not bank.items:
        yield Issue(path, bank.origin.body_line, "", "一道题也没有，题目这样写：1、题干，下面每行一个选项，再写 答案：B")
    numbers: dict[int, int] = {}
    for item in bank.items:
        if (first := numbers.setdefault(item.no, item.line)) != item.line:
            yield Issue(path, item.line, "", f"题号 {item.no} 在第 {first} 行已经有了，一个题库里不能重复")
        yield from (Issue(path, item.line, "", f"第 {item.no} 题{fault}") for fault in faults(item))
        same = stems.setdefault(item.type + item.stem + "".join(item.options), (bank, item.no))
        if same != (bank, item.no):
            yield Issue(path, item.line, "", f"第 {item.no} 题与 {same[0].origin.path} 第 {same[1]} 题完全一样，请删去一处")
