"""What was made of a file, kept by its content: a folder for each, written piece by piece and its facts last."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import PIL

from ..kernel.picture import Fault
from ..kernel.whole import write_whole
from .facts import RECIPE, Facts

ROOM = 1 << 30
"""Bytes that what no build needs any more may take."""
_FACTS = "facts.json"
_DAY = 86_400


def entry_name(content: bytes) -> str:
    """32 hex digits: from the content and the recipe alone, so that addresses stay."""
    return hashlib.sha256(b"%d\0" % RECIPE + content).hexdigest()[:32]


def load(folder: Path, derive: bool) -> Facts | None:
    """What was kept; None where there is nothing, it is damaged, another Pillow made it, or `derive` wants more of it."""
    try:
        facts = _facts(json.loads((folder / _FACTS).read_bytes()))
        whole = all((folder / name).stat().st_size == size for name, size in facts.files.items())
        return facts if whole and (facts.files or not derive or not facts.widths) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _facts(kept: dict[str, Any]) -> Facts:
    if kept.pop("pillow") != PIL.__version__:
        raise ValueError("another Pillow may write other bytes")
    fault = kept.pop("fault")
    return Facts(**kept, fault=Fault(*fault) if fault else None)


def keep(folder: Path, facts: Facts, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        write_whole(folder / name, data)
    fault = [facts.fault.text, facts.fault.level] if facts.fault else None
    kept = {**vars(facts), "files": dict(facts.files), "fault": fault, "pillow": PIL.__version__}
    write_whole(folder / _FACTS, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def tidy(cache: Path, used: Collection[str], room: int = ROOM) -> None:
    """Note which entries were `used`; of the others those go that were not used longest, when they outgrow `room`.

    What was used within a day of the last use stays: another build may be about to publish it.
    """
    with suppress(OSError):
        for name in sorted(used):
            os.utime(cache / name / _FACTS)
        aged = sorted((_used(folder), folder) for folder in cache.iterdir() if folder.name not in used)
        latest = max([age for age, _ in aged] + [_used(cache / name) for name in used], default=0.0)
        sizes = {folder: sum(file.stat().st_size for file in folder.iterdir()) for _, folder in aged}
        total = sum(sizes.values())
        for age, folder in aged:
            if total > room and age < latest - _DAY:
                shutil.rmtree(folder, ignore_errors=True)
                total -= sizes[folder]


def _used(folder: Path) -> float:
    facts = folder / _FACTS
    return (facts if facts.is_file() else folder).stat().st_mtime
