"""A short ASCII name for a file whose own name is Chinese."""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
import re
from collections.abc import Container

LONGEST = 24


def short_name(path: str, day: dt.date, taken: Container[str]) -> str:
    """`path` with each Chinese part by its initials in pinyin (礼品登记.md is lpdj.md); where that says nothing, is long or
    is taken, the file is called after the day and a digest of its name, as imported laws are."""
    folder, name = posixpath.split(path)
    stem, suffix = posixpath.splitext(name)
    folder = "/".join(_initials(part) or _digest(part) for part in folder.split("/"))
    short = _initials(stem)
    found = f"{folder}/{short}{suffix}"
    usable = 1 < len(short) <= LONGEST and found not in taken
    return found if usable else f"{folder}/{day:%Y%m%d}-{_digest(stem)}{suffix}"


def _initials(text: str) -> str:
    if text.isascii():
        return text
    from pypinyin import Style, lazy_pinyin  # its dictionary loads slowly

    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda signs: re.sub(r"[^A-Za-z0-9]+", "-", signs)))
    return re.sub(r"-+", "-", letters).strip("-").lower()


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:6]
