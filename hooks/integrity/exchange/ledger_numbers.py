"""Numbers that a ledger leaves out: those of problems by their order, those of measures by their problem and order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..kernel.yamlread import Loc
from .tally import Tally


def number_items(items: list[dict[str, Any]], running: bool, tally: Tally) -> None:
    """With `running` the numbers given count rows and not problems: they are given up."""
    if running:
        tally.add(f"序号是每行一个，不是问题序号：问题按次序编为 1 至 {len(items)}")
        for n, item in enumerate(items, 1):
            item["no"] = n
    taken = {item["no"] for item in items}
    free = (n for n in range(1, 2 * len(items) + 1) if n not in taken)
    without = [item for item in items if item["no"] is None]
    for item in without:
        item["no"] = next(free)
    tally.add("没有写问题序号的 {n} 个问题，按次序编了号", len(without))


def number_measures(items: list[dict[str, Any]], faulty: Collection[Loc], tally: Tally) -> None:
    """`faulty` are the numbers that are wrong: nothing is put in their place."""
    count = 0
    for n, item in enumerate(items):
        taken = {measure.get("no") for measure in item["measures"]}
        for m, measure in enumerate(item["measures"]):
            if "no" in measure or ("items", n, "measures", m, "no") in faulty:
                continue
            order = next(k for k in range(m + 1, m + 2 + len(taken)) if f"{item['no']}-{k}" not in taken)
            measure["no"] = f"{item['no']}-{order}"
            taken.add(measure["no"])
            count += 1
    tally.add("没有写措施编号的 {n} 条，按问题序号和次序编了号；编号是网址的一部分，以后不要改", count)
