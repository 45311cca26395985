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
    """`fresh` is gone afterwards. Raises OSError where something of `target` is in use."""
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
    new = list(walked(fresh))
    for name in new:
        place = target / name
        for part in _in_the_way(place, target):
            part.unlink()
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(fresh / name, place)
    for name in set(walked(target)).difference(new, stay):
        (target / name).unlink()
        _tidy((target / name).parent, target)
    shutil.rmtree(fresh, ignore_errors=True)


def _in_the_way(place: Path, target: Path) -> Iterator[Path]:
    """Files where a folder must be."""
    yield from (part for part in place.parents if part != target and target in part.parents and part.is_file())


def _tidy(folder: Path, target: Path) -> None:
    """Folders that are empty now go as well."""
    while folder != target and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
