"""How a ledger that is read differs from the one that the site has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..rooms.rectification.model import Opinion
from .exporting import as_written
from .site import Place, existing, items_of

ALIKE = "与原来的台账相比：没有不同"
_SHOWN = 10


def compared(items: Sequence[Mapping[str, Any]], opinion: Opinion, place: Place) -> list[str]:
    """One line: what came, what went, what changed; nothing where there was no ledger before."""
    before = as_written(items_of(opinion, existing(opinion, place)))
    if not before:
        return []
    old, new = _by_number(before), _by_number(items)
    parts = [
        ("新增", [no for no in new if no not in old]),
        ("去掉", [no for no in old if no not in new]),
        ("改动", [no for no in new if no in old and new[no] != old[no]]),
    ]
    said = "；".join(f"{word} {len(numbers)} 条（{_some(numbers)}）" for word, numbers in parts if numbers)
    return [f"与原来的台账相比：{said}" if said else ALIKE]


def _by_number(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Every measure with its problem, by its number."""
    return {m["no"]: (item["no"], item["problem"], item.get("finding"), m) for item in items for m in item["measures"]}


def _some(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:_SHOWN]) + (" 等" if len(numbers) > _SHOWN else "")
