"""`mkdocs serve`: what was written shows before the whole site is built again.

Where only the words of a page were changed, that page is converted and put in its place at once. What changes in the whole site
is written meanwhile into another folder, and moved into the first when it is ready; pages are answered all the time. Stands
on mkdocs.livereload.LiveReloadServer (1.6.1): its `_build_loop` sets `_wanted_epoch`, calls the builder, then sets
`_visible_epoch` to the same; requests wait while the two differ, and a browser loads anew when the second has grown.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.utils.meta import get_data
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from integrity import replacing as site
from integrity.kernel.markdown import SiteExtension
from integrity.kernel.output import Page
from integrity.rendering import Built
from integrity.reworded import Reworded, reworded

from .draw import Drawer
from .quick import Quick
from .written import begin

_WRITES = frozenset(("created", "modified", "moved", "deleted", "closed"))


@dataclass(frozen=True)
class Made:
    """A whole build and what one of its pages can be made again with: its files lie below `root`, or stand where the site of
    before has them. Nothing in it is used by the next build."""

    root: Path
    built: Built
    config: MkDocsConfig
    files: Files
    markdown: SiteExtension
    drawer: Drawer

    def place(self, uri: str) -> Path:
        file = self.files.get_file_from_path(uri)
        return self.root / (file.dest_uri if file else "")

    def write(self, given: Reworded) -> None:
        for page in given.pages:
            self._write(page, given)

    def _write(self, made: Page, given: Reworded) -> None:
        """As MkDocs does it for each page in a whole build."""
        file = self.files.get_file_from_path(made.uri)
        assert file is not None
        assert file.page is not None
        page = file.page
        begin(self.markdown, self.built, made.uri, given.reader)
        page.markdown = get_data("\n" + made.markdown)[0]
        type(page).render(page, self.config, self.files)
        output = self.drawer.draw(page).encode("utf-8", errors="xmlcharrefreplace")
        place = self.root / file.dest_uri
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(output)


class Preview:
    """One `mkdocs serve`. `made` is the site that is looked at, `coming` the one that was just built, `spare` the folder for what
    changes; `shown` are the texts that were put in their place since the last build began, `other` whether something else was
    written."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.server: LiveReloadServer | None = None
        self.made: Made | None = None
        self.coming: Made | None = None
        self.spare = ""
        self.shown: dict[str, str] = {}
        self.last: dict[str, str] = {}  # what was shown last: the system tells of one change several times, and late
        self.other = False

    def target(self, given: str) -> str:
        """The folder that a build is to write: at first the one that MkDocs has `given`, then the one beside."""
        if self.server is None:
            return given
        self.spare = self.spare or tempfile.mkdtemp(prefix="mkdocs_")
        return self.spare

    @property
    def before(self) -> Path | None:
        """The site that stands while the next is built."""
        return self.made.root if self.made and self.server else None

    def ready(self, built: Built, config: MkDocsConfig, markdown: SiteExtension, quick: Quick) -> None:
        """A build has come to its end: its texts are on the disk and need no memory."""
        made = Made(Path(config.site_dir), built, config, quick.files, markdown, quick.drawer)
        for file in made.files.documentation_pages():
            if file.page:
                file.page.content = file.page.markdown = ""
        self.coming = made
        if self.server is None:
            self.made = made

    def attach(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        build, self.server = server.builder, server
        server.builder = lambda: self._whole(build)
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            server.observer.schedule(_Handler(self), os.path.abspath(path), recursive=True)
        with suppress(OSError, RuntimeError):  # where the system tells of no changes the server's own looking must do
            self.quick = Observer()
            for folder in (Path(config.docs_dir), Path(config.config_file_path).parent / "cases"):
                if folder.is_dir():
                    self.quick.schedule(_Handler(self, alone=True), os.path.abspath(folder), recursive=True)
            self.quick.daemon = True
            self.quick.start()

    def written(self, file: str, alone: bool) -> None:
        """A file was written: it is shown at once if only its words are new. `alone`: a whole build need not follow."""
        with self.lock:
            try:
                new = self._show(Path(file))
            except Exception:  # the whole build says what is wrong, and the thread that watches must go on
                new = False
            if new:
                self._tell()
            elif not alone and self._path(file) not in self.shown:
                self.other = True

    def close(self) -> None:
        for root in {self.spare, str(self.made.root) if self.made else ""} - {""}:
            shutil.rmtree(root, ignore_errors=True)

    def _path(self, file: str | Path) -> str:
        assert self.made is not None
        with suppress(ValueError):
            return Path(file).relative_to(os.path.abspath(Path(self.made.config.config_file_path).parent)).as_posix()
        return str(file)

    def _show(self, file: Path) -> bool:
        """Whether there is something new to see."""
        path, text = self._path(file), _text(file)
        if text is None or self.last.get(path) == text or not self._put(path, text):
            return False
        self.shown[path] = self.last[path] = text
        return True

    def _put(self, path: str, text: str) -> bool:
        made = self.made
        context = made.built.context if made else None
        given = reworded(context, made.built.pages, path, text) if made and context else None
        if made and given:
            made.write(given)
        return bool(given)

    def _whole(self, build: Callable[[], None]) -> None:
        """The builder of the server: readers are answered from the site that stands until the new one is ready."""
        server = self.server
        assert server is not None
        with server._epoch_cond:
            server._wanted_epoch = server._visible_epoch
            server._epoch_cond.notify_all()
        with self.lock:
            self.shown, news, self.other = {}, self.other or not self.shown, False
        build()
        with self.lock:
            if self._take() or news:
                self._tell()

    def _take(self) -> bool:
        """The new site takes the place of the old one; whether a page of it is another one than was to be seen."""
        old, made = self.made, self.coming
        assert old
        assert made
        self.made = made
        for path, text in self.shown.items():  # written while the site was built
            with suppress(Exception):  # as in `written`
                self._put(path, text)
        before, after = old.drawer.names, made.drawer.names
        changed = [uri for uri in {*before, *after} if before.get(uri) != after.get(uri)]
        different = any(uri not in after or not _same(old.place(uri), made.place(uri)) for uri in changed)
        try:
            site.replace(made.root, old.root)
        finally:
            self.made = replace(made, root=old.root)
        return different

    def _tell(self) -> None:
        """Browsers load anew."""
        server = self.server
        assert server is not None
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch = max(round(time.monotonic() * 1000), server._visible_epoch + 1)
            server._epoch_cond.notify_all()


class _Handler(FileSystemEventHandler):
    def __init__(self, preview: Preview, alone: bool = False) -> None:
        self.preview, self.alone = preview, alone

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type in _WRITES:
            self.preview.written(str(event.dest_path or event.src_path), self.alone)


def _text(file: Path) -> str | None:
    if file.suffix != ".md":
        return None
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError):
        return None


def _same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False
