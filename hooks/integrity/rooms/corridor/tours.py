"""A walk from picture to picture: along the walls of a floor, or through the chapters of an exhibition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...kernel.links import resolve
from ...kernel.templates import day
from .exhibitions import Exhibition, Viewed
from .index import FloorView, Index, Stop, WallView


@dataclass(frozen=True)
class Scene:
    """A picture of a tour, and what to look at."""

    stop: Stop
    floor: FloorView
    point: str = ""


@dataclass(frozen=True)
class Part:
    """A wall or a chapter."""

    title: str
    note: str
    text: str
    scenes: tuple[Scene, ...]
    wall: WallView | None = None


@dataclass(frozen=True)
class Tour:
    """`back` and `onward` are (uri, title) of where one comes from and goes on to; `floor` has the plan to draw."""

    uri: str
    title: str
    theme: str
    note: str
    text: tuple[str, ...]
    parts: tuple[Part, ...]
    back: tuple[str, str]
    onward: tuple[str, str] | None = None
    floor: FloorView | None = None
    source: str = ""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        return tuple(scene for part in self.parts for scene in part.scenes)


def tours(found: Index) -> Iterator[Tour]:
    """Every floor that has panels, each leading to the next; then the exhibitions."""
    floors = [view for view in found.floors if view.stops]
    for n, view in enumerate(floors):
        yield _along(view, floors[n + 1] if n + 1 < len(floors) else None)
    for one in found.exhibitions:
        yield _through(one, found)


def _along(view: FloorView, after: FloorView | None) -> Tour:
    parts = [
        Part(
            f"{wall.wall.code}　{wall.wall.title}",
            f"{wall.wall.side + '墙，' if wall.wall.side else ''}{len(wall.stops)} 幅",
            "",
            tuple(Scene(stop, view) for stop in wall.stops),
            wall,
        )
        for wall in view.walls
        if wall.stops
    ]
    return Tour(
        view.walk_uri,
        view.floor.title,
        view.floor.theme,
        f"{len(parts)} 面墙，{len(view.stops)} 幅",
        (view.floor.route,) if view.floor.route else (),
        tuple(parts),
        (view.uri, "这一层"),
        (after.walk_uri, after.floor.title) if after else None,
        view,
        view.building.origin.path,
    )


def _through(one: Exhibition, found: Index) -> Tour:
    parts = chapters(one, found)
    count = sum(len(part.scenes) for part in parts)
    return Tour(
        one.walk_uri,
        one.title,
        "专题展",
        f"{len(parts)} 个单元，{count} 幅，约 {one.minutes} 分钟",
        one.opening,
        parts,
        (one.uri, "展览介绍"),
        source=one.origin.path,
    )


def chapters(one: Exhibition, found: Index) -> tuple[Part, ...]:
    """The chapters with their panels, where they hang; drafts and what is missing are left out."""
    return tuple(Part(c.title, "", c.text or "", tuple(_scenes(one, c.panels, found))) for c in one.chapters)


def _scenes(one: Exhibition, panels: Sequence[Viewed], found: Index) -> Iterator[Scene]:
    for viewed in panels:
        if place := found.places.get(resolve(one.origin.path, viewed.path)):
            yield Scene(place[1], place[0], viewed.point or "")


def period(one: Exhibition) -> str:
    """When it can be seen, in words."""
    return f"{day(one.opens)}起常设" if one.closes is None else f"{day(one.opens)}至{day(one.closes)}"


def floors_of(parts: Sequence[Part]) -> tuple[FloorView, ...]:
    """The floors that a tour visits, in the order of the building."""
    seen = {scene.floor.uri: scene.floor for part in parts for scene in part.scenes}
    return tuple(seen[uri] for uri in sorted(seen, key=lambda uri: (seen[uri].building.code, seen[uri].floor.no)))
