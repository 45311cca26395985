"""Rules of a campaign: stages in order and within it, each unit reports once, and nobody puts right more than it found."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.nearest import nearest
from ...kernel.room import Context
from .model import Campaign, Report
from .slots import slot_of, slots


def check(context: Context) -> Iterator[Issue]:
    for campaign in context.library.of(Campaign):
        if campaign.ends < campaign.begins:
            yield campaign.issue(f"{campaign.ends} 早于开始日期 {campaign.begins}，请核对", "ends")
        yield from _stages(campaign)
        yield from _twice(campaign)
        yield from _exempt(campaign, context)
        for n, report in enumerate(campaign.reports):
            yield from _report(campaign, n, report, context)
            yield from _place(campaign, n, report)
        yield from _repeated(campaign)


def _stages(campaign: Campaign) -> Iterator[Issue]:
    for n, stage in enumerate(campaign.stages):
        if stage.ends < stage.begins:
            yield campaign.issue(f"{stage.ends} 早于开始日期 {stage.begins}，请核对", "stages", n, "ends")
        for key, day in (("begins", stage.begins), ("ends", stage.ends)):
            if not campaign.begins <= day <= campaign.ends:
                span = f"{campaign.begins} 至 {campaign.ends}"
                yield campaign.issue(f"{day} 不在专项工作期间（{span}）内，请核对", "stages", n, key)
        if n and stage.begins <= (last := campaign.stages[n - 1]).ends:
            text = f"{stage.begins} 与“{last.title}”（到 {last.ends}）重叠，阶段应依次排列，上一阶段结束以后再开始"
            yield campaign.issue(text, "stages", n, "begins")


def _twice(campaign: Campaign) -> Iterator[Issue]:
    lists = (
        ("stages", "title", [stage.title for stage in campaign.stages]),
        ("focuses", "no", [focus.no for focus in campaign.focuses]),
        ("units", "", list(campaign.units)),
        ("exempt", "unit", [one.unit for one in campaign.exempt]),
    )
    for name, key, values in lists:
        for n, value in enumerate(values):
            if value in values[:n]:
                yield campaign.issue(f"{value} 已经写过，请删去一处或改正", name, n, *((key,) if key else ()))


def _exempt(campaign: Campaign, context: Context) -> Iterator[Issue]:
    scope = campaign.scope(context.terms)
    for n, one in enumerate(campaign.exempt):
        if one.unit not in scope:
            yield campaign.issue(f"{one.unit}不在参加单位里，不用写免报", "exempt", n, "unit")


def _report(campaign: Campaign, n: int, report: Report, context: Context) -> Iterator[Issue]:
    at = ("reports", n)
    if report.unit in {one.unit for one in campaign.exempt}:
        yield campaign.issue(f"{report.unit}已列为免报单位，却有自查报告，请删去一处", *at, "unit")
    elif report.unit not in campaign.scope(context.terms):
        yield campaign.issue(f"{report.unit}不在参加单位里，请核对单位，或补进 units", *at, "unit")
    if report.fixed > report.problems:
        yield campaign.issue(f"{report.fixed} 多于自查问题数 {report.problems}，请核对", *at, "fixed")
    if report.date < campaign.begins:
        text = f"{report.date} 早于专项工作开始日期 {campaign.begins}，请核对"
        yield campaign.issue(text, *at, "date", level="warning")
    if report.date > context.today:
        yield campaign.issue(f"{report.date} 晚于今天（{context.today}），按尚未报送推算", *at, "date", level="warning")


def _place(campaign: Campaign, n: int, report: Report) -> Iterator[Issue]:
    asked = [slot.title for slot in slots(campaign) if slot.no]
    if report.stage is None:
        if len(asked) > 1:
            yield campaign.issue(f"要求报送的阶段不止一个，请写明所属阶段，可写：{'、'.join(asked)}", "reports", n, "stage")
    elif report.stage not in [stage.title for stage in campaign.stages]:
        near = nearest(report.stage, asked, 0.3)
        hint = f"是否想写“{near}”？" if near else ""
        yield campaign.issue(f"没有“{report.stage}”这个阶段，{hint}请核对 stages", "reports", n, "stage")
    elif report.stage not in asked:
        said = f"可写：{'、'.join(asked)}" if asked else "报告不分阶段，请删去这一行"
        yield campaign.issue(f"“{report.stage}”没有要求报送自查报告（report: true），{said}", "reports", n, "stage")


def _repeated(campaign: Campaign) -> Iterator[Issue]:
    first: dict[tuple[str, int], Report] = {}
    for n, report in enumerate(campaign.reports):
        if slot := slot_of(campaign, report):
            other = first.setdefault((report.unit, slot.no), report)
            if other is not report:
                where = f"“{slot.title}”的" if slot.no else ""
                yield campaign.issue(f"{report.unit}{where}自查报告已经写过（{other.date}），请合并成一份", "reports", n, "unit")
