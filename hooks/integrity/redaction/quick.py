"""Ways to look for what is rare that cost little where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches(text: str, head: re.Pattern[str], whole: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """whole.finditer(text), where `head` finds every sign that `whole` may begin with; `whole` is never empty."""
    done = 0
    for sign in head.finditer(text):
        if sign.start() >= done and (match := whole.match(text, sign.start())):
            done = match.end()
            yield match


def alternatives(words: list[str]) -> str:
    """A pattern for any of `words` as they stand: the first that fits as in "a|b|c", but tried by their first sign."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{head}(?:{'|'.join(rests)})" for head, rests in heads.items()) + ")"
