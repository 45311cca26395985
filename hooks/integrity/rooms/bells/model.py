"""A theme and its reminder texts, and how many short messages a text takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import field_validator

from ...kernel.fields import Day, Number, OneOf, Text, field, refused
from ...kernel.record import Part, Passage, Record

_ALONE, _JOINED = 70, 67


def segments(text: str) -> int:
    """How many short messages `text` is billed as.

    Chinese is sent in UCS-2 (3GPP TS 23.038, 6.2.3): the 140 octets of a message hold 70 code units. A longer text is
    sent in parts, and the header that joins them again (3GPP TS 23.040, 9.2.3.24.1) takes 6 octets of each, which leaves
    67. A sign beyond the basic plane, an emoji say, is two code units. What the platform adds, such as the sender's
    signature, is not counted.
    """
    units = len(text.encode("utf-16-le")) // 2
    return 1 if units <= _ALONE else -(-units // _JOINED)


class Reminder(Part):
    """一条短信. A pinned text is sent on its day and proposed for no other."""

    no: Number = field("短信序号", 1)
    text: Text = field("短信内容", "周末聚会，喝酒不开车，开车不喝酒，别让一杯酒毁掉一身警服。")
    occasion: Annotated[str, OneOf("bell_occasions")] = field("适用时机", "周五")
    audience: Annotated[str, OneOf("bell_audiences")] = field("发送对象", "全体民警")
    pinned: Day | None = field("指定日期", "2026-03-06", None)

    @field_validator("text")
    @classmethod
    def _on_one_line(cls, value: str) -> str:
        if "\n" in value.strip():
            raise refused("短信只能是一段文字，请不要换行")
        return value.strip()

    @property
    def segments(self) -> int:
        return segments(self.text)


class Reminders(Record):
    """警钟短信: one theme, many texts."""

    kind = "bell"
    kind_label = "警钟短信"
    folder = "docs/reminders/"

    theme: Text = field("主题", "节日廉洁")
    texts: tuple[Reminder, ...] = field("短信", None, min_length=1)

    def passages(self) -> Iterator[Passage]:
        yield from super().passages()
        for n, item in enumerate(self.texts):
            yield Passage(item.text, self.origin.line("texts", n, "text"), f"t{item.no}")
