"""Jinja for the rooms: strict about names, escaping by default, no globals that depend on the machine or the day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from .figures import rounded
from .issue import Issue
from .kept import key
from .links import folder_of, seen_from
from .money import wan
from .numerals import chinese

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Templates:
    """Templates below `folder` (overrides/rooms). Rendering depends on nothing but them and the values given.

    `bytecode` is where compiled ones are kept.
    """

    folder: Path = Path("overrides/rooms")
    bytecode: BytecodeCache | None = field(default=None, compare=False)

    @cached_property
    def stamp(self) -> str:
        """Stands for what is written in all of them."""
        written = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return key(*(part for path in written for part in (path.relative_to(self.folder).as_posix(), path.read_bytes())))

    def render(self, name: str, uri: str, **values: Any) -> str:
        """Render `name` for the page `uri`; in the template `to(uri)` is a relative address seen from that page."""
        environment = _environment(self.folder)
        environment.bytecode_cache = self.bytecode
        return environment.get_template(name).render(to=partial(seen_from, folder_of(uri)), here=uri, **values)


def fault(error: Exception, home: Path) -> Issue | None:
    """Where a template below `home` is wrong, for whoever changed it; None for an error that is none of a template."""
    place = _place(error)
    if place is None:
        return None
    file, line = place
    path = file.relative_to(home).as_posix() if file.is_relative_to(home) else file.name
    what = "不是 UTF-8 编码" if isinstance(error, UnicodeDecodeError) else _first_line(error)
    return Issue(path, line, "", f"模板写错了（{what}），请改回原样，或者请写这个模板的人看一看")


def _first_line(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"没有 {error.name} 这个模板"
    return str(error).partition("\n")[0] or type(error).__name__


def _place(error: Exception) -> tuple[Path, int] | None:
    if isinstance(error, TemplateSyntaxError):
        return Path(error.filename or ""), error.lineno
    frames = [(frame, line) for frame, line in walk_tb(error.__traceback__)]
    for frame, line in reversed(frames):  # Jinja puts the lines of templates among them
        file = Path(frame.f_code.co_filename)
        if file.suffix != ".py" and file.is_file():
            return file, line
        if frame.f_code.co_name == "get_source" and isinstance(error, UnicodeDecodeError):
            return Path(str(frame.f_locals.get("filename", ""))), 1
    return (Path("overrides"), 1) if isinstance(error, TemplateError) else None


@lru_cache(maxsize=4)
def _environment(folder: Path) -> Environment:
    """Kept from one build to the next, since most of a small build is compiling; a template that changed is read again."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    own = {"whole": whole, "day": day, "weekday": weekday, "month_day": month_day, "percent": percent}
    environment.filters.update(own, chinese=chinese, wan=wan)
    return environment


_PERSON = re.compile(r"(?<!关)[\u4e00-\u9fff]某(?:某|[甲乙丙丁戊己庚辛])?")


def whole(title: str) -> Markup:
    """A title in which 王某甲 is not broken over two lines."""
    made, at = Markup(), 0
    for match in _PERSON.finditer(title):
        made += escape(title[at : match.start()]) + Markup('<span class="qf-whole">{}</span>').format(match[0])
        at = match.end()
    return made + escape(title[at:])


def day(value: dt.date | None) -> str:
    """2026-03-05 as 2026年3月5日 (GB/T 15835: no leading zero)."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def month_day(value: dt.date) -> str:
    return f"{value.month}月{value.day}日"


def weekday(value: dt.date) -> str:
    return f"星期{_WEEKDAYS[value.weekday()]}"


def percent(part: int, whole: int) -> str:
    """One decimal place, half up, as reports quote it; an empty whole has no rate."""
    return f"{rounded(Decimal(part) * 100 / whole)}%" if whole else "—"
