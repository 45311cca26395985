"""The one file that MkDocs loads and the one importer of mkdocs: it translates events and decides nothing.

Facts about MkDocs 1.6.1 that it answers: files from cases/ are appended as real files, so that edit links and search
work; a second file of one uri would silently replace the first, so pages of ours are added last and once; files in
cases/, data/ and overrides/ rebuild only when watched; today fixes SOURCE_DATE_EPOCH, so that two builds are equal.
"""

from __future__ import annotations

import calendar
import logging
import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from quick.convert import Task
from quick.finish import without_hidden, write_search
from quick.quick import Quick
from quick.written import begin, written

from integrity import site
from integrity.building import BEFORE
from integrity.kernel import output
from integrity.kernel.cited import Reader
from integrity.kernel.cores import collect_seldom
from integrity.kernel.issue import errors, listed
from integrity.kernel.markdown import SiteExtension
from integrity.kernel.settings import day_of_build, settings_of
from integrity.rendering import Built, Menu

if TYPE_CHECKING:  # a build has no server
    from mkdocs.livereload import LiveReloadServer
    from quick.preview import Preview

HOME = Path(__file__).resolve().parent.parent
LOG = logging.getLogger("mkdocs.hooks.integrity")
MARKDOWN = SiteExtension()
BUILT = Built()
QUICK: Quick | None = None
PREVIEW: Preview | None = None
"""There is one while `mkdocs serve` runs."""


def on_startup(command: str, dirty: bool) -> None:
    collect_seldom()
    global PREVIEW
    if command == "serve":
        from quick.preview import Preview

        PREVIEW = Preview()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    root = Path(config.config_file_path).parent
    settings, problems = settings_of(config.extra.get("integrity"))
    settings = settings.model_copy(update={"site_address": config.site_url or ""})
    today, more = day_of_build(os.environ, settings, date.today())
    wrong = (*problems, *more)
    if PREVIEW:
        config.site_dir = PREVIEW.target(config.site_dir)
    global MARKDOWN, QUICK
    MARKDOWN = SiteExtension()  # the one of the site that is looked at stays as it is
    QUICK = Quick(HOME, config, PREVIEW is not None, _before())
    with QUICK.shown.phase("读取和检查"):
        built = Built(wrong) if wrong else site.build(root, today, settings, HOME, drafts=PREVIEW is not None)
    _accept(built, config)
    MARKDOWN.ledgers = frozenset(page.source for page in BUILT.pages.values() if page.source.endswith((".yml", ".yaml")))
    os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(today.timetuple()))
    config.extra["integrity"] = settings.model_dump()
    config.extra["integrity_day"] = today
    config.extra["integrity_fixed"] = bool(settings.today or os.environ.get("SITE_DATE"))
    config.nav = [_menu(menu) for menu in BUILT.menu]
    without_hidden(config.theme)
    config.markdown_extensions.append(MARKDOWN)  # type: ignore[arg-type]  # instances are accepted
    config.watch.extend(str(root / name) for name in ("cases", "data", "overrides") if (root / name).is_dir())
    return config


def _before() -> Path | None:
    """The site that stands, which the new one will replace."""
    if PREVIEW:
        return PREVIEW.before
    named = os.environ.get(BEFORE)
    return Path(named) if named else None


def _accept(built: Built, config: MkDocsConfig) -> None:
    """Take what was built. A mistake stops a build; a preview goes on with the last good state and shows the mistakes."""
    global BUILT
    for issue in built.issues:
        if issue.level == "warning":
            LOG.info("%s", issue)
    found = [str(issue) for issue in errors(built.issues)]
    config.extra["integrity_problems"] = found
    if not found:
        BUILT = built
    elif PREVIEW:
        LOG.error(listed(found, "预览停在改错以前的样子"))
    else:
        raise PluginError(listed(found, "网站没有生成"))


def _menu(menu: Menu) -> dict[str, Any]:
    if len(menu.pages) == 1:
        return {menu.title: menu.pages[0][1]}
    return {menu.title: [{name: uri} for name, uri in menu.pages]}


@event_priority(50)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    for file in list(files.documentation_pages()) + list(files.media_files()):
        if file.src_dir == config.docs_dir and file.src_uri not in BUILT.pages and file.src_uri not in BUILT.assets:
            _hold_back(file, files)
    if not BUILT.pages:
        files.append(File.generated(config, "index.md", content="# 请先改正这些问题\n"))
    for uri, page in BUILT.pages.items():
        derived = not page.source.endswith(".md")  # or from a ledger in YAML
        if derived or (page.source.startswith("docs/") and uri not in files.src_uris):
            files.append(File.generated(config, uri, content=""))  # on_page_read_source has it
        elif page.source.startswith("cases/"):
            files.append(_from_cases(uri, config))
    for uri, path in {**BUILT.assets, **BUILT.drafts}.items():
        if path.startswith("cases/"):
            files.append(_from_cases(uri, config, draft=uri in BUILT.drafts))
    for uri, made in BUILT.files.items():
        files.append(File.generated(config, uri, abs_src_path=str(made)))
    assert QUICK is not None
    QUICK.late = {uri: data.held for uri, data in BUILT.data.items() if isinstance(data.held, output.Late)}
    for uri, data in BUILT.data.items():
        files.append(File.generated(config, uri, content="" if uri in QUICK.late else data.content))
    return files


def _hold_back(file: File, files: Files) -> None:
    if file.src_uri in BUILT.drafts:
        file.inclusion = InclusionLevel.DRAFT
    else:
        files.remove(file)


def _from_cases(uri: str, config: MkDocsConfig, draft: bool = False) -> File:
    root = str(Path(config.config_file_path).parent)
    inclusion = InclusionLevel.DRAFT if draft else InclusionLevel.INCLUDED
    file = File(uri, root, config.site_dir, config.use_directory_urls, inclusion=inclusion)
    file.edit_uri = "../" + uri
    return file


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Pages of a room that are not in its menu still stand in it: for the breadcrumbs, the active tab, the neighbours."""
    places = {item.title: item for item in nav.items}
    titles = {BUILT.pages[uri].room: menu.title for menu in BUILT.menu for _, uri in menu.pages}
    for uri, page in BUILT.pages.items():
        shown = _page_of(uri, files)
        place = places.get(titles.get(page.room, ""))
        if shown.parent is None and place is not None and place.is_section:
            shown.parent = place
        shown.previous_page = _page_of(page.previous, files) if page.previous else None
        shown.next_page = _page_of(page.next, files) if page.next else None
        shown.meta, shown.markdown = _meta(page), ""
    assert QUICK is not None
    QUICK.convert(nav, files, _tasks(files), _begin)
    return nav


def _tasks(files: Files) -> Iterator[Task]:
    ledgers = sorted(MARKDOWN.ledgers)
    for uri, built in BUILT.pages.items():
        path, reader, articles = written(BUILT, uri)
        own = (reader.own and reader.own.uri, reader.day, sorted(reader.short.items())) if reader else None
        parts = (isinstance(built.content, output.Late), path, articles, ledgers, own)
        yield Task(_page_of(uri, files), built.stamp, partial(_words, built), reader, parts)


def _words(built: output.Page) -> str:
    """The Markdown as MkDocs will have it."""
    return get_data(_source(built))[0]


def _begin(page: Page, reader: Reader | None = None) -> None:
    begin(MARKDOWN, BUILT, page.file.src_uri, reader)


def _page_of(uri: str, files: Files) -> Page:
    page = files.src_uris[uri].page
    assert page is not None
    return page


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    built = BUILT.pages.get(page.file.src_uri)
    if QUICK and page.file.src_uri in QUICK.converter.silent:
        return ""
    return _source(built) if built else None


def _source(built: output.Page) -> str:
    """Our front matter is read already; the blank line keeps MkDocs from looking for MultiMarkdown keys."""
    return "\n" + built.markdown


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    built = BUILT.pages.get(page.file.src_uri)
    _begin(page)
    if built:
        page.meta = _meta(built)
    page.meta["search"] = {"exclude": True}  # from Material's index: ours is written below
    return markdown


def _meta(built: output.Page) -> dict[str, Any]:
    known = {"title": built.title, "room": built.room, "draft": built.source in BUILT.previewed, **built.meta}
    return known | {"styles": built.styles, "scripts": built.scripts, "search": {"exclude": True}}


@event_priority(-100)  # after whoever changes the templates
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    assert QUICK is not None
    QUICK.draw(env, files)
    return env


@event_priority(-100)  # after Material's search, which leaves an empty index for its own box
def on_post_build(config: MkDocsConfig) -> None:
    assert QUICK is not None
    with QUICK.shown.phase("检索索引"):
        write_search(QUICK.published, QUICK.entries(BUILT.found), QUICK.kept, BUILT.synonyms)
    QUICK.close(whole=True)
    if PREVIEW:
        PREVIEW.ready(BUILT, config, MARKDOWN, QUICK)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    if PREVIEW:
        PREVIEW.attach(server, config)
    return server


def on_shutdown() -> None:
    if PREVIEW:
        PREVIEW.close()


def on_build_error(error: Exception) -> None:
    if QUICK:
        QUICK.close()
