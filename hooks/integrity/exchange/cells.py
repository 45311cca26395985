"""A cell of a workbook: what a reader sees in it, what cannot be taken from it, and how a text is put into one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

LONGEST = 32767
"""UTF-16 units in one cell (ECMA-376, 18.3.1.96 c; Excel's specification)."""

_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]")


def clean(text: str) -> str:
    """Line breaks as \\n, without control signs and outer spaces."""
    return _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def put(cell: Any, text: str) -> bool:
    """Text and never a formula, whatever it begins with. False where the cell could not hold all of it."""
    text = clean(text)
    kept = shortened(text)
    if kept:
        cell.value, cell.data_type, cell.quotePrefix = kept, "s", kept[0] in "=+-@"
    return kept == text


def shortened(text: str) -> str:
    """As much of a text as one cell holds."""
    if len(text) * 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: LONGEST * 2].decode("utf-16-le", "ignore")


def unfit(cell: Any) -> str:
    """Why the value of a cell cannot be taken, or an empty string."""
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        return "是公式，请复制以后“粘贴为数值”"
    return f"是错误值 {cell.value}，请改成文字" if cell.data_type == "e" else ""


def said(cell: Any) -> str:
    """A cell as a reader sees it: 2.0 as 2, 0.05 in per cent as 5%, a day as 2026-03-05."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if str(getattr(cell, "number_format", "")).endswith("%"):
            return f"{value * 100:.10g}%"
        return str(int(value)) if float(value).is_integer() else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value)
