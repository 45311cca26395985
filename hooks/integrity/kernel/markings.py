"""Classification marks that must never reach the site.

国家秘密标志 is 密级★保密期限 (保守国家秘密法实施条例; 国家秘密定密管理暂行规定): 绝密★, 机密★10年, 秘密★长期. A marking is found
in any text file, code blocks and front matter included, through full-width forms, spaces, markup, HTML entities and
zero-width characters. What is merely about secrets (保守国家秘密) is no mark.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

_LEVEL = r"(绝\s*密|机\s*密|秘\s*密|工\s*作\s*秘\s*密)"
_STARS = "★☆✩✪✭✮✯✰⭐🌟⋆٭▲△◆●"
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LEVEL}\s*级?\s*(?:[{_STARS}]|\*\s*(?:\d+\s*[年月天]|长期))",
        rf"[{_STARS}]\s*{_LEVEL}",
        rf"(?:密\s*级|classification)[”\"'）)\s]*[:：]\s*[\"'“【]?\s*{_LEVEL}",
        rf"^[\s#>*_【\[(（|-]*{_LEVEL}\s*(?:级|件|文件|材料)?(?:\s*(?:\d+\s*[年月天]|长期))?[\s】\])）*_|]*$",
        rf"^\s*[A-Za-z_]\w*\s*:(?:.*[\[,\s\"'])?{_LEVEL}[\"']?\s*(?:[\],]|$)",
    )
)
_SUSPECT = re.compile("[密&]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>|<!--|-->")


def markings(text: str) -> Iterator[tuple[int, str]]:
    """(line from 1, the level) of every marking above 内部."""
    for number, line in _suspected(text):
        plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", html.unescape(_TAGS.sub("", line))))
        match = next((found for mark in _MARKS if (found := mark.search(plain))), None)
        if match:
            yield number, re.sub(r"\s", "", match[1])


def _suspected(text: str) -> Iterator[tuple[int, str]]:
    """(line from 1, its text) of those that may hold a marking."""
    number, counted, done = 1, 0, -1
    for sign in _SUSPECT.finditer(text):
        if sign.start() > done:
            start, done = text.rfind("\n", 0, sign.start()) + 1, text.find("\n", sign.start()) % (len(text) + 1)
            number, counted = number + text.count("\n", counted, start), start
            yield number, text[start:done]
