"""Which files there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

_TOPS = ("docs", "cases")
_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


def names_below(folder: Path) -> frozenset[str] | None:
    """The paths of all files below `folder`, None where there is no such folder."""
    if not folder.is_dir():
        return None
    return frozenset(walked(folder))


def files_below(root: Path) -> Iterator[Path]:
    """Every file of docs/ and cases/, sorted; without hidden ones and what systems and programs leave behind."""
    return (root / path for path in paths_below(root))


def paths_below(root: Path) -> Iterator[str]:
    """The same as paths below `root`, with slashes."""
    for top in _TOPS:
        for path in walked(root / top, top + "/", _hidden):
            if path.rpartition("/")[2].lower() not in _SYSTEM_FILES:
                yield path


def listed(folder: Path) -> list[tuple[str, int, int]]:
    """(path below `folder`, size in bytes, time of change in ns) of every file."""
    facts = ((path, entry.stat()) for path, entry in _entries(folder))
    return [(path, found.st_size, found.st_mtime_ns) for path, found in facts]


def walked(folder: Path, start: str = "", hidden: Callable[[str], bool] = lambda name: False) -> Iterator[str]:
    """`start` and the path of every file below `folder`, sorted folder by folder; none where there is no such folder.

    Folders that are links are not entered, nor are those whose name is `hidden` or that may not be read.
    """
    return (path for path, _ in _entries(folder, start, hidden))


def _entries(
    folder: str | Path, start: str = "", hidden: Callable[[str], bool] = lambda name: False
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        if hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, f"{start}{entry.name}/", hidden)
        elif entry.is_file():
            yield start + entry.name, entry


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))
