"""廉洁文化长廊: building → floor → wall → panel, walked in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from ..kernel.fields import Number, OneOf, Text, field
from ..kernel.figures import Fact, Figure
from ..kernel.groups import neighbours, twins
from ..kernel.issue import Issue
from ..kernel.links import resolve, uri_of
from ..kernel.output import Data, Output, Page, as_json
from ..kernel.output import Panel as HomePanel
from ..kernel.record import Part, Record
from ..kernel.room import Context, Room
from ..kernel.yamlread import Loc


class Wall(Part):
    """墙面: carries panels in order."""

    code: Text = field("墙面编号", "1A")
    title: Text = field("墙面主题", "清风迎面")
    side: Annotated[str, OneOf("sides")] | None = field("朝向", "东", None)


class Floor(Part):
    """楼层: its walls in the order in which one passes them."""

    no: Number = field("楼层", 1)
    title: Text = field("楼层名称", "一楼 清风正气")
    theme: Text = field("楼层主题", "清风正气")
    walls: tuple[Wall, ...] = field("墙面", None)
    route: Text | None = field("参观路线", "由正门入，沿东墙向北", None)


class Building(Record):
    """楼宇: the body introduces the corridor."""

    kind = "building"
    kind_label = "长廊楼宇"
    folder = "docs/corridor/buildings/"

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$")] = field("楼宇编号", "main")
    floors: tuple[Floor, ...] = field("楼层", None)


class Panel(Record):
    """展板: one picture with its text."""

    kind = "panel"
    kind_label = "长廊展板"
    folder = "docs/corridor/"

    building: Text = field("楼宇编号", "main")
    floor: Number = field("楼层", 1)
    wall: Text = field("墙面编号", "1A")
    order: Number = field("墙面上的顺序", 1)
    theme: Text = field("主题", "慎独")
    image: Text = field("图片", "lotus.svg")
    alt: Text = field("图片说明", "一枝荷花立于水面，花瓣半开")
    caption: Text = field("题注", "出淤泥而不染")
    location: Text | None = field("实地位置", "一楼大厅东墙，入口右侧第一幅", None)
    audio: Text | None = field("讲解录音", "lotus.mp3", None)

    def references(self) -> Iterator[tuple[Loc, str]]:
        yield ("image",), self.image
        if self.audio:
            yield ("audio",), self.audio

    @property
    def image_uri(self) -> str:
        return uri_of(resolve(self.origin.path, self.image))

    @property
    def audio_uri(self) -> str:
        return uri_of(resolve(self.origin.path, self.audio)) if self.audio else ""


@dataclass(frozen=True)
class FloorPlan:
    """One floor with its panels, wall by wall in walking order."""

    building: Building
    floor: Floor
    walls: tuple[tuple[Wall, tuple[Panel, ...]], ...]

    @property
    def uri(self) -> str:
        return f"corridor/{self.building.code}-{self.floor.no}f.md"

    @property
    def panels(self) -> tuple[Panel, ...]:
        return tuple(panel for _, panels in self.walls for panel in panels)


@dataclass(frozen=True)
class Index:
    plans: tuple[FloorPlan, ...]
    walk: tuple[tuple[FloorPlan, Wall, Panel], ...]
    today: Panel | None


def check(context: Context) -> Iterator[Issue]:
    buildings = context.library.of(Building)
    yield from twins(buildings, "code")
    twice = [issue for building in buildings for issue in _twice(building)]
    yield from twice
    walls = {(b.code, f.no): [wall.code for wall in f.walls] for b in buildings for f in b.floors}
    places: dict[tuple[str, int, str, int], Panel] = {}
    for panel in context.library.of(Panel):
        if context.library.whole(Building) and not twice:
            yield from _check_wall(panel, walls)
        other = places.setdefault((panel.building, panel.floor, panel.wall, panel.order), panel)
        if other is not panel:
            yield panel.issue(f"墙面 {panel.wall} 的第 {panel.order} 位已是 {other.origin.path}，请错开", "order")


def _twice(building: Building) -> Iterator[Issue]:
    floors: set[int] = set()
    codes: set[str] = set()
    for n, floor in enumerate(building.floors):
        if floor.no in floors:
            yield building.issue(f"{floor.no} 楼写了两次，请合并", "floors", n, "no")
        floors.add(floor.no)
        for m, wall in enumerate(floor.walls):
            if wall.code in codes:
                yield building.issue(f"{wall.code} 重复，每面墙一个编号", "floors", n, "walls", m, "code")
            codes.add(wall.code)


def _check_wall(panel: Panel, walls: dict[tuple[str, int], list[str]]) -> Iterator[Issue]:
    codes = {code for code, _ in walls}
    if panel.building not in codes:
        yield panel.issue(f"没有编号为“{panel.building}”的楼宇，可写：{_or(codes)}", "building")
    elif (panel.building, panel.floor) not in walls:
        floors = [str(no) for code, no in walls if code == panel.building]
        yield panel.issue(f"楼宇 {panel.building} 没有第 {panel.floor} 层，可写：{_or(floors)}", "floor")
    elif panel.wall not in walls[panel.building, panel.floor]:
        known = walls[panel.building, panel.floor]
        yield panel.issue(f"{panel.floor} 楼没有墙面“{panel.wall}”，可写：{_or(known)}", "wall")


def _or(words: Iterable[str]) -> str:
    return "、".join(sorted(words)) or "（尚未登记）"


def index(context: Context) -> Index:
    panels = context.library.of(Panel)
    plans = tuple(
        FloorPlan(building, floor, tuple((wall, _hung(panels, building, floor, wall)) for wall in floor.walls))
        for building in sorted(context.library.of(Building), key=lambda building: building.code)
        for floor in sorted(building.floors, key=lambda floor: floor.no)
    )
    walk = tuple((plan, wall, panel) for plan in plans for wall, hung in plan.walls for panel in hung)
    return Index(plans, walk, panel_of_the_day([panel for _, _, panel in walk], context.today))


def _hung(panels: Iterable[Panel], building: Building, floor: Floor, wall: Wall) -> tuple[Panel, ...]:
    here = [p for p in panels if (p.building, p.floor, p.wall) == (building.code, floor.no, wall.code)]
    return tuple(sorted(here, key=lambda panel: panel.order))


def panel_of_the_day(panels: Sequence[Panel], day: dt.date) -> Panel | None:
    """The same panel for everybody on one day, another the next day, all of them in turn."""
    return panels[day.toordinal() % len(panels)] if panels else None


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    uri = "corridor/index.md"
    yield Page(uri, "廉洁文化长廊", make("corridor/index.md", uri, index=found), nav="长廊总览")
    for plan in found.plans:
        body = make("corridor/floor.md", plan.uri, plan=plan, plans=found.plans)
        yield Page(plan.uri, plan.floor.title, body, nav=plan.floor.title, indexed=False)
    for building in {plan.building.uri: plan.building for plan in found.plans}.values():
        body = make("corridor/building.md", building.uri, building=building)
        meta = {"kind": building.kind}
        yield Page(building.uri, building.title, body, source=building.origin.path, nav=f"{building.title}说明", meta=meta)
    for n, (before, (plan, wall, panel), after) in enumerate(neighbours(found.walk), 1):
        values = {"panel": panel, "plan": plan, "wall": wall, "n": n, "total": len(found.walk)}
        yield Page(
            panel.uri,
            panel.title,
            make("corridor/panel.md", panel.uri, before=before and before[2], after=after and after[2], **values),
            source=panel.origin.path,
            previous=before[2].uri if before else "",
            next=after[2].uri if after else "",
            meta={"kind": panel.kind, "hide": ["footer", "toc"]},
        )
    yield Data("data/corridor.json", as_json([_data(plan, wall, panel) for plan, wall, panel in found.walk]))
    yield HomePanel("corridor", make("corridor/home.html", "index.md", panel=found.today, total=len(found.walk)))


def figures(found: Index, context: Context) -> Iterator[Figure]:
    panels = sorted((panel for _, _, panel in found.walk if panel.date <= context.today), key=lambda panel: panel.date)
    facts = tuple(Fact(panel.date, Decimal(1), panel.title, panel.uri) for panel in panels)
    yield Figure("panels", "长廊展板（累计）", "幅", facts, cumulative=True)


def _data(plan: FloorPlan, wall: Wall, panel: Panel) -> dict[str, Any]:
    values = panel.model_dump(include={"title", "building", "floor", "order", "theme", "caption", "alt", "location"})
    return values | {"wall": wall.code, "wall_title": wall.title, "image": panel.image_uri, "url": panel.url}


ROOM = Room(
    "corridor",
    "廉洁长廊",
    (Building, Panel),
    index,
    render,
    check,
    figures=figures,
    derives=r"corridor/(index|[a-z][a-z0-9]*-\d+f)\.md",
)
