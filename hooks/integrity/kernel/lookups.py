"""What the citations of a page looked up, so that a page made earlier is known to be still true.

A page depends on its own words, on the names under which documents may be cited without 《》, and on what each citation that
was looked up means. With the same `fingerprint` nothing of that changed; else each question is asked again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from .citations import Kind, Subject
from .cited import Reader
from .kept import key
from .statutes import Document, Statutes, Target

Asked = Mapping[tuple[Kind, str], str]
"""(kind, words) of each subject that was looked up → the shape of what it meant."""
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class NotingReader(Reader):
    """A reader that notes what it is asked."""

    asked: dict[tuple[Kind, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, reader: Reader) -> NotingReader:
        return cls(reader.statutes, reader.today, reader.day, reader.own, reader.short)

    def target(self, subject: Subject) -> Target | None:
        found = super().target(subject)
        self.asked.setdefault((subject.kind, subject.text if subject.kind not in ("self", "bare") else ""), _shape(found))
        return found


def fingerprint(statutes: Statutes, today: dt.date) -> str:
    """Equal where every document has the same name, number, days and parts, and the day is the same."""
    documents = sorted(statutes.documents, key=lambda document: document.uri)
    parts = [(d.uri, d.title, d.doc_no, d.aliases, d.issued, d.effective, d.until, d.doctype, d.parts) for d in documents]
    return key(today, parts, sorted(statutes.short.items()))


def still(asked: Asked, reader: Reader, known: dict[object, str]) -> bool:
    """Whether every question gives what it gave. `known` is a memory for the pages of one build."""
    return all(_again(kind, text, reader, known) == shape for (kind, text), shape in asked.items())


def _again(kind: Kind, text: str, reader: Reader, known: dict[object, str]) -> str:
    question = (kind, text, reader.day, reader.own.uri if reader.own and not text else "", reader.short.get(text, ""))
    if question not in known:
        known[question] = _shape(reader.target(Subject(kind, text, 0, len(text))))
    return known[question]


def touched(html: str, names: frozenset[str]) -> bool:
    """Whether one of the names stands in the words of a page, where a citation might begin or end with it."""
    words = _BLANK.sub("", unescape(_TAG.sub("", html)))
    return any(_BLANK.sub("", name) in words for name in names)


def _shape(target: Target | None) -> str:
    return key(_of(target.document), target.note, target.early) if target else ""


_shapes: dict[int, tuple[Document, str]] = {}


def _of(document: Document) -> str:
    """All of a document that a link to it shows or leads to: not the words of its articles, but which parts they have."""
    held = _shapes.get(id(document))
    if held is None or held[0] is not document:
        held = document, key(document.uri, document.title, document.doc_no, document.parts)
        _shapes[id(document)] = held
    return held[1]
