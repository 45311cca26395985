"""One activity, written as a file of its own or as an item of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...kernel.fields import Clock, Count, Day, Number, OneOf, Text, field
from ...kernel.record import Linked, Part, Passage, Record
from ...kernel.yamlread import Loc


class Absence(Part):
    """Some who were absent for one reason. Only numbers: nobody is named."""

    count: Number = field("缺席人数", 2)
    reason: Text = field("缺席原因", "值班")


class Held(Part):
    """What is recorded of an activity, wherever it is written."""

    type: Annotated[str, OneOf("activity_types")] = field("类型", "主题党日")
    branch: Annotated[str, OneOf("branches")] = field("党组织", "机关第一党支部")
    date: Day = field("活动日期", "2026-03-05")
    start: Clock = field("开始时刻", "15:00")
    end: Clock = field("结束时刻", "16:30")
    place: Text = field("地点", "机关党员活动室")
    host: Text = field("主持人职务", "党支部书记")
    recorder: Text = field("记录人职务", "党支部组织委员")
    expected: Count = field("应到人数", 22)
    actual: Count = field("实到人数", 22)
    absent: tuple[Absence, ...] = field("缺席情况", [{"count": 2, "reason": "值班"}], ())
    topics: tuple[Text, ...] = field("议题或内容", ["学习《政治学习日制度（2026年修订）》第十五条"], min_length=1)
    resolution: Text | None = field("议定事项", "同意接收一名同志为预备党员", None)
    materials: tuple[Linked, ...] = field("材料", ["../policies/study-day.md"], ())


class Item(Held):
    """One line of a ledger."""

    no: Number = field("序号", 1)
    title: Text | None = field("名称", "三月主题党日", None)


class Activity(Held, Record):
    """An activity with minutes: the body is the record of what was said."""

    kind = "activity"
    kind_label = "组织生活记录"
    folder = "docs/activities/"

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        yield from _passages(self, self, (), "")

    def references(self) -> Iterator[tuple[Loc, str]]:
        yield from _references(self, ())


_EXAMPLE = {
    "no": 1, "type": "主题党日", "branch": "机关第一党支部", "date": "2026-03-05", "start": "15:00", "end": "16:30",
    "place": "机关党员活动室", "host": "党支部书记", "recorder": "党支部组织委员", "expected": 22, "actual": 22,
    "topics": ["交流岗位廉政风险"],
}  # fmt: skip


class ActivityLedger(Record):
    """Many activities in one YAML file, usually a quarter's."""

    kind = "activity-ledger"
    kind_label = "组织生活台账"
    folder = "docs/activities/"
    suffix = ".yml"

    activities: tuple[Item, ...] = field("活动", [_EXAMPLE], min_length=1)

    def passages(self) -> Iterator[Passage]:
        for n, item in enumerate(self.activities):
            yield from _passages(self, item, ("activities", n), f"a{item.no}")

    def references(self) -> Iterator[tuple[Loc, str]]:
        for n, item in enumerate(self.activities):
            yield from _references(item, ("activities", n))


def _passages(record: Record, held: Held, at: Loc, place: str) -> Iterator[Passage]:
    for n, topic in enumerate(held.topics):
        yield Passage(topic, record.origin.line(*at, "topics", n), place)
    if held.resolution:
        yield Passage(held.resolution, record.origin.line(*at, "resolution"), place)


def _references(held: Held, at: Loc) -> Iterator[tuple[Loc, str]]:
    for n, material in enumerate(held.materials):
        if material.path:
            yield (*at, "materials", n), material.path
