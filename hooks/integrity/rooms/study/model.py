"""An arrangement, its focuses and sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from ...kernel.fields import Clock, Count, Day, Month, Number, OneOf, Text, Year, field
from ...kernel.record import Linked, Part, Passage, Record
from ...kernel.yamlread import Loc


class Focus(Part):
    """学习重点: one of the year's subjects, usually twelve."""

    no: Number = field("序号", 1)
    title: Text = field("重点名称", "党的纪律建设")


class Held(Part):
    """The record of a session that took place."""

    date: Day = field("实际日期", "2026-03-05")
    expected: Count = field("应到人数", 42)
    actual: Count = field("实到人数", 40)


class Session(Part):
    """One session: on a day, or only in a month while the day is not fixed."""

    no: Number = field("序号", 1)
    date: Day | None = field("日期", "2026-03-05", None)
    month: Month | None = field("月份", 3, None)
    time: Clock | None = field("开始时刻", "14:30", None)
    end: Clock | None = field("结束时刻", "16:30", None)
    focus: Number = field("学习重点序号", 1)
    title: Text = field("学习内容", "学习《政治学习日制度（2026年修订）》")
    form: Annotated[str, OneOf("session_forms")] = field("学习形式", "集中学习")
    place: Text | None = field("地点", "分局三楼会议室", None)
    host: Text | None = field("主持", "政治处主任", None)
    materials: tuple[Linked, ...] = field("学习材料", ["../policies/study-day.md"], ())
    questions: tuple[Text, ...] = field("思考题", ["学习日缺席后怎样补学？"], ())
    held: Held | None = field("开展记录", None, None)

    @property
    def in_month(self) -> int:
        return self.date.month if self.date else self.month or 0

    @property
    def until(self) -> str:
        """When it ends; two hours after it begins where nothing is said."""
        hour, _, minute = (self.time or "00:00").partition(":")
        return self.end or f"{min(23, int(hour) + 2):02}:{minute}"

    def held_by(self, day: dt.date) -> Held | None:
        """The record as it stood on `day`: a figure can be rebuilt for any day."""
        return self.held if self.held and self.held.date <= day else None


_EXAMPLE = {"no": 1, "month": 3, "focus": 1, "title": "学习《政治学习日制度》", "form": "集中学习"}


class Arrangement(Record):
    """学习安排: one audience's year. Focuses may be declared in one arrangement of the year and serve all."""

    kind = "study"
    kind_label = "学习安排"
    folder = "docs/study/"

    year: Year = field("年度", 2026)
    audience: Annotated[str, OneOf("audiences")] = field("学习对象", "全体民警")
    focuses: tuple[Focus, ...] = field("学习重点", None, ())
    sessions: tuple[Session, ...] = field("学习场次", [_EXAMPLE])

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, session in enumerate(self.sessions):
            yield Passage(session.title, self.origin.line("sessions", n, "title"), f"s{session.no}")
            for m, question in enumerate(session.questions):
                yield Passage(question, self.origin.line("sessions", n, "questions", m), f"s{session.no}")

    def references(self) -> Iterator[tuple[Loc, str]]:
        for n, session in enumerate(self.sessions):
            for m, material in enumerate(session.materials):
                if material.path:
                    yield ("sessions", n, "materials", m), material.path
