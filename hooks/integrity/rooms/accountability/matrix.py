"""Indicator × section: who leads and who supports, and the points that each section answers for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...kernel.groups import Group
from .index import Point, Section, Year

Mark = Literal["牵头", "配合", ""]
SIGNS: dict[Mark, str] = {"牵头": "●", "配合": "○", "": ""}


@dataclass(frozen=True)
class Row:
    """An indicator; its marks are in the order of the columns."""

    point: Point
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Matrix:
    columns: tuple[Section, ...]
    groups: tuple[Group[Row], ...]

    @property
    def units(self) -> int:
        """How many have a share in any indicator."""
        return sum(bool(column.leads or column.supports) for column in self.columns)


def matrix(year: Year, groups: tuple[str, ...]) -> Matrix:
    """A column for every section that must be in the lists, and for every other unit that is in an indicator."""
    columns = tuple(one for one in year.sections if one.group in groups or one.leads or one.supports)
    rows = (Group(group.name, tuple(_row(point, columns) for point in group.items)) for group in year.categories)
    return Matrix(columns, tuple(rows))


def _row(point: Point, columns: tuple[Section, ...]) -> Row:
    return Row(point, tuple(_mark(point, column.name) for column in columns))


def _mark(point: Point, unit: str) -> Mark:
    return "牵头" if unit in point.indicator.lead else "配合" if unit in point.indicator.support else ""
