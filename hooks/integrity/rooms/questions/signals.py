"""Banks with questions that must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .index import Index


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """stale-questions: how many of a bank are 待复核."""
    for bank, entries in found.banks:
        stale = [entry for entry in entries if entry.stale]
        if stale:
            text = f"题库“{bank.title}”有 {len(stale)} 道题待复核：{stale[0].stale}。"
            proofs = (Proof("待复核的题目", "questions/review.md"), *(Proof(f"第 {e.item.no} 题", e.uri) for e in stale))
            yield Signal("stale-questions", bank.title, Decimal(len(stale)), text, proofs, bank.unit)
