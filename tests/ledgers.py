"""Workbooks of rectification ledgers, and the site that they are imported into."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from helpers import HOME, TODAY, head, write

from integrity.exchange.archive import Refused
from integrity.kernel.settings import Settings
from integrity.ledgers.importing import Order, imported
from integrity.ledgers.site import Place, open_place

FIXTURES = HOME / "tests" / "exchange" / "ledgers"
HEAD = ("序号", "存在问题", "措施编号", "整改措施", "整改目标", "责任单位", "责任人岗位", "配合单位", "完成时限", "整改状态",
        "启动日期", "完成日期", "销号日期", "验收单位", "进展情况", "佐证", "整改结果", "对应发现")  # fmt: skip
ROW: dict[str, Any] = {
    "序号": 1, "存在问题": "登记不规范", "措施编号": "1-1", "整改措施": "修订登记办法", "整改目标": "账实相符", "责任单位": "法制大队",
    "责任人岗位": "法制大队大队长", "完成时限": "2026-06-30", "整改状态": "整改中", "启动日期": "2026-03-05",
}  # fmt: skip
OPINION = "title: 关于涉案财物检查发现问题的整改意见\ndate: 2026-03-01\nunit: 警务督察大队\nsource: 督察\nissued: 2026-03-01"


def row(**changed: Any) -> dict[str, Any]:
    return ROW | changed


def workbook(
    *rows: Mapping[str, Any], columns: tuple[str, ...] = HEAD, title: str = "台账", edit: Callable[[Any], None] | None = None
) -> bytes:
    """A title, the head in row 2, the rows from row 3; `edit` may do more to the sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for cells in [("整改台账",), columns, *([cells.get(name) for name in columns] for cells in rows)]:
        sheet.append(cells)
    if edit:
        edit(sheet)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def at(name: str, number: int) -> str:
    """The cell of a column in a row of the workbook: at("完成时限", 3) is I3."""
    return f"{openpyxl.utils.get_column_letter(HEAD.index(name) + 1)}{number}"


def site(root: Path, **files: str) -> Place:
    write(root, {"docs/rectification/a.md": head(OPINION), **files})
    return open_place(root, HOME, Settings(), TODAY)


def told(place: Place, content: bytes, name: str = "a.xlsx", **how: Any) -> list[str]:
    """What the import of a workbook says, line by line, whether it was done or refused; the file is named by its name alone."""
    file = place.root / name
    file.write_bytes(content)
    try:
        said = imported(Order(file, **how), place)
    except Refused as problem:
        said = str(problem).split("\n")
    return [line.replace(file.as_posix(), name) for line in said]
