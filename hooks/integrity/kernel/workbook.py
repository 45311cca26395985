"""A table that leaves the house as a workbook: what stands in it, not how a file format writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Cell = str | int | Decimal | dt.date | None


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
    """`lines` stand between the title and the head of the table. Printed on A4 landscape, the head on every page."""

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
