"""Ledgers as a workbook, and the proof that nothing of them is lost: it is read back before it is handed out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..exchange.archive import Refused
from ..exchange.grid import read_grids
from ..exchange.ledger_found import Known
from ..exchange.ledger_rows import read_ledger
from ..exchange.workbook import as_xlsx
from ..kernel.datafiles import LedgerColumns
from ..kernel.terms import Terms
from ..kernel.workbook import Workbook
from ..rooms.rectification.model import Item
from ..rooms.rectification.sheet import COLUMNS, Part, book, ledger_title
from .site import find


def exported(name: str, to: Path | None, parts: Sequence[Part], day: dt.date, terms: Terms, columns: LedgerColumns) -> list[str]:
    """Write the workbook and tell what it holds. Refused tells what is wrong with what was asked."""
    if not parts:
        raise Refused("还没有整改台账，没有可以导出的")
    opinion = find(name, [part.opinion for part in parts]) if name else None
    chosen = [part for part in parts if opinion in (None, part.opinion)]
    target = _target(to, ledger_title(chosen[0].opinion) if len(chosen) == 1 else "整改台账")
    made = book(target.name, chosen, day)
    content = as_xlsx(made)
    if lost := list(_lost(content, made, chosen, terms, columns)):
        raise Refused("\n".join([*lost, f"共 {len(lost)} 处装不进工作簿，没有导出。"]))
    target.write_bytes(content)
    return [*_told(made, chosen), f"已导出 {len(chosen)} 份台账，写在 {target.as_posix()}"]


def _target(to: Path | None, title: str) -> Path:
    target = to or Path(re.sub(r'[\\/:*?"<>|\s]', "-", title) + ".xlsx")
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"导出的是工作簿，后缀是 .xlsx，请写 --to {target.with_suffix('.xlsx').as_posix()}")
    if to is None and target.exists():
        raise Refused(f"{target} 已经存在，没有改动它，请用 --to 写明文件名")
    if not target.parent.is_dir():
        raise Refused(f"没有 {target.parent} 这个文件夹")
    return target


def _told(made: Workbook, parts: Sequence[Part]) -> Iterator[str]:
    for sheet, part in zip(made.sheets, parts, strict=False):
        measures = sum(len(item.measures) for item in part.items)
        yield f"工作表“{sheet.name}”：{part.opinion.origin.path}，问题 {len(part.items)} 个，措施 {measures} 条"


def _lost(content: bytes, made: Workbook, parts: Sequence[Part], terms: Terms, columns: LedgerColumns) -> Iterator[str]:
    """What the workbook would not give back as it is, a line each."""
    grids, _ = read_grids(content)
    labels = {key: column.label for key, column in COLUMNS.items()}
    for grid, part in zip(grids, parts, strict=False):
        known = Known(frozenset(terms["units"].words), terms["measure_states"].words, columns, part.opinion.issued)
        found = read_ledger(grid, known)
        wanted, got = as_written(part.items), found.items if found else []
        if len(wanted) != len(got) or found is None or found.slips:
            yield f"{part.opinion.origin.path}：读回来与原来不同" + (f"，{found.slips[0]}" if found and found.slips else "")
            continue
        for item, other in zip(wanted, got, strict=True):
            for where, key in _differences(item, other):
                yield f"{part.opinion.origin.path}：{where}的“{labels[key]}”放不进一格，或者读回来不是原样，请改短或改写"


def as_written(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Items as a YAML file has them: what is empty is not there."""
    dumped = (item.model_dump(exclude_none=True) for item in items)
    return [
        {key: value for key, value in item.items() if key != "measures"}
        | {"measures": [{key: _bare(value) for key, value in m.items() if value != ()} for m in item["measures"]]}
        for item in dumped
    ]


def _bare(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _differences(item: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, str]]:
    names = {"no": "item_no"}
    for key in item.keys() | other.keys():
        if key != "measures" and item.get(key) != other.get(key):
            yield f"问题 {item['no']}", names.get(key, key)
    if len(item["measures"]) != len(other["measures"]):
        yield f"问题 {item['no']}", "text"
        return
    for measure, twin in zip(item["measures"], other["measures"], strict=True):
        for key in sorted(measure.keys() | twin.keys()):
            if measure.get(key) != twin.get(key):
                yield f"措施 {measure['no']}", key
