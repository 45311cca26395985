"""The marks of questions in words (1、 A、 答案： ## 单选题), and lines that seem to be meant as one and are not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .quiz import LETTERS

STEM = re.compile(r"\s{0,3}([0-9０-９]+)\s*[、.．]\s*(?:[【\[]([^】\]]{2,8})[】\]])?\s*(.*)")
OPTION = re.compile(r"\s*([A-HＡ-Ｈ])\s*[、.．:：]\s*(.*)")
KEY = re.compile(r"\s*(题型|正确答案|参考答案|答案|解析|章节|难度|依据)\s*[：:]\s*(.*)")
HEADING = re.compile(r"\s{0,3}#{1,4}\s+(?:[一二三四五六七八九十]+、)?\s*(\S+?)(?:题)?\s*(?:[（(].*)?$")

_UNITS = "年月日时分号个道条项题次名份种类天元万%％"
_LOOSE = re.compile(
    rf"\s{{0,3}}(?:第\s*)?([0-9０-９]{{1,3}})(?![0-9０-９、.．])(?:\s*题)?(?:\s*[)）:：,，。]\s*|\s+|(?![{_UNITS}]))(\S.*)"
)
_COUNT = re.compile(rf"\s*[0-9０-９]+\s*[{_UNITS}]")
_ASKS = re.compile(r"[？?]|_{2,}|＿{2,}|[（(][\s　]*[）)]")
_BARE_OPTION = re.compile(r"\s*[（(]?([A-HＡ-Ｈ])(?![A-Za-zＡ-Ｚａ-ｚ0-9])\s*[)）。,，]?\s*(\S.*)")
_BARE_HEADING = re.compile(
    r"[\s*_【]*(?:[一二三四五六七八九十]+[、.．])?\s*([^\s*_】]{2,7}题)[\s*_】]*(?:[（(][^（）()]*[)）])?[\s*_]*"
)


@dataclass(frozen=True)
class Slip:
    """Something wrong at a line."""

    line: int
    text: str


def figure(text: str) -> int:
    return int(unicodedata.normalize("NFKC", text))


def short(line: str) -> str:
    """A line as a message quotes it."""
    words = line.strip()
    return f"“{words[:12]}…”" if len(words) > 13 else f"“{words}”"


def bare_heading(line: str) -> str:
    """The name of a type (…题) that stands alone on its line without ##, else an empty string."""
    found = _BARE_HEADING.fullmatch(line)
    return found[1] if found else ""


def bare_stem(lines: Sequence[str], at: int, first: bool) -> tuple[int, str] | None:
    """Number and words of a stem without 、: an answer of its own follows, or, before the `first` question, an option A."""
    found = _LOOSE.match(lines[at])
    if not found or (first and _COUNT.match(lines[at])):
        return None
    for line in lines[at + 1 :]:
        if STEM.match(line) or HEADING.match(line):
            return None
        key, option = KEY.match(line), OPTION.match(line)
        if (key and key[1].endswith("答案")) or (first and option and option[1] in "AＡ"):
            return figure(found[1]), found[2].strip()
    return None


def bare_option(line: str, count: int, below: Iterable[str]) -> str:
    """The words of the option after `count` others that has no 、 after its letter. The first one needs a second below it."""
    found = _BARE_OPTION.match(line)
    if not found or count >= len(LETTERS) or unicodedata.normalize("NFKC", found[1]) != LETTERS[count]:
        return ""
    following = next((words.strip() for words in below if words.strip()), "")
    return found[2].strip() if count or following.startswith(("B", "Ｂ")) else ""


def astray(before: Iterable[tuple[int, str]]) -> Iterator[Slip]:
    """What looks like a question in the words before the first one: one slip a paragraph. `before` are (line, words)."""
    said = False
    for line, words in before:
        if not words.strip():
            said = False
        elif not said and (text := _astray(words)):
            said = True
            yield Slip(line, text)


def _astray(words: str) -> str:
    loose = _LOOSE.match(words)
    if loose and _ASKS.search(words) and not _COUNT.match(words):
        return no_comma(words, figure(loose[1]), loose[2].strip())
    if OPTION.match(words) or KEY.match(words):
        return f"{short(words)}前面没有题，题号后面要有顿号，例如 1、题干"
    return ""


def no_comma(words: str, number: int, stem: str) -> str:
    return f"{short(words)}像一道题，题号后面要有顿号，例如 {number}、{stem[:8]}{'…' if len(stem) > 8 else ''}"
