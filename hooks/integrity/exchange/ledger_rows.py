"""The rows of a ledger as problems and their measures, each value with the cell where it was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..kernel.yamlread import Loc
from . import ledger_cells as cells
from .grid import Area, Grid, GridCell, Place, name_of
from .ledger_found import Known, Ledger
from .ledger_head import REQUIRED, Head, Slip, find_head
from .ledger_numbers import number_items, number_measures
from .ledger_totals import rates, sort_out

SHARED = ("item_no", "problem", "finding")
_DAYS = ("due", "started", "completed", "closed")
_MERGED = (*SHARED, "rate")


def read_ledger(grid: Grid, known: Known) -> Ledger | None:
    """The ledger of a sheet; None where no row looks like the head of one."""
    head = find_head(grid, known.columns)
    if head is None:
        return None
    found = Ledger(slips=list(head.slips), names=head.names)
    for column in head.unread:
        found.tally.add(f"{column}一列没有读；要读，请把列名加到 data/ledger_columns.yml 的相应一行")
    reader = _Reader(grid, head, known, found)
    rows = sort_out(grid, head)
    for row in rows:
        if row.remark:
            found.tally.add(row.remark)
        elif not row.total:
            reader.row(row.number)
    reader.finish()
    found.slips += rates(grid, head, rows, found.items, found.lines)
    return found


class _Reader:
    def __init__(self, grid: Grid, head: Head, known: Known, found: Ledger) -> None:
        self.grid, self.head, self.known, self.found = grid, head, known, found
        self.hidden: list[int] = []
        self.areas: set[Area] = set()
        self.filled = 0
        self.by_no: dict[int, int] = {}
        self.running = False

    def row(self, number: int) -> None:
        if number in self.grid.hidden_rows:
            self.hidden.append(number)
        self._merges(number)
        item = self._item(number)
        self._finding(number, item)
        if any(self._filled(number, key) for key in self.head.columns if key not in _MERGED):
            self._measure(number, item)

    def _at(self, number: int, key: str) -> Place | None:
        """The cell of a column in a row; of merged ones, in the columns where that is usual, the one that holds the text."""
        column = self.head.columns.get(key)
        if column is None:
            return None
        area = self.grid.area(number, column)
        return (area.top if area and key in _MERGED else number, column)

    def _cell(self, number: int, key: str) -> GridCell:
        """The cell of a column in a row, empty where it holds a sign for nothing."""
        place = self._at(number, key)
        cell = self.grid.at(*place) if place else GridCell("", None)
        return GridCell("", None) if cell.text in self.known.columns.nothing else cell

    def _filled(self, number: int, key: str) -> bool:
        cell = self._cell(number, key)
        return bool(cell.text or cell.fault)

    def _merges(self, number: int) -> None:
        for key, column in self.head.columns.items():
            area = self.grid.area(number, column)
            if area is None or area in self.areas or (key in _MERGED and area.left == area.right):
                continue
            self.areas.add(area)
            if self.grid.at(area.top, area.left).value is not None:
                self.found.slip((area.top, area.left), f"{area} 是合并的格子，只有问题的几列可以合并；请取消合并，每行写上", key)

    def _item(self, number: int) -> int:
        """The place of the problem of this row among the items; a new one where a new one begins, or where it is unclear."""
        no, problem = self._cell(number, "item_no"), self._cell(number, "problem")
        value = self._number(number, no)
        if problem.fault:
            return self._unclear(number, "problem", problem.fault)
        last = len(self.found.items) - 1
        if not problem.text:
            if last < 0 or (value is not None and value != self.found.items[last]["no"]):
                return self._unclear(number, "problem", "是空的，请写明存在什么问题")
            self.filled += self._filled(number, "text") or self._filled(number, "unit")
            return last
        if last >= 0 and self.found.items[last]["problem"] == problem.text and self._goes_on(number, value, last):
            return last
        return self._known_item(number, value, problem.text)

    def _goes_on(self, number: int, value: int | None, last: int) -> bool:
        """Whether the row has the problem of the row above. One number a row beside a merged problem counts rows."""
        place = self._at(number, "problem")
        if place and place[0] < number:
            self.running |= value is not None and value != self.found.items[last]["no"]
            return True
        return value is None or value == self.found.items[last]["no"]

    def _number(self, number: int, cell: GridCell) -> int | None:
        place = self._at(number, "item_no")
        if place is None or cell.value is None:
            return None
        meant = cells.Meant(fault=cell.fault) if cell.fault else cells.item_no(cell)
        if meant.fault and place[0] == number:
            self.found.slip(place, meant.fault, "item_no")
        return meant.value if isinstance(meant.value, int) else None

    def _known_item(self, number: int, value: int | None, problem: str) -> int:
        """A row sorted away from the others of its problem belongs to it all the same."""
        n = None if value is None else self.by_no.get(value)
        if n is None:
            return self._new_item(number, value, problem)
        if self.found.items[n]["problem"] == problem:
            return n
        there = name_of(self.found.place(("items", n, "problem")))
        return self._unclear(number, "item_no", f"{value} 在上面已经有了，{there} 的存在问题与这里的不同，请核对")

    def _unclear(self, number: int, key: str, text: str) -> int:
        """Say it, and read the measure all the same for what else is wrong in the row."""
        self._faulty(number, key, text)
        return self._new_item(number, None, "？")

    def _new_item(self, number: int, value: int | None, problem: str) -> int:
        n = len(self.found.items)
        self.found.items.append({"no": value, "problem": problem, "measures": []})
        if value is not None:
            self.by_no[value] = n
        self.found.lines.append([])
        for key, name in (("item_no", "no"), ("problem", "problem")):
            if place := self._at(number, key):
                self.found.places["items", n, name] = place
        self.found.places["items", n] = (number, self.head.columns.get("problem", 0))
        return n

    def _finding(self, number: int, n: int) -> None:
        item, cell = self.found.items[n], self._cell(number, "finding")
        if cell.fault or (cell.text and item.get("finding", cell.text) != cell.text):
            self._faulty(number, "finding", cell.fault or "与同一个问题上面写的不同，请核对")
        elif cell.text and "finding" not in item:
            item["finding"] = cell.text
            self.found.places["items", n, "finding"] = self._at(number, "finding") or (number, 0)

    def _measure(self, number: int, n: int) -> None:
        item = self.found.items[n]
        at: Loc = ("items", n, "measures", len(item["measures"]))
        measure: dict[str, Any] = {}
        for key in self.head.columns:
            if key in _MERGED:
                continue
            place = (number, self.head.columns[key])
            self.found.places[*at, key] = place
            cell = self._cell(number, key)
            meant = cells.Meant(fault=cell.fault) if cell.fault else self._meant(key, cell)
            if meant.fault:
                self.found.slip(place, meant.fault, key)
            elif meant.value:
                measure[key] = meant.value
            if meant.note:
                self._note(place, key, meant.note)
        self.found.places[at] = (number, self.head.columns.get("text", 0))
        item["measures"].append(measure)
        self.found.lines[n].append(number)

    def _meant(self, key: str, cell: GridCell) -> cells.Meant:
        known = self.known
        if cell.value is None or not cell.text:
            return cells.Meant(fault="是空的，请填写" if key in REQUIRED else "")
        if key in _DAYS:
            return cells.day(cell, known.since)
        if key in ("unit", "verified_by"):
            return cells.unit(cell)
        if key == "support":
            return cells.units(cell, known.units)
        if key == "state":
            return cells.state(cell, known.states, known.columns.states)
        return cells.text_of(key, cell, known.since)

    def _faulty(self, number: int, key: str, text: str) -> None:
        self.found.slip(self._at(number, key) or (number, 0), text, key)

    def _note(self, place: Place, key: str, note: str) -> None:
        if note.startswith("是没有设成"):
            self.found.tally.add(f"{name_of(place)}“{self.found.names[key]}”{note}")
        else:
            self.found.tally.add(f"“{self.found.names[key]}”的{note}（{{n}} 处）")

    def finish(self) -> None:
        """What can be said only when all rows are known: numbers that were left out, what is hidden."""
        if self.hidden:
            for rows in _runs(self.hidden):
                said = "隐藏的行，请取消隐藏或者取消筛选，核对以后再导入；不要的，删去"
                self.found.slips.append(Slip((rows[0], 0), f"到第 {rows[-1]} 行是{said}" if len(rows) > 1 else f"是{said}"))
        if self.grid.cut:
            self.found.slips.append(Slip((self.grid.rows[-1], 0), "行数太多，后面的没有读，请分成几个文件"))
        self.found.tally.add("序号、存在问题空着的 {n} 行，按上面一个问题的措施读的，请核对", self.filled)
        number_items(self.found.items, self.running, self.found.tally)
        wrong = {slip.place for slip in self.found.slips}
        faulty = {loc for loc, place in self.found.places.items() if loc[-1] == "no" and place in wrong}
        number_measures(self.found.items, faulty, self.found.tally)
        empty = sum(not item["measures"] for item in self.found.items)
        self.found.tally.add("没有写措施的问题 {n} 个，请核对", empty)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    yield run
