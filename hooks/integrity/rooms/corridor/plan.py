"""The floor plan: where the walls, doors and panels of a floor lie, and the way past them. Metres, from the north-west corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from .model import Door, Floor, Wall

_SIZE = (24.0, 12.0)
_NEAR = 1.3
"""Metres from the wall at which one stands to look."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A wall in the plan, from its start to its end along its side. `face` points into the room."""

    wall: Wall
    start: Point
    end: Point
    face: Point

    @property
    def length(self) -> float:
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    @property
    def mirrored(self) -> bool:
        """Whether who faces the wall sees its end on the left: so it is on the south and west sides."""
        return self.face in ((0, -1), (1, 0))

    def at(self, share: float, away: float = 0) -> Point:
        """The point at `share` of its length, `away` metres in front of it."""
        x = self.start[0] + (self.end[0] - self.start[0]) * share + self.face[0] * away
        return x, self.start[1] + (self.end[1] - self.start[1]) * share + self.face[1] * away


@dataclass(frozen=True)
class Spot:
    """Where a panel hangs: `share` of its wall's length; `place` on the plan, `stand` where one looks from."""

    line: Line
    share: float
    place: Point
    stand: Point


@dataclass(frozen=True)
class Gate:
    """A door in the plan: `place` in its wall, `inside` a step into the room."""

    door: Door
    place: Point
    inside: Point

    @property
    def flat(self) -> bool:
        return self.door.side in ("北", "南")


@dataclass(frozen=True)
class Plan:
    """`spots` are wall by wall in the order of the walk, as many on each as there are panels; `route` leads past them."""

    width: float
    depth: float
    lines: tuple[Line, ...]
    gates: tuple[Gate, ...]
    spots: tuple[tuple[Spot, ...], ...]
    route: tuple[Point, ...]


def plan(floor: Floor, counts: Sequence[int]) -> Plan:
    """Lay out `floor`, `counts` panels on its walls. Walls without a span share their side, those without a side stand free."""
    width, depth = floor.size or _SIZE
    lines = _lines(floor, width, depth)
    gates = tuple(_gate(door, width, depth) for door in floor.doors)
    enter = next((gate for gate in gates if gate.door.use == "入口"), None)
    leave = next((gate for gate in gates if gate.door.use == "出口"), None)
    near = min(_NEAR, width / 4, depth / 4)
    first = enter.inside if enter else (width / 2, depth - near)
    ways = _directions(lines, first, leave.inside if leave else None, near)
    spots = tuple(tuple(_spots(*one, near)) for one in zip(lines, counts, ways, strict=True))
    stands = [spot.stand for wall in spots for spot in wall]
    route = [*([enter.place, enter.inside] if enter else []), *stands, *([leave.inside, leave.place] if leave else [])]
    return Plan(width, depth, lines, gates, spots, tuple(route))


def _lines(floor: Floor, width: float, depth: float) -> tuple[Line, ...]:
    free = [wall for wall in floor.walls if wall.side is None]
    made = []
    for wall in floor.walls:
        if wall.side is None:
            y = depth * (free.index(wall) + 1) / (len(free) + 1)
            made.append(Line(wall, (width * 0.3, y), (width * 0.7, y), (0, 1)))
        else:
            beside = [one for one in floor.walls if one.side == wall.side and one.span is None]
            made.append(_beside(wall, beside, width, depth))
    return tuple(made)


def _beside(wall: Wall, beside: Sequence[Wall], width: float, depth: float) -> Line:
    """A wall on its side; those without a span share the side, a tenth left free at each end."""
    whole = width if wall.side in ("北", "南") else depth
    share = whole * 0.8 / max(1, len(beside))
    a, b = wall.span or (whole * 0.1 + share * beside.index(wall), whole * 0.1 + share * (beside.index(wall) + 0.92))
    ends: dict[str, tuple[Point, Point, Point]] = {
        "北": ((a, 0), (b, 0), (0, 1)),
        "南": ((a, depth), (b, depth), (0, -1)),
        "东": ((width, a), (width, b), (-1, 0)),
        "西": ((0, a), (0, b), (1, 0)),
    }
    return Line(wall, *ends[wall.side or "北"])


def _gate(door: Door, width: float, depth: float) -> Gate:
    places: dict[str, tuple[Point, Point]] = {
        "北": ((door.at, 0), (0, 1)),
        "南": ((door.at, depth), (0, -1)),
        "东": ((width, door.at), (-1, 0)),
        "西": ((0, door.at), (1, 0)),
    }
    place, into = places[door.side]
    step = min(_NEAR, width / 4, depth / 4)
    return Gate(door, place, (place[0] + into[0] * step, place[1] + into[1] * step))


def _directions(lines: Sequence[Line], first: Point, last: Point | None, near: float) -> tuple[bool, ...]:
    """For each wall whether one walks from its end to its start: so that the whole way is the shortest."""
    best: list[tuple[float, tuple[bool, ...], Point]] = [(0.0, (), first)]
    for line in lines:
        ends = {back: (line.at(float(back), near), line.at(float(not back), near)) for back in (False, True)}
        best = [_shortest(best, enter, back, leave) for back, (enter, leave) in ends.items()]
    return min((far + (_far(at, last) if last else 0), way) for far, way, at in best)[1]


def _shortest(
    best: Sequence[tuple[float, tuple[bool, ...], Point]], enter: Point, back: bool, leave: Point
) -> tuple[float, tuple[bool, ...], Point]:
    """The shortest way so far that goes on at `enter` and comes out at `leave`."""
    far, way = min((far + _far(at, enter), way) for far, way, at in best)
    return far, (*way, back), leave


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _spots(line: Line, count: int, back: bool, near: float) -> Iterator[Spot]:
    for n in range(count):
        share = (n + 0.5) / count
        share = 1 - share if back else share
        yield Spot(line, share, line.at(share), line.at(share, near))


def length(points: Sequence[Point]) -> float:
    """Metres along a way."""
    return sum(_far(one, other) for one, other in pairwise(points))
