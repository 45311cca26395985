"""检索: the page for a long search, with all results, narrowed and sorted. The index behind it is hooks/integrity/search."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel.output import Output, Page
from ..kernel.room import Context, Room

URI = "search/index.md"
SCRIPTS = ("words", "store", "excerpt", "closest", "look", "rank", "read", "find", "facets", "hit", "says", "page")


def index(context: Context) -> None:
    """Nothing: what is found is known in the reader's browser only."""


def render(found: None, context: Context) -> Iterable[Output]:
    meta = {"kind": "search", "template": "search.html", "hide": ["navigation", "toc"]}
    scripts = tuple(f"js/search/{name}.js" for name in SCRIPTS)
    body = context.templates.render("search/index.md", URI)
    yield Page(URI, "检索", body, indexed=False, styles=("css/search.css",), scripts=scripts, meta=meta)


ROOM = Room("search", "检索", (), index, render, derives=r"search/index\.md")
