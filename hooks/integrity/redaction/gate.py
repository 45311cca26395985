"""The gate: what in a file still identifies somebody and is not permitted, each as one line that an editor can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..kernel.issue import Issue
from .allow import KINDS, Allowances
from .finding import Finding
from .piece import Piece
from .sources import named, read, wanted

SHOWN = 5
"""Lines that are listed for the same words in one file; the others are counted."""
_PROGRAMS = re.compile(
    r"(?i)python-docx|openpyxl|xlsxwriter|apache poi|wps( office)?|libreoffice.*|(microsoft|ms)( office| word| excel)?"
    r"( user| 用户)?|windows ?(user|用户)"
    r"|(un)?known|unnamed|admin(istrator)?|user|owner|author|pc|root|作者|用户|未知|管理员|匿名|[\W\d_]+"
)
_UNITS = re.compile(
    r"(岗位?|大队|中队|支队|总队|派出所|警务室|[分省市县]局|公安[局厅部]|纪委|党委|党组|支部|办公室|政治处|指挥中心|看守所|委员会"
    r"|保障室|教研室)$"
)


@dataclass(frozen=True)
class Rules:
    """How a text is scanned, what is permitted, and the words of the vocabularies, whose units and posts may be authors.

    `tables` is a name for the data that `scan` and `known` were made from.
    """

    scan: Callable[[str], tuple[Finding, ...]]
    allowed: Allowances
    known: frozenset[str] = frozenset()
    tables: str = ""

    def is_nobody(self, author: str) -> bool:
        """Whether a property names a unit, a post or a program and no person."""
        words = author.strip()
        unit = words in self.known or "某" in words or (len(words) > 3 and _UNITS.search(words))
        return bool(not words or unit or _PROGRAMS.fullmatch(words))


@dataclass(frozen=True)
class Hit:
    """One finding in one file: at `line`, or at `place` of an attachment. `start` and `end` count in the text of the piece.

    `words` are never shown; `masked` may be.
    """

    path: str
    line: int
    kind: str
    words: str = ""
    masked: str = ""
    advice: str = ""
    place: str = ""
    role: str = "text"
    start: int = 0
    end: int = 0

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    @property
    def text(self) -> str:
        """What is wrong and what to do, without the file and the line."""
        return _SAID.get(self.role, _found)(self)


def hits(path: str, content: bytes, rules: Rules) -> list[Hit]:
    """Every finding in a file that is not permitted, in the order of the file. The path of a hit is masked as well."""
    return _hidden(path, [hit for piece in read(path, content) for hit in _of(piece, path, rules)])


def name_hits(path: str, rules: Rules) -> list[Hit]:
    """The same for its name alone, where the content is not looked at."""
    return _hidden(path, [hit for piece in named(path) for hit in _of(piece, path, rules)])


def examine(path: str, content: bytes, rules: Rules) -> Iterator[Issue]:
    """What to tell the editor of one file: a line for each line and words, many of the same words cut short."""
    return issues_of(hits(path, content, rules) if wanted(path) else name_hits(path, rules))


def issues_of(found: Iterable[Hit]) -> Iterator[Issue]:
    seen: dict[tuple[str, str, str], list[Hit]] = {}
    for hit in found:
        same = seen.setdefault((hit.kind, hit.words, hit.role), [])
        if not any((hit.line, hit.place) == (other.line, other.place) for other in same):
            same.append(hit)
    for same in seen.values():
        more = f"（本文件另有 {len(same) - SHOWN} 处）" if len(same) > SHOWN else ""
        for n, hit in enumerate(same[:SHOWN], 1):
            yield Issue(
                hit.path, hit.line, "", hit.text + more * (n == SHOWN), level="warning" if hit.kind == "scan" else "error"
            )


def _of(piece: Piece, path: str, rules: Rules) -> Iterator[Hit]:
    if piece.role not in ("text", "path"):
        words = piece.text.strip()
        if not (piece.role == "author" and rules.is_nobody(words)) and not rules.allowed.permits(path, piece.role, words):
            yield Hit(path, 1, piece.role, words, words[:1] + "*" * max(1, len(words) - 1), "", piece.place, piece.role)
        return
    line, at = 1, 0
    for found in rules.scan(piece.text):
        if rules.allowed.permits(path, found.kind, found.words):
            continue
        if not piece.place:
            line, at = line + piece.text.count("\n", at, found.start), found.start
        yield Hit(
            path, line, found.kind, found.words, found.masked, found.advice, piece.place, piece.role, found.start, found.end
        )


def _hidden(path: str, found: list[Hit]) -> list[Hit]:
    """The same with whatever was found masked in the paths and the places too."""
    masks = {hit.words: hit.masked for hit in found if len(hit.words) > 1 and hit.role in ("text", "path")}

    def masked(text: str) -> str:
        for words, mask in masks.items():
            text = text.replace(words, mask)
        return text

    shown = masked(path)
    if shown == path and not any(hit.place for hit in found):
        return found
    if any(hit.role == "path" for hit in found) and shown == path:  # written otherwise than its words: hide the name whole
        shown = re.sub(r"[^/.]*[^\x00-\x7f][^/.]*|[^/]*\d{7}[^/.]*", "***", path)
    return [replace(hit, path=shown, place=masked(hit.place)) for hit in found]


def _found(hit: Hit) -> str:
    place = f"{hit.place}：" if hit.place else ""
    said = f"{place}“{hit.masked}”像是{hit.label}，请"
    if hit.kind == "name":
        return said + f"改写成“{hit.advice}”；确实不是姓名的，在 data/redaction/allow.yml 里登记，写明理由和期限"
    return said + (f"删去或改写成“{hit.advice}”" if hit.advice else "删去")


def _named(hit: Hit) -> str:
    return f"{hit.place}里的“{hit.masked}”像是{hit.label}，请改{hit.place}，把它换成“{hit.advice}”或去掉"


def _author(hit: Hit) -> str:
    return f"{hit.place}里的“{hit.masked}”看得出是谁，{_cure(hit.path)}"


def _device(hit: Hit) -> str:
    return f"{hit.place}“{hit.masked}”查得到是谁的机器，{_cure(hit.path)}"


def _gps(hit: Hit) -> str:
    return f"带有{hit.place}，看得出在哪里拍的，{_cure(hit.path)}"


def _hid(hit: Hit) -> str:
    return f"{hit.place + '：' if hit.place else ''}{hit.words}，{_cure(hit.path)}"


def _said(hit: Hit) -> str:
    return f"{hit.place + '：' if hit.place else ''}{hit.words}"


_SAID: dict[str, Callable[[Hit], str]] = {
    "path": _named,
    "author": _author,
    "device": _device,
    "gps": _gps,
    "hidden": _hid,
    "scan": _said,
    "broken": _said,
}


def _cure(path: str) -> str:
    suffix = path.rpartition(".")[2].lower()
    if suffix in ("docx", "xlsx", "docm", "xlsm"):
        return "请在 Word 或 Excel 里点“文件—信息—检查文档”，删除文档属性和个人信息，图片重新插入"
    if suffix == "pdf":
        return "请清除原文件的属性后重新导出"
    if suffix in ("jpg", "jpeg", "png", "webp", "gif"):
        return "请运行 python hooks check --fix --write 去掉"
    return "请用画图软件另存一份，不带这些信息"
