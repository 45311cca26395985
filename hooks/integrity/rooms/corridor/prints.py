"""What hangs beside the pictures: a label (A5) and a poster (A3) for each, and the labels of a floor on sheets of A4.

Each carries a QR code (ISO/IEC 18004) to the page of the panel; paper sizes are those of ISO 216.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from ...kernel.kept import key
from ...kernel.output import Page
from ...kernel.qr import qr
from ...kernel.room import Context
from .index import FloorView, Index, Stop

_STYLES = ("css/stage.css", "css/sheet.css", "css/exhibit-print.css")


def prints(found: Index, context: Context) -> Iterator[Page]:
    codes = _codes(found, context)
    for view, stop in found.walk:
        values = {"stop": stop, "view": view, "code": codes[stop.panel.uri], "owner": context.settings.unit}
        for uri, name, paper in ((stop.label_uri, "展签", "paper-a5"), (stop.poster_uri, "海报", "paper-a3")):
            template = "corridor/label.md" if paper == "paper-a5" else "corridor/poster.md"
            body = context.templates.render(template, uri, **values)
            yield _sheet(uri, f"{stop.panel.title}（{name}）", body, paper, stop)
    for view in found.floors:
        if view.stops:
            values = {"view": view, "pairs": pairs(view), "codes": codes, "owner": context.settings.unit}
            body = context.templates.render("corridor/labels.md", view.labels_uri, **values)
            yield _sheet(view.labels_uri, f"{view.floor.title}（全部展签）", body, "paper-a4")


def _codes(found: Index, context: Context) -> dict[str, Markup]:
    """By the panel's uri. A code is slow to draw, so that all of them are kept."""
    addresses = {stop.panel.uri: context.settings.page_address(stop.panel.url) for _, stop in found.walk}
    name = key(context.code, sorted(addresses.items()))
    return context.kept.made("codes", name, lambda: {uri: qr(address) for uri, address in addresses.items()})


def _sheet(uri: str, title: str, body: str, paper: str, stop: Stop | None = None) -> Page:
    words = stop.panel.origin.path if stop else ""
    styles, scripts = (*_STYLES, f"css/{paper}.css"), ("js/print.js",)
    return Page(uri, title, body, indexed=False, styles=styles, scripts=scripts, words_of=words, meta={"kind": "sheet"})


def pairs(view: FloorView) -> list[tuple[Stop, ...]]:
    """The labels of a floor, two on a sheet, in the order of the walk."""
    stops = view.stops
    return [stops[n : n + 2] for n in range(0, len(stops), 2)]
