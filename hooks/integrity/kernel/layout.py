"""The parts of an official document by their words, after GB/T 9704-2012: one line of text each."""

from __future__ import annotations

import re

_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ADDRESSEE = re.compile(r"各[^。；]{1,40}：|[\u4e00-\u9fff]{2,14}(?:党委|公安局)：")
_SENTENCE = re.compile("[。；：，]")
_LONGEST = 40


def is_addressee(line: str) -> bool:
    """主送机关 (7.3.2)."""
    return bool(_ADDRESSEE.fullmatch(line.strip()))


def is_signature(line: str) -> bool:
    """What may be 发文机关署名 (7.3.5) where a date follows: a name, no sentence."""
    return 0 < len(line.strip()) <= _LONGEST and not _SENTENCE.search(line)


def is_date(line: str) -> bool:
    """成文日期 (7.3.5), alone on its line."""
    return bool(_DATE.fullmatch(line.strip()))
