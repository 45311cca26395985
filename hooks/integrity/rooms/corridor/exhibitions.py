"""专题展: a path over panels of several floors, with an introduction and chapters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator

from ...kernel.fields import Day, Number, OneOf, Text, field
from ...kernel.issue import Issue
from ...kernel.links import paragraphs, resolve
from ...kernel.record import Part, Passage, Record, one_or_path
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .model import Panel


class Viewed(Part):
    """A panel of an exhibition, and what to look at."""

    path: Text = field("展板文件", "../1f/lotus.md")
    point: Text | None = field("看什么", "看花瓣上的水珠", None)


class Chapter(Part):
    """单元."""

    title: Text = field("单元名称", "第一单元　灯下")
    text: Text | None = field("单元导语", "从一封家书说起。", None)
    panels: tuple[Annotated[Viewed, BeforeValidator(one_or_path)], ...] = field("展板", ["../1f/lotus.md"], min_length=1)


class Exhibition(Record):
    """专题展. Without `closes` it is a permanent one."""

    kind = "exhibition"
    kind_label = "专题展"
    folder = "docs/corridor/exhibitions/"

    opens: Day = field("开展日期", "2026-10-12")
    closes: Day | None = field("结束日期", "2026-12-31", None)
    minutes: Number = field("时长（分钟）", 20, 20)
    audience: Annotated[str, OneOf("audiences")] | None = field("面向", "全体民警", None)
    chapters: tuple[Chapter, ...] = field("单元", None, min_length=1)

    def references(self) -> Iterator[tuple[Loc, str]]:
        for n, chapter in enumerate(self.chapters):
            for m, viewed in enumerate(chapter.panels):
                yield ("chapters", n, "panels", m, "path"), viewed.path

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, chapter in enumerate(self.chapters):
            if chapter.text:
                yield Passage(chapter.text, self.origin.line("chapters", n, "text"))
            for m, viewed in enumerate(chapter.panels):
                if viewed.point:
                    yield Passage(viewed.point, self.origin.line("chapters", n, "panels", m))

    @property
    def walk_uri(self) -> str:
        return self.uri[:-3] + "-walk.md"

    @property
    def opening(self) -> tuple[str, ...]:
        """The introduction, paragraph by paragraph."""
        return tuple(words for _, words in paragraphs(self.body))

    def state(self, today: dt.date) -> str:
        if today < self.opens:
            return "即将开展"
        if self.closes is None:
            return "常设"
        return "展出中" if today <= self.closes else "已结束"


def check_exhibitions(context: Context) -> Iterator[Issue]:
    for one in context.library.of(Exhibition):
        if one.closes and one.closes < one.opens:
            yield one.issue(f"早于开展日期 {one.opens}，请核对", "closes")
        seen: dict[str, str] = {}
        for n, chapter in enumerate(one.chapters):
            for m, viewed in enumerate(chapter.panels):
                path = resolve(one.origin.path, viewed.path)
                known = context.library.records.get(path)
                if known is not None and not isinstance(known, Panel):
                    yield one.issue(f"{path} 不是展板，例如 ../1f/lotus.md", "chapters", n, "panels", m, "path")
                if path in seen:
                    yield one.issue(f"这幅展板在“{seen[path]}”里已经有了，请删去一处", "chapters", n, "panels", m, "path")
                seen.setdefault(path, chapter.title)
