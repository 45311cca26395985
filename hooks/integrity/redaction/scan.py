"""One look at a text: folded once, everything that identifies somebody, in order and without overlap."""

from __future__ import annotations

from .finding import Finding, apart
from .fold import fold
from .lexicon import Lexicon
from .names import find_names
from .numbers import find_numbers


def scan(text: str, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Positions in the findings are those of `text`."""
    folded = fold(text)
    return apart([*find_numbers(folded), *find_names(folded, lexicon)])
