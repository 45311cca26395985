"""Reads every file of a site once: records, attachments, and every problem found on the way."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from .files import files_below
from .frontmatter import parse, parse_ledger
from .issue import Issue
from .links import page_uri, uri_of
from .markings import markings
from .markup import unsafe_svg
from .nearest import nearest
from .record import Record, read_record
from .terms import Terms

AnyRecord = TypeVar("AnyRecord", bound=Record)

_TEXT_SUFFIXES = {".svg", ".vtt", ".txt", ".csv", ".yml", ".yaml", ".ics"}


@dataclass(frozen=True)
class Library:
    """`records` by path, published ones only; `drafts` are those held back; `assets` are the files beside them; `broken`
    are the files that could not be read as the kind of their folder. `sizes` are the bytes of the assets, `captions` the
    texts of those that are subtitles (.vtt). `outside` are the films and `originals` the pictures below the configured
    folders by their paths in them, None where there is no such folder to look into.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    drafts: Mapping[str, Record] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()
    broken: Mapping[str, type[Record]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
    outside: frozenset[str] | None = None
    originals: frozenset[str] | None = None

    def whole(self, kind: type[Record]) -> bool:
        """Whether every file of `kind` could be read: a rule that needs them all is silent otherwise."""
        return not any(issubclass(broken, kind) for broken in self.broken.values())

    def of(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """The published records of a kind, in the order of their paths."""
        return [record for _, record in sorted(self.records.items()) if isinstance(record, kind)]

    def all(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """The records of a kind, those held back too, in the order of their paths."""
        return [record for _, record in sorted({**self.records, **self.drafts}.items()) if isinstance(record, kind)]

    def nearest(self, path: str) -> str:
        """The file of the same name elsewhere, or of a similar name in the same folder; else an empty string."""
        folder, name = posixpath.split(path)
        known = sorted([*self.records, *self.broken, *self.assets])
        stem, suffix = posixpath.splitext(name)
        suffix = suffix or ".md"
        elsewhere = [item for item in known if posixpath.basename(item) == stem + suffix]
        elsewhere.sort(key=lambda item: posixpath.dirname(item) != folder)
        beside = [posixpath.splitext(item)[0] for item in known if item.startswith(folder + "/") and item.endswith(suffix)]
        alike = nearest(stem, [posixpath.basename(item) for item in beside if posixpath.dirname(item) == folder], 0.8)
        return elsewhere[0] if elsewhere else f"{folder}/{alike}{suffix}" if alike else ""


def read_library(root: Path, kinds: Sequence[type[Record]], terms: Terms, drafts: bool = False) -> Library:
    """Read docs/ and cases/ below `root`. The kind of a file follows from the longest matching folder.

    With `drafts` a draft is a record like any other: for a preview on the editor's own machine only.
    """
    reader = _Reader(root, sorted(kinds, key=lambda kind: -len(kind.folder)), terms, drafts)
    for path in files_below(root):
        reader.read(path)
    reader.find_twins()
    assets, issues = frozenset(reader.assets), tuple(reader.issues)
    return Library(reader.records, reader.drafts, assets, reader.broken, issues, reader.sizes, reader.captions)


def _misnamed(path: str) -> str:
    name, _, suffix = posixpath.basename(path).rpartition(".")
    if list(markings(name)):
        return "文件名里有密级标志，这样的材料不得上站，请立即移出并报告保密管理人员"
    if suffix != suffix.lower():
        return f"后缀请用小写，改成 {name}.{suffix.lower()}"
    return "README.md 会被当成目录的首页，请改名" if f"{name}.{suffix}".lower() == "readme.md" else ""


class _Reader:
    def __init__(self, root: Path, kinds: Sequence[type[Record]], terms: Terms, with_drafts: bool) -> None:
        self.root, self.kinds, self.terms, self.with_drafts = root, kinds, terms, with_drafts
        self.records: dict[str, Record] = {}
        self.drafts: dict[str, Record] = {}
        self.assets: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.captions: dict[str, str] = {}
        self.broken: dict[str, type[Record]] = {}
        self.issues: list[Issue] = []

    def read(self, file: Path) -> None:
        path = file.relative_to(self.root).as_posix()
        suffix = file.suffix.lower()
        if problem := _misnamed(path):
            self._say(path, problem)
            return
        allowed = self.terms.listed(path.partition("/")[0] + "_suffixes")
        if suffix not in allowed:
            self._say(path, f"不允许放 {suffix or '没有后缀的'} 文件，请移出本目录；可放：{' '.join(allowed)}")
        elif kind := self._kind(path, ".yml" if suffix == ".yaml" else suffix):
            self._record(kind, path, self._text(file, path))
        else:
            self.assets.add(path)
            self.sizes[path] = file.stat().st_size
            if suffix in _TEXT_SUFFIXES and (text := self._text(file, path)) is not None:
                self._marked(path, text)
                if suffix == ".vtt":
                    self.captions[path] = text
                line = unsafe_svg(text) if suffix == ".svg" else None
                if line:
                    self.issues.append(Issue(path, line, "", "图片里含有脚本、嵌入内容或外部地址，请用画图软件另存为普通 SVG"))

    def _kind(self, path: str, suffix: str) -> type[Record] | None:
        """The kind of the longest matching folder; None for an attachment."""
        return next((kind for kind in self.kinds if path.startswith(kind.folder) and kind.suffix == suffix), None)

    def _text(self, file: Path, path: str) -> str | None:
        size, limit = file.stat().st_size, self.terms.number("file_size")
        if size > limit:
            self._say(path, f"文件太大（{size / 2**20:.1f} MB，上限 {limit / 2**20:.1f} MB），图片请另存为文件，长文请分成几篇")
            return None
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.issues.append(Issue(path, line, "", "不是 UTF-8 编码（可能是 GBK），请用编辑器另存为 UTF-8"))
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _record(self, kind: type[Record], path: str, text: str | None) -> None:
        if text is None:
            self.broken[path] = kind
            return
        marked = self._marked(path, text)
        parsed = parse(text) if kind.suffix == ".md" else parse_ledger(text)
        record, issues = read_record(kind, parsed, path, page_uri(path), self.terms)
        if kind.folder == "docs/" and (meant := self._meant(set(parsed.head.value))):
            issues = [Issue(path, 1, "", f"字段像是{meant.kind_label}，{meant.kind_label}应放在 {meant.folder}")]
        said = {issue.line for issue in self.issues if issue.path == path} if marked else set()
        self.issues.extend(issue for issue in issues if not (issue.field == "classification" and issue.line in said))
        if record is None:
            self.broken[path] = kind
        elif record.held_back and not self.with_drafts:
            self.drafts[path] = record
        else:
            self.records[path] = record

    def _meant(self, keys: set[str]) -> type[Record] | None:
        """The kind whose own fields a file outside every room's folder uses."""
        common = set(Record.model_fields)
        scored = [(len(keys & (set(kind.model_fields) - common)), kind) for kind in self.kinds]
        score, kind = max(scored, key=lambda pair: pair[0])
        return kind if score >= 2 else None

    def _marked(self, path: str, text: str) -> bool:
        found = list(markings(text))
        for line, level in found:
            self.issues.append(Issue(path, line, "", f"出现“{level}”标志，这样的材料不得上站，请立即移出并报告保密管理人员"))
        return bool(found)

    def find_twins(self) -> None:
        """docs/cases/x.md and cases/x.md would be one page: MkDocs keeps the last and says nothing."""
        seen: dict[str, str] = {}
        for path in sorted([*self.records, *self.drafts, *self.assets]):
            key = (uri_of(path) if path in self.assets else page_uri(path)).lower()
            if key in seen:
                self._say(path, f"与 {seen[key]} 在网站上是同一个地址，请改名")
            seen[key] = path

    def _say(self, path: str, text: str) -> None:
        self.issues.append(Issue(path, 1, "", text))
