"""What an earlier check said of the very same files: it is said again without looking at them.

This is imported before anything else, so that the answer is there before the libraries are loaded.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .kernel.files import files_below
from .kernel.issue import Issue, errors
from .kernel.kept import Kept, key
from .kernel.version import code

if TYPE_CHECKING:
    from .kernel.settings import Settings

KEPT = ".cache/kept.db"
Answer = tuple[tuple[Issue, ...], int]
"""The issues, and how many records were read."""
_ANSWER, _GIVEN = "check", "given"


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
    for file in files_below(root):
        yield from (file.relative_to(root).as_posix(), _digest(file))
    for folder in (root / "data", home / "data", home / "overrides" / "rooms"):
        yield str(folder.is_dir())
        yield from (part for file in _below(folder) for part in (file.relative_to(folder).as_posix(), _digest(file)))
    for outside in filter(None, (given.films, given.pictures)):
        folder = root / outside
        yield str(folder.is_dir())
        for file in _below(folder):
            facts = file.stat()
            yield (file.relative_to(folder).as_posix(), facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


def _below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _digest(file: Path) -> bytes:
    with file.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.blake2b(digest_size=20)).digest()
