"""The keys of the index. A run of Chinese gives its pairs; a word or number in Latin gives itself, and with the Chinese
character after it one key more (2022年, 12号); 第三十九条, 第39条 and their like give §39 as well."""

from __future__ import annotations

import re
import sys
from operator import add

from ..kernel.numerals import NUMERAL, number
from .fold import HAN

_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(f"([a-z0-9]+)([{HAN}]?)")
_ARTICLE = re.compile(f"第({NUMERAL})条")
LONGEST, GLUED = 24, 20
_LITTLE = sys.byteorder == "little"
_UNITS = "utf-16-le" if _LITTLE else "utf-16-be"


def grams(folded: str) -> set[str]:
    """Every key of a folded text."""
    found = words(folded)
    for run in _RUN.findall(folded):
        found.update(map(add, run, run[1:]))
    return found


def words(folded: str) -> set[str]:
    """The keys that are no pair of Chinese."""
    found: set[str] = set()
    for word, after in _LATIN.findall(folded):
        found.add(word[:LONGEST])
        if after and len(word) <= GLUED:
            found.add(word + after)
    if "条" in folded:
        found.update(article_keys(folded))
    return found


def article_keys(folded: str) -> set[str]:
    return {f"§{value}" for text in _ARTICLE.findall(folded) if (value := number(text)) is not None}


def pairs(folded: str) -> set[int]:
    """Every two neighbouring characters as one number, those that are no pair of Chinese as well: made and looked up in
    less than half the time of strings."""
    units = memoryview(folded.encode(_UNITS, "surrogatepass"))
    even, odd = units[: len(units) & ~3], units[2 : 2 + (len(units) - 2 & ~3)]
    return {*even.cast("I"), *odd.cast("I")} if len(units) > 2 else set()


def pair(number: int) -> tuple[int, int] | None:
    """The two characters of `pairs`, where both are Chinese."""
    second, first = divmod(number, 1 << 16) if _LITTLE else divmod(number, 1 << 16)[::-1]
    return (first, second) if 0x3400 <= first <= 0x9FFF and 0x3400 <= second <= 0x9FFF else None


def single(folded: str) -> set[str]:
    """The Chinese characters of a folded text, for a query of one character."""
    return {sign for sign in folded if "\u3400" <= sign <= "\u9fff"}
