"""Imported questions become a bank in words: grouped by type, numbered anew, a draft until somebody has checked it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..kernel.quiz import TYPES, Item, plain
from ..kernel.quizform import read_items, write_items
from .quiz_common import Fault
from .quiz_text import safe
from .tally import Tally

UNIT = "政治处"


@dataclass(frozen=True)
class Shelved:
    """A bank of the library. `name` is that of its file without suffix; `stale` are the numbers of questions to look at again."""

    name: str
    path: str
    title: str
    items: tuple[Item, ...]
    stale: frozenset[int] = frozenset()


def chapter_for(items: Sequence[Item], given: str) -> str:
    """The chapter of the whole bank: the one given, else what the chapters have in common, else the most frequent."""
    named = [item.chapter for item in items if item.chapter]
    if given or not named:
        return given
    split = [chapter.split("/") for chapter in named]
    common = [parts[0] for parts in zip(*split, strict=False) if len(set(parts)) == 1]
    return "/".join(common) or Counter(named).most_common(1)[0][0]


def without_twins(items: Iterable[Item], library: Iterable[Shelved], tally: Tally) -> tuple[Item, ...]:
    """Questions that neither the library nor the file has had before."""
    seen = {_same(item): f"“{bank.title}”（{bank.path}）里有" for bank in library for item in bank.items}
    kept: list[Item] = []
    for item in items:
        if where := seen.get(_same(item)):
            tally.add(f"{where}同样的题：{{n}} 道没有导入")
            continue
        seen[_same(item)] = "文件里前面已经有"
        kept.append(item)
    return tuple(kept)


def _same(item: Item) -> tuple[str, frozenset[str]]:
    return plain(item.stem), frozenset(map(plain, item.options))


def bank_text(items: Sequence[Item], title: str, source: str, day: dt.date, chapter: str) -> tuple[str, tuple[Fault, ...]]:
    """The file, and the questions that it would not give back as they are, with the line where they came from."""
    ordered = sorted(items, key=lambda item: TYPES.index(item.type))
    numbered = [replace(safe(item), no=n, chapter=item.chapter or chapter) for n, item in enumerate(ordered, 1)]
    text = write_items([_guarded(item) for item in numbered], chapter)
    read, slips, _ = read_items(text, 1, chapter)
    faults = [Fault(item.line, fault) for item in numbered if (fault := _unwritable(item))]
    if not faults and (slips or [replace(item, line=0) for item in read] != [replace(item, line=0) for item in numbered]):
        faults = list(_lost(numbered, read))
    return _head(title, day, chapter) + f"从“{source}”导入 {len(items)} 题，逐题核对以后再发布。\n\n{text}", tuple(faults)


def _guarded(item: Item) -> Item:
    """A stem that begins with a bracket has its type before it, so that 【案例】 is not taken for one."""
    return replace(item, stem=f"【{item.type}】{item.stem}") if item.stem.startswith(("【", "[")) else item


def _unwritable(item: Item) -> str:
    if any(sign in word for blank in item.blanks for word in blank for sign in "|｜；;"):
        return "填空题的答案里不能有“；”和“|”：几个空用“；”分开，一个空的几种写法用“|”分开"
    return ""


def _lost(wanted: Sequence[Item], read: Sequence[Item]) -> Iterable[Fault]:
    got = {item.no: replace(item, line=0) for item in read}
    for item in wanted:
        if got.get(item.no) != replace(item, line=0):
            yield Fault(item.line, "题干、选项或解析里有像题号、选项或“答案：”的写法，存成题库会读错，请改一下写法")


def _head(title: str, day: dt.date, chapter: str) -> str:
    fields = {
        "title": _quoted(title),
        "date": day,
        "unit": UNIT,
        "classification": "内部",
        "status": "起草",
        "draft": "true",
        "checked": day,
        "chapter": _quoted(chapter),
    }
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
