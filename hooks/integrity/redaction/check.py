"""The gate over a folder of content, and the rules read from its data files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import yaml

from ..kernel.issue import Issue
from ..kernel.store import files_below
from .allow import FILE, Allowances, read_allowances
from .gate import Rules, examine
from .lexicon import load_lexicon
from .scan import scan
from .sources import wanted


class Lost(ValueError):
    """The tables of the recognisers are missing or broken: nothing can be examined, so nothing may pass."""


def load_rules(root: Path, home: Path, words: Iterable[str], today: dt.date, allowances: str | None = None) -> Rules:
    """The rules of the site at `root`; its tables are those of the product at `home` where it has none of its own.

    `allowances` is the text of the list of permissions; without it the file below `root` is read. Raises Lost.
    """
    known = tuple(words)
    data = root / "data" if (root / "data" / "redaction" / "surnames.yml").is_file() else home / "data"
    try:
        lexicon = load_lexicon(data, known)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise Lost("data/redaction/ 里的姓氏、用词等数据缺少或写错，请从产品自带的 data/redaction/ 恢复") from error
    allowed = _allowances(root / FILE if (root / FILE).is_file() else home / FILE, today, allowances)
    return Rules(partial(scan, lexicon=lexicon), allowed, frozenset(known))


def _allowances(path: Path, today: dt.date, text: str | None) -> Allowances:
    if text is None:
        text = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""
    return read_allowances(text, today)


def check_redaction(root: Path, home: Path, words: Iterable[str], today: dt.date) -> list[Issue]:
    """Every finding below `root` and every problem of the list of permissions; one line where the gate cannot work."""
    try:
        rules = load_rules(root, home, words, today)
    except Lost as problem:
        return [Issue("data/redaction/surnames.yml", 1, "", str(problem))]
    return check_files(root, rules)


def check_files(root: Path, rules: Rules) -> list[Issue]:
    """Drafts and broken files too: whoever sees the repository sees them."""
    found = [issue for path in guarded(root) for issue in examine(path, _content(root / path), rules)]
    return [*found, *rules.allowed.issues, *rules.allowed.unused()]


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
