"""A year's accountability list: who answers for which measures, and which section earns the points of which indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from ...kernel.fields import Day, DayOrAlways, Number, OneOf, Score, Text, Year, field, refused
from ...kernel.record import Linked, Part, Passage, Record
from ...kernel.yamlread import Loc

Unit = Annotated[str, OneOf("units")]


def _one_or_several(value: Any) -> Any:
    return () if value is None else (value,) if isinstance(value, str) else value


def _measure_no(value: str) -> str:
    if not re.fullmatch(r"\d+-\d+", value):
        raise refused(f"“{value}”不是措施编号，应是事项序号加顺序号，例如 3-1")
    return value


Leads = Annotated[tuple[Unit, ...], BeforeValidator(_one_or_several)]
"""One unit, as a rule. None and several are weaknesses that the site shows, so they are read."""
MeasureNo = Annotated[str, AfterValidator(_measure_no)]
"""Part of the measure's address."""


class Measure(Part):
    """具体措施. 逾期 is derived from `deadline`, `done` and the day."""

    no: MeasureNo = field("措施编号", "1-1")
    text: Text = field("具体措施", "每半年召开一次专题会议研究党风廉政建设")
    lead: Leads = field("牵头单位", "分局纪委", ())
    support: tuple[Unit, ...] = field("配合单位", ["政治处"], ())
    deadline: DayOrAlways = field("完成时限", "2026-06-30")
    done: Day | None = field("完成日期", "2026-06-25", None)
    evidence: tuple[Linked, ...] = field("佐证", ["../activities/first-topic-2026-11-16.md"], ())


class Item(Part):
    """责任事项. Its number is its own in the whole file, whoever answers for it."""

    no: Number = field("事项序号", 1)
    title: Text = field("责任事项", "研究部署党风廉政建设和反腐败工作")
    measures: tuple[Measure, ...] = field("具体措施", None, min_length=1)


class Subject(Part):
    """责任主体: a role, and the post or unit that has it. Nobody is named."""

    role: Annotated[str, OneOf("accountability_roles")] = field("责任主体", "党委")
    post: Text | None = field("岗位", "分局党委委员、副局长（分管执法）", None)
    unit: Unit | None = field("所在单位", "刑事侦查大队", None)
    items: tuple[Item, ...] = field("责任事项", None, min_length=1)


class Indicator(Part):
    """考核指标. `measures` are the numbers of the measures that it rests on: 3-1, or 2026-list#3-1 of another file."""

    no: Number = field("指标序号", 1)
    category: Text = field("指标类别", "组织领导")
    title: Text = field("考核指标", "专题研究党风廉政建设")
    points: Score = field("分值", 4)
    criteria: Text = field("评分标准", "每半年至少一次，缺一次扣 2 分；没有纪要和任务分工的扣 1 分")
    lead: Leads = field("牵头单位", "分局纪委", ())
    support: tuple[Unit, ...] = field("配合单位", ["办公室"], ())
    deadline: Day | None = field("完成时限", "2026-12-15", None)
    measures: tuple[Text, ...] = field("对应措施", ["1-1"], ())


class Weight(Part):
    """指标类别的权重."""

    category: Text = field("指标类别", "组织领导")
    percent: Score = field("权重（%）", 20)


class AccountabilityList(Record):
    """主体责任清单: measures by who answers for them, assessment indicators with their points, or both."""

    kind = "accountability"
    kind_label = "主体责任清单"
    folder = "docs/accountability/"

    year: Year = field("年度", 2026)
    subjects: tuple[Subject, ...] = field("责任清单", None, ())
    indicators: tuple[Indicator, ...] = field("考核指标", None, ())
    full_score: Score = field("满分", 100, Decimal(100))
    weights: tuple[Weight, ...] = field("类别权重", None, ())

    def placed(self) -> Iterator[tuple[Loc, Subject, Item, Measure]]:
        """Every measure with what it belongs to and its place in the file."""
        for s, subject in enumerate(self.subjects):
            for n, item in enumerate(subject.items):
                for m, measure in enumerate(item.measures):
                    yield ("subjects", s, "items", n, "measures", m), subject, item, measure

    def references(self) -> Iterator[tuple[Loc, str]]:
        for at, _, _, measure in self.placed():
            for k, piece in enumerate(measure.evidence):
                if piece.path:
                    yield (*at, "evidence", k), piece.path

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        line = self.origin.line
        told: set[int] = set()
        for at, _, item, measure in self.placed():
            if item.no not in told:
                yield Passage(item.title, line(*at[:4], "title"), f"i{item.no}")
            told.add(item.no)
            yield Passage(measure.text, line(*at, "text"), f"m{measure.no}")
        for n, indicator in enumerate(self.indicators):
            for key in ("title", "criteria"):
                yield Passage(getattr(indicator, key), line("indicators", n, key), f"k{indicator.no}")
