"""题库: one bank a file, written in words (.md) or in YAML (.yml); both come to the same questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator

from ...kernel.fields import Day, Text, field, refused
from ...kernel.quiz import BLANK, Item, blanks_of, chapter_fault, chapter_of
from ...kernel.quizform import read_items, settled, type_named
from ...kernel.quizmarks import Slip
from ...kernel.record import Part, Passage, Record

FOLDER = "docs/questions/"


def _path(value: Any) -> str:
    if fault := chapter_fault(chapter := chapter_of(str(value))):
        raise refused(fault)
    return chapter


Chapter = Annotated[str, BeforeValidator(_path)]


class Bank(Record):
    """A bank in words. `checked` is the day on which its questions were last compared with what they test."""

    kind = "bank"
    kind_label = "题库"
    folder = FOLDER

    title: Text = field("标题", "节前礼品礼金自测题库")
    chapter: Chapter = field("章节", "廉洁纪律/礼品礼金")
    checked: Day = field("核对日期", "2026-11-10")

    @property
    def slug(self) -> str:
        """Its name in the addresses of its questions, and of its exercise in the self-test."""
        return self.uri.removeprefix("questions/").removesuffix(".md").replace("/", "-")

    @property
    def cites_on(self) -> dt.date:
        return self.checked

    @cached_property
    def read(self) -> tuple[tuple[Item, ...], tuple[Slip, ...], str]:
        return read_items(self.body, self.origin.body_line, self.chapter)

    @property
    def items(self) -> tuple[Item, ...]:
        return self.read[0]

    @property
    def slips(self) -> tuple[Slip, ...]:
        return self.read[1]

    @property
    def opening(self) -> str:
        """What is said before the first question, as Markdown."""
        return self.read[2]

    def passages(self) -> Iterator[Passage]:
        """The basis of each question is a citation like any other; its passage has the question's place on the page."""
        for item in self.items:
            for text in (item.stem, item.explanation, item.basis):
                if text:
                    yield Passage(text, item.line, f"q{item.no}")


class Asked(Part):
    """A question in YAML."""

    no: int = field("序号", 1)
    type: Text = field("题型", "单选题")
    stem: Text = field("题干", "礼品应当在几个工作日内登记上交？")
    options: tuple[Text, ...] = field("选项", ["三个", "五个"], ())
    answer: Text = field("答案", "B")
    explanation: Text | None = field("解析", "第四条规定五个工作日。", None)
    chapter: Chapter | None = field("章节", "廉洁纪律/礼品礼金", None)
    difficulty: Text | None = field("难度", "适中", None)
    basis: Text | None = field("依据", "《礼品礼金登记上交规定》第四条", None)


class Sheet(Bank):
    """A bank in YAML."""

    kind = "bank-sheet"
    kind_label = "题库（YAML）"
    suffix = ".yml"

    questions: tuple[Asked, ...] = field("题目", None, min_length=1)
    intro: Text | None = field("说明", "这套题考礼品礼金的登记和上交。", None)

    @cached_property
    def read(self) -> tuple[tuple[Item, ...], tuple[Slip, ...], str]:
        return tuple(self._item(n, asked) for n, asked in enumerate(self.questions)), (), self.intro or ""

    def _item(self, n: int, asked: Asked) -> Item:
        kind = type_named(asked.type)
        return Item(
            asked.no,
            kind,
            asked.stem,
            asked.options,
            settled(kind, asked.answer),
            blanks_of(asked.answer) if kind == BLANK else (),
            asked.explanation or "",
            asked.chapter or self.chapter,
            asked.difficulty or "适中",
            asked.basis or "",
            self.origin.line("questions", n),
        )
