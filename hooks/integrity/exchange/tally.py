"""Remarks about a file, each once with how often it was met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts remarks: each is a sentence with {n} for how often."""

    said: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, count: int = 1) -> None:
        self.said[text] += count

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(text.replace("{n}", str(count)) for text, count in self.said.items() if count)
