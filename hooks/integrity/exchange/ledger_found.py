"""What the reading of a ledger goes by, and what it found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from ..kernel.datafiles import LedgerColumns
from ..kernel.yamlread import Loc
from .grid import Place
from .ledger_head import Slip
from .tally import Tally


@dataclass(frozen=True)
class Known:
    """What a reading goes by: the units, the states, the accepted names, and the day of the opinion for examples."""

    units: frozenset[str]
    states: Collection[str]
    columns: LedgerColumns
    since: dt.date


@dataclass
class Ledger:
    """`items` are as a YAML file has them; `places` says by their path where each value stands. `slips` is all that is wrong."""

    items: list[dict[str, Any]] = field(default_factory=list)
    places: dict[Loc, Place] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    names: dict[str, str] = field(default_factory=dict)
    lines: list[list[int]] = field(default_factory=list)
    """The row of every measure, by problem."""

    def place(self, loc: Loc) -> Place:
        """The cell of `loc`, or of the nearest thing around it that has one."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, (1, 0))

    def slip(self, place: Place, text: str, field: str) -> None:
        self.slips.append(Slip(place, text, self.names.get(field, "")))
