"""What is kept of earlier builds, for the length of one build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from integrity.kernel.kept import Kept
from integrity.kernel.version import code

from .convert import Begin, Converter, Task
from .draw import Drawer
from .progress import Shown
from .versions import versions

KEPT_IN = ".cache/kept.db"


class Quick:
    """Opened when a build begins: `convert` once the menu stands, `draw` before the templates are used, then `close`."""

    def __init__(self, home: Path, config: MkDocsConfig, serving: bool) -> None:
        self.config, self.shown = config, Shown()
        self.kept = Kept(Path(config.config_file_path).parent / KEPT_IN, stamp=code(home))
        self.versions = versions(home, config)
        self.inclusion = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
        self.digests: dict[str, str] = {}

    def convert(self, nav: Navigation, files: Files, tasks: Iterable[Task], begin: Begin) -> None:
        """Pages known from an earlier build are taken from there, the others made on all cores."""
        self.nav, self.files = nav, files
        converter = Converter(self.kept, self.versions, self.config, files, begin, self.shown)
        with self.shown.phase("转换正文") as phase:
            converter.prepare(tasks)
            phase.pages, phase.kept = converter.hits + converter.misses, converter.hits
        self.digests = converter.digests

    def draw(self, env: Environment, files: Files) -> None:
        self.drawer = Drawer(self.kept, self.versions, self.config, self.nav, self.digests, self.shown)
        self.drawer.attach(env, files.documentation_pages(inclusion=self.inclusion))

    def close(self) -> None:
        self.kept.close()
        self.shown.end()
