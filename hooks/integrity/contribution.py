"""A panel from a folder with one picture and one text, as a colleague hands it in: what can be known is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .kernel.fields import Declared, declared
from .kernel.store import read_library
from .kernel.terms import Terms, load_terms
from .rooms.corridor.model import STORY, Building, Panel
from .rooms.corridor.pictures import SUFFIXES
from .scaffold import BEGINNING, line

_PICTURES = tuple(suffix for suffix in SUFFIXES if suffix != ".gif")
_TEXTS = (".md", ".txt")
_ASKED = ("alt", "caption")
"""What only somebody who looks at the picture can write: left empty, so that the check asks for it."""


@dataclass(frozen=True)
class Handed:
    """What lies in the folder: `text` is empty where nothing is written yet."""

    picture: str
    file: Path
    text: str
    old: Path | None = None


def panel_from(root: Path, folder: Path, data: Path) -> tuple[Handed, str]:
    """The panel file of `folder` (below docs/corridor/) and its content. ValueError says what is in the way, one line each."""
    handed = _handed(root, folder)
    terms = load_terms(data)
    library = read_library(root, (Building, Panel), terms)
    place = _place(library.all(Building), library.all(Panel), folder)
    known = BEGINNING | {"title": _title(handed), "image": handed.picture, **place}
    lines = sorted((_line(item, known, terms) for item in declared(Panel)), key=lambda said: said.startswith("#"))
    body = re.sub(r"\A\s*#\s+[^\n]*\n", "", handed.text).strip() or f"上墙的文字写在这里。\n\n## {STORY}\n\n……"
    return handed, "\n".join(["---", *lines, "---", "", body, ""])


def _handed(root: Path, folder: Path) -> Handed:
    files = sorted(file for file in (root / folder).glob("*") if file.is_file() and not file.name.startswith("."))
    pictures = [file.name for file in files if file.suffix.lower() in _PICTURES]
    texts = [file for file in files if file.suffix.lower() in _TEXTS]
    slips = []
    if len(pictures) != 1:
        said = "、".join(pictures) or "没有图片"
        slips.append(f"{folder.as_posix()}: 文件夹里要有一张图片（{'、'.join(_PICTURES)}），现在是：{said}")
    if len(texts) > 1:
        slips.append(f"{folder.as_posix()}: 文件夹里只放一个文字文件，现在是：{'、'.join(file.name for file in texts)}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", folder.name):
        slips.append(f"{folder.as_posix()}: 文件夹名是网址的一部分，请用小写英文字母、数字和连字符，例如 plum")
    text = ""
    try:
        text = texts[0].read_text("utf-8-sig") if len(texts) == 1 else ""
    except UnicodeDecodeError:
        slips.append(f"{(folder / texts[0].name).as_posix()}: 不是 UTF-8 编码，请用记事本打开，另存为时编码选 UTF-8")
    if text.startswith("---"):
        slips.append(f"{(folder / texts[0].name).as_posix()}: 已经有文件头了，没有改动它，请直接填写")
    if slips:
        raise ValueError("\n".join(slips))
    return Handed(pictures[0], root / folder / f"{folder.name}.md", text, texts[0] if texts else None)


def _title(handed: Handed) -> str:
    """The heading of the text, else the name of its file where that is Chinese."""
    heading = re.match(r"\s*#\s+(\S[^\n]*)", handed.text)
    stem = handed.old.stem if handed.old else ""
    return heading[1].strip() if heading else stem if re.search(r"[\u4e00-\u9fff]", stem) else ""


def _place(buildings: Iterable[Building], panels: Iterable[Panel], folder: Path) -> dict[str, str]:
    """The wall of the neighbours, else the first wall of the floor that the folder is named after; the next place on it."""
    every = list(panels)
    parent = folder.parent.as_posix()
    beside = [panel for panel in every if panel.origin.path.startswith(parent + "/")]
    walls = [(b.code, f.no, w.code) for b in buildings for f in b.floors for w in f.walls]
    wanted = re.search(r"(\d+)f?$", folder.parent.name)
    walls = [wall for wall in walls if wanted and wall[1] == int(wanted[1])] or walls
    last = max(beside, key=lambda panel: (panel.wall, panel.order), default=None)
    place = (last.building, last.floor, last.wall) if last else walls[0] if walls else ("main", 1, "1A")
    taken = [panel.order for panel in every if (panel.building, panel.floor, panel.wall) == place]
    names = ("building", "floor", "wall")
    return dict(zip(names, map(str, place), strict=True)) | {"order": str(max(taken, default=0) + 1)}


def _line(item: Declared, known: Mapping[str, str], terms: Terms) -> str:
    if item.key in _ASKED or not known.get(item.key, "known"):
        return f"{item.key}:  # {item.label}，例如 {item.example}"
    return ("" if item.required or item.key in known else "# ") + line(item, terms, known)
