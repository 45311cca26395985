"""A table that leaves the house as a workbook: what stands in it, not how a file format writes it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | Decimal | dt.date | None

CONTINUED, BESIDE = "↳", " | "
"""In a cell that lists texts, one a line: what begins a line that goes on with the text of the line before; what stands
between a title and its path."""


@dataclass(frozen=True)
class Column:
    """`width` is in characters of the usual size, two for each Chinese character."""

    label: str
    width: int


@dataclass(frozen=True)
class Span:
    """Rows `first` to `last` of a sheet (data rows from 0, both included) whose cells of the column (from 0) are one."""

    column: int
    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """`lines` stand between the title and the head of the table. Printed on A4 landscape, the head on every page.

    `name` is that of the tab: see `tab_names`.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    lines: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A file at `uri`."""

    uri: str
    sheets: tuple[Sheet, ...]


def tab_names(titles: Iterable[str]) -> tuple[str, ...]:
    """A name for the tab of each: at most 31 signs, none of \\ / ? * [ ] :, no two alike but for their case (Excel's rules)."""
    names: list[str] = []
    for title in titles:
        name = base = re.sub(r"[\\/?*\[\]:\s]+", " ", title).strip(" '")[:31].strip(" '") or "工作表"
        count = 1
        while name.lower() in (other.lower() for other in names):
            count += 1
            name = f"{base[: 31 - len(str(count)) - 2]}（{count}）"
        names.append(name)
    return tuple(names)
