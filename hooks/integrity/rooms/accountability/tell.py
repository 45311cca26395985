"""What the room tells the others: risks, days by which units owe something, figures, and how a measure was carried out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from ...kernel.figures import Fact, Figure
from ...kernel.links import page_uri, resolve
from ...kernel.risk import Deadline, Signal
from ...kernel.room import Context
from ...kernel.templates import day
from ...kernel.trace import Evidence, Trace
from .index import Entry, Index
from .weaknesses import current, short


def signals(found: Index, context: Context) -> Iterator[Signal]:
    for one in current(found):
        yield Signal(one.rule, one.subject, one.amount, f"{one.text}。", one.proofs, one.unit)


def deadlines(found: Index, context: Context) -> Iterator[Deadline]:
    """What is not done yet, whenever it was due, and the days of indicators that are to come."""
    for year in found.years:
        for entry in year.entries:
            measure = entry.measure
            if measure.done is None and not isinstance(measure.deadline, str):
                for unit in measure.lead:
                    yield _deadline(entry.uri, measure.deadline, unit, "责任清单", measure.text)
        for point in year.points:
            if (last := point.indicator.deadline) and last >= context.today:
                for unit in point.indicator.lead:
                    yield _deadline(point.uri, last, unit, "考核指标", point.indicator.title)


def _deadline(uri: str, last: dt.date, unit: str, kind: str, title: str) -> Deadline:
    return Deadline(f"{uri}@{unit}", last, unit, kind, title, uri)


def figures(found: Index, context: Context) -> Iterator[Figure]:
    """Measures count in the period in which they fall due, once that day has come; those without an end do not count."""
    due = sorted(
        ((entry.measure.deadline, entry) for year in found.years for entry in year.entries if entry.days is not None),
        key=lambda pair: (str(pair[0]), pair[1].uri),
    )
    counted = [(last, entry) for last, entry in due if isinstance(last, dt.date) and last <= context.today]

    def facts(since: Callable[[Entry], dt.date | None]) -> tuple[Fact, ...]:
        """One fact a measure: worth 1 from the day `since`, 0 before it and where it never comes."""
        return tuple(
            Fact(last, Decimal(bool(since(entry))), entry.measure.text, entry.uri, since=since(entry)) for last, entry in counted
        )

    done = facts(lambda entry: entry.measure.done)
    yield Figure("accountability-due", "责任清单到期措施", "条", tuple(Fact(f.day, Decimal(1), f.title, f.uri) for f in done))
    yield Figure("accountability-done", "责任清单完成措施", "条", done)
    yield Figure("accountability-rate", "责任清单完成率", "%", done, "rate")
    yield Figure("accountability-on-time", "责任清单按期完成率", "%", facts(_in_time), "rate")


def _in_time(entry: Entry) -> dt.date | None:
    return entry.measure.done if not entry.late else None


def traces(found: Index, context: Context) -> Iterator[Trace]:
    """One for each measure with evidence, in the order of their page."""
    for year in found.years:
        for entry in year.entries:
            if entry.measure.evidence:
                yield _trace(entry)


def _trace(entry: Entry) -> Trace:
    record, measure = entry.record, entry.measure
    pieces = (
        Evidence(piece.title or "", _place(record.origin.path, piece.path), (*entry.at, "evidence", n))
        for n, piece in enumerate(measure.evidence)
    )
    text = f"{measure.no} {short(measure.text)}"
    problem = f"{record.uri}#i{entry.item.no}"
    return Trace(record, entry.uri, entry.item.title, problem, text, entry.state, tuple(pieces), result(entry))


def _place(path: str, target: str | None) -> str:
    """The page that `target`, written in the file `path`, means, and the place on it; empty for a text outside the library."""
    if not target:
        return ""
    name, mark, place = target.partition("#")
    return page_uri(resolve(path, name)) + mark + place


def result(entry: Entry) -> str:
    """What came of a measure, empty while it is not done."""
    done = entry.measure.done
    if not done:
        return ""
    return f"{day(done)}" + (f"，晚于期限 {entry.late} 天" if entry.late else "，在期限内")
