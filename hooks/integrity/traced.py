"""The line from a problem to its result, drawn once all pages are made: their titles are known only then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .kernel.groups import group_by
from .kernel.issue import Issue
from .kernel.output import Page
from .kernel.room import Context
from .kernel.trace import MARK, Evidence, Trace


def check_traces(traces: Iterable[Trace], pages: Mapping[str, Page]) -> Iterator[Issue]:
    """Evidence on a page that no room made: a session that is not held, a place that was mistyped."""
    for trace in traces:
        for piece in trace.evidence:
            if piece.uri and _page(piece) not in pages:
                yield trace.record.issue(f"佐证 {piece.uri} 没有这个页面，请核对文件名和编号", *piece.loc)


def with_traces(traces: Iterable[Trace], pages: Mapping[str, Page], context: Context) -> dict[str, Page]:
    """The pages, each measure's with its line and each piece of evidence with the lines that lead through it."""
    told = [_titled(trace, pages) for trace in traces]
    made = dict(pages)
    for trace in told:
        uri = _without_place(trace.uri)
        if page := made.get(uri):
            line = context.templates.render("trace/line.html", uri, trace=trace)
            made[uri] = replace(page, content=page.markdown.replace(MARK, line.strip(), 1))
    for group in group_by(told, lambda trace: sorted({_page(piece) for piece in trace.evidence if piece.uri})):
        if page := made.get(group.name):
            back = context.templates.render("trace/back.html", group.name, traces=group.items)
            made[group.name] = replace(page, content=f"{page.markdown}\n{back.strip()}\n")
    return made


def _titled(trace: Trace, pages: Mapping[str, Page]) -> Trace:
    named = (replace(e, title=e.title or pages[_page(e)].title) for e in trace.evidence if not e.uri or _page(e) in pages)
    return replace(trace, evidence=tuple(named))


def _page(piece: Evidence) -> str:
    return _without_place(piece.uri)


def _without_place(uri: str) -> str:
    return uri.partition("#")[0]
