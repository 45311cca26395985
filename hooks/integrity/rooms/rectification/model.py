"""A rectification opinion, its problems and measures, in its own front matter or in a ledger beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator

from ...kernel.fields import Day, DocNo, Number, OneOf, Text, field, refused
from ...kernel.record import Linked, Part, Passage, Record
from ...kernel.yamlread import Loc

LEDGER = "-ledger"
"""x-ledger.yml is the ledger of x.md."""


def _measure_no(value: str) -> str:
    if not re.fullmatch(r"\d+(-\d+)+", value):
        raise refused(f"“{value}”不是措施编号，应是问题序号加顺序号，例如 1-1")
    return value


MeasureNo = Annotated[str, AfterValidator(_measure_no)]
"""Part of the measure's address."""


class Progress(Part):
    """进展: what was done, dated."""

    date: Day = field("日期", "2026-03-05")
    text: Text = field("进展情况", "已完成全部涉案财物盘点")


class Measure(Part):
    """整改措施. `state` is what the ledger says; 逾期 is derived from `due` and the day."""

    no: MeasureNo = field("措施编号", "1-1")
    text: Text = field("整改措施", "修订涉案财物出入库登记办法")
    unit: Annotated[str, OneOf("units")] = field("责任单位", "法制大队")
    post: Text = field("责任人岗位", "法制大队大队长")
    support: tuple[Annotated[str, OneOf("units")], ...] = field("配合单位", ["警务保障室"], ())
    goal: Text = field("整改目标", "涉案财物账实相符率达到百分之百")
    due: Day = field("整改期限", "2026-06-30")
    state: Annotated[str, OneOf("measure_states")] = field("整改状态", "整改中")
    started: Day | None = field("启动日期", "2026-03-05", None)
    completed: Day | None = field("完成日期", "2026-06-20", None)
    closed: Day | None = field("销号日期", "2026-07-03", None)
    verified_by: Annotated[str, OneOf("units")] | None = field("验收单位", "警务督察大队", None)
    progress: tuple[Progress, ...] = field("进展记录", None, ())
    evidence: tuple[Linked, ...] = field("佐证", ["../policies/property.md"], ())
    result: Text | None = field("整改结果", "账实相符率达到百分之百", None)


class Item(Part):
    """问题: what was found, and the measures against it."""

    no: Number = field("问题序号", 1)
    problem: Text = field("存在问题", "涉案财物出入库登记不规范")
    finding: Text | None = field("对应的督察、审计发现", "../supervision/2026-property.md#f1", None)
    measures: tuple[Measure, ...] = field("整改措施", None)


class Opinion(Record):
    """整改意见: the document, with its items as records."""

    kind = "rectification"
    kind_label = "整改意见"
    folder = "docs/rectification/"

    doc_no: DocNo | None = field("发文字号", "示公督〔2026〕6号", None)
    source: Annotated[str, OneOf("rectification_sources")] = field("整改来源", "巡察")
    issued: Day = field("印发日期", "2026-03-05")
    items: tuple[Item, ...] = field("问题清单", None, ())

    def references(self) -> Iterator[tuple[Loc, str]]:
        return _references(self.items)

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        yield from _passages(self, self.items)


class Ledger(Record):
    """整改台账: the items of an opinion in a file of their own, x-ledger.yml beside x.md, as an import writes it."""

    kind = "ledger"
    kind_label = "整改台账"
    folder = "docs/rectification/"
    suffix = ".yml"

    items: tuple[Item, ...] = field("问题清单", None)

    def references(self) -> Iterator[tuple[Loc, str]]:
        return _references(self.items)

    def passages(self) -> Iterator[Passage]:
        return _passages(self, self.items)


def _references(items: Sequence[Item]) -> Iterator[tuple[Loc, str]]:
    for n, item in enumerate(items):
        if item.finding:
            yield ("items", n, "finding"), item.finding
        for m, measure in enumerate(item.measures):
            for k, piece in enumerate(measure.evidence):
                if piece.path:
                    yield ("items", n, "measures", m, "evidence", k), piece.path


def _passages(record: Record, items: Sequence[Item]) -> Iterator[Passage]:
    for n, item in enumerate(items):
        first = f"m{item.measures[0].no}" if item.measures else ""
        yield Passage(item.problem, record.origin.line("items", n, "problem"), first)
        for m, measure in enumerate(item.measures):
            for key in ("text", "goal", "result"):
                if words := getattr(measure, key):
                    yield Passage(words, record.origin.line("items", n, "measures", m, key), f"m{measure.no}")
