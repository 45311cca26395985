"""警示教育专题: cases, films and questions put together for one meeting; and 本月警示教育, which nobody has to put together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from ...kernel.discussed import Discussed
from ...kernel.fields import Day, Number, OneOf, Text, field, refused
from ...kernel.issue import Issue
from ...kernel.links import resolve
from ...kernel.material import Material, material
from ...kernel.record import Linked, Part, Passage, one_or_path
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .model import OPTIONAL, REQUIRED, Case
from .violations import Violation

_THIS_MONTH = 3
_BRIEF = ("基本案情", "违纪违法事实", "处理结果", "忏悔摘录", "警示教育", "思考题")
PARTS = ("基本案情", "行为时间线", "违纪违法事实", "处理结果", "忏悔摘录", "原因剖析", "警示教育", "思考题")


def _month(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        return value
    raise refused("应是年份和月份，例如 2026-11")


def _part(value: Any) -> str:
    if value in PARTS:
        return str(value)
    raise refused(f"案例里没有“{value}”这一节，可写：{'、'.join(PARTS)}")


class Item(Part):
    """A case of a set, and what to think of when reading it."""

    path: Text = field("案例文件", "../../cases/2026/2026-01.md")
    point: Text | None = field("讨论重点", "第一次越线发生在哪里", None)


class CaseSet(Discussed):
    """A set of cases for a meeting. With `month` it is 本月警示教育 of that month."""

    kind = "set"
    kind_label = "警示教育专题"
    folder = "docs/sets/"

    month: Annotated[str, BeforeValidator(_month)] | None = field("月份", "2026-11", None)
    held: Day | None = field("会议日期", "2026-11-27", None)
    minutes: Number = field("时长（分钟）", 60, 60)
    audience: Annotated[str, OneOf("audiences")] = field("学习对象", "全体民警")
    cases: tuple[Annotated[Item, BeforeValidator(one_or_path)], ...] = field(
        "案例", ["../../cases/2026/2026-01.md"], min_length=1
    )
    parts: tuple[Annotated[str, BeforeValidator(_part)], ...] = field("放映哪几节", ["基本案情", "处理结果", "原因剖析"], PARTS)
    materials: tuple[Linked, ...] = field("配套材料", ["../policies/talks.md"], ())

    def references(self) -> Iterator[tuple[Loc, str]]:
        for n, item in enumerate(self.cases):
            yield ("cases", n, "path"), item.path
        for n, one in enumerate(self.materials):
            if one.path:
                yield ("materials", n), one.path

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, item in enumerate(self.cases):
            if item.point:
                yield Passage(item.point, self.origin.line("cases", n))


@dataclass(frozen=True)
class Shown:
    """A case as a meeting shows it."""

    case: Case
    violations: tuple[Violation, ...]
    point: str = ""


@dataclass(frozen=True)
class Meeting:
    """A set ready to be shown. `record` is None for the one that the day makes by itself."""

    uri: str
    title: str
    shown: tuple[Shown, ...]
    parts: tuple[str, ...] = PARTS
    record: CaseSet | None = None
    materials: tuple[Material, ...] = ()

    @property
    def slides_uri(self) -> str:
        return self.uri[:-3] + "-slides.md"


Known = Mapping[str, tuple[Case, tuple[Violation, ...]]]
"""The published cases with what they violated, by the path of their file."""

THIS_MONTH = "cases/this-month.md"


def meetings(known: Known, context: Context) -> tuple[Meeting, ...]:
    """本月警示教育 first, then the sets, the newest first."""
    sets = sorted(context.library.of(CaseSet), key=lambda one: (one.date, one.uri), reverse=True)
    made = [_meeting(one, known, context) for one in sets]
    month = f"{context.today:%Y-%m}"
    named = next((one for one in made if one.record and one.record.month == month), None)
    shown = named.shown if named else _newest(known, context.today)
    first = Meeting(
        THIS_MONTH,
        f"{context.today.year}年{context.today.month}月警示教育",
        shown,
        named.parts if named else _BRIEF,
        named.record if named else None,
        named.materials if named else (),
    )
    return (first, *made) if shown else tuple(made)


def _meeting(one: CaseSet, known: Known, context: Context) -> Meeting:
    shown = []
    for item in one.cases:
        if found := known.get(resolve(one.origin.path, item.path)):
            shown.append(Shown(*found, item.point or ""))
    return Meeting(one.uri, one.title, tuple(shown), one.parts, one, tuple(material(one, m, context) for m in one.materials))


def _newest(known: Known, today: dt.date) -> tuple[Shown, ...]:
    """The cases of this month; where there are fewer than three, the latest before them as well."""
    there: Sequence[tuple[Case, tuple[Violation, ...]]] = sorted(
        (found for found in known.values() if found[0].date <= today),
        key=lambda found: (found[0].date, found[0].uri),
        reverse=True,
    )
    month = [found for found in there if (found[0].date.year, found[0].date.month) == (today.year, today.month)]
    return tuple(Shown(*found) for found in there[: max(len(month), _THIS_MONTH)])


def check_sets(context: Context) -> Iterator[Issue]:
    months: dict[str, CaseSet] = {}
    for one in context.library.of(CaseSet):
        seen: set[str] = set()
        for n, item in enumerate(one.cases):
            path = resolve(one.origin.path, item.path)
            known = context.library.records.get(path)
            if known is not None and not isinstance(known, Case):
                yield one.issue(f"{path} 不是案例，例如 ../../cases/2026/2026-01.md", "cases", n, "path")
            if path in seen:
                yield one.issue("这个案例前面已经列过，请删去一处", "cases", n, "path")
            seen.add(path)
        if one.month and (other := months.setdefault(one.month, one)) is not one:
            yield one.issue(f"{one.month} 的警示教育已写在 {other.origin.path}，一个月只能有一个", "month")


assert set(PARTS) == {*REQUIRED, *OPTIONAL} - {"通报"}
