"""Markdown to HTML, beforehand: each page's own `render`, which _populate_page (MkDocs 1.6.1) calls, takes what is ready.

A page is kept under its words, its address, the configuration and the versions of what converts it. With it is kept every
look-up that it made: files that its links lead to, documents that it cites. It holds while each look-up gives the same.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MethodType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from integrity.kernel.cited import Reader
from integrity.kernel.cores import spread
from integrity.kernel.kept import Kept, key
from integrity.kernel.lookups import Asked, NotingReader, fingerprint, still, touched

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
Begin = Callable[[Page, Reader | None], None]


@dataclass(frozen=True)
class Made:
    """What Page.render leaves on a page, and what it asked. `links` are by src_uri; `said` are (logger, level, message);
    `files` are its look-ups of links: path → (url, inclusion), None where there was no file. `library` and `names` are
    fingerprints of what could be cited. `digest` stands for `content` and `toc`."""

    content: str
    toc: Any
    title: str | None
    ids: set[str] | None
    links: dict[str, dict[str, str]] | None
    said: tuple[tuple[str, int, str], ...]
    files: dict[str, tuple[str, int] | None]
    asked: Asked
    library: str
    names: str
    digest: str


@dataclass(frozen=True)
class Task:
    """A page to convert; `markdown` as MkDocs will have it. `parts` are all else that its HTML depends on."""

    page: Page
    markdown: str
    reader: Reader | None
    parts: tuple[object, ...]


class Converter:
    """The pages of one build: `prepare` before MkDocs reads them; then each page's own `render` takes what is ready.

    `begin` sets our extension up for a page, with the reader of its citations.
    """

    def __init__(self, kept: Kept, versions: str, config: MkDocsConfig, files: Files, begin: Begin, shown: Shown) -> None:
        self.kept, self.config, self.files, self.begin, self.shown = kept, config, files, begin, shown
        self.versions = key(versions, LOG.getEffectiveLevel() > logging.DEBUG)
        self.renderer = Renderer(config)
        self.digests: dict[str, str] = {}
        self.library = self.names = ""
        self.hits = self.misses = 0

    def prepare(self, tasks: Iterable[Task]) -> None:
        """Find or make every page, and let each take it when MkDocs asks for it."""
        if not {name for name in self.config.markdown_extensions if isinstance(name, str)} <= PURE:
            return
        named = {key(self.versions, task.page.file.src_uri, task.page.url, task.markdown, *task.parts): task for task in tasks}
        self._library(named)
        found = self._still_true(self.kept.find("html", named), named)
        missing = [name for name in named if name not in found]
        timed = spread(lambda name: self._timed(named[name]), missing, tick=self.shown.tick)
        made = {name: one for name, (one, _) in zip(missing, timed, strict=True)}
        self.shown.slowest((seconds, named[name].page.file.src_uri) for name, (_, seconds) in zip(missing, timed, strict=True))
        self.kept.keep("html", made)
        self.hits, self.misses = len(found), len(made)
        for name, task in named.items():
            self._hand(task, found[name] if name in found else made[name])

    def _library(self, named: Mapping[str, Task]) -> None:
        reader = next((task.reader for task in named.values() if task.reader), None)
        if reader is None:
            return
        self.library, names = fingerprint(reader.statutes, reader.today), reader.statutes.names
        self.names = key(sorted(names))
        self.kept.keep("names", {self.names: names})

    def _still_true(self, found: Mapping[str, Made], named: Mapping[str, Task]) -> dict[str, Made]:
        known: dict[object, str] = {}
        changed: dict[str, frozenset[str] | None] = {self.names: frozenset()}
        return {name: made for name, made in found.items() if self._holds(made, named[name], known, changed)}

    def _holds(self, made: Made, task: Task, known: dict[object, str], changed: dict[str, frozenset[str] | None]) -> bool:
        look = self.files.get_file_from_path
        if any(_seen(look(path)) != want for path, want in made.files.items()):
            return False
        if task.reader is None or made.library == self.library:
            return True
        if made.names not in changed:
            before = self.kept.find("names", [made.names]).get(made.names)
            changed[made.names] = None if before is None else before ^ task.reader.statutes.names
        names = changed[made.names]
        return names is not None and not (names and touched(made.content, names)) and still(made.asked, task.reader, known)

    def _timed(self, task: Task) -> tuple[Made, float]:
        start = time.perf_counter()
        return self._make(task), time.perf_counter() - start

    def _make(self, task: Task) -> Made:
        page, noting = task.page, _Noting(self.files)
        page.markdown = task.markdown
        reader = NotingReader.of(task.reader) if task.reader else None
        self.begin(page, reader)
        with _Listening() as said:
            self.renderer.render(page, noting)  # type: ignore[arg-type]  # it is asked for files only
        assert page.content is not None
        links = None if page.links_to_anchors is None else {file.src_uri: dict(to) for file, to in page.links_to_anchors.items()}
        digest = key(page.content, _outline(page.toc))
        made = (page.content, page.toc, page._title_from_render, page.present_anchor_ids, links, tuple(said), noting.seen)
        return Made(*made, dict(reader.asked) if reader else {}, self.library, self.names, digest)

    def _hand(self, task: Task, made: Made) -> None:
        def render(page: Page, config: MkDocsConfig, files: Files) -> None:
            if page.markdown != task.markdown:  # somebody changed it on the way
                type(page).render(page, config, files)
                return
            page.content, page.toc, page._title_from_render = made.content, made.toc, made.title
            page.present_anchor_ids = made.ids
            page.links_to_anchors = None if made.links is None else self._files(made.links)
            for name, level, text in made.said:
                logging.getLogger(name).log(level, "%s", text)

        self.digests[task.page.file.src_uri] = made.digest
        task.page.render = MethodType(render, task.page)  # type: ignore[method-assign]

    def _files(self, links: dict[str, dict[str, str]]) -> dict[File, dict[str, str]]:
        found = ((self.files.get_file_from_path(uri), to) for uri, to in links.items())
        return {file: to for file, to in found if file is not None}


class _Noting:
    """Files that remember what was looked up in them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.seen: dict[str, tuple[str, int] | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.seen[path] = _seen(file)
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


def _seen(file: File | None) -> tuple[str, int] | None:
    return (file.url, file.inclusion.value) if file else None


class _Listening(logging.Handler):
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


def _outline(toc: Any) -> list[Any]:
    return [(item.title, item.id, item.level, _outline(item.children)) for item in toc]
