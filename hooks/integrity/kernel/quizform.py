"""Questions as editors write them, and as 考试宝 takes them from Word: numbered stems, lettered options, 答案：, 解析：, ……"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .quiz import (
    ANY,
    BLANK,
    CHOICES,
    ESSAY,
    JUDGE,
    LETTERS,
    MULTIPLE,
    ORDER,
    SINGLE,
    TYPES,
    Item,
    blanks_of,
    guessed,
    judged,
    letters_of,
    stray,
)
from .quizmarks import HEADING, KEY, OPTION, STEM, Slip, astray, bare_heading, bare_option, bare_stem, figure, no_comma, short

_MORE = re.compile(r"(?<=[\s　])(?=[B-HＢ-Ｈ]\s*[、.．])")
_NAMES = {kind.removesuffix("题"): kind for kind in TYPES} | {"单选": SINGLE, "多选": MULTIPLE, "不定项": ANY, "问答": ESSAY}
_NAMES |= {"单项选择": SINGLE, "多项选择": MULTIPLE, "判断": JUDGE, "填空": BLANK, "排序": ORDER, "简答": ESSAY}


@dataclass
class _Draft:
    """A question while its lines are read; `last` is the field that a line without a mark goes on with. `inner` is the last
    number that stood inside the stem, `ended` whether a heading came after it.
    """

    no: int
    line: int
    type: str
    fields: dict[str, str]
    options: list[str] = field(default_factory=list)
    last: str = "题干"
    inner: int = 0
    ended: bool = False

    def add(self, name: str, text: str) -> None:
        self.fields[name] = text.strip()
        self.last = name

    def go_on(self, text: str) -> None:
        if self.last == "选项":
            self.options[-1] = f"{self.options[-1]}{text.strip()}"
        elif text.strip():
            joint = "\n" if self.last in ("答案", "解析") and self.fields[self.last] else ""
            self.fields[self.last] += joint + text.strip()


def read_items(text: str, first_line: int = 1, chapter: str = "") -> tuple[tuple[Item, ...], tuple[Slip, ...], str]:
    """The questions of `text`, what is wrong with their form, and the words before the first of them.

    `chapter` is that of questions which name none. A heading such as ## 多选题 gives the type of those below it.
    """
    reader = _Reader(text.split("\n"), first_line)
    for at in range(len(reader.lines)):
        reader.take(at)
    slips = sorted([*reader.slips, *astray(reader.before)], key=lambda slip: slip.line)
    opening = "\n".join(words for _, words in reader.before).strip()
    return tuple(_item(draft, chapter) for draft in reader.drafts), tuple(slips), opening


class _Reader:
    """The questions so far, line by line. `before` are the lines above the first of them, with their numbers."""

    def __init__(self, lines: Sequence[str], first: int) -> None:
        self.lines, self.first = lines, first
        self.drafts: list[_Draft] = []
        self.slips: list[Slip] = []
        self.before: list[tuple[int, str]] = []
        self.kind = ""

    def take(self, at: int) -> None:
        words, line = self.lines[at], self.first + at
        answered = not self.drafts or "答案" in self.drafts[-1].fields
        if heading := HEADING.match(words):
            self._head(type_named(heading[1]), heading[1], line)
        elif type_named(name := bare_heading(words)) in TYPES:
            self.slips.append(Slip(line, f"{short(words)}要写成标题，例如 ## {type_named(name)}"))
            self._head(type_named(name), name, line)
        elif (stem := STEM.match(words)) and not _continues(stem, self.drafts):
            self._begin(stem, line)
        elif answered and (missed := bare_stem(self.lines, at, not self.drafts)):
            self.slips.append(Slip(line, no_comma(words, *missed)))
            self.drafts.append(_Draft(missed[0], line, self.kind, {"题干": missed[1]}))
        elif not self.drafts:
            self.before.append((line, words))
        else:
            self.slips += _line(self.drafts[-1], words, line, self.lines[at + 1 : at + 4])

    def _head(self, kind: str, name: str, line: int) -> None:
        if kind not in TYPES:
            self.slips.append(Slip(line, f"标题“{name}”不是题型，可写：{'、'.join(TYPES)}"))
        self.kind = kind
        for draft in self.drafts[-1:]:
            draft.ended = True

    def _begin(self, stem: re.Match[str], line: int) -> None:
        number, said = figure(stem[1]), type_named(stem[2] or "")
        if self.drafts and _inside(self.drafts[-1], number):
            draft = self.drafts[-1]
            if not draft.inner:
                text = f"{short(stem[0])}写在第 {draft.no} 题的题干里，会当作一道新题；题干里分点请写（1）（2）"
                self.slips.append(Slip(line, text))
            draft.inner = number
            return
        words = stem[3] if said in TYPES or not stem[2] else f"【{stem[2]}】{stem[3]}"
        self.drafts.append(_Draft(number, line, said if said in TYPES else self.kind, {"题干": words.strip()}))


def type_named(name: str) -> str:
    """多选, 多选题 and 多项选择题 are one; an unknown name stays as it is."""
    bare = name.strip().removesuffix("题")
    return _NAMES.get(bare, name.strip())


def _continues(stem: re.Match[str], drafts: list[_Draft]) -> bool:
    """Whether 1. in a model answer is a part of it and not the next question."""
    inside = bool(drafts) and drafts[-1].last in ("答案", "解析")
    return inside and figure(stem[1]) <= drafts[-1].no


def _inside(draft: _Draft, number: int) -> bool:
    """Whether a numbered line stands in a stem that has neither options nor an answer yet."""
    begun = draft.last != "题干" or bool(draft.options) or draft.ended
    return not begun and (number <= draft.no or (draft.inner > 0 and number == draft.inner + 1))


def _line(draft: _Draft, words: str, line: int, below: Sequence[str]) -> Iterator[Slip]:
    if key := KEY.match(words):
        name = "答案" if key[1].endswith("答案") else key[1]
        if name in draft.fields:
            yield Slip(line, f"“{name}”前面已经写过了，请删去一处；是另一道题的，那道题漏了题号，例如 {draft.no + 1}、题干")
            name = "多余"
        draft.add(name, key[2])
    elif draft.last in ("题干", "选项") and OPTION.match(words):
        yield from _options(draft, words, line)
    elif draft.last in ("题干", "选项") and (text := bare_option(words, len(draft.options), below)):
        yield Slip(line, f"{short(words)}的字母后面要有顿号，例如 {LETTERS[len(draft.options)]}、{text[:8]}")
        draft.options.append(text)
        draft.last = "选项"
    else:
        draft.go_on(words)


def _options(draft: _Draft, words: str, line: int) -> Iterator[Slip]:
    for piece in _MORE.split(words.strip()):
        if found := OPTION.match(piece):
            letter, due = unicodedata.normalize("NFKC", found[1]), LETTERS[min(len(draft.options), 7)]
            if letter != due:
                said = f"选项 {letter} 的顺序不对，这里应是选项 {due}；从 A 起依次写，字母后面要有顿号，例如 {due}、三日"
                yield Slip(line, said)
            draft.options.append(found[2].strip())
    draft.last = "选项"


def _item(draft: _Draft, chapter: str) -> Item:
    said = draft.fields
    answer = said.get("答案", "")
    kind = type_named(said["题型"]) if said.get("题型") else draft.type or guessed(len(draft.options), answer, said["题干"])
    return Item(
        draft.no,
        kind,
        said["题干"],
        tuple(draft.options),
        settled(kind, answer),
        blanks_of(answer) if kind == BLANK else (),
        said.get("解析", ""),
        said.get("章节", "") or chapter,
        said.get("难度", "") or "适中",
        said.get("依据", ""),
        draft.line,
    )


def settled(kind: str, answer: str) -> str:
    """An answer in the one form that is kept: sorted letters, 对 or 错, words; empty for blanks, which stand apart. What is no
    letter where letters are due stays, to be found at fault.
    """
    if kind in (*CHOICES, ORDER):
        if stray(answer):
            return answer.strip()
        return letters_of(answer) if kind == ORDER else "".join(sorted(letters_of(answer)))
    return "" if kind == BLANK else judged(answer) if kind == JUDGE else answer.strip()


def write_items(items: Iterable[Item], chapter: str = "") -> str:
    """The same questions as text, grouped under headings by type, numbered as they are."""
    lines: list[str] = []
    kind = ""
    for item in items:
        if item.type != kind:
            kind = item.type
            lines += [f"## {kind}", ""]
        lines += [*_written(item, chapter), ""]
    return "\n".join(lines).rstrip() + "\n" if lines else ""


def _written(item: Item, chapter: str) -> Iterator[str]:
    yield f"{item.no}、{item.stem}"
    for letter, option in zip(LETTERS, item.options, strict=False):
        yield f"{letter}、{option}"
    answer = "；".join("|".join(blank) for blank in item.blanks) if item.type == BLANK else item.answer
    yield f"答案：{answer}"
    for name, text in (("解析", item.explanation), ("章节", item.chapter if item.chapter != chapter else "")):
        if text:
            yield f"{name}：{text}"
    yield f"难度：{item.degree}"
    if item.basis:
        yield f"依据：{item.basis}"
