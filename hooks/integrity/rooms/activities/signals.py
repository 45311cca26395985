"""Branches that held less than the required frequency in periods that are over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.risk import Proof, Signal
from ...kernel.room import Context
from .gaps import Branch
from .index import Index


def signals(found: Index, context: Context) -> Iterator[Signal]:
    """branch-behind: how many times are missing this year."""
    recorded = {entry.held.branch for entry in found.years[0].entries}
    for branch in found.years[0].branches:
        if missing := sum(gap.missing for gap in branch.gaps):
            text = f"{branch.name}今年已经结束的月份和季度里，组织生活缺 {missing} 次：{_said(branch)}。"
            proofs = (
                Proof("组织生活记录", "activities/by-branch.md" + f"#{branch.name}" * (branch.name in recorded)),
                Proof("应开展次数对照", "activities/index.md"),
            )
            yield Signal("branch-behind", branch.name, Decimal(missing), text, proofs)


def _said(branch: Branch) -> str:
    said = [f"{gap.when}{gap.rule.type} {gap.missing} 次" for gap in branch.gaps]
    return "、".join(said[:4]) + (f"等 {len(said)} 处" if len(said) > 4 else "")
