"""The gate over a folder of content, and the rules read from its data files."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from types import MappingProxyType

import yaml

from ..kernel.cores import spread
from ..kernel.files import paths_below, walked
from ..kernel.issue import Issue
from ..kernel.kept import Kept, digest, key
from .allow import FILE, Allowances, read_allowances
from .finding import Finding
from .gate import Rules, examine
from .lexicon import load_lexicon
from .scan import scan
from .sources import wanted

Seen = tuple[tuple[Issue, ...], frozenset[int]]
"""What one file gives: the issues, and the lines of the permissions that it used."""
_KIND, _MASKED = "redaction", "masked"


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
    digests: Mapping[str, bytes] = MappingProxyType({}),
) -> list[Issue]:
    """Every finding below `root` and every problem of the list of permissions; one line where the gate cannot work.

    `others` are the issues of the other checks: they are returned too, masked. `digests` are those of the contents of
    files, by path, as far as they are known.
    """
    try:
        rules = load_rules(root, home, words, today)
    except Lost as problem:
        return [*others, Issue("data/redaction/words.txt", 1, "", str(problem))]
    return [*covered(others, rules, kept, code), *check_files(root, rules, kept, code, digests)]


def covered(issues: Iterable[Issue], rules: Rules, kept: Kept | None = None, code: str = "") -> Iterator[Issue]:
    """Messages of other checks repeat what the editor wrote: what identifies somebody in it is masked like our own."""
    issues, kept, stamp = list(issues), kept or Kept(None), key(code, rules.tables)
    names = {text: key(stamp, text) for issue in issues for text in (issue.path, issue.text)}
    known: dict[str, str] = kept.find(_MASKED, names.values())
    fresh = {name: _masked(text, rules.scan) for text, name in names.items() if name not in known}
    kept.keep(_MASKED, fresh)
    known.update(fresh)
    for issue in issues:
        path, text = known[names[issue.path]], known[names[issue.text]]
        yield issue if (path, text) == (issue.path, issue.text) else replace(issue, path=path, text=text)


def _masked(text: str, scan: Callable[[str], tuple[Finding, ...]]) -> str:
    said, choices, words = text.partition("可写：")
    for found in reversed(scan(said)):
        said = said[: found.start] + found.masked + said[found.end :]
    return said + choices + words


def check_files(
    root: Path,
    rules: Rules,
    kept: Kept | None = None,
    code: str = "",
    digests: Mapping[str, bytes] = MappingProxyType({}),
) -> list[Issue]:
    """Drafts and broken files too: whoever sees the repository sees them.

    What `kept` has of a file is not looked for again; `code` is the name of the code that made it. A file whose digest is
    among `digests` is read only where nothing is kept of it.
    """
    found: list[Issue] = []
    for issues, used in _looked_at(_Look(root, rules, code, digests), list(guarded(root)), kept or Kept(None)):
        found += issues
        rules.allowed.used |= used
    return [*found, *rules.allowed.issues, *rules.allowed.unused()]


def _looked_at(look: _Look, paths: Sequence[str], kept: Kept) -> Iterator[Seen]:
    """What each file gives and which permissions it used, in the order of `paths`."""
    names = {path: look.name(path, look.known.get(path) or digest(look.content(path))) for path in paths}
    known: dict[str, Seen] = kept.find(_KIND, names.values())
    fresh = spread(look, [path for path in paths if names[path] not in known])
    kept.keep(_KIND, dict(fresh))
    known.update(fresh)
    return (known[names[path]] if names[path] in known else look(path)[1] for path in paths)


class _Look:
    """One file of the site at `root` looked at; the same file under the same rules has the same name."""

    def __init__(self, root: Path, rules: Rules, code: str, known: Mapping[str, bytes]) -> None:
        self.root, self.rules, self.known = root, rules, known
        self.stamp = key(code, rules.tables)

    def content(self, path: str) -> bytes:
        return (self.root / path).read_bytes() if wanted(path) else b""

    def name(self, path: str, digest: bytes) -> str:
        return key(self.stamp, path, self.rules.allowed.about(path), digest)

    def __call__(self, path: str) -> tuple[str, Seen]:
        content = self.content(path)
        alone = replace(self.rules, allowed=Allowances(self.rules.allowed.entries))
        return self.name(path, digest(content)), (tuple(examine(path, content, alone)), frozenset(alone.allowed.used))


def guarded(root: Path) -> Iterator[str]:
    """The paths that the gate looks at, sorted: content, and the texts among the data."""
    yield from paths_below(root)
    for path in walked(root / "data", "data/"):
        if posixpath.splitext(path)[1] in (".yml", ".yaml", ".md") and is_guarded(path):
            yield path


def is_guarded(path: str) -> bool:
    """Whether a path of a repository is content. The recognisers' own tables are full of names."""
    if path.startswith("data/redaction/"):
        return path == FILE
    return path.startswith(("docs/", "cases/", "data/"))
