"""What a room sees coming: findings for the rules of data/risks.yml, and the days by which a unit owes something."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Proof:
    """A record, or a place in one, that shows the risk."""

    title: str
    uri: str


@dataclass(frozen=True)
class Signal:
    """One finding of one rule.

    `rule` is the key of the rule in data/risks.yml; `subject` is a unit, branch, focus, document or kind, never a person;
    `amount` is in the unit that the rule declares (天, 条, 个百分点 …) and is held against its thresholds; `text` is one
    Chinese sentence. Below the lowest threshold a signal is not a risk: a room yields what it finds and judges nothing.
    `unit` is the unit that has to act, a word of data/terms/units.yml, or empty where no single one has.
    """

    rule: str
    subject: str
    amount: Decimal
    text: str
    proofs: tuple[Proof, ...]
    unit: str = ""


@dataclass(frozen=True)
class Deadline:
    """A day by which `unit` owes something that is not done yet. `kind` is what it is: 整改措施, 责任清单 …; `uid` is
    stable across builds.
    """

    uid: str
    day: dt.date
    unit: str
    kind: str
    title: str
    uri: str
