"""A rectification opinion, its problems and measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ...kernel.fields import Day, DocNo, Number, OneOf, Text, field
from ...kernel.record import Part, Passage, Record


class Progress(Part):
    """进展: what was done, dated."""

    date: Day = field("日期", "2026-03-05")
    text: Text = field("进展情况", "已完成全部涉案财物盘点")


class Measure(Part):
    """整改措施. `state` is what the ledger says; 逾期 is derived from `due` and the day."""

    no: Text = field("措施编号", "1-1")
    text: Text = field("整改措施", "修订涉案财物出入库登记办法")
    unit: Annotated[str, OneOf("units")] = field("责任单位", "法制大队")
    post: Text = field("责任人岗位", "法制大队大队长")
    goal: Text = field("整改目标", "涉案财物账实相符率达到百分之百")
    due: Day = field("整改期限", "2026-06-30")
    state: Annotated[str, OneOf("measure_states")] = field("整改状态", "整改中")
    started: Day | None = field("启动日期", "2026-03-05", None)
    completed: Day | None = field("完成日期", "2026-06-20", None)
    closed: Day | None = field("销号日期", "2026-07-03", None)
    verified_by: Annotated[str, OneOf("units")] | None = field("验收单位", "警务督察大队", None)
    progress: tuple[Progress, ...] = field("进展记录", None, ())


class Item(Part):
    """问题: what was found, and the measures against it."""

    no: Number = field("问题序号", 1)
    problem: Text = field("存在问题", "涉案财物出入库登记不规范")
    measures: tuple[Measure, ...] = field("整改措施", None)


class Opinion(Record):
    """整改意见: the document, with its items as records."""

    kind = "rectification"
    kind_label = "整改意见"
    folder = "docs/rectification/"

    doc_no: DocNo | None = field("发文字号", "示公督〔2026〕6号", None)
    source: Annotated[str, OneOf("rectification_sources")] = field("整改来源", "巡察")
    issued: Day = field("印发日期", "2026-03-05")
    items: tuple[Item, ...] = field("问题清单", None)

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, item in enumerate(self.items):
            yield Passage(
                item.problem, self.origin.line("items", n, "problem"), f"m{item.measures[0].no}" if item.measures else ""
            )
            for m, measure in enumerate(item.measures):
                for key in ("text", "goal"):
                    yield Passage(getattr(measure, key), self.origin.line("items", n, "measures", m, key), f"m{measure.no}")
