"""What every exchange format of questions shares: what was read or written, and what is said about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..kernel import quiz
from ..kernel.quiz import ESSAY, TYPES, Item, chapter_fault, faults
from ..kernel.quizform import type_named
from .archive import Refused
from .tally import Tally

EXTRA = {"计算": "计算题", "论述": "论述题", "名词解释": "名词解释", "案例分析": "案例分析题", "材料分析": "材料分析题"}
"""Types of other programs that become 简答题."""

_BASIS = re.compile(r"(?P<rest>.*?)(?:\A|\n|(?<=[。！？；]))[ \t\u3000]*依据[：:][ \t\u3000]*(?P<basis>[^\n]+)\Z", re.S)
_COLUMNS = (("题干", "题干"), ("题型", "题型"), ("选项", "^选项|^两个选项"), ("难度", "^难度"), ("正确答案", "答案"))


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
