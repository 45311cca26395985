"""The pages of one record after its words alone were changed: what a preview shows before the whole site is read again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .kernel.cited import Reader, reader_of
from .kernel.frontmatter import parse
from .kernel.mentions import mentions_of
from .kernel.output import Page
from .kernel.record import Record, read_record
from .kernel.room import Context

_NEAR = ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2), (2, 2), (4, 4))
"""How many lines before and after those that changed are looked for with them, until that is to be found once."""


@dataclass(frozen=True)
class Reworded:
    """`reader` is what the citations in the new words mean."""

    pages: tuple[Page, ...]
    reader: Reader


def reworded(context: Context, pages: Mapping[str, Page], path: str, text: str) -> Reworded | None:
    """The pages that repeat the body of the record at `path`, with the body of `text` in its place.

    None where nothing or more than the body was changed, or where a page shows it in another way than line by line.
    """
    record = context.library.records.get(path)
    fresh = _read(context, record, text) if record else None
    if record is None or fresh is None or fresh.body == record.body:
        return None
    old, new = record.body.split("\n"), fresh.body.split("\n")
    own = [page for page in pages.values() if path in (page.source, page.words_of)]
    made = [dataclasses.replace(page, content=words) for page in own if (words := replaced(page.markdown, old, new))]
    if not any(page.source == path for page in made):
        return None
    names = context.statutes.names
    return Reworded(tuple(made), reader_of(fresh, context.statutes, context.today, mentions_of(fresh, names)))


def _read(context: Context, record: Record, text: str) -> Record | None:
    """The record of the new text, None where its fields are not those of before."""
    parsed = parse(text) if record.suffix == ".md" else None
    fresh, issues = read_record(type(record), parsed, record.origin.path, record.uri, context.terms) if parsed else (None, [])
    same = fresh is not None and not issues and fresh.model_dump() == record.model_dump()
    return fresh if same else None


def replaced(markdown: str, old: Sequence[str], new: Sequence[str]) -> str | None:
    """`markdown` with what differs between the lines `old` and `new`; None where it is not found there, or more than once."""
    lines: list[str] | None = markdown.split("\n")
    for kind, start, end, first, last in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if kind != "equal" and lines is not None:
            lines = _with(lines, old, (start, end), new[first:last])
    return None if lines is None else "\n".join(lines)


def _with(lines: list[str], old: Sequence[str], span: tuple[int, int], new: Sequence[str]) -> list[str] | None:
    for before, after in _NEAR:
        start, end = max(0, span[0] - before), min(len(old), span[1] + after)
        if place := _only(lines, old[start:end]):
            fresh = [*old[start : span[0]], *new, *old[span[1] : end]]
            return [*lines[: place[0]], *fresh, *lines[place[1] + 1 :]]
    return None


def _only(lines: Sequence[str], piece: Sequence[str]) -> tuple[int, int] | None:
    """From which line to which the piece stands, blank lines aside, if that is one place."""
    filled, wanted = [n for n, line in enumerate(lines) if line.strip()], [line for line in piece if line.strip()]
    starts = range(len(filled) - len(wanted) + 1) if wanted else ()
    places = [n for n in starts if all(lines[filled[n + k]] == line for k, line in enumerate(wanted))]
    return (filled[places[0]], filled[places[0] + len(wanted) - 1]) if len(places) == 1 else None
