"""One problem in one place, said so that an editor can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Issue:
    """A problem at path:line. `line` counts from 1; `field` is the dotted key and may be empty."""

    path: str
    line: int
    field: str
    text: str
    label: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: "
        if self.level == "warning":
            place += "提醒："
        if not self.field:
            return place + self.text
        label = f"（{self.label}）" if self.label else ""
        return f"{place}“{self.field}”{label}{self.text}"


def ordered(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Each issue once, in the order of files and lines."""
    return tuple(sorted(set(issues)))


def listed(problems: Sequence[object], end: str) -> str:
    """Every problem on a line of its own, then how many there are and what came of it."""
    return "\n".join([*map(str, problems), f"共 {len(problems)} 处问题，{end}。"])


def errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if issue.level == "error")
