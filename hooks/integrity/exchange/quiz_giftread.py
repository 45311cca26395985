"""GIFT read: multiple choice with one or several right answers, true/false, short answer, essay, missing word.

Matching, and numbers with a range, are said to have no form here. Nothing of Moodle runs: a small reader of our own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..kernel.quiz import ANY, BLANK, DEGREES, ESSAY, GAP, GAPS, JUDGE, LETTERS, MULTIPLE, RIGHT, SINGLE, WRONG, Item
from .archive import Refused
from .quiz_common import Fault, Read, chapter_of, decoded, item_faults, split_basis
from .quiz_gift import FORMATS, MODEL, WHY
from .tally import Tally

_ESCAPES = "\\~=#{}:n;"
_PLACE = 0xE000
_TAG = re.compile(r"\[tag:([^\]]+)\]")
_ANSWER = re.compile(r"([~=])([^~=]*)")
_WEIGHT = re.compile(r"%(-?[0-9]+(?:\.[0-9]*)?)%")
_FORMAT = re.compile(rf"\[({'|'.join(FORMATS)})\]")
_LOOKS = re.compile(r"^\s*(?:::.*::|\$CATEGORY:)|(?<!\\)\{\s*(?:[=~#]|T(?:RUE)?\s*[}#]|F(?:ALSE)?\s*[}#])", re.M)


class _Block(NamedTuple):
    line: int
    text: str
    tags: tuple[str, ...]


class _Answer(NamedTuple):
    sign: str
    text: str
    weight: float | None


def looks_like_gift(text: str) -> bool:
    return bool(_LOOKS.search(text))


def read_gift(content: bytes) -> Read:
    tally, chapter = Tally(), ""
    items: list[Item] = []
    found: list[Fault] = []
    for block in _blocks(decoded(content, tally)):
        if block.text.startswith("$CATEGORY:"):
            chapter = _chapter(block.text.removeprefix("$CATEGORY:"))
            continue
        try:
            item = _item(block, len(items) + 1, chapter, tally)
        except Refused as problem:
            found.append(Fault(block.line, str(problem)))
            continue
        if item:
            items.append(item)
            found += item_faults(item)
    return Read(tuple(items), tuple(found), tally.notes)


def _blocks(text: str) -> Iterator[_Block]:
    """What stands between empty lines; comments are left out, their tags kept, escaped signs put out of the way."""
    start, lines, tags = 0, list[str](), list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip().startswith("//"):
            tags += _TAG.findall(line)
        elif line.strip():
            start = start or number
            lines.append(line.rstrip())
        elif lines:
            yield _Block(start, _hidden("\n".join(lines).strip()), tuple(tags))
            start, lines, tags = 0, [], []


def _hidden(text: str) -> str:
    return re.sub(r"\\([\\~=#{}:n;])", lambda found: chr(_PLACE + _ESCAPES.index(found[1])), text)


def _shown(text: str, form: str = "") -> str:
    """The text with its escaped signs back; that of HTML without its tags."""
    text = text.strip()
    if own := _FORMAT.match(text):
        form, text = own[1], text[own.end() :]
    for place, sign in enumerate(_ESCAPES):
        text = text.replace(chr(_PLACE + place), "\n" if sign == "n" else sign)
    if form == "html":
        text = html.unescape(re.sub(r"<[^<>]+>", "", re.sub(r"<(?:br|/p|/li)\b[^>]*>", "\n", text)))
    return text.strip()


def _chapter(text: str) -> str:
    parts = [part for part in chapter_of(_shown(text)).split("/") if part and part != "top" and not part.startswith("$")]
    return "/".join(part for part in parts if not part.startswith("Default for"))


def _item(block: _Block, number: int, chapter: str, tally: Tally) -> Item | None:
    text = re.sub(r"\A::.*?::\s*", "", block.text, flags=re.S)
    if "{" not in text and "}" not in text:
        tally.add("没有答案的说明文字 {n} 段，没有导入")
        return None
    parts = re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", text)
    if not parts:
        raise Refused("一道题要有一对 { }，文字里的花括号写成 \\{ 和 \\}")
    form = found[1] if (found := _FORMAT.match(parts[1].strip())) else ""
    stem = _shown(parts[1] + (f"{GAP}{parts[3]}" if parts[3].strip() else ""), form)
    answer, mark, feedback = parts[2].rpartition("####")
    answer, feedback = (answer, _shown(feedback, form)) if mark else (parts[2], "")
    kind, options, key, blanks = _answer(answer.strip(), form, block.tags, tally)
    if kind == ESSAY:
        key, feedback = _model(feedback)
    if kind == BLANK and not GAPS.search(stem):
        stem += GAP
        tally.add("题干里没有空的简短答案题 {n} 道，在题干末尾加了空")
    explanation, basis = split_basis(feedback)
    degree = next((tag for tag in block.tags if tag in DEGREES), "适中")
    return Item(number, kind, stem, options, key, blanks, explanation, chapter, degree, basis, block.line)


Parts = tuple[str, tuple[str, ...], str, tuple[tuple[str, ...], ...]]


def _answer(text: str, form: str, tags: tuple[str, ...], tally: Tally) -> Parts:
    """Type, options, answer and blanks."""
    if not text:
        return ESSAY, (), "", ()
    if (said := text.partition("#")[0].strip()) in ("T", "TRUE", "F", "FALSE"):
        if "#" in text:
            tally.add("每个答案自己的反馈没有导入：{n} 处")
        return JUDGE, (), RIGHT if said[0] == "T" else WRONG, ()
    if text.startswith("#"):
        return BLANK, (), "", (_numbers(text[1:]),)
    if "~" not in text and "->" in text:
        raise Refused("配对题导不进来，请从文件里删去，或改成别的题型")
    if "~" not in text:
        return BLANK, (), "", (_words("=" + text.lstrip("="), form, tally),)
    return _choice([_answer_of(sign, words, form, tally, sign == "~") for sign, words in _ANSWER.findall(text)], tags, tally)


def _words(text: str, form: str, tally: Tally) -> tuple[str, ...]:
    answers = [_answer_of(sign, words, form, tally) for sign, words in _ANSWER.findall(text)]
    whole = [answer for answer in answers if answer.weight in (None, 100)]
    tally.add("简短答案题里只给部分分的答案没有导入：{n} 个", len(answers) - len(whole))
    return tuple(answer.text.replace(r"\*", "*") for answer in whole)


def _answer_of(sign: str, text: str, form: str, tally: Tally, weighed: bool = True) -> _Answer:
    """An answer without its feedback. Moodle takes no weight from a choice that begins with =."""
    words, _, feedback = text.strip().partition("#")
    if feedback.strip():
        tally.add("每个答案自己的反馈没有导入：{n} 处")
    weight = _WEIGHT.match(words) if weighed else None
    return _Answer(sign, _shown(words[weight.end() :] if weight else words, form), float(weight[1]) if weight else None)


def _choice(answers: list[_Answer], tags: tuple[str, ...], tally: Tally) -> Parts:
    single = any(answer.sign == "=" for answer in answers)
    right = [answer.sign == "=" if single else (answer.weight or 0) > 0 for answer in answers]
    if single and sum(right) > 1:
        raise Refused("单选题写了几个 =，几个都要选的请写成 ~%50%…，只要一个的请只留一个 =")
    if single and any((answer.weight or 0) > 0 for answer in answers if answer.sign == "~"):
        tally.add("部分给分没有导入：{n} 道按全对才得分")
    key = "".join(LETTERS[n] if n < len(LETTERS) else "?" for n, is_right in enumerate(right) if is_right)
    kind = SINGLE if single else MULTIPLE if len(key) > 1 else ANY
    return ANY if not single and ANY in tags else kind, tuple(answer.text for answer in answers), key, ()


def _numbers(text: str) -> tuple[str, ...]:
    numbers = [re.sub(r"%[0-9.]+%|#.*", "", part, flags=re.S).strip() for part in text.lstrip("=").split("=")]
    plain = [re.sub(chr(_PLACE + _ESCAPES.index(":")) + r"|:0(?:\.0*)?\Z", "", number) for number in numbers]
    if not all(re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", number) for number in plain):
        raise Refused("数值题有误差范围，导不进来，请改成填空题，例如 {=3 =三}")
    return tuple(plain)


def _model(feedback: str) -> tuple[str, str]:
    """The model answer of an essay and what is left of the feedback; all of it is the answer where it is not marked."""
    if not feedback.startswith(MODEL):
        return feedback, ""
    found = re.match(rf"{MODEL}(.*?)(?:\n(?={WHY})|\n(?=依据：)|\Z)(?:{WHY})?(.*)\Z", feedback, re.S)
    return (found[1].strip(), found[2].strip()) if found else (feedback, "")
