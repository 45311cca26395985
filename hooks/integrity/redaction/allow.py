"""The list of what looks like a finding and is none: each entry with its reason, for how long, and who answers for it.

`data/redaction/allow.yml` is a list; an entry is {kind, words or pattern, path (a glob, optional), reason, until, by}. An
entry past its day permits nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from ..kernel.issue import Issue
from ..kernel.yamlread import Yaml, read_yaml
from .finding import LABELS

FILE = "data/redaction/allow.yml"
KINDS: Mapping[str, str] = {
    **{str(kind): label for kind, label in LABELS.items()},
    "author": "作者",
    "device": "拍摄设备",
    "gps": "GPS 位置",
    "hidden": "隐藏数据",
    "scan": "扫描页",
    "broken": "看不到里面",
}
_WORDLESS = ("gps", "hidden", "scan", "broken")
_KEYS = ("path", "kind", "words", "pattern", "reason", "until", "by")
_NAMES = {label: kind for kind, label in KINDS.items()} | {kind: kind for kind in KINDS}


@dataclass(frozen=True)
class Entry:
    """One permission, at `line` of the list."""

    line: int
    kind: str
    until: dt.date
    path: str = ""
    words: str = ""
    pattern: str = ""

    def permits(self, path: str, kind: str, words: str) -> bool:
        if kind != self.kind or (self.path and not fnmatchcase(path, self.path)):
            return False
        if self.pattern:
            return re.fullmatch(self.pattern, words) is not None
        return not self.words or _tight(words) == _tight(self.words)


@dataclass
class Allowances:
    """The entries that hold today; `used` are the lines of those that permitted something."""

    entries: tuple[Entry, ...] = ()
    issues: tuple[Issue, ...] = ()
    used: set[int] = field(default_factory=set)

    def permits(self, path: str, kind: str, words: str) -> bool:
        entry = next((entry for entry in self.entries if entry.permits("" if path == FILE else path, kind, words)), None)
        if path == FILE:  # the list itself names what it permits, wherever that is
            return any(entry.kind == kind and (entry.words == words or entry.pattern) for entry in self.entries)
        if entry is not None:
            self.used.add(entry.line)
        return entry is not None

    def about(self, path: str) -> list[Entry]:
        """The entries that may permit something in the file at `path`."""
        return [entry for entry in self.entries if path == FILE or not entry.path or fnmatchcase(path, entry.path)]

    def unused(self) -> Iterator[Issue]:
        """A reminder for every entry that permitted nothing: it can go."""
        for entry in self.entries:
            if entry.line not in self.used:
                yield Issue(FILE, entry.line, "", "这一条没有用上，内容已经改过的请删去这一条", level="warning")


def read_allowances(text: str, today: dt.date) -> Allowances:
    """Read the list as it stands on `today`. What is wrong with it is in `issues`; such an entry permits nothing."""
    read = read_yaml(text)
    issues = [Issue(FILE, trouble.line, "", trouble.text.replace("文件头", "文件")) for trouble in read.troubles]
    if read.value is not None and not isinstance(read.value, list):
        issues.append(Issue(FILE, 1, "", "应是列表，每一条以“- kind: ”开头，例如 - kind: 姓名"))
    entries: list[Entry] = []
    for n, item in enumerate(read.value if isinstance(read.value, list) else ()):
        found = list(_problems(item, n, read, today))
        issues.extend(found)
        if not found:
            entries.append(_entry(item, read.line((n,))))
    return Allowances(tuple(entries), tuple(issues))


def _entry(item: Mapping[str, Any], line: int) -> Entry:
    path, words, pattern = (str(item.get(key) or "") for key in ("path", "words", "pattern"))
    return Entry(line, _NAMES[item["kind"]], item["until"], path, words, pattern)


def _problems(item: Any, n: int, read: Yaml, today: dt.date) -> Iterator[Issue]:
    def issue(text: str, key: str = "") -> Issue:
        return Issue(FILE, read.line((n, key) if key else (n,)), key, text)

    if not isinstance(item, dict):
        yield issue("应由“字段: 值”组成，例如 kind: 姓名")
        return
    for key in item:
        if key not in _KEYS:
            yield issue(f"不认识的字段，可写：{'、'.join(_KEYS)}", key)
    if item.get("kind") not in _NAMES:
        yield issue(f"种类只能写：{'、'.join(KINDS.values())}", "kind")
    if not str(item.get("reason") or "").strip():
        yield issue("没有写理由，例如 reason: 王家坝村是地名", "reason")
    if not str(item.get("by") or "").strip():
        yield issue("没有写由谁登记，写岗位，不写姓名，例如 by: 分局纪委案件审理岗", "by")
    yield from _term(item.get("until"), today, issue)
    yield from _matching(item, issue)


def _term(until: Any, today: dt.date, issue: Any) -> Iterator[Issue]:
    if not isinstance(until, dt.date):
        yield issue("没有写期限，写到哪一天为止，例如 until: 2027-06-30", "until")
    elif until < today:
        yield issue(f"期限 {until} 已过，请复核：仍然需要的改期限，不需要的删去这一条", "until")


def _matching(item: Mapping[str, Any], issue: Any) -> Iterator[Issue]:
    wordless = _NAMES.get(str(item.get("kind"))) in _WORDLESS
    if wordless and not item.get("path"):
        yield issue("这一种要写明是哪个文件，例如 path: docs/films/*.jpg", "path")
    elif not wordless and bool(item.get("words")) == bool(item.get("pattern")):
        yield issue("words（原词）和 pattern（式样）要写一个，只写一个，例如 words: 王家坝", "words")
    if pattern := item.get("pattern"):
        try:
            wide = (
                re.fullmatch(str(pattern), "") or re.fullmatch(str(pattern), "某甲乙丙") or re.fullmatch(str(pattern), "0" * 11)
            )
        except re.error:
            yield issue("式样写错了，请写正则表达式，例如 pattern: 王家[坝庄]", "pattern")
        else:
            if wide:
                yield issue("式样太宽，会把真的也放过去，请写具体些，例如 pattern: 王家[坝庄]", "pattern")


def _tight(words: str) -> str:
    return "".join(words.split())
