"""The signals that reach a threshold, the gravest first; the deadlines by unit, the nearest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ...kernel.datafiles import RiskRule
from ...kernel.groups import Group, group_by
from ...kernel.risk import Deadline, Signal
from ...kernel.room import Context

LEVELS = ("预警", "关注", "提示")


@dataclass(frozen=True)
class Risk:
    """A signal of `rule` that has a level."""

    rule: RiskRule
    signal: Signal
    level: str

    @property
    def text(self) -> str:
        """The signal's sentence with its full stop."""
        return self.signal.text.rstrip("。") + "。"

    @property
    def amount(self) -> str:
        """The amount in the unit of the rule: 12天."""
        return f"{self.signal.amount.normalize():f}{self.rule.unit}"


@dataclass(frozen=True)
class Due:
    """A deadline with how far it is: `days` from today, negative where it has passed."""

    deadline: Deadline
    days: int


@dataclass(frozen=True)
class Index:
    """`risks` in the order of LEVELS, then of the rules; `rules` all of them, each with its risks; `deadlines` by unit."""

    risks: tuple[Risk, ...]
    rules: tuple[tuple[RiskRule, tuple[Risk, ...]], ...]
    by_level: tuple[Group[Risk], ...]
    by_unit: tuple[Group[Risk], ...]
    deadlines: tuple[Group[Due], ...]


def index(context: Context) -> Index:
    rules = context.terms.risks.rules if context.terms.risks else ()
    known = {rule.key: (n, rule) for n, rule in enumerate(rules)}
    found = [(known[signal.rule], signal) for signal in context.signals if signal.rule in known]
    risks = [Risk(rule, signal, rule.level(signal.amount)) for (_, rule), signal in found]
    places = {key: n for key, (n, _) in known.items()}
    ordered = sorted((risk for risk in risks if risk.level), key=lambda risk: _place(risk, places))
    units = context.terms["units"]
    return Index(
        tuple(ordered),
        tuple((rule, tuple(risk for risk in ordered if risk.rule is rule)) for rule in rules),
        group_by(ordered, lambda risk: [risk.level], order=LEVELS.index),
        group_by((risk for risk in ordered if risk.signal.unit), lambda risk: [risk.signal.unit], order=units.rank),
        group_by(_dues(context.deadlines, context.today), lambda due: [due.deadline.unit], order=units.rank),
    )


def _place(risk: Risk, places: dict[str, int]) -> tuple[int, int, object, str]:
    return LEVELS.index(risk.level), places[risk.rule.key], -risk.signal.amount, risk.signal.subject


def _dues(deadlines: Iterable[Deadline], today: dt.date) -> list[Due]:
    ordered = sorted(deadlines, key=lambda one: (one.day, one.kind, one.uid))
    return [Due(one, (one.day - today).days) for one in ordered]
