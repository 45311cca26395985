"""Pages once made ready are not made ready again: one packed file for each, named by what it was made from."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from pathlib import Path

from ..kernel.whole import PART, write_whole
from .pages import Entry, Page, page_of

VERSION = "1"


def ready(entry: Entry, folder: Path | None) -> Page:
    """`page_of(entry)`, from the folder where it lies there. A damaged file is as good as none."""
    if folder is None:
        return page_of(entry)
    path = folder / _name(entry)
    try:
        return Page(**json.loads(zlib.decompress(path.read_bytes())))
    except (OSError, ValueError, TypeError, zlib.error):
        page = page_of(entry)
        write_whole(path, _packed(page))
        return page


def tidy(folder: Path, entries: list[Entry]) -> None:
    """What belongs to no page any more goes."""
    wanted = {_name(entry) for entry in entries}
    for path in folder.glob("*"):
        if path.name not in wanted and path.suffix != PART:  # another build may be writing
            path.unlink(missing_ok=True)


def _name(entry: Entry) -> str:
    made_from = json.dumps([VERSION, entry.title, entry.also, entry.html], ensure_ascii=False)
    return hashlib.sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _packed(page: Page) -> bytes:
    return zlib.compress(json.dumps(dataclasses.asdict(page), ensure_ascii=False, separators=(",", ":")).encode(), 1)
