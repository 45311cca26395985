"""The pages of the ledger: the lists, each opinion, each measure, the tables for print, and the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, Panel, json_file
from ...kernel.room import Context
from ...kernel.workbook import Workbook
from .entry import Entry, ledger_uri, stem
from .index import Index, Share
from .lists import lists
from .model import Item, Ledger, Opinion
from .sheet import WHOLE, Part, book, book_uri


def render(found: Index, context: Context) -> Iterable[Output]:
    yield from lists(found, context)
    opinions = {opinion.uri: opinion for opinion in found.opinions}
    for before, share, after in neighbours(found.by_opinion):
        opinion = opinions[share.uri]
        yield _opinion(opinion, share, before, after, context)
        yield _table(opinion, share, context)
        for previous, entry, following in neighbours(share.entries):
            yield _measure(entry, previous, following, context)
    yield from _books(found, opinions, context)
    yield json_file("data/rectification.json", _data(found))
    yield Panel("rectification", context.templates.render("rectification/panel.html", "index.md", index=found))


def _books(found: Index, opinions: Mapping[str, Opinion], context: Context) -> Iterator[Workbook]:
    """Every ledger as it stands on the day, each alone and all together."""
    parts = [Part(opinions[share.uri], _items(share)) for share in found.by_opinion if share.entries]
    for part in parts:
        yield book(book_uri(part.opinion), (part,), context.today)
    if parts:
        yield book(WHOLE, parts, context.today)


def _items(share: Share) -> tuple[Item, ...]:
    return tuple(item.model_copy(update={"measures": tuple(e.measure for e in entries)}) for item, entries in share.by_item)


def _opinion(opinion: Opinion, share: Share, before: Share | None, after: Share | None, context: Context) -> Page:
    record = share.entries[0].record if share.entries else opinion
    values = {
        "record": opinion,
        "share": share,
        "table": _table_uri(opinion, share),
        "book": book_uri(opinion),
        "cite": context.cite(record.uri, opinion.uri),
    }
    return Page(
        opinion.uri,
        opinion.title,
        context.templates.render("rectification/opinion.md", opinion.uri, **values),
        source=opinion.origin.path,
        previous=before.uri if before else "",
        next=after.uri if after else "",
        meta={"kind": opinion.kind},
    )


def _table_uri(opinion: Opinion, share: Share) -> str:
    beside = any(isinstance(entry.record, Ledger) for entry in share.entries)
    return ledger_uri(opinion) if beside else f"{stem(opinion.uri)}-table.md"


def _table(opinion: Opinion, share: Share, context: Context) -> Page:
    """The whole ledger of an opinion as a table to print: the page of the ledger beside it, where there is one."""
    uri, record = _table_uri(opinion, share), share.entries[0].record if share.entries else opinion
    written = isinstance(record, Ledger)
    title = record.title if written else f"{opinion.title}整改台账"
    values: dict[str, Any] = {"title": title, "record": record, "opinion": opinion, "share": share, "book": book_uri(opinion)}
    values |= {"cite": context.cite(record.uri, uri), "today": context.today}
    body = context.templates.render("rectification/table.md", uri, **values)
    return Page(
        uri,
        title,
        body,
        source=record.origin.path if written else "",
        words_of=record.origin.path,
        indexed=False,
        styles=("css/ledger.css",),
        scripts=("js/print.js",),
        meta={"kind": "list", "hide": ["navigation", "toc"]},
    )


def _measure(entry: Entry, before: Entry | None, after: Entry | None, context: Context) -> Page:
    opinion, record = entry.opinion, entry.record
    values = {"entry": entry, "measure": entry.measure, "cite": context.cite(record.uri, entry.uri), "today": context.today}
    return Page(
        entry.uri,
        entry.title,
        context.templates.render("rectification/measure.md", entry.uri, **values),
        previous=before.uri if before else opinion.uri,
        next=after.uri if after else "",
        words_of=record.origin.path,
        meta={"kind": "measure", "hide": ["toc"]},
        date=opinion.issued,
        also=(opinion.doc_no,) if opinion.doc_no else (),
        facets={"责任单位": (entry.measure.unit,)},
    )


def _data(found: Index) -> dict[str, Any]:
    return {
        "totals": asdict(found.totals) | {"by_state": dict(found.totals.by_state)},
        "course": [asdict(point) for point in found.course],
        "measures": [dict(_values(entry)) for entry in found.entries],
    }


def _values(entry: Entry) -> Iterator[tuple[str, Any]]:
    yield from entry.measure.model_dump().items()
    yield "opinion", entry.opinion.title
    yield "source", entry.opinion.source
    yield "problem", entry.item.problem
    yield "overdue", entry.overdue
    yield "url", address(entry.uri)
