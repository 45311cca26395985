"""Questions in plain text, as 考试宝 takes them: 1、…, A、…, 答案：…, 解析：…. The kernel reads it; this makes it readable.

The type stands in brackets after the number, and 依据 below 解析: a program that does not know the word takes it for more 解析.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..kernel.quiz import BLANK, LETTERS, Item
from ..kernel.quizform import read_items
from .cells import clean
from .quiz_common import EXTRA, Fault, Read, Written, chapter_of, decoded, item_faults, kind_of, known_kind, one_line
from .tally import Tally

_SECTION = re.compile(
    r"\s*(?:#{1,4}\s*)?第?[一二三四五六七八九十]+(?:[、.．]|部分)\s*(\S{2,8}?)\s*(?:[（(:：].*)?"
    r"|\s*(?:#{1,4}\s*)?【?([^\s】]{2,7}题)】?\s*(?:[（(].*)?"
)
_NAMED = re.compile(r"^(\s*(?:[0-9０-９]+\s*[、.．]\s*[【\[]|题型\s*[：:]\s*))([^】\]\s]{2,8})", re.M)
_MARKED = re.compile(r"\s*(?:#{1,4}\s|[0-9０-９]+\s*[、.．]|(?:题型|正确答案|参考答案|答案|解析|章节|难度|依据)\s*[：:])")
_NEXT_OPTION = re.compile(r"\s+(?=[B-HＢ-Ｈ]\s*[、.．])")


def safe(item: Item) -> Item:
    """The question as text can hold it: stem, options and 依据 on one line each, no line that reads as a mark of its own."""
    return replace(
        item,
        stem=one_line(clean(item.stem)),
        options=tuple(_NEXT_OPTION.sub("", one_line(clean(option))) for option in item.options),
        answer=_lines(item.answer),
        blanks=tuple(tuple(one_line(word) for word in blank) for blank in item.blanks),
        explanation=_lines(item.explanation),
        basis=one_line(item.basis),
    )


def _lines(text: str) -> str:
    """Lines as they are; one that would begin another question or field goes on with the line before it."""
    kept: list[str] = []
    for line in filter(None, (line.strip() for line in clean(text).split("\n"))):
        if kept and (_MARKED.match(line) or _section(line)):
            kept[-1] += f" {line}"
        else:
            kept.append(line)
    return "\n".join(kept)


def write_text(items: Iterable[Item], title: str = "") -> Written:
    tally = Tally()
    blocks = ["\n".join(text_lines(item, number, tally)) for number, item in enumerate(items, 1)]
    whole = "\n\n".join([title, *blocks] if title else blocks) + "\n"
    return Written(whole.encode("utf-8-sig"), len(blocks), tally.notes)


def text_lines(item: Item, number: int, tally: Tally) -> Iterator[str]:
    held = safe(item)
    if held != item:
        tally.add("文字形式里题干和选项各占一行：{n} 道里的换行接到了一起")
    yield f"{number}、【{held.type}】{held.stem}"
    for letter, option in zip(LETTERS, held.options, strict=False):
        yield f"{letter}、{option}"
    yield f"答案：{'；'.join('|'.join(blank) for blank in held.blanks) if held.type == BLANK else held.answer}"
    for name, text in (("解析", held.explanation), ("依据", held.basis), ("章节", held.chapter), ("难度", held.degree)):
        if text:
            yield f"{name}：{text}"


def read_text(content: bytes) -> Read:
    tally = Tally()
    return read_lines(decoded(content, tally).split("\n"), tally)


def read_lines(lines: Iterable[str], tally: Tally) -> Read:
    """Questions of `lines`; line numbers count from 1."""
    kinds: list[tuple[int, str]] = []
    marked = [_heading(line, number, kinds) for number, line in enumerate(lines, 1)]
    text = _NAMED.sub(lambda found: found[1] + _taken(found[2], tally), "\n".join(marked))
    items, slips, _ = read_items(text)
    items = tuple(replace(item, chapter=chapter_of(item.chapter)) for item in items)
    for item in items:
        name = next((name for line, name in reversed(kinds) if line < item.line), "")
        if name.removesuffix("题") in EXTRA:
            kind_of(name, tally)
    found = [Fault(slip.line, slip.text) for slip in slips]
    for item in items:
        found += item_faults(item)
    return Read(items, tuple(found), tally.notes)


def _taken(name: str, tally: Tally) -> str:
    """计算题 as 简答题; a word that is no type stays."""
    return kind_of(name, tally) if name.removesuffix("题") in EXTRA else name


def _heading(line: str, number: int, kinds: list[tuple[int, str]]) -> str:
    """一、单项选择题（每题 2 分） as ## 单选题."""
    name = _section(line)
    if name:
        kinds.append((number, name))
    return f"## {kind_of(name)}" if name else line


def _section(line: str) -> str:
    """The type that a line names as a heading, or an empty string."""
    found = _SECTION.fullmatch(line)
    name = (found[1] or found[2]) if found else ""
    return name if name and known_kind(name) else ""
