"""A quarter's test: what is tested and how, and the result in totals. No person appears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from ...kernel.fields import Count, Day, Number, OneOf, Percent, Score, Text, Year, field
from ...kernel.figures import Period, period
from ...kernel.record import Linked, Part, Passage, Record
from ...kernel.yamlread import Loc

Quarter = Annotated[int, Field(strict=True, ge=1, le=4)]


class Result(Part):
    """成绩汇总: totals of the first sitting. Make-ups and second tries do not change them."""

    registered: Number = field("应参测人数", 236)
    tested: Number = field("参测人数", 221)
    passed: Count = field("合格人数", 206)
    average: Score = field("平均分", 88.4)
    highest: Count = field("最高分", 99)
    lowest: Count = field("最低分", 57)


class QuarterlyTest(Record):
    """季度测试. `held` is the day on which it took place, absent while it is only planned."""

    kind = "test"
    kind_label = "季度测试"
    folder = "docs/tests/"

    year: Year = field("年度", 2026)
    quarter: Quarter = field("季度", 3)
    scope: Annotated[str, OneOf("test_scopes")] = field("测试范围", "全体民警、辅警")
    mode: Annotated[str, OneOf("test_modes")] = field("测试方式", "全员普测")
    held: Day | None = field("举行日期", "2026-09-23", None)
    minutes: Number = field("时长（分钟）", 45)
    pass_score: Percent = field("合格分", 80)
    full_score: Number = field("满分", 100, 100)
    subjects: tuple[Text, ...] = field("测试内容", ["党章党规党纪", "分局现行廉政制度"], min_length=1)
    materials: tuple[Linked, ...] = field("复习材料", ["../policies/quarterly-test.md"], ())
    result: Result | None = field("成绩汇总", None, None)

    @property
    def period(self) -> Period:
        return period(f"{self.year}Q{self.quarter}")

    def held_by(self, day: dt.date) -> bool:
        return self.held is not None and self.held <= day

    def result_by(self, day: dt.date) -> Result | None:
        """The result as it stood on `day`: a figure can be rebuilt for any day."""
        return self.result if self.held_by(day) else None

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, subject in enumerate(self.subjects):
            yield Passage(subject, self.origin.line("subjects", n))

    def references(self) -> Iterator[tuple[Loc, str]]:
        for n, material in enumerate(self.materials):
            if material.path:
                yield ("materials", n), material.path
