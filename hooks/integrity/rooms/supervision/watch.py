"""What inspections count up to, and which findings no ledger has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.figures import Fact, Figure
from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .index import Index


def figures(found: Index, context: Context) -> Iterator[Figure]:
    """An inspection counts on its date. Amounts are in 万元, exact."""
    held = sorted((one for one in found.seen if one.counts), key=lambda one: (one.inspection.date, one.inspection.uri))

    def facts(values: list[Decimal | None]) -> tuple[Fact, ...]:
        pairs = zip((one.inspection for one in held), values, strict=True)
        return tuple(Fact(one.date, value, one.title, one.uri) for one, value in pairs if value is not None)

    findings = tuple(
        Fact(one.inspection.date, Decimal(1), entry.finding.text, entry.uri) for one in held for entry in one.entries
    )
    yield Figure("inspections", "督察审计", "次", facts([Decimal(1) for _ in held]))
    yield Figure("inspection-findings", "督察审计发现问题", "个", findings)
    yield Figure("inspection-amount", "审计金额", "万元", facts([one.inspection.amount for one in held]))
    yield Figure("inspection-saved", "核减、节约、挽回金额", "万元", facts([one.inspection.saved for one in held]))


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """One for each finding without a ledger; the amount is the days since the inspection's date."""
    for entry in found.open:
        title, unit = entry.inspection.title, entry.finding.unit
        text = f"“{title}”发现的问题“{entry.finding.text}”成文已 {entry.days} 天，还没有列入整改台账"
        yield Signal("open-findings", title, Decimal(entry.days), text, (Proof(title, entry.uri),), unit)
