"""What is done to the written site at the end: the index of search, and no address of a public host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from integrity.kernel.kept import Kept
from integrity.search import build as search
from integrity.search.pages import Entry


def write_search(site: Path, found: Iterable[Entry], kept: Kept, synonyms: Sequence[Sequence[str]]) -> None:
    folder = site / "search"
    for part in ("g", "t"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for file in search.build(found, kept, synonyms):
        (folder / file.name).write_bytes(file.text().encode("utf-8"))
    _for_the_disk(folder)


def _for_the_disk(folder: Path) -> None:
    """Opened from the disk Material reads its index, empty here, as a script."""
    index = folder / "search_index.json"
    if index.is_file():
        index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')};\n", "utf-8", newline="\n")


def clean(site: Path) -> None:
    """Material's scripts carry addresses of public hosts for optional parts: a site on an intranet has none."""
    for path in sorted((site / "assets").rglob("*")):
        if path.suffix == ".map":
            path.unlink()
        elif path.suffix in (".js", ".css", ".txt"):
            text = path.read_text("utf-8")
            cleaned = _without_addresses(text)
            if cleaned != text:
                path.write_text(cleaned, "utf-8", newline="\n")


def _without_addresses(text: str) -> str:
    text = re.sub(r"\n?(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "\n", text)
    return re.sub(r"https?://(?!www\.w3\.org/)[\w.-]+(?=[/\"'`\s)])", "", text)
