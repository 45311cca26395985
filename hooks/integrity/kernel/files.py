"""Which files there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_TOPS = ("docs", "cases")
_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


def names_below(folder: Path) -> frozenset[str] | None:
    """The paths of all files below `folder`, None where there is no such folder."""
    if not folder.is_dir():
        return None
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def files_below(root: Path) -> Iterator[Path]:
    """Every file of docs/ and cases/, sorted; without hidden ones and what systems and programs leave behind."""
    for top in _TOPS:
        folder = root / top
        for path in sorted(folder.rglob("*"), key=lambda path: path.parts):
            inner = path.parts[len(folder.parts) :]
            hidden = any(part.startswith((".", "~$")) for part in inner) or path.name.lower() in _SYSTEM_FILES
            if path.is_file() and not hidden:
                yield path


def listed(folder: Path) -> list[tuple[str, int, int]]:
    """(path below `folder`, size in bytes, time of change in ns) of every file, sorted."""
    return sorted(_listed(str(folder), ""))


def _listed(folder: str, before: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _listed(entry.path, f"{before}{entry.name}/")
        elif entry.is_file():
            facts = entry.stat()
            yield before + entry.name, facts.st_size, facts.st_mtime_ns
