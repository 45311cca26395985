"""What the pages of a site are made with, as one short name: another version of anything gives another name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import material
import mkdocs
from mkdocs.config.defaults import MkDocsConfig

from integrity.kernel.kept import key
from integrity.kernel.version import packages

_INSTALLED = [Path(str(package.__file__)).parent for package in (material, mkdocs)]
_APART = ("config_file_path", "docs_dir", "site_dir", "watch", "hooks", "plugins", "theme")
"""Places on this machine, and what is looked at by itself."""
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def versions(home: Path, config: MkDocsConfig) -> str:
    """Python, every installed package, the product's own code, the templates, the configuration as it is written and as it is
    meant: with the variables and the files that it takes in."""
    written = Path(config.config_file_path).read_bytes()
    own = sorted({(_named(path, home), path) for path in _own(home, config)})
    return key(
        sys.version, packages(), written, _meant(config), *(part for name, path in own for part in (name, path.read_bytes()))
    )


def _meant(config: MkDocsConfig) -> str:
    plain = {name: value for name, value in config.items() if isinstance(value, str | int | list | dict) and name not in _APART}
    plugins = [(name, dict(getattr(plugin, "config", {}))) for name, plugin in config.plugins.items()]
    return _ADDRESS.sub("", repr((plain, dict(config.theme), plugins)))


def _own(home: Path, config: MkDocsConfig) -> Iterator[Path]:
    yield from (home / "hooks").rglob("*.py")
    given = (Path(folder) for folder in config.theme.dirs)
    for folder in {home / "overrides", *(one for one in given if not any(one.is_relative_to(base) for base in _INSTALLED))}:
        found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        yield from (folder / path for path in found if path.parts[0] != "assets")
    hooks = config.hooks.values() if isinstance(config.hooks, Mapping) else config.hooks
    yield from (Path(file) for hook in hooks if (file := getattr(hook, "__file__", None)))


def _named(path: Path, home: Path) -> str:
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)
