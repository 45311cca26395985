"""Two versions of one document, article by article, with the words that changed."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...kernel.articles import Article, Key

Change = Literal["未变", "修改", "移位", "新增", "删去"]
Word = tuple[Literal["same", "gone", "new"], str]

_ALIKE = 0.45
_SAME_NUMBER = 0.05
_TRIED = 6
_SHORTEST = 2
"""Shorter runs of equal signs between two changes are only noise to a reader."""


@dataclass(frozen=True)
class Pair:
    """An article of the old version and of the new; one of them is None where it was added or taken out."""

    old: Article | None
    new: Article | None
    change: Change
    words: tuple[Word, ...] = ()


def compare(old: Sequence[Article], new: Sequence[Article]) -> tuple[Pair, ...]:
    """Pairs in the order of the new version, an article that was taken out at the place where it stood."""
    partner = _match(old, new)
    pairs: list[Pair] = []
    told: set[int] = set()
    for article in new:
        before = partner.get(article.key)
        if before is not None:
            pairs += [Pair(gone, None, "删去") for gone in _gone(old, before, partner.values(), told)]
            told.add(id(before))
        pairs.append(_pair(before, article))
    pairs += [Pair(article, None, "删去") for article in old if id(article) not in told and article not in partner.values()]
    return tuple(pairs)


def _gone(old: Sequence[Article], before: Article, kept: object, told: set[int]) -> list[Article]:
    """The articles just before `before` that have no successor."""
    found: list[Article] = []
    for article in reversed(old[: old.index(before)]):
        if id(article) in told or article in kept:  # type: ignore[operator]  # a view of values
            break
        found.insert(0, article)
    told.update(id(article) for article in found)
    return found


def _match(old: Sequence[Article], new: Sequence[Article]) -> dict[Key, Article]:
    """For each new article the old one it comes from: equal texts first, then the most alike, the same number preferred."""
    found: dict[Key, Article] = {}
    used: set[Key] = set()
    for score, before, after in sorted(_scores(old, new), key=lambda row: (-row[0], row[2].key, row[1].key)):
        if score >= _ALIKE and after.key not in found and before.key not in used:
            found[after.key] = before
            used.add(before.key)
    return found


def _scores(old: Sequence[Article], new: Sequence[Article]) -> Iterator[tuple[float, Article, Article]]:
    same = {article.text: article for article in old}
    settled = {article.text for article in new if article.text in same}
    rest = [article for article in old if article.text not in settled]
    index = _pairs_of_signs(rest)
    for after in new:
        if after.text in same:
            yield 2.0, same[after.text], after
            continue
        matcher = difflib.SequenceMatcher(None, "", after.text, autojunk=False)  # keeps what it learns of its second text
        for before in _likely(after, rest, index):
            matcher.set_seq1(before.text)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                yield matcher.ratio() + (_SAME_NUMBER if before.key == after.key else 0), before, after


def _bigrams(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _pairs_of_signs(articles: Sequence[Article]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, article in enumerate(articles):
        for pair in _bigrams(article.text):
            found.setdefault(pair, []).append(n)
    return found


def _likely(after: Article, rest: Sequence[Article], index: dict[str, list[int]]) -> Iterator[Article]:
    """The old articles that share most pairs of signs, and the one of the same number: a code has too many to try them all."""
    shared = Counter(n for pair in _bigrams(after.text) for n in index.get(pair, ()))
    places = [n for n, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_TRIED]]
    yield from (rest[n] for n in places)
    yield from (article for n, article in enumerate(rest) if article.key == after.key and n not in places)


def _pair(old: Article | None, new: Article) -> Pair:
    if old is None:
        return Pair(None, new, "新增")
    if old.text == new.text:
        return Pair(old, new, "未变" if old.key == new.key else "移位")
    return Pair(old, new, "修改", words(old.text, new.text))


def words(old: str, new: str) -> tuple[Word, ...]:
    """The text with what is gone and what is new, in pieces that a reader takes in: no islands of a single sign."""
    found: list[Word] = []
    gone = fresh = ""
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = old[i1:i2]
        if tag == "equal" and (len(same) >= _SHORTEST or not (gone or fresh) or j2 == len(new)):
            found += _changed(gone, fresh)
            gone = fresh = ""
            found.append(("same", same))
        else:
            gone, fresh = gone + same, fresh + new[j1:j2]
    return tuple(found + _changed(gone, fresh))


def _changed(gone: str, fresh: str) -> list[Word]:
    pieces: list[Word] = [("gone", gone), ("new", fresh)]
    return [piece for piece in pieces if piece[1]]
