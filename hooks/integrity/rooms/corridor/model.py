"""The building with its floors and walls, and the panels that hang there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from ...kernel.discussed import Discussed
from ...kernel.fields import Number, OneOf, Text, field
from ...kernel.links import resolve, uri_of
from ...kernel.record import Part, Record
from ...kernel.yamlread import Loc

Metres = Annotated[float, Field(ge=0, le=500)]
Centimetres = Annotated[float, Field(ge=10, le=2000)]
STORY, SPOKEN, ASKED = "故事", "讲解词", "想一想"
MOST = 220
"""Signs that fit on a label of A5 beside its QR code."""


class Door(Part):
    """门和楼梯口. `at` counts as the span of a wall does."""

    title: Text = field("门或楼梯口", "正门")
    side: Annotated[str, OneOf("sides")] = field("在哪一侧", "南")
    at: Metres = field("位置（米）", 13)
    use: Annotated[str, OneOf("door_uses")] | None = field("用途", "入口", None)


class Wall(Part):
    """墙面: carries panels in order. `span` is from where to where it runs along its side of the floor, in metres: from the
    west end of the north and south sides, from the north end of the others."""

    code: Text = field("墙面编号", "1A")
    title: Text = field("墙面主题", "清风迎面")
    side: Annotated[str, OneOf("sides")] | None = field("朝向", "东", None)
    span: tuple[Metres, Metres] | None = field("起止（米）", [7, 19], None)


class Floor(Part):
    """楼层: its walls in the order in which one passes them. `size` is east to west and north to south."""

    no: Number = field("楼层", 1)
    title: Text = field("楼层名称", "一楼 清风正气")
    theme: Text = field("楼层主题", "清风正气")
    walls: tuple[Wall, ...] = field("墙面", None)
    size: tuple[Metres, Metres] | None = field("平面（米）", [26, 12], None)
    doors: tuple[Door, ...] = field("门和楼梯口", None, ())
    route: Text | None = field("参观路线", "由正门入，沿东墙向北", None)


class Building(Record):
    """楼宇: the body introduces the corridor."""

    kind = "building"
    kind_label = "长廊楼宇"
    folder = "docs/corridor/buildings/"

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$")] = field("楼宇编号", "main")
    floors: tuple[Floor, ...] = field("楼层", None)


class Panel(Discussed):
    """展板: one picture with its text. What stands before the first heading hangs on the wall beside it."""

    kind = "panel"
    kind_label = "长廊展板"
    folder = "docs/corridor/"
    asks: ClassVar[str] = ASKED

    building: Text = field("楼宇编号", "main")
    floor: Number = field("楼层", 1)
    wall: Text = field("墙面编号", "1A")
    order: Number = field("墙面上的顺序", 1)
    theme: Text = field("主题", "慎独")
    image: Text | None = field("图片", "lotus.svg", None)
    alt: Text = field("图片说明", "一枝荷花立于水面，花瓣半开")
    caption: Text = field("题注", "出淤泥而不染")
    size: tuple[Centimetres, Centimetres] | None = field("画面宽、高（厘米）", [120, 80], None)
    location: Text | None = field("实地位置", "一楼大厅东墙，入口右侧第一幅", None)
    audio: Text | None = field("讲解录音", "lotus.mp3", None)
    cases: tuple[Text, ...] = field("相关案例", ["../../../cases/2026/2026-01.md"], ())

    def references(self) -> Iterator[tuple[Loc, str]]:
        if self.audio:
            yield ("audio",), self.audio
        for n, path in enumerate(self.cases):
            yield ("cases", n), path

    @property
    def wall_words(self) -> tuple[str, ...]:
        """What stands before the first heading."""
        first = next(iter(self.sections), None)
        return first.plain if first and not first.name else ()

    @property
    def quoted(self) -> bool:
        """Whether the words on the wall begin with the caption."""
        return any(_bare(text) == _bare(self.caption) for text in self.wall_words[:1])

    @property
    def opening(self) -> tuple[str, ...]:
        """The words on the wall, without what the caption says already."""
        return self.wall_words[1:] if self.quoted else self.wall_words

    @property
    def signs(self) -> int:
        """How long the words on the wall are."""
        return sum(len(text) for text in self.opening)

    @property
    def about(self) -> frozenset[str]:
        return super().about | {self.theme}

    @property
    def folder_path(self) -> str:
        return posixpath.dirname(self.origin.path)

    @property
    def audio_uri(self) -> str:
        return uri_of(resolve(self.origin.path, self.audio)) if self.audio else ""

    @property
    def slug(self) -> str:
        """Its anchor in a walk: corridor/1f/lotus.md is 1f-lotus."""
        return self.uri.removeprefix("corridor/").removesuffix(".md").replace("/", "-")


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)
