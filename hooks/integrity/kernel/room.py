"""The shape that every room has: model → check → index → render."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup

from .answers import Answer
from .cited import Cited, Reader
from .events import Event
from .figures import Figure
from .issue import Issue
from .kept import Kept
from .listing import Listed
from .moves import Moves
from .output import Output
from .picture import Pictures
from .record import Record
from .risk import Deadline, Signal
from .settings import Settings
from .statutes import Document, Statutes
from .store import Library
from .templates import Templates
from .terms import Terms
from .trace import Trace
from .weave import html

GATHERED = ("panels", "figures", "events", "signals", "deadlines", "pages")
"""What only a room of a later stage is given."""


@dataclass(frozen=True)
class Context:
    """All that a room may know: the records, the day, the vocabularies, the settings and the templates.

    `statutes` are the documents that can be cited, `readers` say what a citation means on each written page, `cited` is
    every citation of every record. `answers` are the items of ledgers that answer a finding. `kinds` are the models of all
    rooms. `pictures` are those that the rooms asked for. `panels` is what the other rooms offer to those that gather, by
    name, `figures` the numbers that they count, `events` what happens, `signals` the risks that they see, `deadlines` what
    units owe, `pages` all that the rooms before it made: only a room of a later `stage` is given these six. `moves` are the
    old addresses of pages. `kept` is what is kept from one build to the next, and `code` the name of the product's code,
    for its keys.
    """

    library: Library
    today: dt.date
    terms: Terms
    settings: Settings = field(default_factory=Settings)
    templates: Templates = field(default_factory=Templates)
    kinds: Sequence[type[Record]] = ()
    statutes: Statutes = field(default_factory=Statutes)
    readers: Mapping[str, Reader] = field(default_factory=dict)
    cited: tuple[Cited, ...] = ()
    answers: tuple[Answer, ...] = ()
    pictures: Pictures = field(default_factory=Pictures)
    panels: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    signals: tuple[Signal, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    pages: tuple[Listed, ...] = ()
    moves: Moves = field(default_factory=Moves)
    kept: Kept = field(default_factory=partial(Kept, None), compare=False)
    code: str = ""

    def cite(self, uri: str, page: str = "") -> Callable[[str], Markup]:
        """For templates: links the citations in a text of the record at `uri`, shown on its page or on another `page`."""
        return lambda text: html(text, self.readers[uri], page or uri)


@dataclass(frozen=True)
class Room:
    """One concern of the site.

    `check` sees every record of the library and yields issues; `index` groups, sorts and counts, and is pure; `render`
    yields pages, data files, feeds and panels from what `index` made. `figures` are the numbers that its records count up
    to, `events` what they put into the calendar, `signals` the risks that they show, `deadlines` the days by which units
    owe something, `traces` how a problem was put right, `documents` those of them that can be cited, `answers` the items
    of a ledger that answer a finding, `pictures` the paths of the pictures that its pages show. A room of `stage` 1 or
    more is rendered after those of the stages before it and is handed their panels, figures, events, signals, deadlines
    and pages. `derives` is a pattern that the uris of all derived pages match. `menu` is the title of the menu that its
    pages stand in, where that is not its own.

    `reads` are the kinds (their names) of the records that `index` and `render` look at beside those of `models`, and
    `gathers` names of GATHERED: a room that says so is given nothing else (remembered.py), and its pages are drawn again only
    where something of that has changed. None: it looks at anything.
    """

    name: str
    title: str
    models: Sequence[type[Record]]
    index: Callable[[Context], Any]
    render: Callable[[Any, Context], Iterable[Output]]
    check: Callable[[Context], Iterable[Issue]] = lambda context: ()
    stage: int = 0
    figures: Callable[[Any, Context], Iterable[Figure]] = lambda index, context: ()
    events: Callable[[Any, Context], Iterable[Event]] = lambda index, context: ()
    signals: Callable[[Any, Context], Iterable[Signal]] = lambda index, context: ()
    deadlines: Callable[[Any, Context], Iterable[Deadline]] = lambda index, context: ()
    traces: Callable[[Any, Context], Iterable[Trace]] = lambda index, context: ()
    documents: Callable[[Context], Iterable[Document]] = lambda context: ()
    answers: Callable[[Context], Iterable[Answer]] = lambda context: ()
    pictures: Callable[[Context], Iterable[str]] = lambda context: ()
    derives: str = r"(?!)"
    menu: str = ""
    reads: Sequence[str] | None = None
    gathers: Sequence[str] = ()

    def derives_uri(self, uri: str) -> bool:
        """Whether `uri` is the room's own to write: an editor's file may not lie there."""
        return re.fullmatch(self.derives, uri) is not None
