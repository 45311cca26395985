"""The library, a page and a circular for each case, a page for each value and article, the overview, the meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.output import Output, Page, Panel, as_json, json_file
from ...kernel.room import Context
from .facets import choices, links, marks
from .index import Entry, Index
from .meeting import meeting_pages, slides_page
from .model import Case
from .overview import overview
from .sets import THIS_MONTH, Meeting, Shown

LIBRARY = "cases/index.md"
ARTICLES = "cases/by-article.md"


def render(found: Index, context: Context) -> Iterable[Output]:
    yield _library(found, context)
    for before, entry, after in neighbours(found.entries):
        yield from _case(entry, before, after, found, context)
    yield from meeting_pages(found.meetings, context)
    yield overview(found, context)
    yield from _articles(found, context)
    for values in found.facets:
        yield from _values(values, found, context)
    yield json_file("data/cases.json", [_data(entry) for entry in found.entries])
    latest = found.cases[: context.terms.number("home_cases")]
    month = THIS_MONTH if any(meeting.uri == THIS_MONTH for meeting in found.meetings) else ""
    panel = {"cases": latest, "total": len(found.cases), "month": month}
    yield Panel("cases", context.templates.render("cases/panel.html", "index.md", **panel))


def _library(found: Index, context: Context) -> Page:
    marked = {case.uri: as_json(marks(case, context.terms)) for case in found.cases}
    values = {"index": found, "facets": choices(found.facets), "marks": marked}
    body = context.templates.render("cases/index.md", LIBRARY, **values)
    return Page(
        LIBRARY, "警示案例库", body, nav="案例库", indexed=False, scripts=("js/facets.js", "js/cases.js"), meta={"hide": ["toc"]}
    )


def _case(entry: Entry, before: Entry | None, after: Entry | None, found: Index, context: Context) -> Iterator[Page]:
    case, make = entry.case, context.templates.render
    show = _slides_of(entry)
    values = {
        "case": case,
        "entry": entry,
        "links": links(case, context.terms),
        "counts": found.counts,
        "cite": context.cite(case.uri),
        "slides_uri": show.slides_uri,
    }
    yield Page(
        case.uri,
        case.title,
        make("cases/case.md", case.uri, **values),
        source=case.origin.path,
        previous=before.case.uri if before else "",
        next=after.case.uri if after else "",
        styles=("css/questions.css",),
        also=_numbers(case),
        facets=_facets(case),
        meta={"kind": case.kind},
    )
    yield _circular(entry, context)
    yield slides_page(show, context, back=case.uri, cover=False)


def _circular(entry: Entry, context: Context) -> Page:
    case, uri = entry.case, entry.case.circular_uri
    return Page(
        uri,
        entry.circular.title or f"{case.title}的通报",
        context.templates.render("cases/circular.md", uri, case=case, circular=entry.circular),
        words_of=case.origin.path,
        weight=0.6,
        scripts=("js/print.js",),
        date=case.date,
        also=_numbers(case),
        facets={**_facets(case), "责任单位": (case.unit,)},
        meta={"kind": "circular", "hide": ["toc"]},
    )


def _numbers(case: Case) -> tuple[str, ...]:
    return tuple(number for number in (case.case_no, case.circular_no) if number)


def _facets(case: Case) -> dict[str, tuple[str, ...]]:
    return {"违反纪律": tuple(case.disciplines), "案例主题": tuple(case.themes)}


def _slides_of(entry: Entry) -> Meeting:
    return Meeting(entry.case.uri, entry.case.title, (Shown(entry.case, entry.violations),))


def _articles(found: Index, context: Context) -> Iterator[Page]:
    make = context.templates.render
    body = make("cases/by-article.md", ARTICLES, documents=found.documents)
    yield Page(ARTICLES, "按条款看案例", body, nav="按条款", indexed=False)
    for document in found.documents:
        for group in document.items:
            place = group.items[0].place
            article = place.document.articles[place.key]
            values = {"place": place, "article": article, "violations": group.items}
            title = f"违反{place.title}的案例"
            yield Page(place.page, title, make("cases/article.md", place.page, **values), indexed=False)


def _values(values: Iterable[Any], found: Index, context: Context) -> Iterator[Page]:
    listed = tuple(values)
    for value in listed:
        title = f"{value.facet.label}：{value.label.name}"
        body = context.templates.render("cases/value.md", value.uri, title=title, value=value, values=listed, index=found)
        yield Page(value.uri, title, body, indexed=False)


def figures(found: Index, context: Context) -> Iterator[Figure]:
    cases = [case for case in reversed(found.cases) if case.date <= context.today]
    yield Figure("cases", "通报案例", "起", tuple(Fact(case.date, Decimal(1), case.title, case.uri) for case in cases))


def _data(entry: Entry) -> dict[str, Any]:
    case: Case = entry.case
    values = case.model_dump(exclude={"sources", "draft", "review"})
    return values | {
        "sanctions": list(case.sanctions),
        "articles": [violation.place.title for violation in entry.violations],
        "url": case.url,
    }
