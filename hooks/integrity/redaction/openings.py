"""The names that the signs behind a surname may be: known without looking further, and the same in every text."""

from __future__ import annotations

from .lexicon import Lexicon, Promised
from .readings import is_han, least, name_cost

FAINT = -8.0
"""What is no better needs a mark at least."""
HOPELESS = -17.0
"""No evidence makes up for such a gain."""
_MOST = 1 << 16
"""Openings that are remembered."""


def promised(begun: str, length: int, surname: float, lexicon: Lexicon, worst: float = HOPELESS) -> Promised:
    """The names of one and two given signs in `begun`, whose first `length` signs are the surname, better than `worst`."""
    found = []
    for end in (length + 1, length + 2):
        given = begun[length:end]
        if "某" in given or len(begun) < end or not is_han(given[-1]):
            break
        cost = name_cost(surname, given, lexicon)
        best = least(begun[:end], lexicon) - cost
        if best >= worst:
            found.append((end, cost, best))
    return tuple(found)


def opened(begun: str, lexicon: Lexicon, worst: float = HOPELESS) -> Promised:
    """The same for a surname of one sign and the two signs behind it (one at the end of a text); the lexicon remembers."""
    known = lexicon.alone if worst == FAINT else lexicon.beside
    if len(known) >= _MOST:
        known.clear()
    known[begun] = promised(begun, 1, lexicon.surnames[begun[0]], lexicon, worst)
    return known[begun]
