"""A count for every row and column as discs whose area is the count: readable in grey, the number written inside.

What it shows must also stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from markupsafe import Markup

from . import svg

_CELL, _ROW, _HEAD = 64, 40, 26
_RADIUS = 17.0


def matrix_chart(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]], key: str, title: str) -> Markup:
    """`counts[r][c]` belongs to row r and column c. Empty where every count is 0. ValueError if the shape is another."""
    if len(counts) != len(rows) or any(len(row) != len(columns) for row in counts):
        raise ValueError(f"数目有 {[len(row) for row in counts]} 个，行列是 {len(rows)} × {len(columns)}")
    most = max((count for row in counts for count in row), default=0)
    if not most:
        return Markup("")
    left = max(svg.width(row) for row in rows) + 12
    wide, high = left + _CELL * len(columns) + 4, _HEAD + _ROW * len(rows) + 4
    parts = [svg.text(left + _CELL * (c + 0.5), 17, name, "label", "middle") for c, name in enumerate(columns)]
    for r, name in enumerate(rows):
        y = _HEAD + _ROW * (r + 0.5)
        parts += [svg.rule(left, y, wide - 4, y, "grid"), svg.text(left - 8, y + 4, name, "label", "end")]
        for c, count in enumerate(counts[r]):
            x = left + _CELL * (c + 0.5)
            parts += [_disc(x, y, count, most), svg.text(x, y + 4, str(count), "inside", "middle")] if count else []
    return svg.picture(key, title, _told(rows, columns, counts), wide, high, parts)


def _disc(x: float, y: float, count: int, most: int) -> Markup:
    radius = max(8.0, _RADIUS * sqrt(count / most))
    return Markup('<circle class="qf-chart__disc" cx="{}" cy="{}" r="{}"/>').format(svg.at(x), svg.at(y), svg.at(radius))


def _told(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    lines = (
        f"{row}：" + "，".join(f"{column} {count}" for column, count in zip(columns, line, strict=True))
        for row, line in zip(rows, counts, strict=True)
    )
    return "；".join(lines) + "。"
