"""What a room yields. The adapter turns it into files and knows nothing else about it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from .events import Feed
from .kept import key
from .workbook import Workbook


@dataclass(frozen=True)
class Late:
    """A text that is made only where it is needed: `stamp` stands for it."""

    stamp: str
    make: Callable[[], str] = field(compare=False)

    @cached_property
    def text(self) -> str:
        return self.make()


@dataclass(frozen=True)
class Page:
    """A page of the site as Markdown (with HTML in it), at `uri` (folder/name.md).

    `source` is the written file below the root that the page comes from, empty for a derived page.
    `nav` is the page's name in the room's menu, empty where it has none.
    `indexed` is false for lists that only repeat what other pages say: they stay out of the search index. `weight`
    above or below 1 moves a page up or down among the results.
    `styles` and `scripts` are files below overrides/assets that this page needs besides those of every page: css/stage.css
    takes the site's frame away. `words_of` is the written file whose Markdown a derived page repeats: its links and
    citations mean there what they mean in that file.
    `date`, `also` (other names: a document's number, its short title) and `facets` (values by name: 文种, 状态) are for search.
    """

    uri: str
    title: str
    content: str | Late
    room: str = ""
    source: str = ""
    nav: str = ""
    previous: str = ""
    next: str = ""
    indexed: bool = True
    weight: float = 1.0
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    words_of: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    date: dt.date | None = None
    also: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def markdown(self) -> str:
        return self.content.text if isinstance(self.content, Late) else self.content

    @property
    def stamp(self) -> str:
        """Stands for the Markdown."""
        return self.content.stamp if isinstance(self.content, Late) else self.content


@dataclass(frozen=True)
class Data:
    """A file of the site that is not a page: text, or bytes where the encoding is not UTF-8."""

    uri: str
    held: str | bytes | Late

    @property
    def content(self) -> str | bytes:
        return self.held.text if isinstance(self.held, Late) else self.held


@dataclass(frozen=True)
class Panel:
    """A piece of HTML that a room offers to a room of a later stage, for the page where its links are right."""

    name: str
    html: str


Output = Page | Data | Panel | Feed | Workbook


def as_script(value: Any) -> str:
    """JSON for a script that nobody reads."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_json(value: Any) -> str:
    """JSON that people can read and git can compare: UTF-8, sorted keys, two spaces, a final line break."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, default=str) + "\n"


def json_file(uri: str, value: Any) -> Data:
    """The file of `as_json`."""
    return Data(uri, Late(key(repr(value)), partial(as_json, value)))
