"""Each finding with the items of the ledger that answer it, and what state that leaves it in."""

from __future__ import annotations

from dataclasses import dataclass

from ...kernel.answers import Answer
from ...kernel.groups import group_by
from ...kernel.room import Context
from .model import Finding, Inspection

UNLISTED, OPEN, DONE, CLOSED, SETTLED = "未列入台账", "正在整改", "整改完成", "整改销号", "另行办结"
STATES = (UNLISTED, OPEN, DONE, CLOSED, SETTLED)


@dataclass(frozen=True)
class Entry:
    """A finding on the day. `days` counts from the inspection's date and is negative while that has not come; `late` is a
    finding that should be in a ledger by now.
    """

    inspection: Inspection
    finding: Finding
    answers: tuple[Answer, ...]
    state: str
    days: int
    late: bool

    @property
    def uri(self) -> str:
        return f"{self.inspection.uri}#{self.finding.place}"

    @property
    def counts(self) -> bool:
        return self.days >= 0

    @property
    def listed(self) -> bool:
        """Whether a ledger has it, or it was put right without one."""
        return self.state != UNLISTED

    @property
    def closed(self) -> bool:
        return self.state in (CLOSED, SETTLED)


def entries(context: Context) -> tuple[Entry, ...]:
    """Every finding of every inspection, in the order of their files."""
    answers = {group.name: group.items for group in group_by(context.answers, lambda answer: [answer.finding])}
    limit = context.terms.number("finding_days")
    return tuple(
        _entry(one, finding, answers.get(f"{one.uri}#{finding.place}", ()), (context.today - one.date).days, limit)
        for one in context.library.of(Inspection)
        for finding in one.findings
    )


def _entry(inspection: Inspection, finding: Finding, answers: tuple[Answer, ...], days: int, limit: int) -> Entry:
    state = _state(finding, answers)
    return Entry(inspection, finding, answers, state, days, state == UNLISTED and days > limit)


def _state(finding: Finding, answers: tuple[Answer, ...]) -> str:
    if not answers:
        return SETTLED if finding.settled else UNLISTED
    if all(answer.closed for answer in answers):
        return CLOSED
    return DONE if all(answer.done for answer in answers) else OPEN
