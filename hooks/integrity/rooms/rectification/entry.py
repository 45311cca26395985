"""A measure with its place: the opinion it belongs to, the record it is written in, and how it stands today."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...kernel.links import page_uri, resolve
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .model import LEDGER, Item, Ledger, Measure, Opinion
from .standing import OPEN, WAITING, as_of

_SHORT = 24
Step = tuple[dt.date, str, str, str]
"""(day, name of the step, what was said, "step" or "note")."""


@dataclass(frozen=True)
class Entry:
    """A measure with its place, as it stands on the day of the build.

    `record` is where it is written, the opinion or the ledger beside it, and `at` the place in it. `written` is the measure
    as it is written there: it may know more than the day. `days` counts from today to the due day; negative is late.
    """

    opinion: Opinion
    record: Opinion | Ledger
    at: Loc
    item: Item
    measure: Measure
    written: Measure
    overdue: bool
    soon: bool
    days: int

    @property
    def uri(self) -> str:
        """The measure's own page."""
        return f"{stem(self.opinion.uri)}-m{self.measure.no}.md"

    @property
    def place(self) -> str:
        """The measure in the list of its opinion."""
        return f"{self.opinion.uri}#m{self.measure.no}"

    @property
    def problem_uri(self) -> str:
        """Where the problem is told: the finding that it answers, or the list of the opinion."""
        if not self.item.finding:
            return f"{self.opinion.uri}#p{self.item.no}"
        path, mark, place = self.item.finding.partition("#")
        return page_uri(resolve(self.record.origin.path, path)) + mark + place

    @property
    def title(self) -> str:
        return f"措施{self.measure.no}　{shortened(self.measure.text)}"

    @property
    def steps(self) -> tuple[Step, ...]:
        """What happened, in the order of the days: the opinion's issue first, on one day a step before its notes."""
        measure = self.measure
        closed = f"由{measure.verified_by}验收" if measure.verified_by else ""
        dated = (
            (self.opinion.issued, "印发", self.opinion.title, "step"),
            (measure.started, "启动", "", "step"),
            (measure.completed, "完成", "", "step"),
            (measure.closed, "销号", closed, "step"),
        )
        steps = [(day, label, said, kind) for day, label, said, kind in dated if day]
        notes = [(note.date, "", note.text, "note") for note in measure.progress]
        return tuple(sorted(steps + notes, key=lambda step: step[0]))

    @property
    def done(self) -> bool:
        return self.measure.state not in OPEN

    @property
    def waiting(self) -> bool:
        """Done, and not yet checked by somebody else."""
        return self.measure.state == WAITING


def stem(uri: str) -> str:
    return posixpath.splitext(uri)[0]


def ledger_uri(opinion: Opinion) -> str:
    """The page of the ledger beside an opinion."""
    return f"{stem(opinion.uri)}{LEDGER}.md"


def holder(opinion: Opinion, ledgers: Mapping[str, Ledger]) -> Opinion | Ledger:
    """The record in which the items of an opinion are written. `ledgers` are by the uri of their page."""
    return opinion if opinion.items else ledgers.get(ledger_uri(opinion), opinion)


def shortened(text: str) -> str:
    """The first clause of a measure, or what a title has room for."""
    clause = min((text.find(sign) for sign in "，；。：" if sign in text), default=len(text))
    if len(text) <= _SHORT:
        return text
    return text[: clause if 4 <= clause <= _SHORT else _SHORT - 1] + "…"


def entries(context: Context) -> Iterator[Entry]:
    """Every measure, of the newest opinion first, in the order of the lists."""
    ledgers = {ledger.uri: ledger for ledger in context.library.of(Ledger)}
    for opinion in opinions(context):
        record = holder(opinion, ledgers)
        for n, item in enumerate(record.items):
            for m, measure in enumerate(item.measures):
                yield _entry(opinion, record, ("items", n, "measures", m), item, measure, context)


def opinions(context: Context) -> list[Opinion]:
    return sorted(context.library.of(Opinion), key=lambda opinion: (opinion.issued, opinion.uri), reverse=True)


def _entry(opinion: Opinion, record: Opinion | Ledger, at: Loc, item: Item, written: Measure, context: Context) -> Entry:
    measure = as_of(written, context.today)
    is_open = measure.state in OPEN
    days = (measure.due - context.today).days
    soon = is_open and 0 <= days <= context.terms.number("due_soon_days")
    return Entry(opinion, record, at, item, measure, written, is_open and days < 0, soon, days)
