"""The texts of a workbook: rows with their cells side by side, comments, names of sheets, headers, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .package import Package, attribute, local
from .piece import Piece


def read_workbook(package: Package) -> Iterator[Piece]:
    strings = [_joined(item) for item in package.tree("xl/sharedStrings.xml") if local(item) == "si"]
    titles = dict(_titles(package))
    used: set[int] = set()
    for name in package.names("xl/worksheets/", ".xml"):
        yield from _sheet(package.tree(name), titles.get(name, name.rpartition("/")[2]), strings, used)
    for title in titles.values():
        yield Piece(title, "工作表的名字")
    left = "\n".join(text for n, text in enumerate(strings) if n not in used)
    if left.strip():
        yield Piece(left, "删去的单元格里留下的文字")
    yield from _beside(package)


def _titles(package: Package) -> Iterator[tuple[str, str]]:
    """(part, title) of every sheet."""
    targets: Mapping[str, str] = {
        attribute(element, "Id"): "xl/" + attribute(element, "Target").removeprefix("/xl/")
        for element in package.tree("xl/_rels/workbook.xml.rels")
    }
    for element in package.tree("xl/workbook.xml").iter():
        if local(element) == "sheet":
            yield targets.get(attribute(element, "id"), ""), attribute(element, "name")


def _sheet(root: Any, title: str, strings: list[str], used: set[int]) -> Iterator[Piece]:
    for element in root.iter():
        if local(element) == "row":
            cells = [_cell(cell, strings, used) for cell in element if local(cell) == "c"]
            text = "\t".join(cell for cell in cells if cell)
            if text:
                yield Piece(text, f"工作表“{title}”第{attribute(element, 'r') or '?'}行")
        elif local(element) in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
            yield Piece(element.text or "", f"工作表“{title}”的页眉页脚")
        elif local(element) == "dataValidation":
            yield Piece(
                " ".join([attribute(element, "prompt"), attribute(element, "error"), _joined(element)]), f"工作表“{title}”"
            )


def _cell(cell: Any, strings: list[str], used: set[int]) -> str:
    value = next((element.text or "" for element in cell if local(element) == "v"), "")
    kind = attribute(cell, "t")
    if kind == "s" and value.isdigit() and int(value) < len(strings):
        used.add(int(value))
        return strings[int(value)]
    formula = next((element.text or "" for element in cell if local(element) == "f"), "")
    said = _joined(cell) if kind == "inlineStr" else value if kind == "str" else _number(value)
    return " ".join(part for part in (said, *re.findall(r'"([^"]*)"', formula)) if part)


def _number(value: str) -> str:
    """A number in full: Excel stores 110101199003070000 as 1.1010119900307E+17."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    whole = abs(number.adjusted()) < 30 and number == number.to_integral_value()
    return format(number.to_integral_value() if whole else number, "f") if abs(number.adjusted()) < 30 else value


def _joined(element: Any) -> str:
    """The text of all runs; phonetic readings are left out."""
    runs = (t for t in element.iter() if local(t) in ("t", "formula1") and local(t.getparent()) != "rPh")
    return "".join(t.text or "" for t in runs)


def _beside(package: Package) -> Iterator[Piece]:
    for name in [*package.names("xl/comments", ".xml"), *package.names("xl/threadedComments/", ".xml")]:
        for element in package.tree(name).iter():
            if local(element) == "author":
                yield Piece(element.text or "", "批注的作者", "author")
            elif local(element) in ("comment", "threadedComment"):
                text = "".join(t.text or "" for t in element.iter() if local(t) in ("t", "text"))
                yield Piece(text, f"单元格 {attribute(element, 'ref')} 的批注")
    for name in [*package.names("xl/drawings/", ".xml"), *package.names("xl/charts/", ".xml")]:
        for paragraph in (p for p in package.tree(name).iter() if local(p) == "p"):
            yield Piece("".join(t.text or "" for t in paragraph.iter() if local(t) == "t"), "图形里的文字")
        for element in (e for e in package.tree(name).iter() if local(e) == "cNvPr"):
            yield Piece(attribute(element, "descr"), "图片说明")
