"""Every question with what it rests on, and whether that has changed since the question was checked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from re import compile as pattern

from ...kernel.beside import of_kind
from ...kernel.citations import Ref
from ...kernel.links import address
from ...kernel.quiz import Item
from ...kernel.record import Record
from ...kernel.room import Context
from ...kernel.statutes import Document, Place, covered
from .model import Bank

CASE = pattern(r"案例\s*(\d{4}-\d{2,3})")


@dataclass(frozen=True)
class Basis:
    """A passage that a question rests on, in its own words; `changed` says what has happened to it since the check."""

    title: str
    uri: str
    text: str
    changed: str = ""


@dataclass(frozen=True)
class Entry:
    """A question of a bank. `id` is the same in every build: the bank's name and the number."""

    bank: Bank
    item: Item
    bases: tuple[Basis, ...]
    lost: str = ""

    @property
    def id(self) -> str:
        return f"{self.bank.uri.removeprefix('questions/').removesuffix('.md').replace('/', '-')}-{self.item.no}"

    @property
    def uri(self) -> str:
        return f"{self.bank.uri}#q{self.item.no}"

    @property
    def stale(self) -> str:
        """Why the question must be looked at again (待复核), empty while it is sound."""
        return self.lost or next((basis.changed for basis in self.bases if basis.changed), "")


@dataclass(frozen=True)
class Index:
    entries: tuple[Entry, ...]
    banks: tuple[tuple[Bank, tuple[Entry, ...]], ...]

    @property
    def sound(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.stale)

    @property
    def stale(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.stale)

    @cached_property
    def types(self) -> Mapping[str, int]:
        return Counter(entry.item.type for entry in self.entries)


def index(context: Context) -> Index:
    reader = _Reader(context)
    banks = tuple((bank, tuple(reader.entries(bank))) for bank in context.library.of(Bank))
    return Index(tuple(entry for _, entries in banks for entry in entries), banks)


class _Reader:
    """What the bases of questions mean on the day of the build."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.cases = {str(getattr(case, "case_no", "")): case for case in of_kind(context.library, "case")}

    def entries(self, bank: Bank) -> Iterator[Entry]:
        for item in bank.items:
            bases = tuple(self._bases(bank, item.basis))
            lost = "" if bases or not item.basis else "依据的条款或案例找不到了"
            yield Entry(bank, item, bases, lost)

    def _bases(self, bank: Bank, text: str) -> Iterator[Basis]:
        for citation, target in self.context.readers[bank.uri].read(text):
            if target:
                yield from (b for ref in citation.refs for b in self._articles(bank, target.document, ref))
        for found in CASE.finditer(text):
            if case := self.cases.get(found[1]):
                changed = f"案例在核对以后改过（{case.date}）" if case.date > bank.checked else ""
                yield Basis(f"案例 {found[1]}　{case.title}", case.uri, _first(case), changed)

    def _articles(self, bank: Bank, document: Document, ref: Ref) -> Iterator[Basis]:
        for article in covered(ref, document):
            parts = [part for part in article.parts if not ref.paragraph or part.paragraph == ref.paragraph] or article.parts
            text = "\n".join(part.text for part in parts)
            place = Place(document, article.key)
            yield Basis(place.title, place.uri, text, _changed(document, bank.checked, self.context.today))


def _changed(document: Document, checked: dt.date, today: dt.date) -> str:
    if document.ended(today):
        return f"《{document.title}》已不再施行"
    return f"《{document.title}》在核对以后修订过（{document.issued}）" if document.issued > checked else ""


def _first(case: Record) -> str:
    return next((passage.text for passage in case.words if len(passage.text) > 20), case.title)


def data(entries: Iterable[Entry]) -> list[dict[str, object]]:
    """The questions as the reader's browser gets them."""
    return [_data(entry) for entry in entries]


def _data(entry: Entry) -> dict[str, object]:
    item = entry.item
    said: dict[str, object] = {
        "id": entry.id,
        "type": item.type,
        "stem": item.stem,
        "answer": item.answer,
        "chapter": item.chapter,
        "degree": item.degree,
        "bank": entry.bank.title,
        "url": address(entry.uri),
    }
    more: dict[str, object] = {
        "options": list(item.options),
        "blanks": [list(blank) for blank in item.blanks],
        "explanation": item.explanation,
        "bases": [{"title": b.title, "url": address(b.uri), "text": b.text} for b in entry.bases],
        "stale": entry.stale,
    }
    return said | {key: value for key, value in more.items() if value}
