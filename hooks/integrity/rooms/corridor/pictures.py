"""Which picture a panel shows: the one it names, beside it or in the configured folder; else the only one in its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...kernel.links import resolve
from ...kernel.picture import OUTSIDE
from ...kernel.room import Context
from .model import Panel

SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def picture_path(panel: Panel, context: Context) -> str:
    """Its path below the root, or behind OUTSIDE the one in the configured folder; empty where there is none."""
    if not panel.image:
        beside = pictures_beside(panel, context)
        return beside[0] if len(beside) == 1 else ""
    path = resolve(panel.origin.path, panel.image)
    if path in context.library.assets:
        return path
    return OUTSIDE + panel.image if panel.image in (context.library.originals or ()) else ""


def pictures_beside(panel: Panel, context: Context) -> list[str]:
    """The pictures in the panel's own folder; none where several panels share it."""
    folder = panel.folder_path
    if sum(one.folder_path == folder for one in context.library.all(Panel)) > 1:
        return []
    known = (path for path in context.library.assets if posixpath.dirname(path) == folder)
    return sorted(path for path in known if path.endswith(SUFFIXES))


def pictures(context: Context) -> Iterator[str]:
    for panel in context.library.of(Panel):
        if path := picture_path(panel, context):
            yield path
