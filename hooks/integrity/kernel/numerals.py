"""Chinese numerals as statutes write them: 第三十九条, 第一千二百六十条, 第一百二十条之一, 第３９条."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMERAL = r"[零〇○一二两三四五六七八九十百千万]+|[0-9０-９]+"
"""A pattern for one number, Chinese or Arabic, of either width."""


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """三十九, 39 and ３９ are 39; 一二〇 is 120. None if `text` is no number."""
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if not plain or any(sign not in _DIGITS and sign not in _UNITS for sign in plain):
        return None
    if not any(sign in _UNITS for sign in plain):
        return int("".join(str(_DIGITS[sign]) for sign in plain))
    total = section = digit = 0
    for sign in plain:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section += (digit or 1) * _UNITS[sign]
            digit = 0
    return total + section + digit


def chinese(value: int) -> str:
    """39 as 三十九, 120 as 一百二十, 1005 as 一千零五. For 0 ≤ value < 10 000; ValueError beyond."""
    if not 0 <= value < 10_000:
        raise ValueError(value)
    if value < 10:
        return "零一二三四五六七八九"[value]
    text, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + sign
        gap = not digit
    return text.removeprefix("一") if 10 <= value < 20 else text
