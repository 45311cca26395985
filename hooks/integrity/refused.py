"""What a build that failed has said, as lines for whoever ran it.

Imported before the libraries are loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_NOISE = ("Aborted", "INFO", "Building prefix", "Loading model", "Prefix dict", "ERROR   -  Error building page")
_LEVEL = re.compile(r"^(?:ERROR|WARNING) +-  ")
_SETTING = re.compile(r"^(?:Config value|The configuration option) '([^']+)'(?: setting|:)? *(.*)")
_MEANT = (
    ("Unrecognised configuration name", "没有这个设置，请核对拼写，或者对照产品自带的 mkdocs.yml"),
    ("Required configuration not provided", "没有写，请补上，例如产品自带的 mkdocs.yml 里的那一行"),
    ("Unrecognised theme name", "没有这个主题，请改回 material"),
)


def lines(said: str, root: Path) -> list[str]:
    """The lines of `said` (what MkDocs wrote) that tell something, those about settings with their place and in Chinese."""
    told = (_LEVEL.sub("", line) for line in said.splitlines() if line.strip() and not line.startswith(_NOISE))
    return [_setting(match[1], match[2], root) if (match := _SETTING.match(line)) else line for line in told]


def _setting(name: str, said: str, root: Path) -> str:
    meant = next((words for start, words in _MEANT if said.startswith(start)), f"写得不对（{said}），请对照产品自带的 mkdocs.yml")
    return f"mkdocs.yml:{_line(name, root)}: “{name}”{meant}"


def _line(name: str, root: Path) -> int:
    """Where a setting is written; 1 where it is not."""
    return next((number for number, line in enumerate(_written(root), 1) if line.startswith(f"{name}:")), 1)


def _written(root: Path) -> Iterator[str]:
    try:
        yield from (root / "mkdocs.yml").read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
