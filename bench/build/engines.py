"""The engines: what each needs on the machine, how its project is written, how it is run. Nothing is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import projects
from pages import Page

ALONE = ("cold", "edit")
OURS = ("cold", "unchanged", "edit", "title")


@dataclass(frozen=True)
class Kind:
    """`needs`: distributions of one Python, as pip names them. `write` makes the project of these pages in a folder; `arguments`
    follow the program; `out` is where the site comes; `kept` is what the engine keeps between builds, gone before a cold one."""

    label: str
    needs: tuple[str, ...]
    write: Callable[[list[Page], Path, str], None]
    arguments: tuple[str, ...]
    out: str = "site"
    kept: tuple[str, ...] = ()
    steps: tuple[str, ...] = ALONE


_MATERIAL = ("mkdocs", "mkdocs-material")
_MKDOCS = ("build", "--quiet", "-f", "mkdocs.yml")
KINDS = {
    "ours": Kind(
        "ours",
        ("mkdocs", "mkdocs-material", "typer"),
        projects.ours,
        ("hooks", "build", "--to", "site"),
        kept=(".cache",),
        steps=OURS,
    ),
    "mkdocs": Kind("MkDocs + Material", _MATERIAL, projects.whole, ("-m", "mkdocs", *_MKDOCS)),
    "pruned": Kind("MkDocs + Material, navigation.prune", _MATERIAL, projects.pruned, ("-m", "mkdocs", *_MKDOCS)),
    "properdocs": Kind(
        "ProperDocs + Material", ("properdocs", "mkdocs-material"), projects.whole, ("-m", "properdocs", *_MKDOCS)
    ),
    "zensical": Kind(
        "Zensical, navigation.prune",
        ("zensical",),
        projects.pruned,
        ("-m", "zensical", "build", "-f", "mkdocs.yml"),
        kept=(".cache",),
    ),
    "hugo": Kind("Hugo, section siblings on every page, no search", ("hugo",), projects.hugo, ("--quiet",), "public"),
    "hugo-slim": Kind("Hugo, slim navigation, no search", ("hugo",), projects.hugo_slim, ("--quiet",), "public"),
}


@dataclass
class Engine:
    """An engine that is here. `program` begins its command; `note` says which versions."""

    name: str
    kind: Kind
    program: list[str]
    note: str
    late: set[str] = field(default_factory=set)  # steps that took too long at a smaller size

    @property
    def command(self) -> list[str]:
        return [*self.program, *self.kind.arguments]


def found(name: str, pythons: list[str], hugo: str | None) -> Engine | str:
    """The engine by the first Python that has all it needs, or why it is not there."""
    kind = KINDS[name]
    if name.startswith("hugo"):
        program = hugo or _hugo(pythons)
        return Engine(name, kind, [program], _hugo_version(program)) if program else _missing(kind)
    for python in pythons:
        if versions := _versions(python, kind.needs):
            jieba = _versions(python, ("jieba",)) if name != "ours" else ""
            lacks = ", no jieba: Chinese is not segmented" if not jieba and name in ("mkdocs", "pruned", "properdocs") else ""
            return Engine(name, kind, [python], versions + (f", {jieba}" if jieba and name != "zensical" else lacks))
    return _missing(kind)


def _missing(kind: Kind) -> str:
    return f"not installed (pip install {' '.join(kind.needs)})"


def _versions(python: str, names: tuple[str, ...]) -> str:
    """`name version, …`; empty where this Python lacks one."""
    code = "import sys; from importlib.metadata import version; print(', '.join(f'{n} {version(n)}' for n in sys.argv[1:]))"
    done = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _hugo(pythons: list[str]) -> str | None:
    """The binary inside the distribution `hugo` (its script would cost a start of Python), beside a Python, or on the PATH."""
    homes = [Path(python).parent for python in pythons if "/" in python]
    inside = [path for home in homes for path in home.parent.glob("lib/python3*/site-packages/hugo/binaries/hugo*")]
    beside = [home / "hugo" for home in homes]
    return next((str(path) for path in [*inside, *beside] if os.access(path, os.X_OK)), shutil.which("hugo"))


def _hugo_version(program: str) -> str:
    done = subprocess.run([program, "version"], capture_output=True, text=True, check=False)
    return done.stdout.partition("-")[0]
