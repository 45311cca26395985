"""An inspection or an audit: whom and what it looked at, the amounts, and its findings. Amounts are in 万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import WithJsonSchema

from ...kernel.fields import Day, DocNo, Money, Number, OneOf, Text, field
from ...kernel.money import added
from ...kernel.record import Part, Passage, Record

Unit = Annotated[str, OneOf("units")]
Amount = Annotated[Money, WithJsonSchema({"type": "number", "minimum": 0})]


class Span(Part):
    """The time that was looked at."""

    begins: Day = field("起", "2025-01-01")
    ends: Day = field("止", "2025-12-31")


class Settled(Part):
    """另行办结: put right outside the ledger of this site, on the spot or before the ledger began."""

    date: Day = field("办结日期", "2025-12-19")
    text: Text = field("办结情况", "当场纠正，警务督察大队复查合格")


class Finding(Part):
    """发现的问题. `no` is part of its address: x.md#f1."""

    no: Number = field("序号", 1)
    text: Text = field("问题", "公务卡结算不到位，应当使用公务卡的支出以现金报销")
    unit: Unit = field("责任单位", "警务保障室")
    amount: Amount | None = field("涉及金额（万元）", Decimal("3.86"), None)
    basis: tuple[Text, ...] = field("依据", ["《公务接待和公务用车管理规定》第十二条"], ())
    settled: Settled | None = field("另行办结", None, None)

    @property
    def place(self) -> str:
        """Its anchor on the page."""
        return f"f{self.no}"


class Inspection(Record):
    """督察审计."""

    kind = "inspection"
    kind_label = "督察审计"
    folder = "docs/supervision/"

    doc_no: DocNo | None = field("发文字号", "示公督〔2026〕9号", None)
    type: Annotated[str, OneOf("inspection_types")] = field("类型", "专项督察")
    by: Text | None = field("实施单位", "示例市公安局审计处", None)
    period: Span = field("督察审计期间", None)
    scope: Text = field("范围", "值班备勤、禁酒规定和信息查询情况")
    units: tuple[Unit, ...] = field("被督察审计单位", ["警务保障室"], min_length=1)
    amount: Amount | None = field("审计金额（万元）", Decimal("1286.45"), None)
    questioned: Amount | None = field("问题金额（万元）", Decimal("41.27"), None)
    saved: Amount | None = field("核减、节约、挽回金额（万元）", Decimal("6.3"), None)
    findings: tuple[Finding, ...] = field("发现的问题", None, ())

    @property
    def inspector(self) -> str:
        """Who inspected: a body outside the vocabulary of units where one is written."""
        return self.by or self.unit

    @property
    def in_question(self) -> Decimal:
        """问题金额 as written, else the sum of the findings' amounts."""
        return self.questioned if self.questioned is not None else added(finding.amount for finding in self.findings)

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, finding in enumerate(self.findings):
            for key, words in (("text", finding.text), *(("basis", words) for words in finding.basis)):
                yield Passage(words, self.origin.line("findings", n, key), finding.place)
            if finding.settled:
                yield Passage(finding.settled.text, self.origin.line("findings", n, "settled"), finding.place)
