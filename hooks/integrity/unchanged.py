"""What an earlier check said of the very same files: it is said again without looking at them.

This is imported before anything else, so that the answer is there before the libraries are loaded.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .kernel.files import paths_below, walked
from .kernel.issue import Issue, errors
from .kernel.kept import Kept, digest, key
from .kernel.version import code

if TYPE_CHECKING:
    from .kernel.settings import Settings

KEPT = ".cache/kept.db"
Answer = tuple[tuple[Issue, ...], int]
"""The issues, and how many records were read."""
_ANSWER, _GIVEN = "check", "given"
_SETTLED = 2_000_000_000
"""Nanoseconds after which another writing shows in the time of a file, however coarse that is."""
_digests: dict[str, tuple[tuple[int, ...], bytes]] = {}


@dataclass(frozen=True)
class Given:
    """What a check depends on beside the files: the day, the settings as JSON, and the folders outside that they name."""

    today: dt.date
    settings: str
    films: str = ""
    pictures: str = ""


def told(today: dt.date, settings: Settings) -> Given:
    return Given(today, settings.model_dump_json(), settings.films.folder, settings.pictures.folder)


def name(root: Path, home: Path, given: Given) -> str:
    """The same for checks that cannot but say the same; empty where a file cannot be read."""
    try:
        return key(code(home), given, *_held(root, home, given))
    except OSError:
        return ""


def find(kept: Kept, name: str) -> Answer | None:
    return kept.find(_ANSWER, [name]).get(name) if name else None


def keep(kept: Kept, name: str, answer: Answer) -> None:
    if name:
        kept.keep(_ANSWER, {name: answer})


def earlier(root: Path, home: Path, environment: Mapping[str, str], clock: dt.date) -> Answer | None:
    """What was said when the settings, the day and every file were those of now; None where that is not known."""
    with Kept(root / KEPT) as kept:
        known = given(root, home, environment, clock, kept)
        return find(kept, name(root, home, known)) if known else None


def given(root: Path, home: Path, environment: Mapping[str, str], clock: dt.date, kept: Kept) -> Given | None:
    """What was noted of the settings and the day, if they are those of now."""
    asked = _asked(root, home, environment, clock)
    return kept.find(_GIVEN, [asked]).get(asked)


def known(root: Path, home: Path, environment: Mapping[str, str], clock: dt.date) -> Given | None:
    """`given`, from what is kept below `root`."""
    with Kept(root / KEPT) as kept:
        return given(root, home, environment, clock, kept)


def note(root: Path, home: Path, environment: Mapping[str, str], clock: dt.date, known: Given) -> None:
    """Note what the settings and the day were, for `earlier`."""
    with Kept(root / KEPT) as kept:
        kept.keep(_GIVEN, {_asked(root, home, environment, clock): known})


def said(issues: tuple[Issue, ...], count: int) -> tuple[list[str], bool]:
    """The lines that the check prints, and whether it is passed."""
    if found := errors(issues):
        return [*map(str, issues), f"共 {len(found)} 处问题，请逐条修改后再检查。"], False
    return [*map(str, issues), f"检查通过：{count} 份内容，提醒 {len(issues)} 条。"], True


def _asked(root: Path, home: Path, environment: Mapping[str, str], clock: dt.date) -> str:
    """The settings and the day follow from this."""
    path = root / "mkdocs.yml"
    written = path.read_bytes() if path.is_file() else None
    return key(code(home), written, clock, *(environment.get(name) for name in ("SITE_DATE", "SITE_URL")))


def _held(root: Path, home: Path, given: Given) -> Iterator[object]:
    """All that a check looks at. Of films and of the originals of pictures it is what tells that a file was changed."""
    for path in paths_below(root):
        yield from (path, _digest(f"{root}/{path}"))
    for folder in (root / "data", home / "data", home / "overrides" / "rooms"):
        yield str(folder.is_dir())
        for path in walked(folder):
            yield from (path, _digest(f"{folder}/{path}"))
    for outside in filter(None, (given.films, given.pictures)):
        folder = root / outside
        yield str(folder.is_dir())
        for path in walked(folder):
            yield (path, *_facts(os.stat(folder / path)))


def _facts(found: os.stat_result) -> tuple[int, ...]:
    """What changes whenever a file is written."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _digest(path: str) -> bytes:
    """The digest of a file's content. A file that this process has read is read again only if it was written since."""
    facts = _facts(os.stat(path))
    held = _digests.get(path)
    if held and held[0] == facts:
        return held[1]
    began = time.time_ns()
    with open(path, "rb") as file:
        made = digest(file.read())
    if max(facts[1:3]) < began - _SETTLED:
        _digests[path] = facts, made
    return made
