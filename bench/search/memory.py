"""The memory of processes while they run (Linux: with their share of what is shared, PSS)."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

EVERY = 0.2  # s


class Memory:
    """What `look` gives, in MB, again and again: the last value and the highest."""

    def __init__(self, look: Callable[[], float]) -> None:
        self.look = look
        self.now = self.peak = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(EVERY):
            self.now = self.look()
            self.peak = max(self.peak, self.now)


def renderer() -> float:
    """The renderer at work; Chromium keeps an empty spare one beside it."""
    return max((_pss(one) for one in _below(os.getpid()) if _renders(one)), default=0.0)


def together(process: int) -> float:
    """A process and all that it has started, workers too."""
    return sum(map(_pss, [process, *_below(process)]))


def _below(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = [int(one) for one in children.read_text().split()]
        except OSError:
            continue
        for child in found:
            yield child
            yield from _below(child)


def _renders(process: int) -> bool:
    try:
        return b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def _pss(process: int) -> float:
    """MB, 0 for what has ended."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
