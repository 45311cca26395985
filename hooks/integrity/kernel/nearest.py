"""「是否想写……」: the known word most like a mistyped one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from os.path import commonprefix


def nearest(word: str, known: Iterable[str], cutoff: float = 0.5) -> str:
    """The best match at or above `cutoff`; among equals the one that begins alike. Empty if there is none."""

    def alike(other: str) -> tuple[float, int]:
        return difflib.SequenceMatcher(None, word, other).ratio(), len(commonprefix([word, other]))  # noqa: RUF071

    close = [(alike(other), other) for other in known if alike(other)[0] >= cutoff]
    return max(close, key=lambda pair: pair[0], default=((0.0, 0), ""))[1]
