"""Which items of a ledger answer what an inspection found, without the two rooms knowing each other.

The room that keeps the ledger offers its answers, `Room.answers`; every room reads them in `Context.answers`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .record import Record
from .yamlread import Loc


@dataclass(frozen=True)
class Step:
    """A measure as it stands on the day. `done` and `closed` are what its ledger counts as 完成 and 销号."""

    no: str
    text: str
    unit: str
    due: dt.date
    state: str
    uri: str
    done: bool
    closed: bool
    overdue: bool


@dataclass(frozen=True)
class Answer:
    """An item of a ledger that names a finding. `finding` is the finding's page and place: supervision/x.md#f1; `loc` is
    where `record` names it; `uri` is where a reader finds the item.
    """

    record: Record
    loc: Loc
    finding: str
    problem: str
    uri: str
    steps: tuple[Step, ...]

    @property
    def done(self) -> bool:
        """Whether there are measures and all of them are done."""
        return bool(self.steps) and all(step.done for step in self.steps)

    @property
    def closed(self) -> bool:
        return bool(self.steps) and all(step.closed for step in self.steps)
