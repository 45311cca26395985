"""A record that people discuss: its body by headings, and the questions that one of them holds."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from .record import Record
from .sections import Question, Section, questions, sections


class Discussed(Record):
    """`asks` is the heading of the section that holds the numbered questions."""

    asks: ClassVar[str] = "讨论题"

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections(self.body, self.origin.body_line)

    def section(self, name: str) -> Section:
        """The section of that name, an empty one where there is none."""
        return next((section for section in self.sections if section.name == name), Section(name, "", self.origin.body_line))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections if section.name == self.asks for question in questions(section))

    @property
    def text(self) -> str:
        """The body as Markdown without the questions, which are drawn apart."""
        parts = [section for section in self.sections if section.name != self.asks]
        return "\n\n".join((f"## {part.name}\n{part.text}" if part.name else part.text).strip() for part in parts)
