"""What a long build is doing, on a terminal only: the phase, how many pages, how many of them were kept, the time.

Nothing refreshes by itself, since a process with a second thread is not forked (kernel/cores.py).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # without a terminal there is nothing to show, and no need to load what shows it
    from rich.console import Console
    from rich.progress import Progress

LONG = 5.0
"""Seconds from which on a build is summed up."""


@dataclass
class Phase:
    name: str
    pages: int = 0
    kept: int = 0
    seconds: float = 0.0


class Shown:
    """The phases of one build. On anything but a terminal it only counts."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or _terminal()
        self.phases: list[Phase] = []
        self.slow: list[tuple[float, str]] = []
        self.bar = _bar(self.console) if self.console and self.console.is_terminal else None

    @contextmanager
    def phase(self, name: str) -> Iterator[Phase]:
        """While it lasts it is the one that is shown; the same name again goes on where it was."""
        phase = next((one for one in self.phases if one.name == name), None) or Phase(name)
        if phase not in self.phases:
            self.phases.append(phase)
        start = time.monotonic()
        self.task = self.bar.add_task(name, total=None) if self.bar else None
        self._tell()
        try:
            yield phase
        finally:
            phase.seconds += time.monotonic() - start
            if self.bar and self.task is not None:
                self.bar.remove_task(self.task)
                self._tell()

    def tick(self, done: int, total: int) -> None:
        """`done` of `total` pages of this phase are ready."""
        if self.bar and self.task is not None:
            self.bar.update(self.task, completed=done, total=total)
            self._tell()

    def _tell(self) -> None:
        if self.bar:
            self.bar.start()
            self.bar.refresh()

    def slowest(self, found: Iterable[tuple[float, str]]) -> None:
        self.slow = sorted([*self.slow, *found], reverse=True)[:5]

    def end(self) -> None:
        """Where the time went, when it was long."""
        if self.bar is None or self.console is None:
            return
        self.bar.stop()
        if sum(phase.seconds for phase in self.phases) < LONG:
            return
        from rich.table import Table

        table = Table("阶段", "页数", "沿用上次", "秒", box=None, header_style="bold")
        for phase in self.phases:
            table.add_row(phase.name, str(phase.pages or ""), str(phase.kept or ""), f"{phase.seconds:.1f}")
        self.console.print(table)
        if self.slow:
            self.console.print("最慢的几页：" + "；".join(f"{name}（{seconds:.2f} 秒）" for seconds, name in self.slow))


def _terminal() -> Console | None:
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console()


def _bar(console: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, auto_refresh=False, transient=True)
