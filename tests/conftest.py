"""The real site, built once for all tests that look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
    """The project's own content and code, in a folder that may be changed."""
    to.mkdir(parents=True, exist_ok=True)
    ignore = shutil.ignore_patterns("__pycache__")
    for name in CONTENT:
        source = HOME / name
        shutil.copytree(source, to / name, ignore=ignore) if source.is_dir() else shutil.copy(source, to / name)
    return to


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def real_site(project: Path) -> Path:
    """The real site, built strictly."""
    done = build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"
