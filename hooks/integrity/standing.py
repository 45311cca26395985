"""A site that stands already and would come out the same: it is left as it is.

Imported before the libraries are loaded, like unchanged.py, whose name for the content it takes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import unchanged
from .kernel.files import listed
from .kernel.kept import Kept, key
from .kernel.version import code

_KIND = "standing"
_WORD = re.compile(r"(?<![^\s'\"\[{,:-])[\w][\w./-]*")
_KNOWN = ("docs", "cases", "data", "hooks", "overrides", "site")
"""Folders that are looked at for themselves, or not at all."""
_ENV = re.compile(r"!ENV\s*\[?\s*([\w\s,]+)")


@dataclass(frozen=True)
class Order:
    """A build: from the folder `root` with the product at `home` to `target`, by `engine`, on the day of `clock`."""

    root: Path
    target: Path
    home: Path
    environment: Mapping[str, str]
    clock: dt.date
    engine: str = "mkdocs"


def told(order: Order) -> tuple[str, list[str] | None]:
    """The name of the build, equal for builds that cannot but make the same and empty where that is not known; and what the
    build that made the site said, None unless it would make the very same again and nobody touched the site since."""
    with Kept(order.root / unchanged.KEPT) as kept:
        wanted = _name(order, kept)
        found = kept.find(_KIND, [wanted]).get(wanted) if wanted else None
    return wanted, found[1] if found and found[0] == _listing(order.target) else None


def name(order: Order) -> str:
    with Kept(order.root / unchanged.KEPT) as kept:
        return _name(order, kept)


def note(order: Order, said: list[str], before: str) -> None:
    """Note a site that was just built, unless what it is made from changed meanwhile: `before` is its name as it began."""
    with Kept(order.root / unchanged.KEPT) as kept:
        if before and _name(order, kept) == before:
            kept.keep(_KIND, {before: (_listing(order.target), said)})


def _name(order: Order, kept: Kept) -> str:
    given = unchanged.given(order.root, order.home, order.environment, order.clock, kept)
    content = unchanged.name(order.root, order.home, given) if given else ""
    try:
        return key(code(order.home), content, str(order.target.resolve()), order.engine, *_more(order)) if content else ""
    except OSError:
        return ""


def _more(order: Order) -> Iterator[object]:
    """What a build looks at besides what a check does: the settings as written, the theme, and code beside the package."""
    settings = (order.root / "mkdocs.yml").read_text("utf-8", errors="replace")
    yield settings
    names = sorted({one.strip() for found in _ENV.findall(settings) for one in found.split(",")})
    yield [(one, order.environment.get(one)) for one in names]
    for path in sorted({*_named(order.root, settings)}):
        yield _facts(path)
    for folder in sorted({order.root.resolve(), order.home.resolve()}):
        for path in (*(folder / "hooks").rglob("*.py"), *(folder / "overrides").rglob("*"), *(folder / "docs").rglob(".*")):
            if path.is_file():
                yield _facts(path)


def _facts(path: Path) -> tuple[object, ...]:
    facts = path.stat()
    return path.as_posix(), facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def _named(root: Path, settings: str) -> Iterator[Path]:
    """The files that the settings name, or that lie in folders which they name, beside those that are looked at anyway: what they
    inherit, code, a theme, snippets."""
    texts, seen = [settings], set[str]()
    while texts:
        for word in {found.rstrip("/") for found in _WORD.findall(texts.pop())} - seen:
            seen.add(word)
            path = root / word
            if path.parts[len(root.parts)] in _KNOWN:
                continue
            if path.is_file():
                yield path
                texts += [path.read_text("utf-8", errors="replace")] if path.suffix in (".yml", ".yaml") else []
            elif path.is_dir() and not (path / "data" / "catalogue.json").is_file():  # no site that was built here
                yield from (below for below in path.rglob("*") if below.is_file() and "__pycache__" not in below.parts)


def _listing(target: Path) -> str:
    """All files of a site as the disk lists them."""
    return key(listed(target))
