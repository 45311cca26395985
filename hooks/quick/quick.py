"""What is kept of earlier builds, for the length of one build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from integrity.kernel.kept import Kept, Packed
from integrity.kernel.output import Late
from integrity.kernel.version import code
from integrity.search.pages import Entry
from integrity.unchanged import KEPT

from .convert import Begin, Converter, Task
from .draw import Drawer
from .finish import copy_static
from .progress import Shown
from .published import Published
from .versions import versions


class Quick:
    """Opened when a build begins: `convert` once the menu stands, `draw` before the templates are used, `close` at the end.

    A page that the site which stands has already, just as it would be written again, is taken over from there. MkDocs does
    not hear of it when it reads and writes the pages: Files.documentation_pages (1.6.1) gives it the others only.
    """

    def __init__(self, home: Path, config: MkDocsConfig, serving: bool, before: Path | None) -> None:
        self.config, self.shown = config, Shown()
        self.kept = Kept(Path(config.config_file_path).parent / KEPT, stamp=code(home))
        self.versions = versions(home, config)
        self.inclusion = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
        self.published = Published(self.kept, Path(config.site_dir), before)
        self.written: list[Page] = []
        self.late: dict[str, Late] = {}

    def convert(self, nav: Navigation, files: Files, tasks: Iterable[Task], begin: Begin) -> None:
        """Pages known from an earlier build are taken from there, the others made on all cores."""
        self.nav, self.files = nav, files
        self.converter = converter = Converter(self.kept, self.versions, self.config, files, begin, self.shown)
        with self.shown.phase("转换正文") as phase:
            converter.prepare(tasks)
            phase.pages, phase.kept = converter.hits + converter.misses, converter.hits
        self.drawer = Drawer(self.kept, self.versions, self.config, nav, self.shown, converter)
        pages = [file.page for file in files.documentation_pages(inclusion=self.inclusion) if file.page]
        pages = [page for page in pages if page.file.src_uri in converter.facts]
        self.drawer.name(pages, {uri: facts.digest for uri, facts in converter.facts.items()})
        for page in pages:
            converter.settle(page, converter.facts[page.file.src_uri])
        taken = {page.file for page in pages if self._stands(page)}
        self.written = [page for page in pages if page.file not in taken]
        self.kept.want("html", converter.places.values())
        self.kept.want("drawn", self.drawer.names.values())
        converter.hand(page.file.src_uri for page in self.written)
        self._without(files, taken)

    def _stands(self, page: Page) -> bool:
        """Whether the page was taken over. One about which something must be said is made again."""
        facts = self.converter.facts[page.file.src_uri]
        lost = ((file.page, anchor) for file, anchors in (page.links_to_anchors or {}).items() for anchor in anchors)
        if facts.said or any(to and anchor not in (to.present_anchor_ids or ()) for to, anchor in lost):
            return False
        return self.published.take(page.file.dest_uri, self.drawer.names[page.file.src_uri])

    def _without(self, files: Files, taken: Collection[File]) -> None:
        everything = files.documentation_pages

        def documentation_pages(*, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included) -> Sequence[File]:
            return [file for file in everything(inclusion=inclusion) if file not in taken]

        files.documentation_pages = documentation_pages  # type: ignore[method-assign]
        files.copy_static_files = partial(copy_static, files, self.published, self.versions, self.late)  # type: ignore[method-assign]

    def draw(self, env: Environment, files: Files) -> None:
        for uri in self.converter.foreign:
            self.drawer.names.pop(uri, None)
        self.drawer.attach(env, files.documentation_pages(inclusion=self.inclusion))

    def entries(self, found: Mapping[str, Entry]) -> Iterator[Entry]:
        """What search shall find, by src_uri, with its HTML, or with what gives it."""
        facts, foreign = self.converter.facts, self.converter.foreign
        for uri, entry in found.items():
            if uri in facts and uri not in foreign:
                load, read = partial(self.converter.packed, uri), partial(self._html, uri)
                yield replace(entry, stamp=facts[uri].digest, load=load, read=read)
            else:
                file = self.files.get_file_from_path(uri)
                yield replace(entry, html=file.page.content or "" if file and file.page else "")

    def _html(self, uri: str, body: Packed) -> str:
        return self.converter.opened(uri, body)[0]

    def close(self, whole: bool = False) -> None:
        """`whole`: the site was written to its end."""
        if whole:
            for page in self.written:
                if name := self.drawer.names.get(page.file.src_uri):
                    self.published.note(page.file.dest_uri, name)
            self.published.keep(self.kept)
        self.kept.close()
        self.shown.end()
