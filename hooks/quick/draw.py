"""HTML to whole pages. Stands in for the template that mkdocs.commands.build._build_page (1.6.1) renders.

A page is kept under everything that its template shows: the page's own parts, its neighbours, its place in the menu, the
configuration, the templates. Pages are looked for and made while MkDocs writes those before them, so that not all lie in
memory at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context
from material.plugins.search.plugin import SearchPlugin
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from integrity.kernel.bytecode import Bytecode
from integrity.kernel.cores import stream
from integrity.kernel.kept import Kept, Packed, key

from .convert import WINDOW, Converter
from .progress import Shown

SHARED = frozenset(f"partials/{name}.html" for name in ("nav", "tabs", "search", "palette", "copyright"))
"""What these templates show of a page is its folder and its place in the menu. Material 9.8."""
_OWN = re.compile(r'data-search-\w+="[^"]+"')


class Drawer:
    """The pages of one build, in the order in which MkDocs will ask for them.

    `bodies` gives HTML and table of contents of a page. `names` tells by src_uri what each page is made from: another name
    is another page.
    """

    def __init__(
        self,
        kept: Kept,
        versions: str,
        config: MkDocsConfig,
        nav: Navigation,
        shown: Shown,
        bodies: Converter,
    ) -> None:
        self.kept, self.versions, self.config, self.nav = kept, versions, config, nav
        self.shown, self.bodies = shown, bodies
        self.all = key(versions, config.extra, config.site_url, config.site_name, [_entry(item) for item in nav.items])
        self.files: Sequence[File] = ()
        self.places: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.drawn: Generator[tuple[dict[str, str], int], None, None] | None = None
        self.ready: dict[str, str] = {}
        self.left: set[str] = set()
        self.listed = frozenset(page.file.src_uri for page in nav.pages)
        self.templates: dict[str, Any] = {}
        self.shared: dict[tuple[Any, ...], str] = {}

    def name(self, pages: Iterable[Page], digests: Mapping[str, str]) -> None:
        """Name these pages. `digests` stand for their HTML, by src_uri."""
        for page in pages:
            self.names[page.file.src_uri] = self._name(page, digests[page.file.src_uri])

    def attach(self, env: Environment, files: Sequence[File]) -> None:
        """From now on every template of `env` that is asked for a page of `files` may answer with a kept one."""
        self.env, self.files = env, files
        self.places = {file.src_uri: n for n, file in enumerate(files) if file.src_uri in self.names}
        self.left = {self.names[uri] for uri in self.places}
        env.bytecode_cache = Bytecode(self.kept, self.versions)
        events = self.config.plugins.events["page_context"]
        plugins = [getattr(event, "__self__", None) for event in events]
        events[:] = [_seldom(p) if isinstance(p, SearchPlugin) else e for p, e in zip(plugins, events, strict=True)]
        self.get_template = env.get_template
        env.get_template = self._template  # type: ignore[method-assign]

    def _template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """As Environment.get_template: a page has some forty parts, and each asks whether its file was changed."""
        if globals or not isinstance(name, str):
            return self.get_template(name, parent, globals)
        if name not in self.templates:
            template = self.get_template(name, parent)
            whole = _Shared(template, self) if name in SHARED else template
            self.templates[name] = whole if "/" in name else _Kept(template, self)
        return self.templates[name]

    def page(self, page: Page) -> str | None:
        """The whole page, None where it is not one of ours."""
        name = self.names.get(page.file.src_uri, "")
        if page.file.inclusion.value <= InclusionLevel.DRAFT.value:
            return None
        if name in self.left:
            page.active = False  # or the others would be drawn with its place in the menu marked, too
            while name in self.left:
                self._further()
            page.active = True
        return self.ready.pop(name, None)

    def _further(self) -> None:
        """Some more pages, those that are next."""
        self.drawn = self.drawn or self._drawn()
        with self.shown.phase("排成网页") as phase:
            more, kept = next(self.drawn)
            phase.pages, phase.kept = phase.pages + len(more), phase.kept + kept
        self.ready.update(more)
        self.left.difference_update(more)
        if not self.left:
            self.drawn.close()  # the workers may go

    def _drawn(self) -> Generator[tuple[dict[str, str], int], None, None]:
        """All pages by name, some at a time, and how many of these were kept."""
        uris = {self.names[uri]: uri for uri in self.places}
        known = self.kept.has("drawn", uris)
        missing = [name for name in uris if name not in known]
        made = self._made([uris[name] for name in missing])
        names = list(uris)
        for at in range(0, len(names), WINDOW):
            some = names[at : at + WINDOW]
            found: dict[str, str] = self.kept.find("drawn", [name for name in some if name in known])
            fresh = {name: next(made) for name in some if name not in known}
            fresh |= {name: self._draw(self._handed(uris[name])) for name in some if name in known and name not in found}
            self.kept.keep("drawn", fresh)
            yield found | {name: one.value for name, one in fresh.items()}, len(found)

    def _made(self, uris: Sequence[str]) -> Iterator[Packed]:
        """These pages; the first here, so that the workers have the templates, compiled."""
        for uri in uris[:1]:
            yield self._draw(self._handed(uri))
        rest = uris[1:]
        yield from stream(self._draw, map(self._handed, rest), len(rest), tick=self.shown.tick)

    def _handed(self, uri: str) -> tuple[str, Packed]:
        return uri, self.bodies.packed(uri)

    def _draw(self, handed: tuple[str, Packed]) -> Packed:
        uri, body = handed
        page = self.files[self.places[uri]].page
        assert page is not None
        page.content, page.toc = self.bodies.opened(uri, body)
        drawn = Packed.of(self.draw(page))
        page.content = ""
        return drawn

    def draw(self, page: Page) -> str:
        """As _build_page does it, up to on_post_page."""
        page.active = True
        self.config._current_page = page
        try:
            context = get_context(self.nav, self.files, self.config, page)
            template = self.get_template(page.meta.get("template", "main.html"))
            context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            return template.render(context)
        finally:
            page.active = False
            self.config._current_page = None

    def _name(self, page: Page, digest: str) -> str:
        around = [(other.title, other.url) if other else None for other in (page.previous_page, page.next_page)]
        place = [(parent.title) for parent in page.ancestors]
        own = (page.url, page.title, sorted(page.meta.items(), key=lambda item: item[0]), page.canonical_url, page.edit_url)
        return key(self.all, digest, own, around, place, page.is_homepage)


def _seldom(search: SearchPlugin) -> Callable[..., Any]:
    """SearchPlugin.on_page_context (Material 9.8), which leaves its own attributes out of the HTML. Pages of ours are not in its
    index."""

    def on_page_context(context: Any, *, page: Page, **more: Any) -> Any:
        if not (page.meta.get("search") or {}).get("exclude"):
            return search.on_page_context(context, page=page, **more)
        if search.config.enabled:
            page.content = without_own(page.content or "")
        return None

    return on_page_context


def without_own(html: str) -> str:
    """What re.sub leaves of `html` there, whose pattern begins with what every other sign may be."""
    made, at = [], 0
    for own in _OWN.finditer(html):
        start = own.start()
        made.append(html[at : start - 1 if start > at and html[start - 1].isspace() else start])
        at = own.end()
    return "".join([*made, html[at:]])


class _Kept:
    """A template that gives a kept page where there is one."""

    def __init__(self, template: Template, drawer: Drawer) -> None:
        self._template, self._drawer = template, drawer

    def render(self, context: Mapping[str, Any]) -> str:
        page = context.get("page")
        drawn = self._drawer.page(page) if page is not None else None
        made = self._template.render(context) if drawn is None else drawn
        if not made.strip():  # MkDocs would leave the page out, and say so to nobody
            told = f"overrides/{self._template.name}:1: 这个模板（或者它用到的模板）没有排出任何内容"
            raise PluginError(f"{told}，请改回原样，或者请写这个模板的人看一看")
        return made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)


class _Shared:
    """A part of the frame that is the same on many pages: of one folder, in one place of the menu. It is drawn once for them."""

    def __init__(self, template: Template, drawer: Drawer) -> None:
        self._template, self._drawer = template, drawer

    def root_render_func(self, context: Context) -> Iterator[str]:
        page = context.get("page")
        if page is None or page.file.src_uri in self._drawer.listed:
            yield from self._template.root_render_func(context)
            return
        name = self._template.name, page.file.dest_uri.rpartition("/")[0], *map(id, page.ancestors)
        if name not in self._drawer.shared:
            self._drawer.shared[name] = "".join(self._template.root_render_func(context))
        yield self._drawer.shared[name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)


def _entry(item: Any) -> Any:
    children = [_entry(child) for child in item.children] if item.children else None
    return (item.title, getattr(item, "url", None), children)
