"""The gate over a folder of content, and the rules read from its data files."""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import yaml

from ..kernel.issue import Issue
from ..kernel.store import files_below
from .allow import FILE, Allowances, read_allowances
from .finding import Finding
from .gate import Rules, examine
from .lexicon import load_lexicon
from .scan import scan
from .sources import wanted

_MANY = 300
"""Files from which on several processes are worth their start."""


class Lost(ValueError):
    """The tables of the recognisers are missing or broken: nothing can be examined, so nothing may pass."""


def load_rules(root: Path, home: Path, words: Iterable[str], today: dt.date, allowances: str | None = None) -> Rules:
    """The rules of the site at `root`; its tables are those of the product at `home` where it has none of its own.

    `allowances` is the text of the list of permissions; without it the file below `root` is read. Raises Lost.
    """
    known = tuple(words)
    data = root / "data" if (root / "data" / "redaction" / "words.txt").is_file() else home / "data"
    try:
        lexicon = load_lexicon(data, known)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise Lost("data/redaction/ 里的姓氏、用词等数据缺少或写错，请从产品自带的 data/redaction/ 恢复") from error
    return Rules(partial(scan, lexicon=lexicon), _allowances(root, home, today, allowances), frozenset(known))


def _allowances(root: Path, home: Path, today: dt.date, text: str | None) -> Allowances:
    """The list as given, or that of `root`; where it has none the product's, about which nothing is said."""
    own, other = root / FILE, home / FILE
    if text is not None or own.is_file():
        return read_allowances(own.read_bytes().decode("utf-8-sig", "replace") if text is None else text, today)
    lent = read_allowances(other.read_bytes().decode("utf-8-sig", "replace") if other.is_file() else "", today)
    return Allowances(lent.entries, used={entry.line for entry in lent.entries})


def check_redaction(root: Path, home: Path, words: Iterable[str], today: dt.date, others: Iterable[Issue] = ()) -> list[Issue]:
    """Every finding below `root` and every problem of the list of permissions; one line where the gate cannot work.

    `others` are the issues of the other checks: they are returned too, masked.
    """
    try:
        rules = load_rules(root, home, words, today)
    except Lost as problem:
        return [*others, Issue("data/redaction/words.txt", 1, "", str(problem))]
    return [*covered(others, rules.scan), *check_files(root, rules)]


def covered(issues: Iterable[Issue], scan: Callable[[str], tuple[Finding, ...]]) -> Iterator[Issue]:
    """Messages of other checks repeat what the editor wrote: what identifies somebody in it is masked like our own."""
    for issue in issues:
        yield replace(issue, path=_masked(issue.path, scan), text=_masked(issue.text, scan))


def _masked(text: str, scan: Callable[[str], tuple[Finding, ...]]) -> str:
    said, choices, words = text.partition("可写：")
    for found in reversed(scan(said)):
        said = said[: found.start] + found.masked + said[found.end :]
    return said + choices + words


def check_files(root: Path, rules: Rules) -> list[Issue]:
    """Drafts and broken files too: whoever sees the repository sees them."""
    found: list[Issue] = []
    for issues, used in _looked_at(root, list(guarded(root)), rules):
        found += issues
        rules.allowed.used |= used
    return [*found, *rules.allowed.issues, *rules.allowed.unused()]


def _looked_at(root: Path, paths: list[str], rules: Rules) -> list[tuple[list[Issue], set[int]]]:
    """What each file gives and which permissions it used; many files are shared out to the processors where fork exists."""
    look = _Look(root, rules)
    if len(paths) < _MANY or "fork" not in multiprocessing.get_all_start_methods():
        return [look(path) for path in paths]
    with multiprocessing.get_context("fork").Pool(min(4, os.cpu_count() or 1), _begin, (look,)) as pool:
        return pool.map(_one, paths, chunksize=32)


class _Look:
    def __init__(self, root: Path, rules: Rules) -> None:
        self.root, self.rules = root, rules

    def __call__(self, path: str) -> tuple[list[Issue], set[int]]:
        return list(examine(path, _content(self.root / path), self.rules)), set(self.rules.allowed.used)


_looks: list[_Look] = []


def _begin(look: _Look) -> None:
    """In a worker: what it needs was copied when it was forked and is not sent for every file."""
    _looks[:] = [look]
    gc.freeze()


def _one(path: str) -> tuple[list[Issue], set[int]]:
    return _looks[0](path)


def guarded(root: Path) -> Iterator[str]:
    """The paths that the gate looks at, sorted: content, and the texts among the data."""
    yield from (file.relative_to(root).as_posix() for file in files_below(root))
    for file in sorted((root / "data").rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.suffix in (".yml", ".yaml", ".md") and is_guarded(path):
            yield path


def is_guarded(path: str) -> bool:
    """Whether a path of a repository is content. The recognisers' own tables are full of names."""
    if path.startswith("data/redaction/"):
        return path == FILE
    return path.startswith(("docs/", "cases/", "data/"))


def _content(file: Path) -> bytes:
    return file.read_bytes() if wanted(file.name) else b""
