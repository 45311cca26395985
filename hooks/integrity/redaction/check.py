"""The gate over a folder of content, and the rules read from its data files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path, PurePath

import yaml

from ..kernel.cores import spread
from ..kernel.files import files_below
from ..kernel.issue import Issue
from ..kernel.kept import Kept, key
from .allow import FILE, Allowances, read_allowances
from .finding import Finding
from .gate import Rules, examine
from .lexicon import load_lexicon
from .scan import scan
from .sources import wanted

Seen = tuple[tuple[Issue, ...], frozenset[int]]
"""What one file gives: the issues, and the lines of the permissions that it used."""
_KIND = "redaction"


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
    allowed = _allowances(root, home, today, allowances)
    return Rules(partial(scan, lexicon=lexicon), allowed, frozenset(known), _tables(data, known))


def _tables(data: Path, words: Iterable[str]) -> str:
    files = (file for file in sorted((data / "redaction").glob("*.*")) if file.name != PurePath(FILE).name)
    return key(sorted(set(words)), *(part for file in files for part in (file.name, file.read_bytes())))


def _allowances(root: Path, home: Path, today: dt.date, text: str | None) -> Allowances:
    """The list as given, or that of `root`; where it has none the product's, about which nothing is said."""
    own, other = root / FILE, home / FILE
    if text is not None or own.is_file():
        return read_allowances(own.read_bytes().decode("utf-8-sig", "replace") if text is None else text, today)
    lent = read_allowances(other.read_bytes().decode("utf-8-sig", "replace") if other.is_file() else "", today)
    return Allowances(lent.entries, used={entry.line for entry in lent.entries})


def check_redaction(
    root: Path,
    home: Path,
    words: Iterable[str],
    today: dt.date,
    others: Iterable[Issue] = (),
    kept: Kept | None = None,
    code: str = "",
) -> list[Issue]:
    """Every finding below `root` and every problem of the list of permissions; one line where the gate cannot work.

    `others` are the issues of the other checks: they are returned too, masked.
    """
    try:
        rules = load_rules(root, home, words, today)
    except Lost as problem:
        return [*others, Issue("data/redaction/words.txt", 1, "", str(problem))]
    return [*covered(others, rules.scan), *check_files(root, rules, kept, code)]


def covered(issues: Iterable[Issue], scan: Callable[[str], tuple[Finding, ...]]) -> Iterator[Issue]:
    """Messages of other checks repeat what the editor wrote: what identifies somebody in it is masked like our own."""
    masked = cache(partial(_masked, scan=scan))  # many issues say the same
    for issue in issues:
        yield replace(issue, path=masked(issue.path), text=masked(issue.text))


def _masked(text: str, scan: Callable[[str], tuple[Finding, ...]]) -> str:
    said, choices, words = text.partition("可写：")
    for found in reversed(scan(said)):
        said = said[: found.start] + found.masked + said[found.end :]
    return said + choices + words


def check_files(root: Path, rules: Rules, kept: Kept | None = None, code: str = "") -> list[Issue]:
    """Drafts and broken files too: whoever sees the repository sees them.

    What `kept` has of a file is not looked for again; `code` is the name of the code that made it.
    """
    found: list[Issue] = []
    for issues, used in _looked_at(_Look(root, rules, code), list(guarded(root)), kept or Kept(None)):
        found += issues
        rules.allowed.used |= used
    return [*found, *rules.allowed.issues, *rules.allowed.unused()]


def _looked_at(look: _Look, paths: Sequence[str], kept: Kept) -> Iterator[Seen]:
    """What each file gives and which permissions it used, in the order of `paths`."""
    names = {path: look.name(path, look.content(path)) for path in paths}
    known: dict[str, Seen] = kept.find(_KIND, names.values())
    fresh = spread(look, [path for path in paths if names[path] not in known])
    kept.keep(_KIND, dict(fresh))
    known.update(fresh)
    return (known[names[path]] if names[path] in known else look(path)[1] for path in paths)


class _Look:
    """One file of the site at `root` looked at; the same file under the same rules has the same name."""

    def __init__(self, root: Path, rules: Rules, code: str) -> None:
        self.root, self.rules, self.code = root, rules, code

    def content(self, path: str) -> bytes:
        return (self.root / path).read_bytes() if wanted(path) else b""

    def name(self, path: str, content: bytes) -> str:
        return key(self.code, self.rules.tables, path, self.rules.allowed.about(path), content)

    def __call__(self, path: str) -> tuple[str, Seen]:
        content = self.content(path)
        alone = replace(self.rules, allowed=Allowances(self.rules.allowed.entries))
        return self.name(path, content), (tuple(examine(path, content, alone)), frozenset(alone.allowed.used))


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
