"""Writes the proposed forms into a text and cuts the metadata out of a picture. Nothing here touches a disk.

A finding is left to the editor where a change would break something: the target of a link, the name of a file, front
matter that would no longer be the same YAML.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..kernel.frontmatter import parse
from ..kernel.yamlread import read_yaml
from .gate import Hit, Rules, hits
from .images import orientation
from .markup import without
from .segments import Broken, stripped
from .sources import TEXTS, Text, decode

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_TARGET = re.compile(
    r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*|^[ ]{0,3}\[[^\]\n]+\]:\s*\S+"
    r"|(?i:\b(?:href|src|srcset|poster|data|action))\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)",
    re.M,
)
_FILE = re.compile(
    r"[^\s\"'()\[\]<>：:，。；、|{}]*\.(?:md|ya?ml|png|jpe?g|webp|avif|gif|svg|vtt|mp[34]|m4a|pdf|docx|xlsx|csv|txt|ics)\b"
)


@dataclass(frozen=True)
class Change:
    """One line before and after; what was found is masked in both where it still stands."""

    line: int
    before: str
    after: str


@dataclass(frozen=True)
class Fixed:
    """`content` is the whole file as it would be; `left` is what only the editor can mend; `notes` say what else to know."""

    content: bytes
    changes: tuple[Change, ...] = ()
    left: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = field(default=())


def fix(path: str, content: bytes, rules: Rules) -> Fixed:
    """The file with every finding mended that a program can mend."""
    found = hits(path, content, rules)
    if path.lower().endswith(PICTURES):
        return _picture(content, found)
    text = decode(content) if path == "-" or path.lower().endswith(TEXTS) else None
    if text is None or not found:
        return Fixed(content, left=tuple(found))
    return _text(path, text, found, content)


def _picture(content: bytes, found: list[Hit]) -> Fixed:
    inside = [hit for hit in found if hit.role not in ("path", "broken")]
    try:
        turned = orientation(content)
        cut = stripped(content, turned) if inside else content
    except Broken:
        return Fixed(content, left=tuple(found))
    note = ("这张照片靠方向信息转正，只留下了这一项，其余已去掉",) if turned != 1 and inside else ()
    said = list(dict.fromkeys(hit.place or "隐藏的数据" for hit in inside))
    changes = (Change(1, "图片带有：" + "、".join(said), "去掉这些信息，画面不变"),) if inside else ()
    return Fixed(cut, changes, tuple(hit for hit in found if hit not in inside), note)


def _text(path: str, text: Text, found: list[Hit], content: bytes) -> Fixed:
    own = [hit for hit in found if hit.role == "text" and not hit.place]
    fixed_places = list(_untouchable(text.text))
    mended = [hit for hit in own if hit.advice and not any(_reaches(hit, *place) for place in fixed_places)]
    edits = [(hit.start, hit.end, without(text.text, hit.start, hit.end, hit.advice)) for hit in mended]
    changed = _replaced(text.text, edits)
    if not _same_fields(path, text.text, changed):
        note = "改写以后文件头就读不出来了，没有改，请手工改写并加引号"
        return Fixed(content, left=tuple(found), notes=(note,))
    masked = [(hit.start, hit.end, hit.masked) for hit in own]
    rest = [(hit.start, hit.end, hit.masked) for hit in own if hit not in mended]
    changes = tuple(_changes(text.text, masked, sorted([*edits, *rest]), {hit.line for hit in mended}))
    return Fixed(_encoded(text, edits), changes, tuple(hit for hit in found if hit not in mended))


def _reaches(hit: Hit, start: int, end: int) -> bool:
    """Whether a finding lies in `start` to `end` or cuts it; a link that lies whole in a name goes with it."""
    return start < hit.end and hit.start < end and not (hit.start < start and end < hit.end)


def _untouchable(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_TARGET, _FILE):
        yield from (match.span() for match in pattern.finditer(text))


def _replaced(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, words in sorted(edits):
        parts += [text[at:start], words]
        at = end
    return "".join([*parts, text[at:]])


def _same_fields(path: str, before: str, after: str) -> bool:
    """Whether the YAML of a file still has the fields it had, with no new trouble."""
    read = read_yaml if path.lower().endswith((".yml", ".yaml")) else lambda text: parse(text).head
    if not path.lower().endswith((".yml", ".yaml", ".md")):
        return True
    old, new = read(before), read(after)
    return set(old.lines) == set(new.lines) and len(old.troubles) == len(new.troubles)


def _changes(
    text: str, masked: list[tuple[int, int, str]], after: list[tuple[int, int, str]], lines: set[int]
) -> Iterator[Change]:
    """The changed lines. A finding that runs over a line break belongs to the line where it begins."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    shown: dict[int, tuple[int, int]] = {}
    for start, end, _ in masked:
        first, last = bisect_right(starts, start), bisect_right(starts, end - 1)
        if first in lines:
            begin = starts[first - 1]
            stop = starts[last] - 1 if last < len(starts) else len(text)
            shown[first] = (begin, max(stop, shown.get(first, (0, 0))[1]))
    for line, (begin, stop) in sorted(shown.items()):
        yield Change(line, _window(text, begin, stop, masked), _window(text, begin, stop, after))


def _window(text: str, begin: int, stop: int, edits: list[tuple[int, int, str]]) -> str:
    inside = [(a - begin, b - begin, words) for a, b, words in edits if begin <= a < stop]
    return _replaced(text[begin:stop], inside).strip()


def _encoded(text: Text, edits: list[tuple[int, int, str]]) -> bytes:
    """The file in its own encoding, its mark and line breaks kept: places are moved by the CRs that were left out."""
    breaks = [match.start() - n for n, match in enumerate(re.finditer("\r\n", text.raw))]
    moved = [(a + bisect_right(breaks, a - 1), b + bisect_right(breaks, b - 1), words) for a, b, words in edits]
    return text.mark + _replaced(text.raw, moved).encode(text.encoding)
