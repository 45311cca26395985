"""What a page weighs does not depend on how many others there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from helpers import HOME, case, policy, write
from lxml import html

MOST = 40_000
"""Bytes of HTML around the page's own text."""


def page_among(root: Path, others: int) -> bytes:
    """The page of a case on a small site with so many other documents."""
    for name in ("hooks", "overrides", "data"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(HOME / name)
    files = {f"docs/policies/p{n}.md": policy(n) for n in range(1, others + 1)}
    files["mkdocs.yml"] = (HOME / "mkdocs.yml").read_text("utf-8")
    write(root, {**files, "docs/policies/a.md": policy(9999), "cases/2026/2026-01.md": case()})
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(root / "site")]
    done = subprocess.run(
        command, env={"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return (root / "site" / "cases" / "2026" / "2026-01.html").read_bytes()


def test_a_page_is_the_same_among_five_and_among_five_hundred(tmp_path: Path) -> None:
    few, many = page_among(tmp_path / "few", 5), page_among(tmp_path / "many", 500)
    assert few == many


@pytest.mark.parametrize("name", ["cases/2026/2026-01.html", "policies/study-day.html", "study/index.html", "index.html"])
def test_a_page_has_little_around_its_own_text(real_site: Path, name: str) -> None:
    page = (real_site / name).read_bytes()
    text = html.fromstring(page, parser=html.HTMLParser(encoding="utf-8")).xpath("//article")[0]
    assert len(page) - len(html.tostring(text, encoding="utf-8")) < MOST
