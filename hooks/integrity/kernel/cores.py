"""Work shared out to the processors: in forked workers where the platform has fork, in this process elsewhere."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar

LEAST = 48
"""Items from which on workers are worth their start."""
MOST = 8
SPAN = 20
"""Items that a worker takes at once, at most."""
_PARTS = 6
_AHEAD = 3
"""Spans for each worker that are in work or done before they are asked for."""
Item = TypeVar("Item")
Result = TypeVar("Result")
Tick = Callable[[int, int], None]
_task: list[Any] = []


def spread(work: Callable[[Item], Result], items: Sequence[Item], least: int = LEAST, tick: Tick | None = None) -> list[Result]:
    """[work(item) for item in items], in that order, as in `stream`."""
    return list(stream(work, items, len(items), least, tick=tick))


def stream(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    total: int,
    least: int = LEAST,
    span: int = SPAN,
    tick: Tick | None = None,
) -> Iterator[Result]:
    """`work(item)` for each of `total` items, in that order, while the next are in work. Items and results pickle; `work` need
    not, and has no other effect. Items are asked for when a worker is free to take them.

    What a worker that dies or fails leaves undone is done here, so that a failure shows as it would without workers.
    `tick` is told how many are done, and of how many.
    """
    count = min(cores(), MOST)
    if total < least or count < 2 or not _may_fork():
        yield from map(work, items)
        return
    span = max(1, min(span, -(-total // (count * _PARTS))))
    done = 0
    for results in _forked(work, items, count, span):
        done += len(results)
        if tick:
            tick(done, total)
        yield from results


def collect_seldom() -> None:
    """What a build makes lives to its end: looking through all of it for rubbish again and again costs a seventh of the time,
    and once more at the end a tenth of a second.
    """
    gc.set_threshold(200_000, 20, 100)
    gc.freeze()
    gc.enable()
    atexit.register(gc.freeze)


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _may_fork() -> bool:
    """A process with other threads, such as a preview, is not safe to fork; nor does a worker have workers."""
    able = "fork" in multiprocessing.get_all_start_methods()
    return able and threading.active_count() == 1 and multiprocessing.parent_process() is None and not _task


def _forked(work: Callable[[Item], Result], items: Iterable[Item], count: int, span: int) -> Iterator[list[Result]]:
    """The results of each span. The workers are forked with the first, and have `work` as it then is."""
    _task[:] = [work]
    gc.freeze()
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _begin)
    left = iter(items)
    given: deque[tuple[list[Item], Future[list[Result]] | None]] = deque()
    try:
        while True:
            while len(given) < count * _AHEAD and (some := list(islice(left, span))):
                given.append((some, _submitted(pool, some)))
            if not given:
                return
            some, future = given.popleft()
            yield _results(future) or [work(item) for item in some]
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()
        _task.clear()


def _begin() -> None:
    """A worker looks for rubbish now and then among what it made itself."""
    gc.enable()
    gc.set_threshold(50_000, 5, 5)


def _submitted(pool: ProcessPoolExecutor, items: Sequence[Any]) -> Future[Any] | None:
    """None where the pool is broken."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside the pool's own thread
        try:
            return pool.submit(_part, items)
        except Exception:
            return None


def _results(future: Future[list[Result]] | None) -> list[Result] | None:
    """None where they are to be made in this process."""
    try:
        return future.result() if future else None
    except Exception:
        return None


def _part(items: Sequence[Any]) -> list[Any]:
    (work,) = _task
    return [work(item) for item in items]
