"""Work shared out to the processors: in forked workers where the platform has fork, in this process elsewhere."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import threading
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

LEAST = 48
"""Items from which on workers are worth their start."""
MOST = 8
_PARTS = 6
Item = TypeVar("Item")
Result = TypeVar("Result")
Tick = Callable[[int, int], None]
_task: list[Any] = []


def spread(work: Callable[[Item], Result], items: Sequence[Item], least: int = LEAST, tick: Tick | None = None) -> list[Result]:
    """[work(item) for item in items], in that order. `work` gives a result that pickles and has no other effect.

    What a worker that dies or fails leaves undone is done here, so that a failure shows as it would without workers.
    `tick` is told how many are done, and of how many.
    """
    count = min(cores(), MOST)
    if len(items) < least or count < 2 or not _may_fork():
        return [work(item) for item in items]
    done = _forked(work, items, count, tick)
    return [done[n][0] if n in done else work(item) for n, item in enumerate(items)]


def collect_seldom() -> None:
    """What a build makes lives to its end: looking through all of it for rubbish again and again costs a seventh of the time,
    and once more at the end a tenth of a second.
    """
    gc.set_threshold(200_000, 20, 100)
    atexit.register(gc.freeze)


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _may_fork() -> bool:
    """A process with other threads, such as a preview, is not safe to fork; nor does a worker have workers."""
    able = "fork" in multiprocessing.get_all_start_methods()
    return able and threading.active_count() == 1 and multiprocessing.parent_process() is None and not _task


def _forked(work: Callable[[Item], Result], items: Sequence[Item], count: int, tick: Tick | None) -> dict[int, tuple[Result]]:
    done: dict[int, tuple[Result]] = {}
    step = max(1, -(-len(items) // (count * _PARTS)))
    _task[:] = [work, items]
    gc.freeze()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # fork beside the pool's own thread
            with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), gc.disable) as pool:
                spans = [range(at, min(at + step, len(items))) for at in range(0, len(items), step)]
                for span, future in [(span, pool.submit(_part, span)) for span in spans]:
                    try:
                        done.update(zip(span, future.result(), strict=True))
                    except Exception:  # done again in this process
                        continue
                    if tick:
                        tick(len(done), len(items))
    finally:
        gc.unfreeze()
        _task.clear()
    return done


def _part(span: range) -> list[tuple[Any]]:
    work, items = _task
    return [(work(items[n]),) for n in span]
