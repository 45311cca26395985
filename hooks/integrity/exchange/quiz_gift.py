"""Questions for Moodle in GIFT. Reserved signs ~ = # { } : and \\ are escaped, a line break is \\n, as Moodle itself writes them.

The type and the degree stand as tags in a comment above the question, the chapter as its category, 解析 as general feedback
(####) with 依据 at its end. 简答题: the model answer stands in the feedback. 排序题 and 填空题 with several blanks do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..kernel.quiz import BLANK, CHOICES, ESSAY, JUDGE, LETTERS, ORDER, RIGHT, SINGLE, Item
from .cells import clean
from .quiz_common import Written, with_basis
from .tally import Tally

MODEL, WHY = "参考答案：", "解析："
TOP = "$course$/top"
FORMATS = ("html", "moodle", "plain", "markdown")

_SHARES = ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5")
_RESERVED = re.compile(r"[\\~=#{}:]")


def write_gift(items: Iterable[Item]) -> Written:
    tally = Tally()
    lines: list[str] = []
    chapter: str | None = None
    count = 0
    for number, item in enumerate(items, 1):
        if not _fits(item, tally):
            continue
        if item.chapter != chapter:
            chapter = item.chapter
            lines += [f"$CATEGORY: {chapter or TOP}", ""]
        count += 1
        lines += [*_question(item, number, tally), ""]
    return Written("\n".join(lines).encode(), count, tally.notes)


def _fits(item: Item, tally: Tally) -> bool:
    if item.type == ORDER:
        tally.add("GIFT 没有排序题：{n} 道没有导出")
    elif item.type == BLANK and len(item.blanks) != 1:
        tally.add("GIFT 的填空题只有一个空：{n} 道有几个空的没有导出")
    elif item.type == BLANK and any("->" in word for word in item.blanks[0]):
        tally.add("GIFT 把答案里的 -> 当成配对题：{n} 道没有导出")
    else:
        return True
    return False


def _question(item: Item, number: int, tally: Tally) -> Iterator[str]:
    yield f"// [tag:{item.type}] [tag:{item.degree}]"
    head = f"::{number:04d}::[plain]{escaped(item.stem)}"
    if item.basis:
        tally.add("GIFT 没有“依据”一栏：{n} 道已并入解析末尾“依据：…”")
    feedback = with_basis(item.explanation, item.basis)
    if item.type == ESSAY:
        why = with_basis(f"{WHY}{item.explanation}" if item.explanation else "", item.basis)
        feedback = "\n".join(part for part in (MODEL + item.answer, why) if part)
    tail = f"####{_formatted(feedback)}" if feedback else ""
    if item.type == JUDGE:
        yield f"{head}{{{'TRUE' if item.answer == RIGHT else 'FALSE'}{tail}}}"
    elif item.type == ESSAY:
        tally.add("GIFT 的简答题没有评分要点：{n} 道的参考答案写在总反馈里")
        yield f"{head}{{{tail}}}"
    else:
        yield f"{head}{{"
        yield from (f"\t{answer}" for answer in _answers(item))
        yield from (f"\t{line}" for line in (tail, "}") if line)


def _answers(item: Item) -> Iterator[str]:
    if item.type == BLANK:
        yield from ("=" + _weighed(word, "%100%").replace("*", r"\*") for word in item.blanks[0])
    elif item.type == SINGLE:
        for letter, option in zip(LETTERS, item.options, strict=False):
            yield f"={_formatted(option)}" if letter == item.answer else "~" + _weighed(option, "%0%")
    elif item.type in CHOICES:
        share = _SHARES[max(len(item.answer), 1) - 1]
        for letter, option in zip(LETTERS, item.options, strict=False):
            yield f"~%{share if letter in item.answer else '-100'}%{_formatted(option)}"


def _weighed(text: str, weight: str) -> str:
    """A text that begins like a weight (%50%) gets one of its own."""
    return weight + _formatted(text) if text.startswith("%") else _formatted(text)


def _formatted(text: str) -> str:
    """A text that begins like the name of a format gets that of the question."""
    return ("[plain]" if text.startswith(tuple(f"[{name}]" for name in FORMATS)) else "") + escaped(text)


def escaped(text: str) -> str:
    return _RESERVED.sub(lambda found: "\\" + found[0], clean(text)).replace("\n", "\\n")
