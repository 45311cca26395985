"""By what a reader narrows the whole ledger, and what each of its rows is marked with."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping

from ...kernel.choices import Choice, Facet
from ...kernel.terms import Terms
from .entry import Entry, stem
from .index import Index, list_uri

_Named = tuple[str, str, str]
"""(slug, name, uri) in the order of the facet."""
_OVERDUE, _MONTH = "rectification/overdue.md", "rectification/this-month.md"
_DUE: tuple[_Named, ...] = (
    ("overdue", "逾期", _OVERDUE),
    ("soon", "即将到期", _OVERDUE),
    ("month", "本月到期", _MONTH),
    ("check", "待验收", _MONTH),
)


def marks(found: Index, terms: Terms) -> dict[str, str]:
    """What the script filters the rows by, by the uri of the measure: the slugs of each facet, facets apart by blanks."""
    month = frozenset(entry.uri for entry in found.month)
    return {entry.uri: " ".join(",".join(slugs) for slugs in _slugs(entry, month, terms).values()) for entry in found.entries}


def facets(found: Index, terms: Terms) -> tuple[Facet, ...]:
    month = frozenset(entry.uri for entry in found.month)
    rows = [_slugs(entry, month, terms) for entry in found.entries]
    years = sorted({entry.opinion.issued.year for entry in found.entries}, reverse=True)
    states = terms["measure_states"]
    named: tuple[tuple[str, str, Iterable[_Named]], ...] = (
        ("due", "期限", _DUE),
        ("state", "状态", [(_key(terms, "measure_states", name), name, "") for name in states.words]),
        ("unit", "责任单位", _words("units", "unit", terms)),
        ("source", "来源", _words("rectification_sources", "source", terms)),
        ("opinion", "整改意见", [(_slug(opinion.uri), opinion.title, opinion.uri) for opinion in found.opinions]),
        ("year", "印发年份", [(str(year), f"{year}年", "") for year in years]),
    )
    return tuple(_facet(key, label, values, rows) for key, label, values in named)


def _facet(key: str, label: str, named: Iterable[_Named], rows: Iterable[Mapping[str, list[str]]]) -> Facet:
    """Only values that a measure has: what lists the others does not exist."""
    counts = Counter(slug for row in rows for slug in row[key])
    return Facet(key, label, tuple(Choice(slug, name, uri, counts[slug]) for slug, name, uri in named if counts[slug]))


def _words(vocabulary: str, kind: str, terms: Terms) -> list[_Named]:
    words = terms[vocabulary]
    return [(_key(terms, vocabulary, name), name, list_uri(kind, name, words)) for name in words.words]


def _slugs(entry: Entry, month: frozenset[str], terms: Terms) -> dict[str, list[str]]:
    due = {"overdue": entry.overdue, "soon": entry.soon, "month": entry.uri in month, "check": entry.waiting}
    return {
        "due": [slug for slug, fits in due.items() if fits],
        "state": [_key(terms, "measure_states", entry.measure.state)],
        "unit": [_key(terms, "units", entry.measure.unit)],
        "source": [_key(terms, "rectification_sources", entry.opinion.source)],
        "opinion": [_slug(entry.opinion.uri)],
        "year": [str(entry.opinion.issued.year)],
    }


def _key(terms: Terms, vocabulary: str, word: str) -> str:
    return terms[vocabulary].term(word).key or word


def _slug(uri: str) -> str:
    return posixpath.basename(stem(uri))
