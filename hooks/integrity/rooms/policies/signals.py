"""Documents of our own that should have been reviewed by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .index import Index
from .model import Policy


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """policy-review: days since the day of review of a document in force that has a number."""
    years = context.terms.number("review_years")
    for entry in found.entries:
        policy = entry.policy
        days = (context.today - review_day(policy, years)).days
        if entry.state == "现行有效" and policy.doc_no and days > 0:
            text = f"《{policy.title}》应在 {review_day(policy, years)} 以前评估，已过 {days} 天。"
            yield Signal("policy-review", policy.title, Decimal(days), text, (Proof(policy.title, policy.uri),), policy.unit)


def review_day(policy: Policy, years: int) -> dt.date:
    """The day that the document names, or so many years after it took effect."""
    day = policy.effective
    return policy.review or dt.date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)
