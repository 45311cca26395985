"""One process at a time: who comes second waits until the first has ended, however it ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Holds the file `path`, which the system lets go of when the process ends. `waits` is called once if another holds it.
    Where nothing can be written nobody is waited for."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(path, os.O_RDWR | os.O_CREAT)
    except OSError:
        yield
        return
    try:
        if not _taken(held):
            waits()
            while not _taken(held):
                time.sleep(0.1)
        yield
    finally:
        os.close(held)


def _taken(held: int) -> bool:
    """Whether this process has it now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a disk without such locks
        return True
    return True
