"""A policy document."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from ...kernel.articles import Article, Outline, anchor, articles, outline, plans
from ...kernel.fields import Day, DocNo, OneOf, Text, field
from ...kernel.links import paragraphs
from ...kernel.record import Passage, Record
from ...kernel.statutes import Document, base_name, stamp_of


class Policy(Record):
    """A policy document. `supersedes` names the documents that it replaces, `amends` those that it changes in part, by number.

    A later document of the same name replaces an earlier one without saying so.
    """

    kind = "policy"
    kind_label = "政策文件"
    folder = "docs/policies/"

    doc_no: DocNo | None = field("发文字号", "示公党〔2026〕2号", None)
    doctype: Annotated[str, OneOf("doctypes")] = field("文种", "通知")
    issuer: Text = field("发文机关", "中共示例市公安局示例分局委员会")
    issued: Day = field("印发日期", "2026-03-05")
    effective: Day = field("施行日期", "2026-04-01")
    supersedes: tuple[DocNo, ...] = field("废止文件", ["示公党〔2023〕11号"], ())
    amends: tuple[DocNo, ...] = field("修改的文件", ["示公〔2024〕21号"], ())
    aliases: tuple[Text, ...] = field("简称", ["学习日制度"], ())
    review: Day | None = field("下次评估日期", "2028-03-05", None)
    to: Text | None = field("主送机关", "各科、所、队", None)

    @property
    def articles(self) -> tuple[Article, ...]:
        return articles(self.body)

    @cached_property
    def outline(self) -> Outline:
        return outline(plans(self.body))

    @cached_property
    def parts(self) -> str:
        return stamp_of(self.outline)

    def look_through(self) -> None:
        super().look_through()
        _ = self.parts

    @property
    def number(self) -> str:
        """发文字号, or an empty string for a law, which has none."""
        return self.doc_no or ""

    @property
    def name(self) -> str:
        """The title without its version: two documents of one name are versions of one document."""
        return base_name(self.title)

    def passages(self) -> Iterator[Passage]:
        """Each passage lies in its article."""
        places = sorted((plan.first, plan.last, anchor(plan.key)) for plan in plans(self.body))
        starts, body_line = [first for first, _, _ in places], self.origin.body_line
        for line, text in paragraphs(self.body):
            n = bisect_right(starts, line) - 1
            inside = n >= 0 and line <= places[n][1]
            yield Passage(text, line + body_line, places[n][2] if inside else "")

    def document(self, until: dt.date | None = None) -> Document:
        """What a citation of this policy leads to; `until` is the day from which a successor is in force."""
        names, known = (self.number, self.aliases), (self.outline, self.parts)
        return Document(self.title, self.uri, self.body, self.issued, self.effective, *names, until, self.doctype, known)
