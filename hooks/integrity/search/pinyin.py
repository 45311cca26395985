"""How a title is typed in Latin letters: in full (zhengwuchufenfa) and by initials (zwcff)."""

from __future__ import annotations

import re

from .fold import HAN

_RUN = re.compile(f"[{HAN}]+")
SPELLED, INITIALS = 4, 2


def typed(folded: str) -> set[str]:
    """Keys of a folded title: ^ and four letters in a row of its spelling, ' and two of its initials."""
    from pypinyin import lazy_pinyin  # its dictionary loads slowly

    found: set[str] = set()
    for run in _RUN.findall(folded):
        syllables = lazy_pinyin(run, errors="ignore")
        found |= _pieces("^", "".join(syllables), SPELLED) | _pieces("'", "".join(one[0] for one in syllables), INITIALS)
    return found


def _pieces(mark: str, text: str, size: int) -> set[str]:
    return {mark + text[n : n + size] for n in range(max(1, len(text) - size + 1))}
