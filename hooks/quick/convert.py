"""Markdown to HTML, beforehand: each page's own `render`, which _populate_page (MkDocs 1.6.1) calls, takes what is ready.

A page is kept under its words, its address, the configuration and the versions of what converts it. With it is kept every
look-up that it made: files that its links lead to, documents that it cites. It holds while each look-up gives the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MethodType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from integrity.kernel.cited import Reader
from integrity.kernel.cores import stream
from integrity.kernel.kept import Kept, Packed, key
from integrity.kernel.lookups import Asked, NotingReader, fingerprint, still, touched

from .noting import Listening, Noting, Places, leading_away, seen_as
from .progress import Shown
from .render import Renderer

LOG = logging.getLogger("mkdocs")
PURE = frozenset(
    (
        *("abbr", "admonition", "attr_list", "def_list", "extra", "fenced_code", "footnotes", "md_in_html", "sane_lists"),
        *("smarty", "tables", "toc", "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.superfences", "pymdownx.tabbed"),
        *("pymdownx.tasklist", "pymdownx.tilde"),
    )
)
"""Extensions that look at nothing but the page. With any other one nothing is kept."""
WINDOW = 100
"""Pages that are kept in one go."""
Begin = Callable[[Page, Reader | None], None]


@dataclass(frozen=True)
class Facts:
    """What Page.render leaves on a page beside its Body, and what it asked. `ids` are in lines; `links` are by src_uri, without
    those to places of the page itself that are there; `said` are (logger, level, message); `files` are its look-ups of
    links: path → (url, inclusion), None where there was no file. `library` and `names` are fingerprints of what could be
    cited. `digest` stands for the Body."""

    title: str | None
    ids: str | None
    links: dict[str, dict[str, str]] | None
    said: tuple[tuple[str, int, str], ...]
    files: dict[str, tuple[str, int] | None]
    asked: Asked
    library: str
    names: str
    digest: str


Body = tuple[str, Any]
"""HTML and table of contents."""


@dataclass(frozen=True)
class Task:
    """A page to convert; `load` gives its Markdown as MkDocs will have it, for which `stamp` stands. `parts` are all else that
    its HTML depends on."""

    page: Page
    stamp: str
    load: Callable[[], str]
    reader: Reader | None
    parts: tuple[object, ...]

    @property
    def uri(self) -> str:
        return self.page.file.src_uri

    @cached_property
    def markdown(self) -> str:
        return self.load()


class Converter:
    """The pages of one build: `prepare` before MkDocs reads them; then each page's own `render` takes what is ready.

    `begin` sets our extension up for a page, with the reader of its citations. `facts` are by src_uri; `bodies` are those
    that cannot be kept; `silent` are pages whose words nobody is to see before they are taken, `foreign` those that
    somebody changed on the way.
    """

    def __init__(self, kept: Kept, versions: str, config: MkDocsConfig, files: Files, begin: Begin, shown: Shown) -> None:
        self.kept, self.config, self.files, self.begin, self.shown = kept, config, files, begin, shown
        self.versions = key(versions, LOG.getEffectiveLevel() > logging.DEBUG)
        self.renderer = Renderer(config)
        self.named: dict[str, Task] = {}
        self.places: dict[str, str] = {}
        self.facts: dict[str, Facts] = {}
        self.bodies: dict[str, Packed] = {}
        self.silent: set[str] = set()
        self.foreign: set[str] = set()
        self.library = self.names = ""
        self.hits = self.misses = 0

    def prepare(self, tasks: Iterable[Task]) -> None:
        """Find or make every page."""
        if not {name for name in self.config.markdown_extensions if isinstance(name, str)} <= PURE:
            return
        self.named = {key(self.versions, task.uri, task.page.url, task.stamp, *task.parts): task for task in tasks}
        self.places = {task.uri: name for name, task in self.named.items()}
        self._library(self.named.values())
        found = self._still_true(self.kept.find("html-facts", self.named))
        self.facts = {self.named[name].uri: facts for name, facts in found.items()}
        missing = [name for name in self.named if name not in found]
        self._convert(missing)
        self.hits, self.misses = len(found), len(missing)

    def _convert(self, missing: Sequence[str]) -> None:
        """Kept as they come, so that not all bodies lie in memory at once."""
        made = stream(self._timed, missing, len(missing), tick=self.shown.tick)
        for at in range(0, len(missing), WINDOW):
            some = dict(zip(missing[at : at + WINDOW], made, strict=False))  # in this order: one more is not taken
            self.shown.slowest((seconds, self.named[name].uri) for name, (_, _, seconds) in some.items())
            self.facts.update((self.named[name].uri, facts) for name, (facts, _, _) in some.items())
            self.kept.keep("html-facts", {name: facts for name, (facts, _, _) in some.items()})
            bodies = {name: body for name, (_, body, _) in some.items()}
            if not self.kept.keep("html", bodies):
                self.bodies.update(bodies)

    def take(self, uri: str) -> Body:
        return self.opened(uri, self.packed(uri))

    def packed(self, uri: str) -> Packed:
        """The body of a page, for `opened`."""
        name = self.places[uri]
        found = self.bodies.get(name) or self.kept.packed("html", [name]).get(name)
        return found or Packed.of(self._make(self.named[name])[1])

    def opened(self, uri: str, body: Packed) -> Body:
        """The body of a page, made again where what was kept is damaged."""
        opened = body.opened
        return opened[0] if opened else self._make(self.named[self.places[uri]])[1]

    def hand(self, uris: Iterable[str]) -> None:
        """Let each of these pages take what is ready when MkDocs asks for it: the body only where somebody looks at it
        before it is drawn."""
        events = self.config.plugins.events
        looked_at = bool(events["page_content"])
        if len(events["page_read_source"]) == len(events["page_markdown"]) == 1:  # ours
            self.silent = {*(uris := list(uris))}
        for uri in uris:
            task = self.named[self.places[uri]]
            draft = task.page.file.inclusion.value <= InclusionLevel.DRAFT.value
            self._hand(task, self.facts[uri], looked_at or draft)

    def _library(self, tasks: Iterable[Task]) -> None:
        reader = next((task.reader for task in tasks if task.reader), None)
        if reader is None:
            return
        self.library, names = fingerprint(reader.statutes, reader.today), reader.statutes.names
        self.names = key(sorted(names))
        self.kept.keep("names", {self.names: names})

    def _still_true(self, found: Mapping[str, Facts]) -> dict[str, Facts]:
        known: dict[object, str] = {}
        changed: dict[str, frozenset[str] | None] = {self.names: frozenset()}
        return {name: facts for name, facts in found.items() if self._holds(name, facts, known, changed)}

    def _holds(self, name: str, facts: Facts, known: dict[object, str], changed: dict[str, frozenset[str] | None]) -> bool:
        look, task = self.files.get_file_from_path, self.named[name]
        if any(seen_as(look(path)) != want for path, want in facts.files.items()):
            return False
        if task.reader is None or facts.library == self.library:
            return True
        if facts.names not in changed:
            before = self.kept.find("names", [facts.names]).get(facts.names)
            changed[facts.names] = None if before is None else before ^ task.reader.statutes.names
        names = changed[facts.names]
        if names is None or not still(facts.asked, task.reader, known):
            return False
        return not names or not self._touched(name, names)

    def _touched(self, name: str, names: frozenset[str]) -> bool:
        body: Body | None = self.kept.find("html", [name]).get(name)
        return body is None or touched(body[0], names)

    def _timed(self, name: str) -> tuple[Facts, Packed, float]:
        start = time.perf_counter()
        facts, body = self._make(self.named[name])
        return facts, Packed.of(body), time.perf_counter() - start

    def _make(self, task: Task) -> tuple[Facts, Body]:
        page, noting = task.page, Noting(self.files)
        page.markdown = task.markdown
        reader = NotingReader.of(task.reader) if task.reader else None
        self.begin(page, reader)
        with Listening() as said:
            self.renderer.render(page, noting)  # type: ignore[arg-type]  # it is asked for files only
        assert page.content is not None
        ids = page.present_anchor_ids
        links = None if page.links_to_anchors is None else dict(leading_away(page, page.links_to_anchors))
        digest = key(page.content, _outline(page.toc))
        left = (page._title_from_render, None if ids is None else "\n".join(sorted(ids)), links, tuple(said), noting.seen)
        facts = Facts(*left, dict(reader.asked) if reader else {}, self.library, self.names, digest)
        return facts, (page.content, page.toc)

    def _hand(self, task: Task, facts: Facts, whole: bool) -> None:
        def render(page: Page, config: MkDocsConfig, files: Files) -> None:
            if task.uri not in self.silent and page.markdown != task.markdown:  # somebody changed it on the way
                self.foreign.add(task.uri)
                type(page).render(page, config, files)
                return
            page.content = ""
            if whole:
                page.content, page.toc = self.take(task.uri)
            for name, level, text in facts.said:
                logging.getLogger(name).log(level, "%s", text)

        task.page.render = MethodType(render, task.page)  # type: ignore[method-assign]

    def settle(self, page: Page, facts: Facts) -> None:
        """What others ask a page for that is never shown itself."""
        page._title_from_render = facts.title
        page.present_anchor_ids = None if facts.ids is None else Places(facts.ids)  # type: ignore[assignment]
        page.links_to_anchors = None if facts.links is None else self._files(facts.links)

    def _files(self, links: dict[str, dict[str, str]]) -> dict[File, dict[str, str]]:
        found = ((self.files.get_file_from_path(uri), to) for uri, to in links.items())
        return {file: to for file, to in found if file is not None}


def _outline(toc: Any) -> list[Any]:
    return [(item.title, item.id, item.level, _outline(item.children)) for item in toc]
