"""From files to the pictures of a site, many at once; a file that has been read before costs only its reading."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from ..kernel.links import uri_of
from ..kernel.picture import Picture, Pictures, Variant
from . import cache as kept
from .facts import Facts, refused
from .kinds import RASTERS, VECTOR, kind_of, refusal

_FOLDER = "assets/pictures/"
_BYTES = 200 * 2**20


@dataclass(frozen=True)
class _Read:
    """`entry` is its name in the cache, empty where the file could not be read at all."""

    facts: Facts
    entry: str = ""

    @property
    def uri(self) -> str:
        return _FOLDER + self.entry[:12]


_GONE = _Read(refused("文件打不开，请核对它是否还在、有没有读取权限"))


def read_pictures(sources: Mapping[str, Path], cache: Path, derive: bool) -> Pictures:
    """The pictures of `sources`: the path that records name → the file to read, in git or in the configured folder.

    Without `derive` nothing is made: sizes, faults and addresses are known, placeholders and files are not.
    """
    held = {path: _held(sources[path], cache, derive) for path in sorted(sources)}
    made = _made_of([sources[path] for path, one in held.items() if one is None], cache, derive)
    read = {path: one or made[sources[path]] for path, one in held.items()}
    if derive:
        kept.tidy(cache, {one.entry for one in read.values() if one.entry})
    found = {path: _picture(path, one) for path, one in read.items() if one.facts.shown}
    faults = {path: one.facts.fault for path, one in read.items() if one.facts.fault}
    files = {uri: file for path, one in read.items() for uri, file in _files(path, one, sources[path], cache).items()}
    return Pictures(found, faults, dict(sorted(files.items())) if derive else {})


def _held(file: Path, cache: Path, derive: bool) -> _Read | None:
    """What is known of a file; None where it has to be read as a picture."""
    try:
        if (size := file.stat().st_size) > _BYTES:
            return _Read(refused(f"文件有 {size / 2**20:.0f} MB，太大了，请缩到长边 6000 像素以内"))
        content = file.read_bytes()
    except OSError:
        return _GONE
    entry = kept.entry_name(content)
    facts = kept.load(cache / entry, derive)
    return _Read(facts, entry) if facts else None


def _made_of(files: Collection[Path], cache: Path, derive: bool) -> dict[Path, _Read]:
    if not files:
        return {}
    from .raster import own_limits  # Pillow loads slowly

    with own_limits(), ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        return dict(zip(files, pool.map(lambda file: _anew(file, cache, derive), files), strict=True))


def _anew(file: Path, cache: Path, derive: bool) -> _Read:
    try:
        content = file.read_bytes()
    except OSError:
        return _GONE
    facts, versions = _made(content, derive)
    entry = kept.entry_name(content)
    with nullcontext() if derive else suppress(OSError):  # a check goes on where it may not write
        kept.keep(cache / entry, facts, versions)
    return _Read(facts, entry)


def _made(content: bytes, derive: bool) -> tuple[Facts, dict[str, bytes]]:
    from .raster import read_raster
    from .vector import read_vector

    kind = kind_of(content)
    if kind in RASTERS:
        return read_raster(content, kind, derive)
    return (read_vector(content) if kind == VECTOR else refused(refusal(kind, content))), {}


def _picture(path: str, one: _Read) -> Picture:
    width, height = one.facts.width, one.facts.height
    if one.facts.vector:
        return Picture(width, height, uri_of(path) if _in_git(path) else f"{one.uri}.svg")
    jpeg, webp = (
        tuple(Variant(f"{one.uri}-{width}.{suffix}", width) for width in one.facts.widths) for suffix in ("jpg", "webp")
    )
    return Picture(width, height, jpeg[len(jpeg) // 2].uri, jpeg, webp, one.facts.placeholder)


def _files(path: str, one: _Read, source: Path, cache: Path) -> dict[str, Path]:
    """What must be published, by uri; an SVG in git is published beside its record."""
    if one.facts.vector and one.facts.shown:
        return {} if _in_git(path) else {f"{one.uri}.svg": source}
    return {f"{one.uri}-{name}": cache / one.entry / name for name in one.facts.files}


def _in_git(path: str) -> bool:
    return path.startswith(("docs/", "cases/"))
