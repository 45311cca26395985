"""The circular (通报) of a case as an official document of its own, after GB/T 9704-2012."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...kernel.layout import is_date, is_signature
from .model import CIRCULAR, Case

_BOLD = re.compile(r"\s*\*\*([^*]+)\*\*\s*$")


@dataclass(frozen=True)
class Circular:
    """`title` and `issuer` are empty where the text has none; `text` is its Markdown without the title."""

    title: str
    issuer: str
    text: str
    dated: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """What an official document must have and this has not."""
        parts = (("标题", bool(self.title)), ("署名", bool(self.issuer)), ("成文日期", self.dated))
        return tuple(name for name, there in parts if not there)


def circular(case: Case) -> Circular:
    lines = case.section(CIRCULAR).text.split("\n")
    heads = [n for n, line in enumerate(lines) if line.strip()]
    title = (match := _BOLD.match(lines[heads[0]])) and match[1] if heads else ""
    rest = lines[heads[0] + 1 :] if title else lines
    said = [line.strip() for line in rest if line.strip()]
    dated = bool(said) and is_date(said[-1])
    signed = dated and len(said) > 1 and is_signature(said[-2])
    return Circular(title or "", said[-2] if signed else "", "\n".join(rest), dated)
