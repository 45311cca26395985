"""The documents that can be cited, their versions, and where a citation leads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .articles import Article, Key, Outline, anchor, articles, has, label, outline, place, plans
from .citations import Ref, Subject
from .kept import key

_VERSION = re.compile(
    r"[（(](?:\d{4}年)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|修改|试行|暂行|\d{4}年?版?)[^（()）]*[)）]$"
)
_PREFIXES = ("中华人民共和国", "中国共产党")
_FOLD = str.maketrans({"〈": "《", "〉": "》", "(": "（", ")": "）", " ": "", "　": "", "﹝": "〔", "﹞": "〕"})


@lru_cache(maxsize=1 << 14)
def base_name(title: str) -> str:
    """A title without its version and the name of the state or the Party: documents of one base name are versions of one."""
    plain = _plain(title)
    return _VERSION.sub("", plain) or plain


@lru_cache(maxsize=1 << 14)
def _plain(title: str) -> str:
    stripped = title.translate(_FOLD)
    for prefix in _PREFIXES:
        stripped = stripped.removeprefix(prefix)
    return stripped


@dataclass(frozen=True)
class Document:
    """A citable document. `until` is the day from which another takes its place, None while nothing does; `doctype` is its
    文种, empty where it has none. `known` are its outline and `parts`, where they were read before.
    """

    title: str
    uri: str
    body: str
    issued: dt.date
    effective: dt.date
    doc_no: str = ""
    aliases: tuple[str, ...] = ()
    until: dt.date | None = None
    doctype: str = ""
    known: tuple[Outline, str] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def outline(self) -> Outline:
        return outline(plans(self.body)) if self.known is None else self.known[0]

    @cached_property
    def parts(self) -> str:
        """Stands for the outline."""
        return stamp_of(self.outline) if self.known is None else self.known[1]

    @cached_property
    def articles(self) -> Mapping[Key, Article]:
        return {article.key: article for article in articles(self.body)}

    def ended(self, day: dt.date) -> bool:
        return self.until is not None and self.until <= day

    def in_force(self, day: dt.date) -> bool:
        return self.effective <= day and not self.ended(day)


def stamp_of(outline: Outline) -> str:
    """Stands for an outline."""
    return key(list(outline.items()))


@dataclass(frozen=True)
class Target:
    """Where a citation leads. `note` says what a reader should know of the version, empty when it is in force today.

    `early` is true when no version in the library was in force yet on the citing page's day: the version that was may have
    numbered its articles otherwise.
    """

    document: Document
    note: str = ""
    early: bool = False


@dataclass(frozen=True)
class Statutes:
    """All citable documents, found by any of their names. `short` maps well-known short titles to full ones."""

    documents: Sequence[Document] = ()
    short: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Document, ...]]:
        found: dict[str, list[Document]] = {}
        for document in sorted(self.documents, key=lambda document: (document.effective, document.uri)):
            names = {_plain(document.title), base_name(document.title), *map(_plain, document.aliases)}
            for name in sorted(names):
                found.setdefault(name, []).append(document)
        return {name: tuple(documents) for name, documents in found.items()}

    @cached_property
    def _by_number(self) -> Mapping[str, Document]:
        return {document.doc_no: document for document in self.documents if document.doc_no}

    @cached_property
    def by_uri(self) -> Mapping[str, Document]:
        return {document.uri: document for document in self.documents}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name under which a document may be cited without 《》."""
        full = {prefix + name for name in self._by_name for prefix in _PREFIXES}
        return frozenset({*self._by_name, *full, *self.short})

    @cached_property
    def _named(self) -> dict[str, tuple[Document, ...]]:
        return {}

    def named(self, text: str) -> tuple[Document, ...]:
        """All documents that `text` may mean, oldest first; more than one base name among them is ambiguity."""
        if text not in self._named:
            self._named[text] = self._meant(text)
        return self._named[text]

    def _meant(self, text: str) -> tuple[Document, ...]:
        plain = _plain(text)
        name = self.short.get(plain, plain)
        if _VERSION.search(name):  # that version and no other
            return tuple(document for document in self._by_name.get(base_name(name), ()) if _plain(document.title) == name)
        return self._by_name.get(name, ())

    def numbered(self, text: str) -> Document | None:
        """The document of a number; words that stand before the number in running text are left out."""
        return next((self._by_number[text[n:]] for n in range(len(text)) if text[n:] in self._by_number), None)

    def target(self, subject: Subject, day: dt.date, today: dt.date) -> Target | None:
        """The document that `subject`, written on `day`, means: the version then in force."""
        if subject.kind == "number":
            document = self.numbered(subject.text)
            return Target(document, _note(document, today)) if document else None
        candidates = self.named(subject.text)
        if not candidates:
            return None
        current = [document for document in candidates if document.in_force(day)]
        earlier = [document for document in candidates if document.effective <= day]
        document = (current or earlier or candidates[:1])[-1]
        note = "所引版本未收录" if day < document.issued else _note(document, today)
        return Target(document, note, early=day < document.effective)

    def ambiguous(self, subject: Subject) -> tuple[Document, ...]:
        """The documents of different names that `subject` may mean, if there are several."""
        candidates = self.named(subject.text) if subject.kind in ("title", "name") else ()
        return candidates if len(candidates) > 1 and len({base_name(document.title) for document in candidates}) > 1 else ()


def _note(document: Document, today: dt.date) -> str:
    if document.ended(today):
        return "已被取代"
    return "尚未生效" if document.effective > today else ""


@dataclass(frozen=True)
class Place:
    """An article of a document."""

    document: Document
    key: Key

    @property
    def label(self) -> str:
        return label(self.key)

    @property
    def title(self) -> str:
        return f"《{self.document.title}》{self.label}"

    @property
    def uri(self) -> str:
        return f"{self.document.uri}#{anchor(self.key)}"


def covered(ref: Ref, document: Document) -> Iterator[Article]:
    """The articles that `ref` names in `document`: one, or all of a range."""
    if ref.until is None:
        if ref.key in document.articles:
            yield document.articles[ref.key]
        return
    for name, article in sorted(document.articles.items()):
        if ref.key <= name < ref.until:
            yield article


def address(document: Document, ref: Ref | None) -> str:
    """The uri of the place that `ref` names, or of the document; of the article if it has no such 款 or 项."""
    if ref is None or ref.key not in document.outline:
        return document.uri
    parts = document.outline[ref.key]
    paragraph, item = place(parts, ref.paragraph, ref.item)
    if (paragraph or item) and has(parts, paragraph, item) and (paragraph, item) != (1, 0):
        return f"{document.uri}#{anchor(ref.key, paragraph, item)}"
    return f"{document.uri}#{anchor(ref.key)}"


def chain(documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    """The versions of one document, oldest first, by base name; only names with more than one."""
    found: dict[str, list[Document]] = {}
    for document in sorted(documents, key=lambda document: (document.effective, document.uri)):
        found.setdefault(base_name(document.title), []).append(document)
    return {name: tuple(versions) for name, versions in found.items() if len(versions) > 1}
