"""The list of the films, a page for each, and the data."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.links import address
from ...kernel.output import Output, Page, json_file
from ...kernel.room import Context
from .index import Entry, Index

INDEX = "films/index.md"
_STYLES, _SCRIPTS = ("css/films.css", "css/questions.css"), ("js/films.js",)


def render(found: Index, context: Context) -> Iterable[Output]:
    body = context.templates.render(INDEX, INDEX, entries=found.entries)
    yield Page(INDEX, "警示教育片", body, nav="警示教育片", indexed=False, styles=_STYLES[:1])
    for before, entry, after in neighbours(found.entries):
        yield _page(entry, before, after, context)
    yield json_file("data/films.json", [_data(entry) for entry in found.entries])


def _page(entry: Entry, before: Entry | None, after: Entry | None, context: Context) -> Page:
    film = entry.film
    return Page(
        film.uri,
        film.title,
        context.templates.render("films/film.md", film.uri, entry=entry, film=film, cite=context.cite(film.uri)),
        source=film.origin.path,
        previous=before.film.uri if before else "",
        next=after.film.uri if after else "",
        styles=_STYLES,
        scripts=_SCRIPTS,
        meta={"kind": film.kind},
    )


def figures(found: Index, context: Context) -> Iterable[Figure]:
    films = sorted((entry.film for entry in found.entries), key=lambda film: (film.date, film.uri))
    facts = tuple(Fact(film.date, Decimal(1), film.title, film.uri) for film in films if film.date <= context.today)
    yield Figure("films", "警示教育片（累计）", "部", facts, cumulative=True)


def _data(entry: Entry) -> dict[str, Any]:
    keys = {"title", "date", "unit", "duration", "year", "producer", "audience", "themes", "tags"}
    return entry.film.model_dump(include=keys) | {
        "url": entry.film.url,
        "seconds": entry.film.seconds,
        "file": entry.place.uri or entry.place.address,
        "missing": not entry.place.found,
        "poster": entry.poster,
        "subtitles": bool(entry.cues),
        "cases": [{"title": case.title, "url": address(case.uri)} for case in entry.cases],
        "questions": [question.text for question in entry.film.questions],
    }
