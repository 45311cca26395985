"""Ways to look for what is rare that cost little where it is not."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass


def matches(text: str, head: re.Pattern[str], whole: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """whole.finditer(text), where `head` finds every sign that `whole` may begin with; `whole` is never empty."""
    done = 0
    for sign in head.finditer(text):
        if sign.start() >= done and (match := whole.match(text, sign.start())):
            done = match.end()
            yield match


@dataclass(frozen=True)
class Lines:
    """Looks for `whole` in those lines only that have a match of `tail` whose first sign ends one of the `pairs`.

    Whatever `whole` fits holds such a place, and no line break.
    """

    whole: re.Pattern[str]
    tail: re.Pattern[str]
    pairs: Container[str]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """whole.finditer(text)."""
        end = -1
        for sign in self.tail.finditer(text):
            at = sign.start()
            if at >= end and text[at - 1 : at + 1] in self.pairs:
                end = text.find("\n", at) % (len(text) + 1)
                yield from self.whole.finditer(text, text.rfind("\n", 0, at) + 1, end)


def alternatives(words: list[str]) -> str:
    """A pattern for any of `words` as they stand: the first that fits as in "a|b|c", but tried by their first sign."""
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{head}(?:{'|'.join(rests)})" for head, rests in heads.items()) + ")"
