"""How a title is typed in Latin letters: in full (zhengwuchufenfa) and by initials (zwcff)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..kernel.kept import Kept, key
from .fold import HAN

_RUN = re.compile(f"[{HAN}]+")
SPELLED, INITIALS = 4, 2
_known: dict[str, frozenset[str]] = {}


def typed(folded: str) -> frozenset[str]:
    """Keys of a folded title: ^ and four letters in a row of its spelling, ' and two of its initials."""
    if folded not in _known:
        _known[folded] = frozenset(_typed(folded))
    return _known[folded]


def learn(titles: Iterable[str], kept: Kept) -> None:
    """How these are typed is known from now on: an edit of an old page does not load the dictionary, which is slow."""
    names = {key(title): title for title in titles if title not in _known}
    found = kept.find("typed", names)
    fresh = {name: typed(title) for name, title in names.items() if name not in found}
    kept.keep("typed", fresh)
    _known.update({names[name]: keys for name, keys in found.items()})


def _typed(folded: str) -> set[str]:
    from pypinyin import lazy_pinyin

    found: set[str] = set()
    for run in _RUN.findall(folded):
        syllables = lazy_pinyin(run, errors="ignore")
        found |= _pieces("^", "".join(syllables), SPELLED) | _pieces("'", "".join(one[0] for one in syllables), INITIALS)
    return found


def _pieces(mark: str, text: str, size: int) -> set[str]:
    return {mark + text[n : n + size] for n in range(max(1, len(text) - size + 1))}
