"""Law texts in plain Markdown become policy records: title, history lines, `<!-- INFO END -->`, then the articles."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..kernel.articles import articles
from ..kernel.statutes import base_name

_END = "<!-- INFO END -->"
_DAY = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_NAMED_DAY = re.compile(r"\((\d{4})-(\d{2})-(\d{2})\)$")
_IN_FORCE = re.compile(r"自\s*(?:公布之日|(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日)\s*起(?:正式)?(?:施行|实施|生效|执行)")
_ADOPTED = re.compile(r"通过|公布|发布|批准|修订|修正|修改|印发")
_BODY = r"(最高人民法院、最高人民检察院|最高人民法院|最高人民检察院|全国人民代表大会常务委员会|全国人民代表大会|国务院)"
_PLACE = r"[\u4e00-\u9fff]{2,9}?(?:省|市|自治区|自治州|自治县|县)"
_LOCAL = re.compile(rf"({_PLACE})(?:第[一二三四五六七八九十]+届)?人民代表大会(常务委员会)?")


@dataclass(frozen=True)
class Law:
    """A text as it will be written. `name` is the file's name: the day and a digest of the title, short and stable."""

    name: str
    text: str
    articles: int
    source: str


@dataclass(frozen=True)
class Failure:
    """A file that could not be read, and why; or one that was read with a doubt (`read` is true)."""

    source: str
    reason: str
    read: bool = False


def read_laws(files: Iterable[Path], unit: str) -> tuple[list[Law], list[Failure]]:
    """Read each file; nothing is written. Two files that would get one name are the same version: the second fails."""
    laws: dict[str, Law] = {}
    failures: list[Failure] = []
    for file in sorted(files):
        try:
            law, doubts = _read(file, unit)
        except (ValueError, UnicodeDecodeError) as problem:
            reason = "不是 UTF-8 编码" if isinstance(problem, UnicodeDecodeError) else str(problem)
            failures.append(Failure(file.name, reason))
            continue
        if law.name in laws:
            failures.append(Failure(file.name, f"与 {laws[law.name].source} 是同一文件的同一版本"))
            continue
        laws[law.name] = law
        failures += [Failure(file.name, doubt, read=True) for doubt in doubts]
    return list(laws.values()), failures


def _read(file: Path, unit: str) -> tuple[Law, list[str]]:
    head, mark, body = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").partition(_END)
    if not mark:
        raise ValueError(f"没有 {_END} 一行，分不出沿革和正文")
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    if not lines or not lines[0].startswith("# "):
        raise ValueError("第一行不是“# 标题”")
    title, history = re.sub(r"\s+", "", lines[0][2:]), lines[1:]
    issued = _issued(file.stem, history)
    effective, doubts = _effective(issued, history, body)
    count = len(articles(body))
    if not count:
        doubts.append("没有第X条形式的条文，按整篇收录")
    text = _front_matter(title, issued, effective, history, unit) + _history(history) + _clean(body)
    digest = hashlib.sha1(title.encode(), usedforsecurity=False).hexdigest()[:6]
    return Law(f"{issued:%Y%m%d}-{digest}.md", text, count, file.name), doubts


def _issued(stem: str, history: Sequence[str]) -> dt.date:
    """The day in the file's name, else the last day of the history on which the text was adopted or changed."""
    if match := _NAMED_DAY.search(stem):
        return _day(match.groups())
    days = [_day(found.groups()) for line in history if _ADOPTED.search(line) for found in _DAY.finditer(line)]
    if not days:
        raise ValueError("文件名和沿革里都没有通过或公布的日期")
    return max(days)


def _effective(issued: dt.date, history: Sequence[str], body: str) -> tuple[dt.date, list[str]]:
    """施行日期 by the history, else by the last article that names one; a text amended later is in force from then."""
    named = [_day(m.groups()) for line in history if "施行" in line and (m := _DAY.search(line))]
    tail = "\n".join(article.text for article in articles(body)[-3:])
    named += [_day(found.groups()) for found in _IN_FORCE.finditer(tail) if found[1]]
    later = [day for day in named if day >= issued]
    if later:
        return min(later), []
    return issued, [] if named or "公布之日" in tail else ["没有写明施行日期，按公布日期计"]


def _day(parts: Sequence[str | None]) -> dt.date:
    try:
        return dt.date(*(int(part or 0) for part in parts))
    except ValueError:
        raise ValueError(f"日期 {'-'.join(str(part) for part in parts)} 不存在") from None


def _doctype(title: str, history: Sequence[str]) -> str:
    said = " ".join(history)
    if title.startswith("最高人民"):
        return "司法解释"
    if re.search(r"法(?:典)?$", base_name(title)) and "全国人民代表大会" in said:
        return "法律"
    for ending in ("决定", "决议"):
        if title.endswith(ending):
            return ending
    return "法规" if "人民代表大会" in said or "国务院" in said or title.endswith("条例") else "规章"


def _issuer(title: str, history: Sequence[str]) -> str:
    for text in (title, *history):
        if match := re.search(_BODY, text):
            return match[1]
        if match := _LOCAL.search(text):
            return f"{match[1]}人民代表大会{match[2] or ''}"
    return "见沿革"


def _front_matter(title: str, issued: dt.date, effective: dt.date, history: Sequence[str], unit: str) -> str:
    short = base_name(title)
    fields = {
        "title": _quoted(title),
        "date": issued,
        "unit": unit,
        "doctype": _doctype(title, history),
        "issuer": _issuer(title, history),
        "issued": issued,
        "effective": effective,
        "classification": "公开",
    } | ({"aliases": f"[{_quoted(short)}]"} if short != title else {})
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _history(history: Sequence[str]) -> str:
    return "".join(f"> {line}\n>\n" for line in history) + "\n" if history else ""


def _clean(body: str) -> str:
    return "\n".join(_lines(body.strip())) + "\n"


def _lines(body: str) -> Iterator[str]:
    for line in body.split("\n"):
        if not re.fullmatch(r"\s*<!--.*-->\s*", line):
            yield line.rstrip()
