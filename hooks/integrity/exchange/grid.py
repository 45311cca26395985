"""The tables of a workbook (.xlsx) as they look: cells with their kinds, what is merged and what is hidden."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from .archive import Refused, refuse_archive
from .cells import clean, said, unfit

MOST_ROWS, MOST_COLUMNS = 20_000, 60
_PROGRAM = "WPS 或 Excel"

Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True)
class GridCell:
    """`text` is what a reader sees, cleaned; `value` what the file holds: a datetime where it is a date. `fault` says why the
    value cannot be taken.
    """

    text: str
    value: object
    fault: str = ""


NOTHING = GridCell("", None)


@dataclass(frozen=True, order=True)
class Area:
    """Cells merged into one, from the first row and column to the last, all included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{name_of((self.top, self.left))}:{name_of((self.bottom, self.right))}"


@dataclass(frozen=True)
class Grid:
    """One sheet. Only cells that hold something are in `cells`; `cut` tells that there were more rows than are read."""

    title: str
    visible: bool
    cells: dict[Place, GridCell]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that hold anything, in order."""
        return tuple(sorted({row for row, _ in self.cells}))

    @cached_property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    @cached_property
    def _areas(self) -> dict[Place, Area]:
        pairs = ((place, area) for area in self.merged for place in _inside(area))
        return dict(islice(pairs, MOST_ROWS * MOST_COLUMNS))  # more is no table: merged cells do not overlap

    def at(self, row: int, column: int) -> GridCell:
        return self.cells.get((row, column), NOTHING)

    def area(self, row: int, column: int) -> Area | None:
        """The merged cells that this one belongs to."""
        return self._areas.get((row, column))

    def texts(self, row: int) -> dict[int, str]:
        """The columns of a row that hold text, in order."""
        return {column: text for column in range(1, self.width + 1) if (text := self.at(row, column).text)}


@dataclass
class _Shape:
    merged: list[Area] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def name_of(place: Place) -> str:
    """(7, 3) as C7."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(place[1])}{place[0]}"


def read_grids(content: bytes) -> tuple[tuple[Grid, ...], bool]:
    """Every sheet, and whether the workbook has comments, which nobody reads. Refused when it is no workbook that can be read."""
    refuse_archive(content, ".xlsx", _PROGRAM)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shapes = dict(_shapes(content))
            grids = tuple(_grids(content, shapes))
    except Exception:  # the library raises whatever the broken part made it raise
        raise Refused(f"读不了这个工作簿，请用 {_PROGRAM} 打开，另存为 .xlsx 再导入") from None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return grids, any(re.search(r"comments?\d*\.xml$", name, re.I) for name in archive.namelist())


def _grids(content: bytes, shapes: dict[str, _Shape]) -> Iterator[Grid]:
    from openpyxl import load_workbook

    # Read-only: the library would hold fifty times the size of the file in memory; it then skips what is merged and hidden.
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        shape = shapes.get(sheet.title, _Shape())
        cells, cut = _cells(sheet)
        rows, columns = frozenset(shape.rows), frozenset(shape.columns)
        yield Grid(sheet.title, sheet.sheet_state == "visible", cells, tuple(shape.merged), rows, columns, cut)
    book.close()


def _cells(sheet: Any) -> tuple[dict[Place, GridCell], bool]:
    sheet.reset_dimensions()
    found: dict[Place, GridCell] = {}
    rows = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        before = len(found)
        found |= {(number, cell.column): _cell(cell) for cell in row if cell.value is not None}
        rows += len(found) > before
        if rows > MOST_ROWS:
            return found, True
    return found, False


def _cell(cell: Any) -> GridCell:
    fault = unfit(cell)
    value = cell.value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return GridCell("" if fault else clean(said(cell)), value, fault)


def _shapes(content: bytes) -> Iterator[tuple[str, _Shape]]:
    """What is merged and hidden on each sheet, by its title (ECMA-376, 18.3.1.55, 18.3.1.73 and 18.3.1.13)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        targets = {one.get("Id"): one.get("Target", "") for one in _parsed(archive, "xl/_rels/workbook.xml.rels")}
        for sheet in _parsed(archive, "xl/workbook.xml").iter("{*}sheet"):
            number = next(value for name, value in sheet.attrib.items() if etree.QName(name).localname == "id")
            target = targets[number]
            part = target.removeprefix("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            with archive.open(part) as opened:
                yield str(sheet.get("name")), _shape(opened)


def _parsed(archive: zipfile.ZipFile, part: str) -> Any:
    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))


def _shape(opened: Any) -> _Shape:
    shape = _Shape()
    above = 0
    for _, element in etree.iterparse(opened, tag=("{*}row", "{*}col", "{*}mergeCell"), resolve_entities=False):
        name = etree.QName(element).localname
        if name == "row":
            above = int(element.get("r") or above + 1)
            if element.get("hidden") in ("1", "true"):
                shape.rows.add(above)
            element.clear()
        elif name == "col" and element.get("hidden") in ("1", "true"):
            shape.columns.update(range(int(element.get("min")), min(int(element.get("max")), MOST_COLUMNS) + 1))
        elif name == "mergeCell" and (area := _area(element.get("ref", ""))):
            shape.merged.append(area)
    return shape


def _area(words: str) -> Area | None:
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(words)
    return Area(top, left, bottom, right) if None not in (left, top, right, bottom) else None


def _inside(area: Area) -> Iterator[Place]:
    """The places of an area as far as they are read."""
    for row in range(area.top, min(area.bottom, area.top + MOST_ROWS) + 1):
        for column in range(area.left, min(area.right, MOST_COLUMNS) + 1):
            yield row, column
