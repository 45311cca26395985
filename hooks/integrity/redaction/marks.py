"""What around a surname and another sign a name would have: at least one of these stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .quick import alternatives

HAN = "\u3400-\u9fff"
BEFORE = frozenset(":：、|/人长员警记者委友子女夫妻父母兄弟姐妹板理政队所")
_AFTER = "，,（(、|.同男女系供交承辩称表说时原曾任在与为将把被"
_TOLD_WORDS = (
    "同志 时任 原系 原任 曾任 现任 历任 供述 供认 辩称 的证 的供 的陈 所长 局长 政委 教导 二人 三人 两人 四人 等二 等三 等两"
    " ，男 ,男 ，女 ,女 (男 (女 （男 （女 (警 （警"
)
TOLD = frozenset(_TOLD_WORDS.split())


def ended(sign: str) -> bool:
    """Whether a clause may end before `sign`; an empty one is the end of the text."""
    return not sign or sign in _AFTER or not "\u3400" <= sign <= "\u9fff"


def marks(announcing: Iterable[str]) -> str:
    """A pattern that fits behind one sign (DOTALL) where it, and the next one, stand beside something telling.

    `announcing` are the pairs of signs after which a name is expected.
    """
    words, expecting = _TOLD_WORDS.split(), sorted(announcing)
    told, heads = alternatives(words), _signs(word[0] for word in words)
    lasts = _signs(pair[-1] for pair in expecting)
    end = rf"(?:[^{HAN}]|[{_AFTER}]|\Z)"
    return (
        f"(?:(?<=[{_signs(BEFORE)}].)|(?<=[{lasts}].)(?<={alternatives(expecting)}.)"
        f"|(?=.[{heads}])(?=.{told})|(?=..[{heads}])(?=..{told})"
        rf"|(?<![{HAN}].)(?=.{end}|..{end}|.?\Z))"
    )


def _signs(signs: Iterable[str]) -> str:
    """For a set of signs in a pattern: what is slow to look for is tried only where its first or last sign stands."""
    return "".join(sorted(map(re.escape, set(signs))))
