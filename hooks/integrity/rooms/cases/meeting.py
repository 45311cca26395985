"""The pages of the meetings: the set to read and print, and its slides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...kernel.groups import neighbours
from ...kernel.output import Page
from ...kernel.room import Context
from .sets import THIS_MONTH, Meeting
from .slides import slides

SETS = "sets/index.md"


def meeting_pages(meetings: Sequence[Meeting], context: Context) -> Iterator[Page]:
    written = [meeting for meeting in meetings if meeting.uri != THIS_MONTH]
    for meeting in meetings:
        if meeting.uri == THIS_MONTH:
            yield _page(meeting, None, None, context, nav="本月警示教育")
            yield slides_page(meeting, context, back=meeting.uri)
    if written:
        body = context.templates.render("cases/sets.md", SETS, meetings=written)
        yield Page(SETS, "警示教育专题", body, nav="专题", indexed=False)
    for before, meeting, after in neighbours(written):
        yield _page(meeting, before, after, context)
        yield slides_page(meeting, context, back=meeting.uri)


def _page(meeting: Meeting, before: Meeting | None, after: Meeting | None, context: Context, nav: str = "") -> Page:
    uri, record = meeting.uri, meeting.record
    cites = {shown.case.uri: context.cite(shown.case.uri, uri) for shown in meeting.shown}
    values: dict[str, Any] = {"meeting": meeting, "record": record, "cites": cites, "month": uri == THIS_MONTH}
    values["cite"] = context.cite(record.uri, uri) if record else None
    own = bool(record) and not nav
    return Page(
        uri,
        meeting.title,
        context.templates.render("cases/set.md", uri, **values),
        source=record.origin.path if record and own else "",
        words_of=record.origin.path if record and not own else "",
        nav=nav,
        previous=before.uri if before else "",
        next=after.uri if after else "",
        indexed=own,
        styles=("css/questions.css",),
        scripts=("js/print.js",),
        meta={"kind": "set"},
    )


def slides_page(meeting: Meeting, context: Context, back: str, cover: bool = True) -> Page:
    """The slides of a meeting; Esc leads `back`."""
    uri = meeting.slides_uri
    shown = slides(meeting, lambda source: context.cite(source, uri), cover)
    values = {"slides": shown, "title": meeting.title, "back": back, "settings": context.settings}
    return Page(
        uri,
        f"{meeting.title}：放映",
        context.templates.render("cases/slides.md", uri, **values),
        indexed=False,
        meta={"kind": "slides", "hide": ["toc", "navigation"]},
        styles=("css/stage.css", "css/slides.css"),
        scripts=("js/slides.js",),
    )
