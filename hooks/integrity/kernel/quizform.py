"""Questions as editors write them, and as 考试宝 takes them from Word: numbered stems, lettered options, 答案：, 解析：, ……"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
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
)

_STEM = re.compile(r"\s{0,3}([0-9０-９]+)\s*[、.．]\s*(?:[【\[]([^】\]]{2,8})[】\]])?\s*(\S.*)")
_OPTION = re.compile(r"\s*([A-HＡ-Ｈ])\s*[、.．:：]\s*(.*)")
_MORE = re.compile(r"(?<=[\s　])(?=[B-HＢ-Ｈ]\s*[、.．])")
_KEY = re.compile(r"\s*(题型|正确答案|参考答案|答案|解析|章节|难度|依据)\s*[：:]\s*(.*)")
_HEADING = re.compile(r"\s{0,3}#{1,4}\s+(?:[一二三四五六七八九十]+、)?\s*(\S+?)(?:题)?\s*(?:[（(].*)?$")
_NAMES = {kind.removesuffix("题"): kind for kind in TYPES} | {"单选": SINGLE, "多选": MULTIPLE, "不定项": ANY, "问答": ESSAY}
_NAMES |= {"单项选择": SINGLE, "多项选择": MULTIPLE, "判断": JUDGE, "填空": BLANK, "排序": ORDER, "简答": ESSAY}


@dataclass(frozen=True)
class Slip:
    """Something wrong at a line."""

    line: int
    text: str


@dataclass
class _Draft:
    """A question while its lines are read; `last` is the field that a line without a mark goes on with."""

    no: int
    line: int
    type: str
    fields: dict[str, str]
    options: list[str] = field(default_factory=list)
    last: str = "题干"

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
    drafts: list[_Draft] = []
    slips: list[Slip] = []
    before: list[str] = []
    kind = ""
    for line, words in enumerate(text.split("\n"), first_line):
        if heading := _HEADING.match(words):
            kind = type_named(heading[1])
            if kind not in TYPES and (drafts or kind):
                slips.append(Slip(line, f"标题“{heading[1]}”不是题型，可写：{'、'.join(TYPES)}"))
        elif (stem := _STEM.match(words)) and not _continues(stem, drafts):
            number = int(unicodedata.normalize("NFKC", stem[1]))
            said = type_named(stem[2] or "")
            words = stem[3] if said in TYPES or not stem[2] else f"【{stem[2]}】{stem[3]}"
            drafts.append(_Draft(number, line, said if said in TYPES else kind, {"题干": words.strip()}))
        elif not drafts:
            before.append(words)
        else:
            slips += _line(drafts[-1], words, line)
    return tuple(_item(draft, chapter) for draft in drafts), tuple(slips), "\n".join(before).strip()


def type_named(name: str) -> str:
    """多选, 多选题 and 多项选择题 are one; an unknown name stays as it is."""
    bare = name.strip().removesuffix("题")
    return _NAMES.get(bare, name.strip())


def _continues(stem: re.Match[str], drafts: list[_Draft]) -> bool:
    """Whether 1. in a model answer is a part of it and not the next question."""
    inside = bool(drafts) and drafts[-1].last in ("答案", "解析")
    return inside and int(unicodedata.normalize("NFKC", stem[1])) <= drafts[-1].no


def _line(draft: _Draft, words: str, line: int) -> Iterator[Slip]:
    if key := _KEY.match(words):
        name = "答案" if key[1].endswith("答案") else key[1]
        if name in draft.fields:
            yield Slip(line, f"“{name}”前面已经写过了，请删去一处")
        draft.add(name, key[2])
    elif draft.last in ("题干", "选项") and (option := _OPTION.match(words)):
        for piece in _MORE.split(words.strip()):
            if found := _OPTION.match(piece):
                letter = unicodedata.normalize("NFKC", found[1])
                if letter != LETTERS[min(len(draft.options), 7)]:
                    yield Slip(line, f"选项 {letter} 的顺序不对，应从 A 起依次写")
                draft.options.append(found[2].strip())
        draft.last = "选项" if option else draft.last
    else:
        draft.go_on(words)


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
    """An answer in the one form that is kept: sorted letters, 对 or 错, words; empty for blanks, which stand apart."""
    if kind in CHOICES:
        return "".join(sorted(letters_of(answer)))
    if kind == ORDER:
        return letters_of(answer)
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
