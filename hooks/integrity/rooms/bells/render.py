"""The pages of the bells, the files for the platform that sends the messages, and the card of the home page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ...kernel.events import BELL, Event
from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Data, Output, Page, Panel, json_file
from ...kernel.room import Context
from ...kernel.templates import month_day, weekday
from .index import Bell, Index, YearIndex
from .model import Reminders

HEADER = ("日期", "对象", "内容", "短信条数")


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    lists = [("bells/index.md", "警钟长鸣", f"{found.current.year}年", ""), ("bells/library.md", "警钟短信库", "短信库", "")]
    lists += [(_uri(year, found), "", f"{year.year}年", "") for year in found.years if year is not found.current]
    common = {"index": found, "today": context.today, "lists": lists}
    for year in found.years:
        now, uri = year is found.current, _uri(year, found)
        title = "警钟长鸣" if now else f"警钟长鸣 · {year.year}年"
        files = (f"data/{_file(year, found)}.csv", f"data/{_file(year, found, 'gbk')}.csv")
        body = make("bells/index.md", uri, title=title, year=year, files=files, active=f"{year.year}年", **common)
        yield Page(uri, title, body, nav=title if now else "", indexed=False)
        table = _table(year)
        yield Data(files[0], table.encode("utf-8-sig"))
        yield Data(files[1], table.encode("gbk"))
    body = make("bells/library.md", "bells/library.md", title="警钟短信库", active="短信库", **common)
    yield Page("bells/library.md", "警钟短信库", body, nav="警钟短信库", indexed=False)
    for before, record, after in neighbours(found.records):
        yield _page(found, record, before, after, context)
    yield json_file("data/bells.json", [_data(year, bell) for year in found.years for bell in year.bells])
    if found.records and found.next:
        yield Panel("bell", make("bells/panel.html", "index.md", bell=found.next, today=context.today))


def _uri(year: YearIndex, found: Index) -> str:
    return "bells/index.md" if year is found.current else f"bells/{year.year}.md"


def _file(year: YearIndex, found: Index, encoding: str = "") -> str:
    return "-".join(["bells", *([] if year is found.current else [str(year.year)]), *([encoding] if encoding else [])])


def _page(found: Index, record: Reminders, before: Reminders | None, after: Reminders | None, context: Context) -> Page:
    values = {"record": record, "index": found, "cite": context.cite(record.uri)}
    return Page(
        record.uri,
        record.title,
        context.templates.render("bells/theme.md", record.uri, **values),
        source=record.origin.path,
        previous=before.uri if before else "",
        next=after.uri if after else "",
        weight=0.5,
        meta={"kind": record.kind},
    )


def _table(year: YearIndex) -> str:
    """The rows that the platform sends, in the form that spreadsheets read (RFC 4180)."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADER)
    for bell in year.bells:
        if bell.entry:
            item = bell.entry.item
            rows.writerow((bell.day, item.audience, item.text, item.segments))
    return written.getvalue()


def _data(year: YearIndex, bell: Bell) -> dict[str, Any]:
    entry = bell.entry
    return {
        "year": year.year,
        "date": bell.day,
        "weekday": weekday(bell.day),
        "occasion": bell.ring.occasion,
        "predicted": bell.ring.guessed or not year.published,
        "theme": entry.record.theme if entry else None,
        "audience": entry.item.audience if entry else None,
        "text": entry.item.text if entry else None,
        "segments": entry.item.segments if entry else 0,
        "url": address(entry.uri) if entry else None,
    }


def figures(found: Index, context: Context) -> Iterable[Figure]:
    issued = [pair for year in found.years for pair in year.issued(context.today)]
    facts = tuple(Fact(day, Decimal(1), f"{month_day(day)}　{entry.record.theme}", entry.uri) for day, entry in issued)
    yield Figure("bells", "警钟长鸣", "条", facts)


def events(found: Index, context: Context) -> Iterable[Event]:
    for year in found.years:
        for bell in year.bells:
            if bell.entry:
                item, uri, title = bell.entry.item, bell.entry.uri, f"{BELL}：{bell.entry.record.theme}"
                yield Event(f"bell-{bell.day}", BELL, title, bell.day, uri, audience=item.audience, text=item.text)
