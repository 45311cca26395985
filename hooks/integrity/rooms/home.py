"""首页: what the rooms offer today, search first."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel.output import Output, Page, json_file
from ..kernel.record import Record
from ..kernel.room import Context, Room


def index(context: Context) -> list[Record]:
    """Every published record, by path."""
    return context.library.of(Record)


def render(records: list[Record], context: Context) -> Iterable[Output]:
    written = next((record for record in records if record.uri == "index.md"), None)
    body = context.templates.render(
        "home/index.md", "index.md", panels=context.panels, today=context.today, written=written, settings=context.settings
    )
    source = written.origin.path if written else ""
    meta = {"kind": "home", "hide": ["navigation", "toc"]}
    yield Page("index.md", "首页", body, source=source, nav="首页", indexed=False, meta=meta)
    yield json_file("data/catalogue.json", [_entry(record) for record in records if record.uri != "index.md"])


def _entry(record: Record) -> dict[str, object]:
    return {
        "kind": record.kind,
        "title": record.title,
        "url": record.url,
        "date": record.date,
        "unit": record.unit,
        "classification": record.classification,
        "status": record.status,
    }


ROOM = Room("home", "首页", (), index, render, stage=2)
