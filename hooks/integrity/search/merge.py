"""The lists of all groups joined to the entries of a shard. Numbers in a group count from its first, so that its list is taken
as it is, behind a number which says whose it is and how long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .numbers import FEW, SIGNS

KINDS = 4
_ROW = re.compile(r"([^ ~]+)( +)(.)([^~]*)~")
_CODES = {str(few): few for few in range(FEW)}
_NONE = (0, "")


def merged(parts: Sequence[str]) -> Iterator[str]:
    """Every entry "key list list list list~" of the shard, in order, from the cells of each group as in group.py. Before each
    group's signs stands FEW times how many groups lie between, and the number of numbers.rising."""
    kinds: tuple[dict[str, tuple[int, str]], ...] = tuple({} for _ in range(KINDS))
    for number, part in enumerate(parts):
        for key, blanks, few, signs in _ROW.findall(part):
            lists = kinds[len(blanks) - 1]
            after, before = lists.get(key, _NONE)
            lists[key] = number + 1, before + SIGNS[(number - after) * FEW + _CODES[few]] + signs
    for key in sorted({*kinds[0], *kinds[1], *kinds[2], *kinds[3]}):
        yield " ".join([key, *(lists.get(key, _NONE)[1] for lists in kinds)]).rstrip(" ") + "~"
