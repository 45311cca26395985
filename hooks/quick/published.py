"""The site that stands, file by file: what a build would write again just the same is taken over from it.

Such a file stays where it is. All others are written beside, and integrity/replacing.py moves them in at the end.
"""

from __future__ import annotations

import os
from pathlib import Path

from integrity.kernel.kept import Kept, key
from integrity.replacing import note_taken

_KIND = "published"


class Published:
    """`site` is the folder that is written, `before` the one that stands. Names are paths below them, stamps stand for bytes."""

    def __init__(self, kept: Kept, site: Path, before: Path | None) -> None:
        self.site = site
        self.place = key(str((before or site).resolve()))
        stands = before is not None and before.resolve() != site.resolve()
        self.known: dict[str, tuple[str, int, int]] = kept.find(_KIND, [self.place]).get(self.place, {}) if stands else {}
        self._from, self._to = f"{before}{os.sep}", f"{site}{os.sep}"
        self.noted: dict[str, tuple[str, int, int]] = {}
        self.taken: list[str] = []
        self._folders: set[str] = set()

    def take(self, name: str, stamp: str) -> bool:
        """Whether the site that stands has those bytes under that name, and nobody wrote into it since: then they stay."""
        known = self.known.get(name)
        if known is None or known[0] != stamp:
            return False
        try:
            facts = os.stat(self._from + name)
        except OSError:
            return False
        if (facts.st_size, facts.st_mtime_ns) != known[1:]:
            return False
        self.noted[name] = known
        self.taken.append(name)
        return True

    def write(self, name: str, stamp: str, data: bytes) -> None:
        with open(self._ready(name), "wb") as file:
            file.write(data)
        self.note(name, stamp)

    def note(self, name: str, stamp: str) -> None:
        """A file was written by somebody else."""
        try:
            facts = os.stat(self._to + name)
        except OSError:
            return
        self.noted[name] = stamp, facts.st_size, facts.st_mtime_ns

    def _ready(self, name: str) -> str:
        """The path of a file to be written, its folder made."""
        folder = self._to + name.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        return self._to + name

    def keep(self, kept: Kept) -> None:
        if self.taken:
            note_taken(self.site, self.taken)
        kept.keep(_KIND, {self.place: self.noted})
