"""What one command costs. Run as a process of its own (it is small), so that no child is charged the memory of the bench.

Usage: python measure.py LIMIT COMMAND …   prints {"cpu", "wall", "peak_mb", "sum_mb", "late", "code", "said"} as JSON.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

EVERY = 0.3  # seconds between two looks at the memory


def measured(command: list[str], cwd: Path, limit: float) -> dict[str, float | bool | str]:
    """`cpu` (user and system, of it and all its children) and `wall` in seconds. `peak_mb`: the resident memory of the largest
    process; `sum_mb`: the most that all processes together held at one look (PSS; 0 where /proc has none or it was too short).
    `late`: stopped after `limit` seconds. `code`: how it ended. `said`: the end of its output."""
    wrapper = [sys.executable, "-I", "-S", str(Path(__file__).resolve()), str(limit), *command]
    done = subprocess.run(wrapper, cwd=cwd, capture_output=True, text=True, check=True)
    spent: dict[str, float | bool | str] = json.loads(done.stdout)
    return spent


def main(limit: float, command: list[str]) -> None:
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
        watch = _Watch(process.pid, limit)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        watch.over.set()
        watch.join()
        said.seek(max(0, said.tell() - 1500))
        tail = said.read().decode("utf-8", "replace")
    spent = {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "peak_mb": usage.ru_maxrss / 1024, "sum_mb": watch.most}
    code = os.waitstatus_to_exitcode(status)
    print(json.dumps(spent | {"late": watch.late, "code": code, "said": tail}))


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, and stops them after `limit` seconds."""

    def __init__(self, process: int, limit: float) -> None:
        super().__init__()
        self.process, self.limit = process, limit
        self.over = threading.Event()
        self.most, self.late = 0.0, False

    def run(self) -> None:
        end = time.monotonic() + self.limit
        while not self.over.wait(EVERY):
            self.most = max(self.most, sum(map(_pss, _tree(self.process))))
            if time.monotonic() > end:
                self.late = True
                os.killpg(self.process, signal.SIGKILL)
                return


def _tree(process: int) -> list[int]:
    """A process and all its children, theirs included."""
    found = [process]
    for one in found:
        for place in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, place.read_text().split())
            except OSError:
                continue
    return found


def _pss(process: int) -> float:
    """MB; shared memory counts once in all."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2:])
