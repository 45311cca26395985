"""Old addresses: whether what data/redirects.yml says is so, and the small page that stands at each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from .kernel.issue import Issue
from .kernel.links import address
from .kernel.moves import Move
from .kernel.nearest import nearest
from .kernel.output import Data, Page
from .kernel.room import Context
from .rooms import derived


def check_moves(context: Context) -> Iterator[Issue]:
    """What can be said before the pages are made: a derived page is known by its address only."""
    yield from context.moves.issues
    written = {record.url for record in context.library.records.values()}
    broken = {address(path.removeprefix("docs/")) for path in context.library.broken}
    for move in context.moves.all:
        target = _uri(move.target)
        if move.old in written | broken:
            yield move.issue(_stands(move))
        if move.target not in written | broken and not derived(target) and target != "index.md":
            yield move.issue(_unknown(move, written))


def clashes(context: Context, pages: Mapping[str, Page]) -> Iterator[Issue]:
    """What is known once all pages are made."""
    for move in context.moves.all:
        if _uri(move.old) in pages:
            yield move.issue(_stands(move))
        if _uri(move.target) not in pages:
            yield move.issue(_unknown(move, {address(uri) for uri in pages}))


def moved(context: Context, pages: Mapping[str, Page]) -> Iterator[Data]:
    """A page at each old address that leads on: by itself, by script with the place in the page, and by a link."""
    for move in context.moves.all:
        page = pages.get(_uri(move.target))
        if page and _uri(move.old) not in pages:
            values = {"move": move, "title": page.title, "settings": context.settings}
            yield Data(move.old, context.templates.render("moved/page.html", _uri(move.old), **values))


def _uri(page: str) -> str:
    return str(PurePosixPath(page).with_suffix(".md"))


def _stands(move: Move) -> str:
    return f"这个网址现在就有页面，转走了就打不开它，请删去这一行，或给 {move.old} 的页面改名"


def _unknown(move: Move, known: set[str]) -> str:
    near = nearest(move.target, sorted(known), 0.7)
    return f"找不到新网址 {move.target} 的页面{f'，是否想写 {near}？' if near else '，请核对'}"
