"""The overview, a page and the print sheets of each form, and the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, json_file
from ...kernel.room import Context
from .index import Entry, Index, Share, Sheet

INDEX = "forms/index.md"
_PAGES = {"a4": "paper-a4", "a4x4": "paper-a4", "a4x2": "paper-a4-landscape", "a6": "paper-a6"}


def render(found: Index, context: Context) -> Iterable[Output]:
    body = context.templates.render(INDEX, INDEX, index=found, today=context.today)
    yield Page(INDEX, "承诺书和卡片", body, nav="承诺书和卡片", indexed=False)
    for before, entry, after in neighbours(found.entries):
        yield _page(entry, before, after, context)
        for sheet in entry.sheets:
            yield _sheet(entry, sheet, context)
    yield json_file("data/forms.json", [_data(entry) for entry in found.entries])


def _page(entry: Entry, before: Entry | None, after: Entry | None, context: Context) -> Page:
    form, first = entry.form, entry.sheets[0]
    values = {"record": form, "entry": entry, "sheet": first, "owner": context.settings.unit, "cite": context.cite(form.uri)}
    return Page(
        form.uri,
        form.title,
        context.templates.render("forms/form.md", form.uri, **values),
        source=form.origin.path,
        previous=before.form.uri if before else "",
        next=after.form.uri if after else "",
        meta={"kind": form.kind},
    )


def _sheet(entry: Entry, sheet: Sheet, context: Context) -> Page:
    values = {"record": entry.form, "entry": entry, "sheet": sheet, "owner": context.settings.unit}
    return Page(
        sheet.uri,
        f"{entry.form.title}（{sheet.title}）",
        context.templates.render("forms/sheet.md", sheet.uri, **values),
        indexed=False,
        styles=("css/stage.css", "css/sheet.css", f"css/{_PAGES[sheet.name]}.css"),
        scripts=("js/print.js",),
        meta={"kind": "sheet"},
    )


def figures(found: Index, context: Context) -> Iterable[Figure]:
    """The rate of each template of the vocabulary, and how many signatures there are of all."""
    counted = [(entry, share, day) for entry in found.entries if (share := entry.whole) and (day := share.day)]
    for term in context.terms["form_templates"].terms:
        facts = tuple(_fact(e, s, day) for e, s, day in counted if e.form.template == term.name)
        if term.key:
            yield Figure(f"forms-{term.key}-rate", f"{term.name}签订率", "%", facts, "rate")
    yield Figure("forms-signed", "承诺书和卡片签订", "份", tuple(_fact(*one) for one in counted))


def _fact(entry: Entry, share: Share, day: dt.date) -> Fact:
    return Fact(day, Decimal(share.signed), entry.form.title, entry.form.uri, Decimal(share.total))


def _data(entry: Entry) -> dict[str, Any]:
    form = entry.form
    return {
        "title": form.title,
        "template": form.template,
        "year": form.year,
        "papers": list(form.papers),
        "state": entry.state,
        "due": form.due,
        "signing": _share(entry.whole) if entry.whole else None,
        "units": [{"unit": share.name} | _share(share) for share in entry.units],
        "sheets": [{"name": sheet.name, "copies": sheet.copies, "url": address(sheet.uri)} for sheet in entry.sheets],
        "url": form.url,
    }


def _share(share: Share) -> dict[str, Any]:
    return {"total": share.total, "signed": share.signed, "rate": float(share.rate), "as_of": share.day}
