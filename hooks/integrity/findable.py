"""What search knows of a page besides its words: its other names, its day, and the values by which a reader narrows a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from .kernel.links import address
from .kernel.output import Page
from .kernel.record import Record
from .search.pages import Entry

EPOCH = dt.date(1900, 1, 1)


def entry_of(page: Page, menu: str, record: Record | None) -> Entry:
    """The page as search takes it, its HTML still to come. `record` is the one that the page shows, `menu` its room's name."""
    day = page.date or (record.date if record else None)
    facets: dict[str, tuple[str, ...]] = {"栏目": (menu,), **page.facets}
    if day:
        facets["年份"] = (f"{day.year}年",)
    if record:
        facets["责任单位"] = (record.unit,)
    tags = record.tags if record else ()
    since = (day - EPOCH).days if day else 0
    return Entry(address(page.uri), page.title, "", page.weight, (*page.also, *tags), facets, since, page.also)


def synonyms(groups: tuple[tuple[str, ...], ...], short_titles: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of words for each other; a short title of a statute stands for the full one."""
    return (*groups, *((short, full) for short, full in sorted(short_titles.items()) if short not in full))
