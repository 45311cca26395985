"""What the product is at this moment, as one short name: for what is kept from one build to the next."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from .kept import key


@lru_cache(maxsize=4)
def code(home: Path) -> str:
    """The name of the code below `home`/hooks/integrity, of Python and of every installed package. Read once a process."""
    folder = home / "hooks" / "integrity"
    files = sorted(path for path in folder.rglob("*.py"))
    own = (part for path in files for part in (path.relative_to(folder).as_posix(), path.read_bytes()))
    return key(sys.version, packages(), *own)


def packages() -> list[str]:
    """The folders of the installed packages' descriptions, whose names hold the versions."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]
    return sorted(name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info"))
