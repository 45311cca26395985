"""Who cites what: every citation in every record, resolved, and the same for one text that is about to be shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .citations import Citation, Ref, Subject, find
from .mentions import Mentions
from .record import Passage, Record
from .statutes import Document, Statutes, Target, address

_AMENDING = re.compile(r"关于(?:修改|废止|修订).*的(?:决定|通知)$")


@dataclass(frozen=True)
class Cited:
    """One citation in one passage. `target` is None where the library does not hold the document."""

    record: Record
    passage: Passage
    citation: Citation
    target: Target | None

    @property
    def excerpt(self) -> str:
        """The citing words with up to thirty signs before and forty after them."""
        text, refs = self.passage.text, self.citation.refs
        start = max(0, self.citation.subject.start - 30)
        end = min(len(text), (refs[-1].end if refs else self.citation.subject.end) + 40)
        return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")

    @property
    def uri(self) -> str:
        """The place of the passage."""
        return self.record.uri + (f"#{self.passage.place}" if self.passage.place else "")


@dataclass(frozen=True)
class Link:
    """A piece of text, `start` to `end`, that leads to `uri`."""

    start: int
    end: int
    uri: str
    target: Target
    ref: Ref | None


@dataclass(frozen=True)
class Reader:
    """Reads citations as they are meant on one page: on its day, with its own abbreviations and its own 本办法."""

    statutes: Statutes
    today: dt.date
    day: dt.date
    own: Document | None = None
    short: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        return self.statutes.names | self.short.keys() if self.short else self.statutes.names

    def read(self, text: str) -> Iterator[tuple[Citation, Target | None]]:
        for citation in find(text, self.names):
            yield citation, self.meant(citation)

    def meant(self, citation: Citation) -> Target | None:
        target = self.target(citation.subject)
        if citation.subject.kind == "bare" and target and not any(r.key in target.document.outline for r in citation.refs):
            return None  # 第三条 of something else
        return target

    def target(self, subject: Subject) -> Target | None:
        if subject.kind in ("self", "bare"):
            if self.own is None or (subject.kind == "bare" and _AMENDING.search(self.own.title)):
                return None
            return Target(self.own)
        text = self.short.get(subject.text, subject.text)
        wanted = Subject(subject.kind, text, subject.start, subject.end)
        return self.statutes.target(wanted, self.day, self.today)

    def links(self, text: str) -> Iterator[Link]:
        """The links to draw in `text`, in order and without overlap. A document does not link to itself as a whole."""
        for citation, target in self.read(text):
            if target is None:
                continue
            subject, document = citation.subject, target.document
            joined = bool(citation.refs) and subject.end == citation.refs[0].start and subject.kind != "self"
            if not joined and subject.kind in ("title", "name", "number") and document is not self.own:
                start = subject.end - len(document.doc_no) if subject.kind == "number" and citation.refs == () else subject.start
                yield Link(max(start, subject.start), subject.end, document.uri, target, None)
            for n, ref in enumerate(citation.refs):
                if ref.key in document.outline:
                    start = subject.start if joined and not n else ref.start
                    yield Link(start, ref.end, address(document, ref), target, ref)
                elif joined and not n and document is not self.own:
                    yield Link(subject.start, subject.end, document.uri, target, None)


def reader_of(record: Record, statutes: Statutes, today: dt.date, mentions: Mentions) -> Reader:
    """The reader for the pages of `record`."""
    return Reader(statutes, today, record.cites_on, statutes.by_uri.get(record.uri), mentions.short)


def scan(records: Iterable[Record], readers: Mapping[str, Reader], mentions: Mapping[str, Mentions]) -> tuple[Cited, ...]:
    """Every citation of every record, in the order of files and lines. What means no document at all is left out."""
    return tuple(cited for record in records for cited in _scan(record, readers[record.uri], mentions[record.uri]))


def _scan(record: Record, reader: Reader, mentions: Mentions) -> Iterator[Cited]:
    for passage, citations in mentions.found:
        for citation in citations:
            target = reader.meant(citation)
            if target or citation.subject.kind in ("title", "name"):
                yield Cited(record, passage, citation, target)
