"""What is written beside the pages: files that are copied, without addresses of public hosts, and the index of search."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.theme import Theme

from integrity.kernel.cores import stream
from integrity.kernel.files import walked
from integrity.kernel.kept import Kept, key
from integrity.kernel.output import Late
from integrity.search import build as search
from integrity.search.pages import Entry

from .published import Published


def without_hidden(theme: Theme) -> None:
    """Files.add_files_from_theme (MkDocs 1.6.1) leaves out what lies in hidden folders: they are not walked through at all.
    Material has twelve thousand icons there."""
    get_env = theme.get_env

    def environment() -> Environment:
        env = get_env()
        if type(env.loader) is FileSystemLoader:
            env.loader.list_templates = partial(_shown, theme.dirs)  # type: ignore[method-assign]
        return env

    theme.get_env = environment  # type: ignore[method-assign]


def _shown(folders: Iterable[str]) -> list[str]:
    return sorted({name for folder in folders for name in walked(Path(folder), hidden=lambda part: part.startswith("."))})


def copy_static(
    files: Files,
    published: Published,
    versions: str,
    late: Mapping[str, Late],
    dirty: bool = False,
    *,
    inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
) -> None:
    """Stands in for Files.copy_static_files (MkDocs 1.6.1). What the site that stands has already is taken from there.

    `late` are files whose text is still to be made, by src_uri.
    """
    wanted = (file for file in files if not file.is_documentation_page() and inclusion(file.inclusion))
    stamps = {file: _stamp(file, versions, late) for file in wanted if not file.dest_uri.endswith(".map")}
    fresh = [file for file, stamp in stamps.items() if not published.take(file.dest_uri, stamp)]
    unwritten = [file.src_uri for file in fresh if file.src_uri in late]
    texts = stream(lambda uri: late[uri].text, unwritten, len(unwritten))
    for file in fresh:
        if file.src_uri in late:
            file.content_string = next(texts)
        file.copy_file(dirty)
        _clean(file)
        published.note(file.dest_uri, stamps[file])


def _stamp(file: File, versions: str, late: Mapping[str, Late]) -> str:
    made = late.get(file.src_uri)
    return key(versions, made.stamp) if made else key(versions, *_source(file))


def _source(file: File) -> tuple[object, ...]:
    """Equal for files of the same bytes only. Of a file on the disk it is what tells that it was changed."""
    if file._content is not None:
        return (file._content,)
    facts = os.stat(str(file.abs_src_path))
    return str(file.abs_src_path), facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino


def _clean(file: File) -> None:
    """Material's scripts carry addresses of public hosts for optional parts: a site on an intranet has none."""
    if not file.dest_uri.startswith("assets/") or not file.dest_uri.endswith((".js", ".css", ".txt")):
        return
    path = Path(file.abs_dest_path)
    text = path.read_text("utf-8")
    cleaned = _without_addresses(text)
    if cleaned != text:
        path.write_text(cleaned, "utf-8", newline="\n")


def write_search(published: Published, found: Iterable[Entry], kept: Kept, synonyms: Sequence[Sequence[str]]) -> None:
    for file in search.build(found, kept, synonyms):
        if not published.take(f"search/{file.name}", file.stamp):
            published.write(f"search/{file.name}", file.stamp, file.text().encode("utf-8"))
    _for_the_disk(published.site / "search")


def _for_the_disk(folder: Path) -> None:
    """Opened from the disk Material reads its index, empty here, as a script."""
    index = folder / "search_index.json"
    if index.is_file():
        index.with_suffix(".js").write_text(f"var __index = {index.read_text('utf-8')};\n", "utf-8", newline="\n")


def _without_addresses(text: str) -> str:
    text = re.sub(r"\n?(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "\n", text)
    return re.sub(r"https?://(?!www\.w3\.org/)[\w.-]+(?=[/\"'`\s)])", "", text)
