"""Whether every panel has its place, its picture and its words."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterable, Iterator

from ...kernel.groups import twins
from ...kernel.issue import Issue
from ...kernel.links import host_of, resolve
from ...kernel.room import Context
from .exhibitions import check_exhibitions
from .model import ASKED, MOST, SPOKEN, STORY, Building, Panel
from .pictures import picture_path, pictures_beside


def check(context: Context) -> Iterator[Issue]:
    buildings = context.library.of(Building)
    twice = [*twins(buildings, "code"), *(issue for building in buildings for issue in _check_building(building))]
    yield from twice
    walls = {(b.code, f.no): [wall.code for wall in f.walls] for b in buildings for f in b.floors}
    places: dict[tuple[str, int, str, int], Panel] = {}
    for panel in context.library.of(Panel):
        if context.library.whole(Building) and not twice:
            yield from _check_wall(panel, walls)
        other = places.setdefault((panel.building, panel.floor, panel.wall, panel.order), panel)
        if other is not panel:
            yield panel.issue(f"墙面 {panel.wall} 的第 {panel.order} 位已是 {other.origin.path}，请错开", "order")
        yield from _check_picture(panel, context)
        yield from _check_body(panel)
        yield from _check_cases(panel, context)
    yield from check_exhibitions(context)
    yield from _check_address(context)


def _check_building(building: Building) -> Iterator[Issue]:
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
        yield from _check_lengths(building, n)


def _check_lengths(building: Building, n: int) -> Iterator[Issue]:
    """Walls and doors must lie within the floor."""
    floor = building.floors[n]
    wide, deep = floor.size or (math.inf, math.inf)
    lengths = {"北": wide, "南": wide, "东": deep, "西": deep}
    for m, wall in enumerate(floor.walls):
        if wall.span and wall.span[0] >= wall.span[1]:
            yield building.issue("起点应小于终点，例如 span: [7, 19]", "floors", n, "walls", m, "span")
        elif wall.span and wall.side and wall.span[1] > lengths[wall.side]:
            said = f"超出了{wall.side}侧的 {lengths[wall.side]:g} 米，请核对"
            yield building.issue(said, "floors", n, "walls", m, "span")
    for m, door in enumerate(floor.doors):
        if door.at > lengths[door.side]:
            yield building.issue(f"超出了{door.side}侧的 {lengths[door.side]:g} 米，请核对", "floors", n, "doors", m, "at")


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


def _check_picture(panel: Panel, context: Context) -> Iterator[Issue]:
    path = picture_path(panel, context)
    if (fault := context.pictures.faults.get(path)) and path not in {issue.path for issue in context.library.issues}:
        yield panel.issue(fault.text, "image", level=fault.level)
    if not path and panel.image:
        near = context.library.nearest(resolve(panel.origin.path, panel.image))
        hint = f"，是否想写 {posixpath.relpath(near, panel.folder_path)}？" if near else "，请核对文件名和目录"
        yield panel.issue(f"找不到文件 {panel.image}{hint}", "image")
    elif not path:
        beside = [posixpath.basename(one) for one in pictures_beside(panel, context)]
        many = f"文件夹里有 {len(beside)} 张，请写明用哪一张，例如 image: {beside[0]}" if beside else "例如 image: lotus.jpg"
        yield panel.issue(f"没有写图片，{many}", "image")


def _check_body(panel: Panel) -> Iterator[Issue]:
    if panel.signs > MOST:
        said = f"第一个小标题以前是上墙文字，有 {panel.signs} 字，展签上放不下，请控制在 {MOST} 字以内，其余写到“## {STORY}”下面"
        yield Issue(panel.origin.path, panel.origin.body_line, "", said, level="warning")
    if panel.audio and not panel.section(SPOKEN).filled:
        yield panel.issue(f"有讲解录音就要有文字，请加“## {SPOKEN}”，照录音写", "audio")
    asked = panel.section(ASKED)
    if asked.filled and not panel.questions:
        yield Issue(panel.origin.path, asked.line - 1, "", "问题要编号，每题一段，例如 1. 身边有没有这样的事？")


def _check_cases(panel: Panel, context: Context) -> Iterator[Issue]:
    for n, target in enumerate(panel.cases):
        path = resolve(panel.origin.path, target)
        known = context.library.records.get(path)
        if known is not None and known.kind != "case":
            yield panel.issue(f"{path} 不是案例，例如 ../../../cases/2026/2026-01.md", "cases", n)


def _check_address(context: Context) -> Iterator[Issue]:
    address = context.settings.address
    if address and not (host_of(address) and address.startswith(("http://", "https://"))):
        said = "不是完整的地址，印在展签上的二维码打不开，请写 http:// 开头的地址，例如 http://qingfeng.intranet/"
        yield Issue("mkdocs.yml", 1, "extra.integrity.address", said)
