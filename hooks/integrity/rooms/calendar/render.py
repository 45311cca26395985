"""The calendar's pages and feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...kernel.events import BELL, Feed
from ...kernel.groups import neighbours
from ...kernel.output import Output, Page
from ...kernel.room import Context
from .index import Index, Month, text

_CENTRAL_GROUP = "党委理论学习中心组"
_LEADERS = ("党委班子", "科室负责人")
"""The audiences of bells that go to the leaders."""


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
    """All, one for each audience, one for each branch: its own activities, and what is for everybody in it."""
    dated = tuple(event for event in context.events if not event.loose)
    yield Feed("calendar/all.ics", "学习日历（全部）", tuple(event for event in dated if not event.branch))
    for n, audience in enumerate(context.terms["audiences"].words, 1):
        wanted = (audience, *_LEADERS) if audience == _CENTRAL_GROUP else (audience,)
        events = tuple(event for event in dated if not event.branch and event.audience in wanted)
        yield Feed(f"calendar/audience-{n}.ics", f"学习日历（{audience}）", events)
    branches = context.terms.vocabularies.get("branches")
    for n, branch in enumerate(branches.terms if branches else (), 1):
        near = {"全体民警", _CENTRAL_GROUP, *_LEADERS} if branch.group == "党委" else {"全体民警", "党支部"}
        events = tuple(e for e in dated if e.branch == branch.name or (not e.branch and e.audience in near))
        yield Feed(f"calendar/branch-{n}.ics", f"学习日历（{branch.name}）", events)
