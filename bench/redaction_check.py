"""Seconds of `check` on many cases, the redaction gate among them. Usage: python bench/redaction_check.py [CASES]"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "hooks"))

from integrity import site  # noqa: E402
from integrity.kernel.settings import Settings  # noqa: E402
from integrity.kernel.terms import load_terms  # noqa: E402
from integrity.redaction.check import check_files, load_rules  # noqa: E402

TODAY = dt.date(2026, 11, 24)


def grown(root: Path, count: int) -> None:
    """The project's own docs and `count` cases, copies of the samples under numbers of their own."""
    for name in ("docs", "data"):
        shutil.copytree(HOME / name, root / name)
    samples = [path.read_text("utf-8") for path in sorted(HOME.glob("cases/*/*.md"))]
    for n in range(count):
        year, number = 2001 + n // 90, f"{n % 90 + 1:02d}"
        text = re.sub(r'case_no: "?[\d-]+"?', f'case_no: "{year}-{number}"', samples[n % len(samples)])
        path = root / "cases" / str(year) / f"{year}-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


class Clock:
    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self.wall:.1f} s ({time.process_time() - self.cpu:.1f} s of CPU)"


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        grown(root, count)
        clock = Clock()
        issues, records = site.check(root, TODAY, Settings(), HOME)
        print(f"check: {records} records, {len(issues)} issues, {clock}")
        clock = Clock()
        found = check_files(root, load_rules(root, HOME, load_terms(root / "data").words(), TODAY))
        print(f"the gate alone: {len(found)} issues, {clock}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
