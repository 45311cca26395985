"""Where a rectification ledger begins on a sheet, and which column is which: the head is found by what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..kernel.datafiles import LedgerColumns
from .grid import Grid, Place, name_of

REQUIRED = ("problem", "text", "goal", "unit", "post", "due", "state")
COLUMNS_FILE = "data/ledger_columns.yml"
_WITHIN, _LEAST = 40, 4
"""In how many rows the head is looked for, and how many columns make one."""


@dataclass(frozen=True)
class Slip:
    """What is wrong at a cell, or with a whole row where `place` has the column 0."""

    place: Place
    text: str
    column: str = ""

    @property
    def where(self) -> str:
        return name_of(self.place) if self.place[1] else f"第 {self.place[0]} 行"

    def __str__(self) -> str:
        return f"{self.where}：" + (f"“{self.column}”" if self.column else "") + self.text


@dataclass(frozen=True)
class Head:
    """`columns` by field; the data begin below `bottom`. `names` are the heads of the columns as the sheet has them."""

    top: int
    bottom: int
    columns: dict[str, int]
    names: dict[str, str]
    slips: tuple[Slip, ...] = ()
    unread: tuple[str, ...] = ()


def find_head(grid: Grid, known: LedgerColumns) -> Head | None:
    """The row that names the most columns; a head of two rows is read from the lower one."""
    rows = [(row, _heads(grid, row)) for row in grid.rows[:_WITHIN]]
    counts = [(len({field for head in heads.values() if (field := known.field(head))}), heads, row) for row, heads in rows]
    best, heads, row = max(counts, key=lambda one: (one[0], -one[2]), default=(0, {}, 0))
    return _head(grid, known, row, heads) if best >= _LEAST else None


def _heads(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a row, with those that reach into it from above."""
    found: dict[int, str] = {}
    for column in range(1, grid.width + 1):
        area = grid.area(row, column)
        upright = area is not None and area.left == area.right
        if text := grid.at(area.top if area and upright else row, column).text:
            found[column] = text.replace("\n", "")
    return found


def _head(grid: Grid, known: LedgerColumns, row: int, heads: dict[int, str]) -> Head:
    columns: dict[str, int] = {}
    slips: list[Slip] = []
    unread: list[str] = []
    for column, text in heads.items():
        field = known.field(text)
        if not field:
            unread.append(f"{name_of((row, column))}“{text}”")
        elif field in columns:
            said = f"{name_of((row, columns[field]))}“{heads[columns[field]]}”"
            slips.append(Slip((row, column), f"与 {said}是同一栏，只留一列", text))
        else:
            columns[field] = column
    areas = [area for column in columns.values() if (area := grid.area(row, column))]
    bottom = max([row, *(area.bottom for area in areas if area.left == area.right)])
    names = {field: heads[column] for field, column in columns.items()}
    slips += [*_missing(known, row, columns), *_hidden(grid, row, columns, names)]
    return Head(row, bottom, columns, names, tuple(slips), tuple(unread))


def _missing(known: LedgerColumns, row: int, columns: dict[str, int]) -> Iterator[Slip]:
    for field in REQUIRED:
        if field not in columns:
            names = known.columns[field]
            said = f"表头缺少“{names[0]}”一列，认得的列名：{'、'.join(names)}；另有叫法的，加到 {COLUMNS_FILE} 的 {field} 一行"
            yield Slip((row, 0), said)


def _hidden(grid: Grid, row: int, columns: dict[str, int], names: dict[str, str]) -> Iterator[Slip]:
    for field, column in columns.items():
        if column in grid.hidden_columns:
            yield Slip((row, column), "这一列是隐藏的，请取消隐藏，核对以后再导入；不要的，删去这一列", names[field])
