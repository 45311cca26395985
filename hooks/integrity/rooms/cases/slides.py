"""Cases as slides for a projector: little enough text on each to be read from the last row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from markupsafe import Markup

from .model import Case
from .sets import Meeting, Shown

MOST = 190
"""Signs on one slide: about eight lines of 24 at the size that a meeting room needs."""

_ITEMS = 5
_SENTENCE = re.compile(r"[^。！？；]*[。！？；”]*")

T = TypeVar("T")
Cite = Callable[[str], Markup]


@dataclass(frozen=True)
class Slide:
    """`kind` names its layout. `lines` are paragraphs or items, `hidden` what the next key reveals."""

    kind: str
    title: str
    lines: tuple[Markup, ...] = ()
    hidden: tuple[Markup, ...] = ()
    case: Case | None = None
    note: str = ""
    leads: tuple[str, ...] = ()


def slides(meeting: Meeting, cite_of: Callable[[str], Cite], cover: bool = True) -> tuple[Slide, ...]:
    """Of one meeting. `cite_of` gives, for the uri of a record, what links the citations of its texts."""
    made: list[Slide] = []
    if cover:
        made.append(Slide("cover", meeting.title, leads=tuple(shown.case.title for shown in meeting.shown)))
    for shown in meeting.shown:
        made += _of_case(shown, meeting.parts, cite_of(shown.case.uri))
    if meeting.record:
        cite = cite_of(meeting.record.uri)
        made += [_question(question.text, question.answer, cite, "共同讨论") for question in meeting.record.questions]
    return tuple(made)


def _of_case(shown: Shown, parts: Sequence[str], cite: Cite) -> Iterator[Slide]:
    case = shown.case
    yield Slide("case", case.title, case=case, note=shown.point)
    for part in parts:
        if part == "思考题":
            yield from (_question(q.text, q.answer, cite, part) for q in case.questions)
        elif part == "行为时间线":
            yield from _timeline(case, cite)
        elif part == "处理结果":
            yield from _text("result", part, case.section(part).plain, cite, case)
        elif part == "违纪违法事实":
            yield from _text("text", part, case.section(part).plain, cite)
            yield from _articles(shown, cite)
        else:
            kind = {"忏悔摘录": "confession", "警示教育": "warning"}.get(part, "text")
            yield from _text(kind, part, case.section(part).plain, cite)


def _question(text: str, answer: tuple[str, ...], cite: Cite, title: str) -> Slide:
    return Slide("question", title, (cite(text),), tuple(cite(line) for line in answer))


def _timeline(case: Case, cite: Cite) -> Iterator[Slide]:
    moments = case.timeline
    each = ceil(len(moments) / max(1, ceil(len(moments) / _ITEMS)))  # 7 items stand on two slides as 4 and 3
    for n in range(0, len(moments), max(1, each)):
        some = moments[n : n + each]
        yield Slide("timeline", "行为时间线", tuple(cite(one.text) for one in some), leads=tuple(one.when for one in some))


def _articles(shown: Shown, cite: Cite) -> Iterator[Slide]:
    """The violated articles in their own words, as many on a slide as fit."""
    pairs = [(violation.place.title, text) for violation in shown.violations for text in ["　".join(violation.quoted)]]
    for some in packed(pairs, lambda pair: len(pair[0]) + len(pair[1])):
        yield Slide("articles", "违反的条款", tuple(Markup.escape(_short(t)) for _, t in some), leads=tuple(p for p, _ in some))


def _short(text: str) -> str:
    return text if len(text) <= MOST else text[:MOST] + "……"


def _text(kind: str, title: str, paragraphs: Iterable[str], cite: Cite, case: Case | None = None) -> Iterator[Slide]:
    pieces = [piece for paragraph in paragraphs for piece in cut(paragraph)]
    for some in packed(pieces, len):
        yield Slide(kind, title, tuple(cite(piece) for piece in some), case=case)


def cut(text: str, most: int = MOST) -> Iterator[str]:
    """A paragraph in pieces of at most `most` signs, cut after sentences where that is possible."""
    piece = ""
    for sentence in _SENTENCE.findall(text):
        if piece and len(piece) + len(sentence) > most:
            yield piece
            piece = ""
        piece += sentence
    if piece:
        yield piece


def packed(items: Sequence[T], size: Callable[[T], int], most: int = MOST) -> Iterator[list[T]]:
    """Neighbouring items together while they fit on one slide."""
    some: list[T] = []
    for item in items:
        if some and sum(map(size, some)) + size(item) > most:
            yield some
            some = []
        some.append(item)
    if some:
        yield some
