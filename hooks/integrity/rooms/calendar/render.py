"""The calendar's pages and feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...kernel.events import Feed
from ...kernel.groups import neighbours
from ...kernel.output import Output, Page
from ...kernel.room import Context
from .index import BELL, Index, Month, text

_FOR_ALL = ("全体民警", "党支部")


def render(found: Index, context: Context) -> Iterable[Output]:
    feeds = tuple(_feeds(context))
    if found.current:
        yield _page(None, found.current, None, found, feeds, context, "calendar/index.md", "学习日历")
    for before, month, after in neighbours(found.months):
        yield _page(before, month, after, found, feeds, context, month.uri, "")
    yield from feeds


def _page(
    before: Month | None,
    month: Month,
    after: Month | None,
    found: Index,
    feeds: tuple[Feed, ...],
    context: Context,
    uri: str,
    nav: str,
) -> Page:
    values = {"month": month, "months": [m for m in found.months if m.year == month.year], "feeds": feeds, "bell": BELL}
    body = context.templates.render("calendar/month.md", uri, today=context.today, text=text(month), nav=nav, **values)
    return Page(
        uri,
        nav or month.title,
        body,
        nav=nav,
        previous=before.uri if before else "",
        next=after.uri if after else "",
        indexed=False,
        meta={"kind": "month", "hide": ["toc"]},
    )


def _feeds(context: Context) -> Iterator[Feed]:
    """All, one for each audience, one for each branch: what is for everybody is in each branch's feed."""
    yield Feed("calendar/all.ics", "学习日历（全部）", context.events)
    for n, audience in enumerate(context.terms["audiences"].words, 1):
        events = tuple(event for event in context.events if event.audience == audience)
        yield Feed(f"calendar/audience-{n}.ics", f"学习日历（{audience}）", events)
    branches = context.terms.vocabularies.get("branches")
    for n, branch in enumerate(branches.words if branches else (), 1):
        events = tuple(e for e in context.events if e.branch == branch or (not e.branch and e.audience in _FOR_ALL))
        yield Feed(f"calendar/branch-{n}.ics", f"学习日历（{branch}）", events)
