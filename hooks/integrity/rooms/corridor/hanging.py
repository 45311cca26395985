"""A wall as one sees it who stands before it: every panel in its true size and place. Metres and shares of the wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...kernel.picture import Picture
from .model import Panel
from .plan import Line, Spot

HEIGHT = 3.0
_CENTRE = 1.55
"""Metres above the floor at which a picture's middle hangs, as museums hang them."""
_GAP = 0.5


@dataclass(frozen=True)
class Frame:
    """A panel in the elevation of its wall: all four are percentages of the wall's length or height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Elevation:
    """`length` in metres; `frames` in the order of the panels given."""

    length: float
    frames: tuple[Frame, ...]

    @property
    def ratio(self) -> float:
        return self.length / HEIGHT


def size_of(panel: Panel, picture: Picture) -> tuple[float, float]:
    """Width and height in metres: as written, else in the picture's proportions at a usual size."""
    if panel.size:
        return panel.size[0] / 100, panel.size[1] / 100
    high = 0.8 if picture.ratio >= 1 else 1.2
    return min(high * picture.ratio, 3.6), min(high * picture.ratio, 3.6) / picture.ratio


def elevation(line: Line, spots: Sequence[Spot], sizes: Sequence[tuple[float, float]]) -> Elevation:
    """Hang panels of `sizes` at `spots` of a wall. Where they need more room than the wall has, the wall is drawn longer."""
    needed = sum(wide for wide, _ in sizes) + _GAP * (len(sizes) + 1)
    length = max(line.length, needed, 3.0)
    order = sorted(range(len(sizes)), key=lambda n: 1 - spots[n].share if line.mirrored else spots[n].share)
    free = (length - sum(wide for wide, _ in sizes)) / (len(sizes) + 1) if sizes else 0
    frames: dict[int, Frame] = {}
    left = free
    for n in order:
        wide, high = sizes[n]
        top = max(0.15, HEIGHT - _CENTRE - high / 2)
        frames[n] = Frame(100 * left / length, 100 * top / HEIGHT, 100 * wide / length, 100 * min(high, HEIGHT - 0.3) / HEIGHT)
        left += wide + free
    return Elevation(length, tuple(frames[n] for n in range(len(sizes))))
