"""The heads of a table's columns, as everybody writes them: with spaces, line breaks, stars, colons and remarks in brackets."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"[\[({【〔].*?[\])}】〕]")


def tight(text: str) -> str:
    """Half-width forms, without white space, stars and colons."""
    return re.sub(r"[\s*:]", "", unicodedata.normalize("NFKC", text))


def plain_head(text: str) -> str:
    """整改时限\\n（必填） as 整改时限."""
    return _BRACKETS.sub("", tight(text))
