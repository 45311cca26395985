"""What the conversion of a page looks up and says."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

LOG = logging.getLogger("mkdocs")


class Noting:
    """Files that remember what was looked up in them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.seen: dict[str, tuple[str, int] | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.seen[path] = seen_as(file)
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


def seen_as(file: File | None) -> tuple[str, int] | None:
    return (file.url, file.inclusion.value) if file else None


class Listening(logging.Handler):
    """What is logged meanwhile is collected and goes nowhere else: it is said when the page is taken."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))

    def __enter__(self) -> list[tuple[str, int, str]]:
        self.before = LOG.handlers, LOG.propagate
        LOG.handlers, LOG.propagate = [self], False
        return self.said

    def __exit__(self, *_: object) -> None:
        LOG.handlers, LOG.propagate = self.before


def leading_away(page: Page, links: Mapping[File, Mapping[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """The links of a page by src_uri, without those to places of its own that are there."""
    for file, to in links.items():
        if file is not page.file or not to.keys() <= (page.present_anchor_ids or set()):
            yield file.src_uri, dict(to)


class Places:
    """The ids of a page. Few are ever asked for, so that the set is made when the first is."""

    def __init__(self, lines: str) -> None:
        self.lines = lines

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(self.lines.split("\n"))

    def __contains__(self, anchor: object) -> bool:
        return anchor in self.all
