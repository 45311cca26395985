"""CPU time of check and build as the sample content grows. Usage: python bench/grow.py [SIZE …]"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def grown(to: Path, times: int) -> int:
    """The project in `to` with its cases and policies `times` over. Returns the number of Markdown files."""
    ignore = shutil.ignore_patterns("__pycache__", "site", ".venv", ".git")
    shutil.copytree(HOME, to, ignore=ignore)
    for copy in range(1, times):
        for case in (HOME / "cases").glob("*/*.md"):
            number = f"{case.stem[:5]}{100 + 30 * copy + int(case.stem[5:])}"  # three digits: up to 30 copies
            text = re.sub(r'case_no: "?[\d-]+"?', f'case_no: "{number}"', case.read_text("utf-8"))
            (to / "cases" / case.parent.name / f"{number}.md").write_text(text, "utf-8")
        for policy in (HOME / "docs/policies").glob("*.md"):
            text = re.sub(r"doc_no: (\D+〔\d+〕)(\d+)号", rf"doc_no: \g<1>{copy}\g<2>0号", policy.read_text("utf-8"))
            text = re.sub(r"^title: (.*)$", rf"title: \g<1>（{copy}）", text, count=1, flags=re.M)
            text = re.sub(r"^supersedes:\n(?:  - .*\n)+", "", text, flags=re.M)
            text = re.sub(r"^aliases:.*\n", "", text, flags=re.M)
            (to / "docs/policies" / f"{policy.stem}-{copy}.md").write_text(text, "utf-8")
    return sum(1 for _ in [*to.glob("docs/**/*.md"), *to.glob("cases/**/*.md")])


def cpu(root: Path, command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "hooks", command], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(sizes: list[int]) -> None:
    print(f"{'size':>5} {'records':>8} {'check s':>8} {'build s':>8} {'records ×':>10} {'check ×':>8} {'build ×':>8}")
    first: tuple[int, float, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "project"
            row = grown(root, size), cpu(root, "check"), cpu(root, "build")
        first = first or row
        ratios = [value / base for value, base in zip(row, first, strict=True)]
        print(f"{size:>5} {row[0]:>8} {row[1]:>8.2f} {row[2]:>8.2f} {ratios[0]:>10.2f} {ratios[1]:>8.2f} {ratios[2]:>8.2f}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1, 2, 4, 8])
