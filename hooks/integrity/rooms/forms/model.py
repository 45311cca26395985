"""A form that people sign on paper: its text, the fields to fill by hand, the papers, and how many have signed.

Numbers are totals. No name is typed in, printed or kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, field_validator

from ...kernel.fields import Count, Day, Number, OneOf, Text, Year, field, refused
from ...kernel.record import Part, Passage, Record

Sheet = Literal["A4", "A6"]
Width = Literal["short", "long", "full"]
Motif = Literal["竹", "杯", "灯"]


def _one_of(words: Any) -> BeforeValidator:
    known = get_args(words)

    def check(value: Any) -> Any:
        if value in known:
            return value
        raise refused(f"没有“{value}”这个取值，可写：{'、'.join(known)}")

    return BeforeValidator(check)


class Line(Part):
    """填写栏: a label and a ruled line behind it. `rows` ruled lines for what takes more than one."""

    label: Text = field("栏目名", "承诺人签名")
    width: Annotated[Width, _one_of(Width)] = field("宽度", "short", "short")
    rows: Number = field("行数", 4, 1, le=12)

    @property
    def dated(self) -> bool:
        """Whether 年月日 are printed instead of a ruled line."""
        return self.label.endswith("日期")


class Signing(Part):
    """签订情况 of one unit, in totals."""

    unit: Annotated[str, OneOf("units")] = field("单位", "城东派出所")
    total: Number = field("应签人数", 14)
    signed: Count = field("已签人数", 13)
    as_of: Day | None = field("统计日期", "2026-11-20", None)


class Form(Record):
    """承诺书、警示教育卡、致家属一封信. The numbers are the whole bureau's (`total`, `signed`), those of the units, or both."""

    kind = "form"
    kind_label = "承诺书和卡片"
    folder = "docs/forms/"

    template: Annotated[str, OneOf("form_templates")] = field("种类", "承诺书")
    year: Year = field("年度", 2026)
    papers: tuple[Annotated[Sheet, _one_of(Sheet)], ...] = field("纸张", ["A4"], min_length=1)
    lines: tuple[Line, ...] = field("填写栏", None, min_length=1)
    motif: Annotated[Motif, _one_of(Motif)] | None = field("图案", "竹", None)
    note: Text | None = field("页脚说明", "本承诺书一式两份，本人和所在单位各存一份。", None)
    due: Day | None = field("签订期限", "2026-02-28", None)
    total: Number | None = field("应签人数（全局）", 236, None)
    signed: Count | None = field("已签人数（全局）", 232, None)
    as_of: Day | None = field("统计日期", "2026-11-20", None)
    signing: tuple[Signing, ...] = field("各单位签订情况", None, ())

    @field_validator("papers")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) != len(value):
            raise refused("同一种纸写了两次，例如 [A4, A6]")
        return value

    def counted_on(self, row: Signing) -> dt.date | None:
        """The day for which a unit's numbers are right."""
        return row.as_of or self.as_of

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        if self.note:
            yield Passage(self.note, self.origin.line("note"))
