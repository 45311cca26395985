"""The keys of the index. A run of Chinese gives its pairs; a word or number in Latin gives itself, and with the Chinese
character after it one key more (2022年, 12号); 第三十九条, 第39条 and their like give §39 as well."""

from __future__ import annotations

import re
from operator import add

from ..kernel.numerals import NUMERAL, number
from .fold import HAN

_RUN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(f"([a-z0-9]+)([{HAN}]?)")
_ARTICLE = re.compile(f"第({NUMERAL})条")
LONGEST, GLUED = 24, 20


def grams(folded: str) -> set[str]:
    """Every key of a folded text."""
    found: set[str] = set()
    for run in _RUN.findall(folded):
        found.update(map(add, run, run[1:]))
    for word, after in _LATIN.findall(folded):
        found.add(word[:LONGEST])
        if after and len(word) <= GLUED:
            found.add(word + after)
    if "条" in folded:
        found.update(article_keys(folded))
    return found


def article_keys(folded: str) -> set[str]:
    return {f"§{value}" for text in _ARTICLE.findall(folded) if (value := number(text)) is not None}


def single(folded: str) -> set[str]:
    """The Chinese characters of a folded text, for a query of one character."""
    return {sign for sign in folded if "\u3400" <= sign <= "\u9fff"}
