"""Rules of the ledger: the dates of a measure come in order, and nobody closes his own."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .model import Measure, Opinion

_STEPS = (("started", "启动日期"), ("completed", "完成日期"), ("closed", "销号日期"))
_NEEDS = {"已完成": ("completed",), "已销号": ("completed", "closed", "verified_by")}


def check(context: Context) -> Iterator[Issue]:
    for opinion in context.library.of(Opinion):
        seen: set[str] = set()
        for n, item in enumerate(opinion.items):
            for m, measure in enumerate(item.measures):
                at = ("items", n, "measures", m)
                if measure.no in seen:
                    yield opinion.issue(f"{measure.no} 重复，每条措施一个编号", *at, "no")
                seen.add(measure.no)
                yield from _check_state(opinion, measure, at)
                yield from _check_dates(opinion, measure, at, context)


def _check_state(opinion: Opinion, measure: Measure, at: Loc) -> Iterator[Issue]:
    for key in _NEEDS.get(measure.state, ()):
        if getattr(measure, key) is None:
            yield opinion.issue(f"写了{measure.state}，就要填写 {key}", *at, "state")
    if measure.closed and measure.state not in ("已销号", "长期坚持"):
        yield opinion.issue(f"状态还是{measure.state}，不应有销号日期", *at, "closed")
    if measure.state == "未启动" and (measure.started or measure.completed):
        yield opinion.issue("已有启动或完成日期，不应是未启动", *at, "state")
    if measure.verified_by == measure.unit:
        yield opinion.issue("不能由责任单位自己验收，请写其他单位，例如 警务督察大队", *at, "verified_by")


def _check_dates(opinion: Opinion, measure: Measure, at: Loc, context: Context) -> Iterator[Issue]:
    last, label = opinion.issued, "印发日期"
    if measure.due < opinion.issued:
        yield opinion.issue(f"{measure.due} 早于印发日期 {opinion.issued}，请核对", *at, "due")
    for key, name in _STEPS:
        day = getattr(measure, key)
        if day is None:
            continue
        if day < last:
            yield opinion.issue(f"{day} 早于{label} {last}，请核对", *at, key)
        if day > context.today:
            yield opinion.issue(f"{day} 晚于今天（{context.today}），按尚未发生推算", *at, key, level="warning")
        last, label = day, name
