"""Rules of a careful recorder: heads add up, hours do not cross, and the right body meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ...kernel.issue import Issue
from ...kernel.room import Context
from ...kernel.terms import Terms
from .index import Entry, entries, fits
from .model import ActivityLedger


def check(context: Context) -> Iterator[Issue]:
    for ledger in context.library.of(ActivityLedger):
        yield from _check_numbers(ledger)
    found = entries(context)
    for entry in found:
        yield from _check_people(entry)
        yield from _check_body(entry, context.terms)
        held = entry.held
        if held.end <= held.start:
            yield entry.issue(f"不晚于开始时刻 {held.start}，请核对", "end")
        if held.date > context.today:
            yield entry.issue(f"晚于今天（{context.today}），暂不计入场次和人次", "date", level="warning")
    yield from _check_hours(found)


def _check_numbers(ledger: ActivityLedger) -> Iterator[Issue]:
    seen: set[int] = set()
    for n, item in enumerate(ledger.activities):
        if item.no in seen:
            yield ledger.issue(f"{item.no} 重复，每项活动一个序号", "activities", n, "no")
        seen.add(item.no)


def _check_people(entry: Entry) -> Iterator[Issue]:
    held = entry.held
    if held.host == held.recorder:
        yield entry.issue(f"与主持人相同（{held.host}），记录人应是另一人，例如 党支部组织委员", "recorder")
    missing, given = held.expected - held.actual, sum(absence.count for absence in held.absent)
    if missing < 0:
        yield entry.issue(f"多于应到人数 {held.expected}，请核对", "actual")
    elif missing != given:
        text = f"应到 {held.expected} 人、实到 {held.actual} 人，缺席应是 {missing} 人，这里写明原因的是 {given} 人，请核对"
        yield entry.issue(text, "absent" if held.absent else "actual")


def _check_body(entry: Entry, terms: Terms) -> Iterator[Issue]:
    held = entry.held
    if not fits(held.type, held.branch, terms):
        allowed = [branch for branch in terms["branches"].words if fits(held.type, branch, terms)]
        yield entry.issue(f"{held.type}不由{held.branch}组织，可写：{'、'.join(allowed)}", "branch")


def _check_hours(found: Iterable[Entry]) -> Iterator[Issue]:
    """Each activity that begins before an earlier one of its branch has ended."""
    days: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in found:
        days[entry.held.branch, str(entry.held.date)].append(entry)
    for together in days.values():
        last: Entry | None = None
        for entry in sorted(together, key=lambda e: (e.held.start, e.uri)):
            if last and entry.held.start < last.held.end and entry.held.start < entry.held.end:
                hours = f"{last.held.type} {last.held.start}–{last.held.end}"
                where = f"{last.record.origin.path}:{last.line}"
                yield entry.issue(f"与同一天的{hours}（{where}）时间重叠，一个党组织不能同时开两个会", "start")
            last = entry if not last or entry.held.end > last.held.end else last
