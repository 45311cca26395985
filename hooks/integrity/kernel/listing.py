"""All pages of the site, as the room that lists them is given them."""

from __future__ import annotations

from dataclasses import dataclass

from .output import Page


@dataclass(frozen=True)
class Section:
    """A menu of the site (栏目). `key` is its ASCII name, `room` the one whose entries stand last in it."""

    title: str
    key: str
    room: str


@dataclass(frozen=True)
class Listed:
    section: Section
    page: Page
