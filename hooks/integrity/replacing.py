"""A site that was just built put in the place of the one that stands.

What the one that stands has already just as it would be written again is not in the new folder: its names are in TAKEN. Each
file changes at once, by being renamed, so that who reads it meanwhile has the old one or the new one; the next build mends
what a power cut leaves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from .kernel.files import walked

TAKEN = ".taken"


def note_taken(fresh: Path, names: Iterable[str]) -> None:
    """These files are to stay in the site that stands."""
    fresh.mkdir(parents=True, exist_ok=True)
    (fresh / TAKEN).write_text("\n".join(sorted(names)), "utf-8", newline="\n")


def replace(fresh: Path, target: Path) -> None:
    """`fresh` is gone afterwards. Raises OSError where something of `target` is in use, or went away meanwhile."""
    noted = fresh / TAKEN
    if noted.is_file():
        stay = set(noted.read_text("utf-8").split("\n"))
        noted.unlink()
        _move_in(fresh, target, stay)
        return
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _move_in(fresh: Path, target: Path, stay: set[str]) -> None:
    """What is neither new nor stays goes at the end: no page that is read meanwhile leads to nothing."""
    new, odd = list(walked(fresh)), list[str]()
    standing = set(_entries(str(target), "", odd))
    for place in (target / name for name in odd):
        _remove(place)
        _tidy(place.parent, target)
    if lost := stay.difference(standing, new):
        raise FileNotFoundError(min(lost))
    for folder in sorted({(target / name).parent for name in new}):
        _make(folder, target)
    for name in new:
        place = target / name
        if place.is_dir():
            shutil.rmtree(place)
        os.replace(fresh / name, place)
    for place in (target / name for name in standing.difference(new, stay)):
        if place.is_file():  # and no folder took its place
            place.unlink()
            _tidy(place.parent, target)
    shutil.rmtree(fresh, ignore_errors=True)


def _entries(folder: str, start: str, odd: list[str]) -> Iterator[str]:
    """The plain files below a folder; `odd` gets what no build makes: links, and folders without anything in them."""
    with os.scandir(folder) as found:
        entries = list(found)
    if not entries and start:
        odd.append(start.rstrip("/"))
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, f"{start}{entry.name}/", odd)
        elif entry.is_file(follow_symlinks=False):
            yield start + entry.name
        else:
            odd.append(start + entry.name)


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        place.rmdir()
    else:
        place.unlink()


def _make(folder: Path, target: Path) -> None:
    """A file may stand where a folder must be."""
    for part in (folder, *folder.parents):
        if part == target:
            break
        if part.is_file():
            part.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _tidy(folder: Path, target: Path) -> None:
    """Folders that are empty now go as well."""
    while folder != target and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
