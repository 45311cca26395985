"""A campaign: its plan, its stages and focuses, and the self-inspection reports of the units in totals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...kernel.fields import Count, Day, DocNo, Flag, Number, OneOf, Text, field
from ...kernel.record import Linked, Part, Passage, Record
from ...kernel.terms import Terms
from ...kernel.yamlread import Loc

Unit = Annotated[str, OneOf("units")]

GROUPS = ("机关科室", "执法勤务机构", "派出所")
"""The groups of data/terms/units.yml whose units report where a campaign names none."""


class Stage(Part):
    """阶段. With `report` every unit owes a report by its last day."""

    title: Text = field("阶段名称", "自查自纠")
    begins: Day = field("开始日期", "2026-10-26")
    ends: Day = field("结束日期", "2026-11-13")
    tasks: tuple[Text, ...] = field("工作内容", ["对照重点内容逐项自查"], ())
    report: Flag = field("要求报送自查报告", True, False)


class Focus(Part):
    """重点内容."""

    no: Number = field("序号", 1)
    title: Text = field("重点", "车辆停放和封存")
    text: Text | None = field("具体内容", "不执行任务的车辆停放在指定场所，节假日封存", None)


class Exempt(Part):
    """A unit that need not report."""

    unit: Unit = field("免报单位", "分局纪委")
    reason: Text = field("免报理由", "牵头单位，负责汇总")


class Report(Part):
    """自查报告 of one unit, in totals: how many problems it found, how many of them it has put right."""

    unit: Unit = field("报送单位", "城东派出所")
    date: Day = field("报送日期", "2026-11-12")
    stage: Text | None = field("所属阶段", "自查自纠", None)
    problems: Count = field("自查问题数", 3)
    fixed: Count = field("已整改数", 2)
    summary: Text = field("自查情况", "发现派车单补填不及时等问题三个，已整改两个")
    evidence: tuple[Linked, ...] = field("佐证", ["../policies/reception.md"], ())


class Campaign(Record):
    """专项工作. Without a stage that asks for reports every unit owes one by the campaign's last day."""

    kind = "campaign"
    kind_label = "专项工作"
    folder = "docs/campaigns/"

    doc_no: DocNo | None = field("发文字号", "示公督〔2026〕15号", None)
    begins: Day = field("开始日期", "2026-10-19")
    ends: Day = field("结束日期", "2026-12-25")
    stages: tuple[Stage, ...] = field("阶段安排", None, min_length=1)
    focuses: tuple[Focus, ...] = field("重点内容", None, ())
    units: tuple[Unit, ...] = field("参加单位", ["城东派出所", "城西派出所"], ())
    exempt: tuple[Exempt, ...] = field("免报单位", None, ())
    reports: tuple[Report, ...] = field("自查报告", None, ())

    def scope(self, terms: Terms) -> tuple[str, ...]:
        """The units that take part, those that need not report included, in the official order."""
        units = terms["units"]
        named = self.units or tuple(term.name for term in units.terms if term.group in GROUPS)
        return tuple(sorted(set(named), key=units.rank))

    def references(self) -> Iterator[tuple[Loc, str]]:
        for n, report in enumerate(self.reports):
            for k, piece in enumerate(report.evidence):
                if piece.path:
                    yield ("reports", n, "evidence", k), piece.path

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        line = self.origin.line
        for n, stage in enumerate(self.stages):
            for k, task in enumerate(stage.tasks):
                yield Passage(task, line("stages", n, "tasks", k), f"s{n + 1}")
        for n, focus in enumerate(self.focuses):
            yield Passage("：".join(filter(None, (focus.title, focus.text))), line("focuses", n, "title"))
        for n, report in enumerate(self.reports):
            yield Passage(f"{report.unit}：{report.summary}", line("reports", n, "summary"), f"r{n + 1}")
