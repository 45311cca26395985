"""The real site, built once for all tests that look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import HOME

CONTENT = ("docs", "cases", "data", "hooks", "overrides", "mkdocs.yml")
SITE_URL = "http://qingfeng.intranet/"


def build(root: Path, to: str = "site", engine: str = "mkdocs", **environment: str) -> subprocess.CompletedProcess[str]:
    """`python hooks build` as an administrator types it."""
    command = [sys.executable, "hooks", "build", "--to", to, "--engine", engine]
    return subprocess.run(
        command, cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, encoding="utf-8", check=False
    )


def copy(to: Path) -> Path:
    """The project's own content and code, in a folder that may be changed; pictures that are made ready already are lent."""
    to.mkdir(parents=True, exist_ok=True)
    (HOME / ".cache").mkdir(exist_ok=True)
    (to / ".cache").symlink_to(HOME / ".cache")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in CONTENT:
        source = HOME / name
        shutil.copytree(source, to / name, ignore=ignore) if source.is_dir() else shutil.copy(source, to / name)
    return to


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills in the first worker that needs it, while the others wait; tests only read it."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, made, failed = base / name, base / f"{name}.made", base / f"{name}.failed"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(made, failed)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    made.touch()
    return folder


def _wait(made: Path, failed: Path, seconds: int = 600) -> None:
    until = time.monotonic() + seconds
    while not made.exists():
        assert not failed.exists(), f"{made.stem} could not be made, another worker says why"
        assert time.monotonic() < until, f"{made.stem} was not made within {seconds} seconds"
        time.sleep(0.2)


def _built(root: Path) -> None:
    done = build(copy(root))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the real site is built, strictly."""
    return once(tmp_path_factory, "project", _built)


@pytest.fixture(scope="session")
def real_site(project: Path) -> Path:
    return project / "site"
