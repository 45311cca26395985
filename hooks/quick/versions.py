"""What the pages of a site are made with, as one short name: another version of anything gives another name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from integrity.kernel.kept import key
from integrity.kernel.version import packages


def versions(home: Path, config: MkDocsConfig) -> str:
    """Python, every installed package, the product's own code and templates, the configuration as it is written."""
    written = Path(config.config_file_path).read_bytes()
    own = [(path.relative_to(home).as_posix(), path.read_bytes()) for path in sorted(_own(home))]
    return key(sys.version, packages(), written, *(part for pair in own for part in pair))


def _own(home: Path) -> Iterator[Path]:
    for folder, names in (("hooks", "*.py"), ("overrides", "*.html"), ("overrides", "*.md")):
        yield from (path for path in (home / folder).rglob(names) if "__pycache__" not in path.parts)
