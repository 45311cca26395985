"""A question of the self-test, and what may be wrong with one. Types, letters and degrees are those of 考试宝 (domain.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

SINGLE, MULTIPLE, ANY, JUDGE, BLANK, ORDER, ESSAY = (
    "单选题",
    "多选题",
    "不定项选择题",
    "判断题",
    "填空题",
    "排序题",
    "简答题",
)
TYPES = (SINGLE, MULTIPLE, ANY, JUDGE, BLANK, ORDER, ESSAY)
CHOICES = (SINGLE, MULTIPLE, ANY)
DEGREES = ("易", "偏易", "适中", "难")
LETTERS = "ABCDEFGH"
RIGHT, WRONG = "对", "错"
GAP = "____"

_RIGHT = ("对", "正确", "√", "是", "a", "t", "true")
_WRONG = ("错", "错误", "×", "x", "否", "b", "f", "false")
_SAID = dict.fromkeys(_RIGHT, RIGHT) | dict.fromkeys(_WRONG, WRONG)
_LEFT = re.compile(r"[（(]\s*[A-HＡ-Ｈ]{1,8}\s*[）)]")
_BETWEEN = re.compile(r"[\s、,，;；/|.。和及]")
GAPS = re.compile(r"_{2,}|＿{2,}")


@dataclass(frozen=True)
class Item:
    """`answer` is letters in order (ABD; 排序题 in the right order), 对 or 错, or the model answer of a 简答题. `blanks` are, for
    each gap of a 填空题, the words that are accepted. `chapter` is a path with /, `basis` as written; `line` is where it begins.
    """

    no: int
    type: str
    stem: str
    options: tuple[str, ...] = ()
    answer: str = ""
    blanks: tuple[tuple[str, ...], ...] = ()
    explanation: str = ""
    chapter: str = ""
    degree: str = "适中"
    basis: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """The right answer in words."""
        return self.answer if self.type == ORDER else "；".join(self.answers)

    @property
    def answers(self) -> tuple[str, ...]:
        """The right answer in words, each option on its own; an order as C → D → B → A."""
        if self.type in CHOICES:
            return tuple(f"{letter}　{self.options[LETTERS.index(letter)]}" for letter in self.answer)
        if self.type == BLANK:
            return ("；".join("或".join(blank) for blank in self.blanks),)
        return (" → ".join(self.answer) if self.type == ORDER else self.answer,)


def faults(item: Item) -> Iterator[str]:
    """What keeps a question from being asked."""
    if not item.stem:
        yield "没有题干"
    if item.type not in TYPES:
        yield f"没有“{item.type}”这种题型，可写：{'、'.join(TYPES)}"
    elif item.type in (*CHOICES, ORDER):
        yield from _option_faults(item)
    elif item.type == JUDGE and item.answer not in (RIGHT, WRONG):
        yield f"判断题的答案写“{RIGHT}”或“{WRONG}”，例如 答案：{RIGHT}"
    elif item.type == BLANK:
        yield from _blank_faults(item)
    elif item.type == ESSAY and not item.answer:
        yield "没有答案，请写参考答案，例如 答案：应当先登记，再报告。"
    if item.degree not in DEGREES:
        yield f"难度“{item.degree}”不在表里，可写：{'、'.join(DEGREES)}"
    if item.type in (*CHOICES, JUDGE) and (left := _LEFT.search(item.stem)):
        yield f"题干里留着答案“{left[0]}”，请改成（　　）"


def _option_faults(item: Item) -> Iterator[str]:
    count = len(item.options)
    if not 2 <= count <= len(LETTERS):
        yield f"选项有 {count} 个，应是两个到八个，每行一个，例如 A、三日"
    if empty := [LETTERS[n] for n, option in enumerate(item.options[:8]) if not option]:
        yield f"选项 {'、'.join(empty)} 是空的"
    twice = sorted({option for option in item.options if option and item.options.count(option) > 1})
    if twice:
        yield f"两个选项都是“{twice[0]}”"
    yield from _letter_faults(item, LETTERS[: min(count, 8)])


def _letter_faults(item: Item, known: str) -> Iterator[str]:
    letters = item.answer
    if not letters:
        yield "没有答案，例如 答案：B"
    elif left := stray(letters):
        inside = f"里的“{left}”" if left != letters else ""
        yield f"答案“{letters}”{inside}不是选项的字母，答案写选项的字母，例如 答案：{_letter_for(item)}"
    elif beyond := sorted({letter for letter in letters if letter not in known}):
        yield f"答案里的 {'、'.join(beyond)} 没有对应的选项"
    elif len(set(letters)) != len(letters):
        yield "答案里有重复的字母"
    elif item.type == SINGLE and len(letters) != 1:
        yield f"单选题只有一个答案，现在写了 {letters}；有几个答案的写成多选题"
    elif item.type == MULTIPLE and len(letters) < 2:
        yield "多选题至少有两个答案；可能只有一个的写成不定项选择题"
    elif item.type == ORDER and len(letters) != len(known):
        yield f"排序题的答案要把 {len(known)} 个选项都排上，例如 答案：{known[::-1]}"


def _letter_for(item: Item) -> str:
    """The letter of the option that the answer repeats in words, else an example."""
    return next((letter for letter, option in zip(LETTERS, item.options, strict=False) if option == item.answer), "B")


def _blank_faults(item: Item) -> Iterator[str]:
    gaps = len(GAPS.findall(item.stem))
    if not gaps:
        yield f"填空题的题干里没有空，空写成四条下划线 {GAP}"
    elif len(item.blanks) != gaps:
        yield f"题干有 {gaps} 个空，答案有 {len(item.blanks)} 个；几个空的答案用“；”分开，一个空的几种写法用“|”分开"
    elif not all(all(blank) and blank for blank in item.blanks):
        yield "有一个空没有答案"


def chapter_of(text: str) -> str:
    """廉洁纪律／礼品 / 登记 as 廉洁纪律/礼品/登记."""
    return "/".join(part.strip() for part in re.split(r"[/／]", text))


def chapter_fault(chapter: str) -> str:
    """What is wrong with a chapter's path, empty where nothing is."""
    parts = chapter.split("/")
    return "" if all(parts) and len(parts) <= 4 else "应是用 / 隔开的章节，最多四级，例如 廉洁纪律/礼品礼金"


def plain(text: str) -> str:
    """How answers are compared: full-width and half-width alike, without spaces, in small letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def letters_of(text: str) -> str:
    """A、B,D or ＡＢＤ as ABD."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign in LETTERS)


def stray(text: str) -> str:
    """What is neither a letter of an option nor what may stand between letters."""
    return _BETWEEN.sub("", "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.upper() not in LETTERS))


def judged(text: str) -> str:
    """√, 正确 or A as 对; what is neither stays as it is."""
    return _SAID.get(plain(text), text.strip())


def blanks_of(text: str) -> tuple[tuple[str, ...], ...]:
    """三|3；登记表 as (("三", "3"), ("登记表",))."""
    if not text.strip():
        return ()
    return tuple(tuple(word.strip() for word in re.split(r"[|｜]", blank)) for blank in re.split(r"[；;]", text))


def guessed(item_options: int, answer: str, stem: str) -> str:
    """The type of a question that does not say it."""
    if item_options:
        return MULTIPLE if len(letters_of(answer)) > 1 else SINGLE
    if judged(answer) in (RIGHT, WRONG):
        return JUDGE
    return BLANK if GAPS.search(stem) else ESSAY
