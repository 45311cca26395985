"""What every exchange format of questions shares: what was read or written, what is said about it, and safe archives."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..kernel import quiz
from ..kernel.quiz import ESSAY, TYPES, Item, chapter_fault, faults
from ..kernel.quizform import type_named

EXTRA = {"计算": "计算题", "论述": "论述题", "名词解释": "名词解释", "案例分析": "案例分析题", "材料分析": "材料分析题"}
"""Types of other programs that become 简答题."""
LARGEST, LARGEST_UNPACKED, MOST_PARTS = 20 * 2**20, 60 * 2**20, 2000

_DAY = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*<")
_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]")
_BASIS = re.compile(r"(?P<rest>.*?)(?:\A|\n|(?<=[。！？；]))[ \t\u3000]*依据[：:][ \t\u3000]*(?P<basis>[^\n]+)\Z", re.S)
_COLUMNS = (("题干", "题干"), ("题型", "题型"), ("选项", "^选项|^两个选项"), ("难度", "^难度"), ("正确答案", "答案"))


class Refused(ValueError):
    """Why nothing was done, in Chinese, for whoever asked for it."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at a row (of a workbook), a line or a paragraph; `column` may be empty."""

    line: int
    text: str
    column: str = ""


@dataclass(frozen=True)
class Read:
    """The questions of a file, all that is wrong with it, and what a reader should know although it is not wrong."""

    items: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file, how many questions are in it, and a line for each kind of loss."""

    content: bytes
    count: int
    notes: tuple[str, ...] = ()


@dataclass
class Tally:
    """Counts remarks: each is a sentence with {n} for how often."""

    said: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, count: int = 1) -> None:
        self.said[text] += count

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(text.replace("{n}", str(count)) for text, count in self.said.items() if count)


def clean(text: str) -> str:
    """Line breaks as \\n, without control signs and outer spaces."""
    return _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """Lines joined: without a space between Chinese signs, with one between Latin words."""
    joined = ""
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        gap = " " if joined and joined[-1].isascii() and line[0].isascii() else ""
        joined += gap + line
    return joined


def with_basis(explanation: str, basis: str) -> str:
    """The 依据 at the end of the 解析, on its own line."""
    return "\n".join(part for part in (explanation, f"依据：{one_line(basis)}" if basis else "") if part)


def split_basis(text: str) -> tuple[str, str]:
    """解析 and 依据 of a text that may end with 依据：…"""
    found = _BASIS.match(text)
    return (found["rest"].strip(), found["basis"].strip()) if found else (text, "")


def kind_of(name: str, tally: Tally | None = None) -> str:
    """The type that a name means; 计算题 and the like are 简答题, which is counted."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", name))
    if other := EXTRA.get(bare.removesuffix("题")):
        if tally:
            tally.add(f"{other}按简答题导入：{{n}} 道")
        return ESSAY
    return type_named(bare)


def known_kind(name: str) -> bool:
    return kind_of(name) in TYPES


def chapter_of(text: str) -> str:
    """A chapter's path as a cell holds it, perhaps over several lines."""
    return quiz.chapter_of(one_line(text))


def item_faults(item: Item, seen: Iterable[Fault] = ()) -> Iterator[Fault]:
    """What the kernel finds, with the column; a column that has been found at fault already is left alone."""
    blamed = {fault.column for fault in seen}
    for text in faults(item):
        column = next((name for name, words in _COLUMNS if re.search(words, text)), "")
        if column not in blamed:
            yield Fault(item.line, _beside(column, text), column)
    if item.chapter and (fault := chapter_fault(item.chapter)):
        yield Fault(item.line, fault, "章节")


def _beside(column: str, text: str) -> str:
    """The text without the word that the column says already: “难度”难度“很难”… as “难度”“很难”…"""
    return text.removeprefix(column[-2:]).lstrip() if column else text


def decoded(content: bytes, tally: Tally) -> str:
    """Text in UTF-8, in UTF-16 with a mark, or as Chinese Windows writes it (GB 18030). Refused for anything else."""
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise Refused("不是文字文件，或编码认不出来，请另存为 UTF-8")
    if encoding == "gb18030":
        tally.add("文件不是 UTF-8，按 GBK 读的，请核对有没有乱码")
    if "\x00" in text:
        raise Refused("不是文字文件，请用“另存为”存成正确的格式")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refuse_archive(content: bytes, suffix: str, program: str) -> None:
    """Refused with one clear line for a file that is not an honest, open, moderately sized .xlsx or .docx."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        old = f"是加了密码的文件或旧的 {suffix[:-1]} 文件"
        raise Refused(f"{old}，请在 {program} 里去掉密码，另存为 {suffix} 再导入")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(f"文件加了密码，请在 {program} 里去掉密码再导入")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Refused(f"文件展开以后超过 {LARGEST_UNPACKED // 2**20} MB，没有读；请删去图片，或分成几个文件")
            if any(b"<!DOCTYPE" in archive.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise Refused(f"文件里有不该有的内容，没有读；请用 {program} 打开，另存为 {suffix} 再导入")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error):
        raise Refused(f"不是 {suffix} 文件或已经损坏，请用 {program} 打开，另存为 {suffix} 再导入") from None


def steady(content: bytes) -> bytes:
    """The same archive without the moment of its making, so that two exports of one bank are equal byte for byte."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _SAVED.sub(rb"<dcterms:\1\2>2026-01-01T00:00:00Z<", data)
            info = zipfile.ZipInfo(part.filename, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return kept.getvalue()
