"""Reads every file of a site once: records, attachments, and every problem found on the way."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from .files import paths_below
from .issue import Issue
from .kept import Kept, digest
from .links import page_uri, uri_of
from .markings import markings
from .markup import unsafe_svg
from .nearest import nearest
from .reading import Reading, Source, marked_lines
from .record import Record
from .terms import Terms

AnyRecord = TypeVar("AnyRecord", bound=Record)

_TEXT_SUFFIXES = {".svg", ".vtt", ".txt", ".csv", ".yml", ".yaml", ".ics"}


@dataclass(frozen=True)
class Library:
    """`records` by path, published ones only; `drafts` are those held back; `assets` are the files beside them; `broken`
    are the files that could not be read as the kind of their folder. `sizes` are the bytes of the assets, `captions` the
    texts of those that are subtitles (.vtt). `outside` are the films and `originals` the pictures below the configured
    folders by their paths in them, None where there is no such folder to look into. `digests` are those of the files that
    were to be records. `lent` are records that others name, where a room sees them by no other way.
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
    digests: Mapping[str, bytes] = field(default_factory=dict)
    lent: Mapping[str, Record] = field(default_factory=dict)

    def whole(self, kind: type[Record]) -> bool:
        """Whether every file of `kind` could be read: a rule that needs them all is silent otherwise."""
        return not any(issubclass(broken, kind) for broken in self.broken.values())

    def of(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """The published records of a kind, in the order of their paths."""
        if kind not in self._by_kind:
            self._by_kind[kind] = [record for record in self._published if isinstance(record, kind)]
        return list(self._by_kind[kind])

    @cached_property
    def _by_kind(self) -> dict[type[Record], list[Any]]:
        return {}

    @cached_property
    def _published(self) -> tuple[Record, ...]:
        return tuple(record for _, record in sorted(self.records.items()))

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


def read_library(
    root: Path, kinds: Sequence[type[Record]], terms: Terms, drafts: bool = False, kept: Kept | None = None, code: str = ""
) -> Library:
    """Read docs/ and cases/ below `root`. The kind of a file follows from the longest matching folder.

    With `drafts` a draft is a record like any other: for a preview on the editor's own machine only. What `kept` has of a
    file is not read again; `code` is the name of the code that made it.
    """
    reader = _Reader(root, sorted(kinds, key=lambda kind: -len(kind.folder)), terms, drafts)
    reader.read(Reading(reader.kinds, terms, kept or Kept(None), code))
    reader.find_twins()
    assets, issues = frozenset(reader.assets), tuple(reader.issues)
    read = reader.records, reader.drafts, assets, reader.broken, issues, reader.sizes, reader.captions
    return Library(*read, digests=reader.digests)


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
        self.digests: dict[str, bytes] = {}

    def read(self, reading: Reading) -> None:
        """Read every file; the issues come in the order of the files."""
        sources: dict[str, Source] = {}
        said: dict[str, list[Issue]] = {}
        for path in paths_below(self.root):
            if kind := self._attached(path):
                if (read := self._text(path)) is None:
                    self.broken[path] = kind
                else:
                    content, text = read
                    self.digests[path] = digest(content)
                    sources[path] = Source(kind, path, text, self.digests[path])
            said[path], self.issues = self.issues, []
        for path, found in reading.read(sources).items():
            said[path] += found.issues
            self._record(path, sources[path].kind, found.record)
        self.issues = list(chain.from_iterable(said.values()))

    def _attached(self, path: str) -> type[Record] | None:
        """The kind of a file that is to be a record; anything else is an attachment, or refused."""
        suffix = posixpath.splitext(path)[1].lower()
        if problem := _misnamed(path):
            self._say(path, problem)
            return None
        allowed = self.terms.listed(path.partition("/")[0] + "_suffixes")
        if suffix not in allowed:
            self._say(path, f"不允许放 {suffix or '没有后缀的'} 文件，请移出本目录；可放：{' '.join(allowed)}")
        elif kind := self._kind(path, ".yml" if suffix == ".yaml" else suffix):
            return kind
        else:
            self.assets.add(path)
            self.sizes[path] = (self.root / path).stat().st_size
            if suffix in _TEXT_SUFFIXES and (read := self._text(path)) is not None:
                self._asset(path, suffix, read[1])
        return None

    def _asset(self, path: str, suffix: str, text: str) -> None:
        self.issues += marked_lines(path, text)
        if suffix == ".vtt":
            self.captions[path] = text
        line = unsafe_svg(text) if suffix == ".svg" else None
        if line:
            self.issues.append(Issue(path, line, "", "图片里含有脚本、嵌入内容或外部地址，请用画图软件另存为普通 SVG"))

    def _kind(self, path: str, suffix: str) -> type[Record] | None:
        """The kind of the longest matching folder; None for an attachment."""
        return next((kind for kind in self.kinds if path.startswith(kind.folder) and kind.suffix == suffix), None)

    def _text(self, path: str) -> tuple[bytes, str] | None:
        """The bytes of a file and its text, whose line breaks are one sign each."""
        limit = self.terms.number("file_size")
        with open(f"{self.root}/{path}", "rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            size = (self.root / path).stat().st_size
            self._say(path, f"文件太大（{size / 2**20:.1f} MB，上限 {limit / 2**20:.1f} MB），图片请另存为文件，长文请分成几篇")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.issues.append(Issue(path, line, "", "不是 UTF-8 编码（可能是 GBK），请用编辑器另存为 UTF-8"))
            return None
        return content, text.replace("\r\n", "\n").replace("\r", "\n") if b"\r" in content else text

    def _record(self, path: str, kind: type[Record], record: Record | None) -> None:
        if record is None:
            self.broken[path] = kind
        elif record.held_back and not self.with_drafts:
            self.drafts[path] = record
        else:
            self.records[path] = record

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
