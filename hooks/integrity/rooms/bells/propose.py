"""Which text rings on which day.

The choice is by rendezvous hashing: every pair of a day and a text has a number of its own, made from the day and the
text's place (file and number), and the free pair with the lowest number is joined first, until no pair is left. So a text
that is added at the end takes a day or two with their former texts moving on, and the others keep theirs; correcting a
text's words changes nothing. Pinned texts come first, then the holidays, which have the fewest texts to choose from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .days import BellDay
from .model import Reminder, Reminders

_BEFORE_ANY, _FRIDAY, _ALWAYS = "节前", "周五", "任意"

_HOLIDAYS = tuple((True, rank, reach) for rank in (0, 1, 2) for reach in (2, 1, 0))
_FRIDAYS = tuple((False, rank, reach) for reach in (2, 1, 0) for rank in (0, 2))
"""The rounds: a holiday asks for its own text first and for another theme than its neighbours' second, a Friday the other
way. `reach` is how many bells before and after may not have the theme; 0 is for days that nothing else is left for."""


@dataclass(frozen=True)
class Entry:
    """A text with its file."""

    record: Reminders
    item: Reminder

    @property
    def uri(self) -> str:
        return f"{self.record.uri}#t{self.item.no}"


def propose(days: Sequence[BellDay], entries: Iterable[Entry]) -> Mapping[dt.date, Entry]:
    """A text for each day that can have one; no text twice, and no theme twice in a row where that can be avoided."""
    entries = tuple(entries)
    pinned = {entry.item.pinned: entry for entry in entries if entry.item.pinned}
    chosen = {ring.day: pinned[ring.day] for ring in days if ring.day in pinned}
    free = {entry.uri: entry for entry in entries if not entry.item.pinned}
    for holiday, rank, reach in (*_HOLIDAYS, *_FRIDAYS):
        open_days = [n for n, ring in enumerate(days) if ring.day not in chosen and bool(ring.holiday) == holiday]
        pairs = [(n, entry) for n in open_days for entry in free.values() if _rank(days[n], entry.item) == rank]
        for n, entry in sorted(pairs, key=lambda pair: _number(days[pair[0]].day, pair[1])):
            day = days[n].day
            if day not in chosen and entry.uri in free and entry.record.theme not in _themes(days, n, reach, chosen):
                chosen[day] = free.pop(entry.uri)
    return chosen


def _themes(days: Sequence[BellDay], n: int, reach: int, chosen: Mapping[dt.date, Entry]) -> set[str]:
    """The themes already chosen for the `reach` bells before and after bell `n`."""
    near = days[max(0, n - reach) : n + reach + 1]
    return {chosen[ring.day].record.theme for ring in near if ring.day in chosen}


def _rank(ring: BellDay, item: Reminder) -> int:
    """0 for a text that suits the day best, then 1 and 2; -1 for one that does not suit it."""
    if item.occasion == _ALWAYS:
        return 2
    if not ring.holiday:
        return 0 if item.occasion == _FRIDAY else -1
    if item.occasion in ring.holiday:
        return 0
    return 1 if item.occasion == _BEFORE_ANY else -1


def _number(day: dt.date, entry: Entry) -> bytes:
    """The number of the pair. Not hash(), which differs from one run to the next."""
    return hashlib.sha256(f"{day}|{entry.uri}".encode()).digest()
