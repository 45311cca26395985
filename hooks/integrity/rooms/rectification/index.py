"""The ledger seen from the day: states, what is late, and the shares of units, sources and opinions with their course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...kernel.datafiles import Vocabulary
from ...kernel.room import Context
from .course import Days, Point, course
from .entry import Entry, entries, opinions
from .model import Item, Opinion

FOLDER = "rectification/"


@dataclass(frozen=True)
class Totals:
    """`done` counts 已完成, 已销号 and 长期坚持; `closed` counts 已销号 and 长期坚持 with a closing day."""

    measures: int
    done: int
    closed: int
    overdue: int
    by_state: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Share:
    """The measures of one unit, source or opinion, with the page that shows them. `supports` are those in which a unit only
    helps: they count for the unit that answers for them."""

    name: str
    uri: str
    entries: tuple[Entry, ...]
    totals: Totals
    days: Days
    course: tuple[Point, ...]
    supports: tuple[Entry, ...] = ()

    @property
    def by_item(self) -> tuple[tuple[Item, tuple[Entry, ...]], ...]:
        """Of one opinion: its problems, each with its measures."""
        runs = groupby(self.entries, key=lambda entry: entry.at[1])
        found = (tuple(run) for _, run in runs)
        return tuple((run[0].item, run) for run in found)


@dataclass(frozen=True)
class Index:
    """`entries` are in the order of the opinions, the newest first, and of their lists. `opinions` and `by_opinion` are in
    the same order; the lists of what is late or coming due in that of the due days."""

    opinions: tuple[Opinion, ...]
    entries: tuple[Entry, ...]
    totals: Totals
    course: tuple[Point, ...]
    overdue: tuple[Entry, ...]
    soon: tuple[Entry, ...]
    month: tuple[Entry, ...]
    waiting: tuple[Entry, ...]
    by_unit: tuple[Share, ...]
    by_source: tuple[Share, ...]
    by_opinion: tuple[Share, ...]


def index(context: Context) -> Index:
    found, listed, today = tuple(entries(context)), opinions(context), context.today
    states = context.terms["measure_states"].words
    shares = _Shares(found, states, context)

    def due(fits: Callable[[Entry], bool]) -> tuple[Entry, ...]:
        return tuple(sorted(filter(fits, found), key=lambda e: e.days))

    return Index(
        tuple(listed),
        found,
        totals(found, states),
        course(Days((e.opinion.issued, e.written) for e in found), today),
        due(lambda e: e.overdue),
        due(lambda e: e.soon),
        due(lambda e: (e.measure.due.year, e.measure.due.month) == (today.year, today.month)),
        due(lambda e: e.waiting),
        tuple(shares.units()),
        tuple(shares.sources()),
        tuple(shares.opinions(listed)),
    )


class _Shares:
    def __init__(self, found: Sequence[Entry], states: Sequence[str], context: Context) -> None:
        self.found, self.states, self.context = found, states, context

    def units(self) -> Iterator[Share]:
        led, helped = self._by(lambda e: [e.measure.unit]), self._by(lambda e: e.measure.support)
        units = self.context.terms["units"]
        for name in sorted({*led, *helped}, key=units.rank):
            yield self._share(name, list_uri("unit", name, units), led[name], helped[name])

    def sources(self) -> Iterator[Share]:
        by, sources = self._by(lambda e: [e.opinion.source]), self.context.terms["rectification_sources"]
        for name in sorted(by, key=sources.rank):
            yield self._share(name, list_uri("source", name, sources), by[name])

    def opinions(self, listed: Iterable[Opinion]) -> Iterator[Share]:
        by = self._by(lambda e: [e.opinion.uri])
        for opinion in listed:
            yield self._share(opinion.title, opinion.uri, by[opinion.uri])

    def _by(self, keys: Callable[[Entry], Iterable[str]]) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.found:
            for key in keys(entry):
                found[key].append(entry)
        return found

    def _share(self, name: str, uri: str, entries: Sequence[Entry], supports: Sequence[Entry] = ()) -> Share:
        days = Days((e.opinion.issued, e.written) for e in entries)
        told = course(days, self.context.today)
        return Share(name, uri, tuple(entries), totals(entries, self.states), days, told, tuple(supports))


def list_uri(kind: str, name: str, vocabulary: Vocabulary) -> str:
    """The page of one unit or source: rectification/by-unit-legal.md."""
    return f"{FOLDER}by-{kind}-{vocabulary.term(name).key or name}.md"


def totals(entries: Iterable[Entry], states: Iterable[str]) -> Totals:
    entries = list(entries)
    measures = [entry.measure for entry in entries]
    return Totals(
        len(measures),
        sum(entry.done for entry in entries),
        sum(measure.closed is not None for measure in measures),
        sum(entry.overdue for entry in entries),
        tuple((state, sum(measure.state == state for measure in measures)) for state in states),
    )
