"""Charts as SVG text, drawn at build time: no script, colours from CSS classes, readable in grey and by a screen reader.

Series differ by marker and dash as well as by colour, values are written beside their marks, and a missing value leaves
a gap. What a chart shows must also stand in a table beside it. A line break in a label or a name begins a second line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby

from markupsafe import Markup

from . import svg
from .figures import shown

Value = Decimal | None

_SAMPLE = 40
_LEFT, _TOP, _PLOT = 46, 26, 150
_BAR, _ROOM, _FULL = 16, 28, 240


@dataclass(frozen=True)
class Series:
    """One line of a chart: a value, or None, for every label."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class _Scale:
    low: Decimal
    high: Decimal
    step: Decimal

    def y(self, value: Decimal) -> float:
        return _TOP + _PLOT * float((self.high - value) / (self.high - self.low))

    def ticks(self) -> Iterator[Decimal]:
        tick = self.low
        while tick <= self.high:
            yield tick
            tick += self.step


@dataclass(frozen=True)
class _Frame:
    """Where things stand: the middle of label n is x(n)."""

    labels: tuple[str, ...]
    pitch: float
    scale: _Scale

    def x(self, n: int) -> float:
        return _LEFT + self.pitch * (n + 0.5)

    @property
    def right(self) -> float:
        return _LEFT + self.pitch * len(self.labels)


def line_chart(
    labels: Sequence[str], series: Sequence[Series], key: str, title: str, unit: str = "", ceiling: Decimal | None = None
) -> Markup:
    """Values over time. `key` makes its ids unique on the page, `ceiling` is the highest value that can be (100 for a rate).

    Empty where there is no value at all. ValueError if a series has not one value for each label.
    """
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(f"“{one.name}”有 {len(one.values)} 个值，标签有 {len(labels)} 个")
    values = [value for one in series for value in one.values if value is not None]
    if not values:
        return Markup("")
    pitch = max(48, *(svg.width(label) + 10 for label in labels))
    frame = _Frame(tuple(labels), pitch, _scale(min(values), max(values), ceiling))
    places = _places(frame, series) if len(series) > 1 else []
    margin = _SAMPLE + max(svg.width(one.name) for one in series) + 4 if places else 8
    height: float = _TOP + _PLOT + 12 + max(_tall(label) for label in labels)
    height = max([height, *(y + _tall(series[n].name) for y, n in places)])
    parts = [*_grid(frame, unit), *_absent(frame, series)]
    for n, one in enumerate(series):
        parts += _line(frame, one, n, unit)
    parts += [*_numbers(frame, series, unit), *_names(frame, series, places)]
    return svg.picture(key, title, _told(labels, series, unit), frame.right + margin, height, parts)


def bar_chart(labels: Sequence[str], values: Sequence[Value], key: str, title: str, unit: str = "") -> Markup:
    """Values side by side, one bar a label, from nought. Empty where there is no value; ValueError for a value below 0."""
    if len(labels) != len(values):
        raise ValueError(f"值有 {len(values)} 个，标签有 {len(labels)} 个")
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    if min(known) < 0:
        raise ValueError("条形图的值不能小于 0")
    left = max(svg.width(_flat(label)) for label in labels) + 10
    tail = max(svg.width(shown(value, unit)) for value in values) + 12
    height = 8 + _ROOM * len(labels)
    parts: list[Markup] = []
    for n, (label, value) in enumerate(zip(labels, values, strict=True)):
        middle = 4 + _ROOM * (n + 0.5)
        length = _FULL * float((value or Decimal(0)) / (max(known) or Decimal(1)))
        parts.append(svg.text(left - 8, middle + 4, _flat(label), "label", "end"))
        parts += [svg.bar(left, middle - _BAR / 2, length, _BAR)] if value else []
        parts.append(svg.text(left + length + 6, middle + 4, shown(value, unit), "none" if value is None else "value", "start"))
    parts.append(svg.rule(left, 4, left, height - 4, "axis"))
    told = _told(labels, [Series("", tuple(values))], unit)
    return svg.picture(key, title, told, left + _FULL + tail, height, parts)


def _told(labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """The chart in words, for a reader who cannot see it."""
    lines = []
    for one in series:
        name = _flat(one.name) + "：" if one.name else ""
        lines.append(name + "，".join(f"{_flat(label)} {shown(v, unit)}" for label, v in zip(labels, one.values, strict=True)))
    return "；".join(lines) + "。"


def _scale(low: Decimal, high: Decimal, ceiling: Decimal | None) -> _Scale:
    """Round numbers around the values, at most six steps; never below nought for values that are not."""
    span = max(high - low, abs(high) / 20 or Decimal(5))  # one value alone gets no finer steps than its size warrants
    for power in range(-1, 12):
        for digit in (1, 2, 5):
            step = Decimal(digit).scaleb(power)
            first = (low / step).to_integral_value(ROUND_FLOOR) * step
            last = (high / step).to_integral_value(ROUND_CEILING) * step
            if first == last:
                first, last = (first - step if first >= step or first < 0 else first), last + step
            if ceiling is not None:
                last = min(last, ceiling) if ceiling > first else last
            if span <= 6 * step and last - first <= 6 * step:
                return _Scale(first, last, step)
    raise ValueError(f"画不了从 {low} 到 {high} 的图")


def _grid(frame: _Frame, unit: str) -> Iterator[Markup]:
    for n, tick in enumerate(frame.scale.ticks()):
        y = frame.scale.y(tick)
        yield svg.rule(_LEFT, y, frame.right, y, "grid" if n else "axis")
        yield svg.text(_LEFT - 6, y + 4, f"{tick.normalize():f}" + ("%" if unit == "%" else ""), "tick", "end")
    for n, label in enumerate(frame.labels):
        yield svg.text(frame.x(n), _TOP + _PLOT + 18, label, "label", "middle")


def _absent(frame: _Frame, series: Sequence[Series]) -> Iterator[Markup]:
    for n in range(len(frame.labels)):
        if all(one.values[n] is None for one in series):
            yield svg.text(frame.x(n), _TOP + _PLOT - 6, shown(None, ""), "none", "middle")


def _line(frame: _Frame, one: Series, n: int, unit: str) -> Iterator[Markup]:
    points = list(enumerate(one.values))
    for present, run in groupby(points, key=lambda point: point[1] is not None):
        places = [_pair(frame.x(m), frame.scale.y(value)) for m, value in run if value is not None]
        if present and len(places) > 1:
            yield svg.stroke(" ".join(places), n)
    for m, value in points:
        if value is not None:
            said = f"{_flat(one.name)} {_flat(frame.labels[m])} {shown(value, unit)}".strip()
            yield svg.marker(frame.x(m), frame.scale.y(value), n, said)


def _numbers(frame: _Frame, series: Sequence[Series], unit: str) -> Iterator[Markup]:
    """At each label the highest value above its mark and the lowest below its own; what lies between is in the table.

    A lowest value that has no room above the axis is written above its mark too, or left to the table.
    """
    for n in range(len(frame.labels)):
        there = sorted(((value, -m) for m, one in enumerate(series) if (value := one.values[n]) is not None), reverse=True)
        ends = [(frame.scale.y(value), value, -m) for value, m in [*there[:1], *there[1:][-1:]]]
        for place, (y, value, m) in enumerate(ends):
            side = -1 if place and y + 20 <= _TOP + _PLOT else 1
            if place and side > 0 and y - ends[0][0] < 26:
                continue
            x = frame.x(n) + _aside(series[m].values, n, side)
            yield svg.text(x, y + (-9 if side > 0 else 18), shown(value, unit), "value", "middle")


def _aside(values: tuple[Value, ...], n: int, side: int) -> int:
    """How far a number above (1) or below (-1) its mark moves aside, so that the line does not run through it."""
    here = values[n] or Decimal(0)
    before, after = (values[n - 1] if n else None), (values[n + 1] if n + 1 < len(values) else None)
    left = before is not None and (before - here) * side > 0
    right = after is not None and (after - here) * side > 0
    return 10 * (left - right)


def _places(frame: _Frame, series: Sequence[Series]) -> list[tuple[float, int]]:
    """Where each name stands beside the plot: at the height of its last value, pushed down where two would overlap."""
    last = {n: next((v for v in reversed(one.values) if v is not None), None) for n, one in enumerate(series)}
    free, placed = float(_TOP - 6), []
    for wanted, n in sorted((frame.scale.y(value), n) for n, value in last.items() if value is not None):
        placed.append((max(wanted, free), n))
        free = placed[-1][0] + _tall(series[n].name) + 4
    return placed


def _names(frame: _Frame, series: Sequence[Series], places: list[tuple[float, int]]) -> Iterator[Markup]:
    x = frame.right + 12
    for y, n in places:
        yield svg.stroke(f"{_pair(x, y)} {_pair(x + 20, y)}", n)
        yield svg.marker(x + 10, y, n, _flat(series[n].name))
        yield svg.text(x + 26, y + 4, series[n].name, "name", "start")


def _pair(x: float, y: float) -> str:
    return f"{svg.at(x)},{svg.at(y)}"


def _tall(words: str) -> int:
    return svg.LINE * (words.count("\n") + 1)


def _flat(words: str) -> str:
    return words.replace("\n", "")
