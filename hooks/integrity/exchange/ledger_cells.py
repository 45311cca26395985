"""What a cell of a ledger means: numbers, units, states, dated lines of progress, pieces of evidence."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..kernel.headings import tight
from ..kernel.numerals import NUMERAL, number
from ..kernel.workbook import BESIDE, CONTINUED
from .grid import GridCell
from .ledger_days import DAY, Reading, day_of, read_day

_ITEM_NO = re.compile(rf"[(第]?(?:问题)?({NUMERAL})(?:[)、.号条]|\.0)*")
_MARKS = re.compile(r"[(（]\d{1,2}[)）]\s*|\d{1,2}[)）、]\s*|\d{1,2}\.(?=\s*\d{4})\s*|[①-⑳]\s*")
_DATED = re.compile(rf"({DAY})(.*)", re.S)
_SPACED = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}(?:\s*[日号])?|\d{4}[./．／－-]\d{1,2}[./．／－-]\d{1,2}[日号]?")
_AFTER = (" ", "：", ":", "，", ",", "、", "\u3000")
_UNDATED = re.compile(r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}[.-]\d{1,2}(?![.\d-]))")
_DASHES = re.compile(r"\s*[-‐‑‒–—―－_]+\s*")


@dataclass(frozen=True)
class Meant:
    """The value for the record, or what is wrong; `note` is for the editor to look at."""

    value: Any = None
    fault: str = ""
    note: str = ""


def text_of(key: str, cell: GridCell, since: dt.date) -> Meant:
    """What a column of words means: `key` is its field."""
    if key == "no":
        return measure_no(cell)
    if key == "progress":
        return progress(cell, since)
    return evidence(cell) if key == "evidence" else Meant(cell.text)


def item_no(cell: GridCell) -> Meant:
    """1, 1., （一）, 问题1."""
    if isinstance(cell.value, dt.datetime):
        return Meant(fault=f"是日期 {cell.text}，不是问题序号，请把格子设成“常规”再写，例如 1")
    found = _ITEM_NO.fullmatch(tight(cell.text))
    value = number(found[1]) if found else None
    return Meant(value) if value else Meant(fault=f"“{cell.text}”不是问题序号，请写数字，例如 1")


def measure_no(cell: GridCell) -> Meant:
    """1-1 with any dash; what Excel made a day of, or a number, is not guessed at."""
    if isinstance(cell.value, dt.datetime):
        day = cell.value
        return Meant(fault=f"被当成了日期（{day.date()}），请把格子设成“文本”再写，例如 {day.month}-{day.day}")
    if isinstance(cell.value, float) and not cell.value.is_integer():
        whole, _, part = cell.text.partition(".")
        return Meant(fault=f"是数字 {cell.text}，分不清是 {whole}-{part} 还是 {whole}-{part}0，请写成文字，例如 {whole}-{part}")
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", cell.text).strip())
    return Meant(text.replace(".", "-") if re.fullmatch(r"\d+(\.\d+)+", text) else text)


def unit(cell: GridCell) -> Meant:
    parts = [part for part in re.split("[、，,;；/]", cell.text) if part.strip()]
    if len(parts) > 1:
        return Meant(fault=f"写了 {len(parts)} 个单位，只写一个；其余的写进“配合单位”")
    return Meant(tight(cell.text))


def units(cell: GridCell, known: Collection[str]) -> Meant:
    """Names may be broken over two lines: a part is taken apart at white space only if it is no unit as it stands."""
    found: list[str] = []
    for part in filter(str.strip, re.split("[、，,;；]", cell.text)):
        whole = tight(part)
        found += [whole] if whole in known else [tight(word) for word in part.split()]
    return Meant(list(dict.fromkeys(found)))


def state(cell: GridCell, known: Collection[str], alike: Mapping[str, str]) -> Meant:
    """A word of the vocabulary, or one that means just one of them."""
    word = tight(cell.text)
    if word in known:
        return Meant(word)
    meant = {tight(other): right for other, right in alike.items()}.get(word)
    return Meant(meant, note=f"“{word}”按“{meant}”读的") if meant else Meant(word)


def day(cell: GridCell, since: dt.date) -> Meant:
    read: Reading = read_day(cell, since)
    return Meant(read.day, read.fault, read.note)


def progress(cell: GridCell, since: dt.date) -> Meant:
    """A day begins an entry; a line without one goes on with the entry before."""
    if isinstance(cell.value, dt.datetime):
        return Meant(fault=f"只有日期，没有写做了什么，例如 {cell.text} 完成初稿")
    entries: list[dict[str, Any]] = []
    for line in cell.text.split("\n"):
        if entries and (line.startswith(CONTINUED) or not _begins(line)):
            entries[-1]["text"] += "\n" + line.removeprefix(CONTINUED)
        elif fault := _entry(line, entries, since):
            return Meant(fault=fault)
    for entry in entries:
        entry["text"] = entry["text"].strip()
    if empty := next((entry for entry in entries if not entry["text"]), None):
        return Meant(fault=f"{empty['date']} 后面没有写做了什么，例如 {empty['date']} 完成初稿")
    return Meant(entries)


def _begins(line: str) -> bool:
    bare = _bare(line)
    return bool(_DATED.match(bare) or _UNDATED.match(bare))


def _entry(line: str, entries: list[dict[str, Any]], since: dt.date) -> str:
    """Add the entry that the line begins, or say what is wrong."""
    bare = _bare(line)
    found = _DATED.match(bare)
    if not found:
        return f"“{bare[:16]}”没有以日期开头，每条进展一行，写成年月日，例如 {since} 完成初稿"
    date = day_of(found[1])
    if date is None:
        return f"“{found[1]}”这一天不存在，请核对年月日，例如 {since} 完成初稿"
    rest = found[5]
    entries.append({"date": date, "text": rest[1:] if rest[:1] in _AFTER else rest})
    return ""


def _bare(line: str) -> str:
    """A line without the mark of a list before its day, and the day without spaces and in half-width digits."""
    text = line.lstrip()
    marked = _MARKS.match(text)
    text = text[marked.end() :] if marked else text
    day = _SPACED.match(text)
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", day[0])) + text[day.end() :] if day else text


def evidence(cell: GridCell) -> Meant:
    """A line each: ../policies/x.md, a title, or a title | a path."""
    lines: list[str] = []
    for line in cell.text.split("\n"):
        if lines and line.startswith(CONTINUED):
            lines[-1] += "\n" + line.removeprefix(CONTINUED)
        elif line.strip():
            lines.append(line)
    return Meant([_piece(line) for line in lines])


def _piece(line: str) -> dict[str, str]:
    if line.endswith(BESIDE.rstrip()):
        return {"title": line.removesuffix(BESIDE.rstrip())}
    title, _, path = line.rpartition(BESIDE)
    if title and path.startswith(("./", "../")):
        return {"title": title, "path": path.removeprefix("./")}
    return {"path": line.removeprefix("./")} if line.startswith(("./", "../")) else {"title": line}
