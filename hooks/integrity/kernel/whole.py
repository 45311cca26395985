"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

PART = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Whole or not at all, whoever else writes the same. What a crash leaves ends in PART."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}{PART}")
    part.write_bytes(data)
    part.replace(path)
