"""Cases of one theme that the bureau had more than once within a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ...kernel.groups import group_by
from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .index import Index

_YEAR = dt.timedelta(days=365)
OWN = "分局"
"""The level of circular whose cases happened here."""


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """repeated-cases: how many within the 365 days up to today; whoever the case is about, the kind is named."""
    recent = [c for c in found.cases if c.level == OWN and context.today - _YEAR < c.date <= context.today]
    for group in group_by(recent, lambda case: case.themes, order=context.terms["case_themes"].rank):
        if len(group) > 1:
            text = f"最近一年分局通报“{group.name}”类案件 {len(group)} 起。"
            proofs = tuple(Proof(f"案例 {case.case_no}", case.uri) for case in group.items)
            yield Signal("repeated-cases", group.name, Decimal(len(group)), text, proofs)
