"""Every question with what it rests on, and whether that has changed since the question was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from re import compile as pattern

from ...kernel.beside import of_kind
from ...kernel.citations import Ref, Subject
from ...kernel.links import address
from ...kernel.quiz import Item
from ...kernel.record import Record
from ...kernel.room import Context
from ...kernel.statutes import Document, Place, base_name, covered
from .model import Bank

CASE = pattern(r"案例\s*(\d{4}-\d{2,3})")
CHECKED = "整个题库核对以后改文件头的 checked"


@dataclass(frozen=True)
class Basis:
    """A passage that a question rests on, in its own words; `changed` says what has happened to it since the check, and
    `remedy` what an editor does about it.
    """

    title: str
    uri: str
    text: str
    changed: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Entry:
    """A question of a bank. `id` is the same in every build: the bank's name and the number. `lost` is set, with its `mending`,
    where nothing of what it rests on can be found.
    """

    bank: Bank
    item: Item
    bases: tuple[Basis, ...]
    lost: str = ""
    mending: str = ""

    @property
    def id(self) -> str:
        return f"{self.bank.slug}-{self.item.no}"

    @property
    def uri(self) -> str:
        return f"{self.bank.uri}#q{self.item.no}"

    @property
    def stale(self) -> str:
        """Why the question must be looked at again (待复核), empty while it is sound."""
        return self.lost or next((basis.changed for basis in self.bases if basis.changed), "")

    @property
    def remedy(self) -> str:
        """What an editor does about `stale`."""
        return self.mending or next((basis.remedy for basis in self.bases if basis.changed), "")


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
            lost, mending = ("", "") if bases or not item.basis else self._lost(bank, item.basis)
            yield Entry(bank, item, bases, lost, mending)

    def _bases(self, bank: Bank, text: str) -> Iterator[Basis]:
        for citation, target in self.context.readers[bank.uri].read(text):
            if target:
                changed = self._changed(bank, target.document, citation.subject)
                yield from (b for ref in citation.refs for b in _articles(target.document, ref, changed))
        for found in CASE.finditer(text):
            if case := self.cases.get(found[1]):
                changed = (f"案例在核对以后改过（{case.date}）", CHECKED) if case.date > bank.checked else ("", "")
                yield Basis(f"案例 {found[1]}　{case.title}", case.uri, _first(case), *changed)

    def _lost(self, bank: Bank, text: str) -> tuple[str, str]:
        """Why nothing was found in `text`, and what to do."""
        said = f"依据“{text if len(text) <= 40 else text[:40] + '…'}”"
        reads = self.context.readers[bank.uri].read(text)
        if any(target and not citation.refs for citation, target in reads):
            return f"{said}没有写到条", "请补上条号，例如 《某规定》第四条"
        return f"{said}找不到", "请改正依据的名称、条号或者案例编号"

    def _changed(self, bank: Bank, document: Document, subject: Subject) -> tuple[str, str]:
        """What has happened to a document since the check, and what an editor does about it; both empty where nothing has."""
        statutes, today = self.context.statutes, self.context.today
        if not document.ended(today):
            later = document.issued > bank.checked
            return (f"《{document.title}》在核对以后修订过（{document.issued}）", CHECKED) if later else ("", "")
        name = base_name(document.title)
        versions = [one for one in statutes.named(name) if one.in_force(today) and base_name(one.title) == name]
        if not versions:
            return f"《{document.title}》已不再施行", "对照现行的文件改题，把依据改成现行文件的全称"
        now = statutes.target(subject, today, today)
        named = now is not None and now.document is versions[-1]
        remedy = CHECKED if named else "对照现行的改题，把依据改成现行的名称"
        return f"《{document.title}》已修订，现行的是{_version(versions[-1], document)}", remedy


def _articles(document: Document, ref: Ref, changed: tuple[str, str]) -> Iterator[Basis]:
    for article in covered(ref, document):
        parts = [part for part in article.parts if not ref.paragraph or part.paragraph == ref.paragraph] or article.parts
        text = "\n".join(part.text for part in parts)
        place = Place(document, article.key)
        yield Basis(place.title, place.uri, text, *changed)


def _version(now: Document, before: Document) -> str:
    """《X（2026年修订）》（2026年3月2日起施行）; by its number where the title is the same."""
    day = now.effective
    name = f"《{now.title}》" if now.title != before.title or not now.doc_no else now.doc_no
    return f"{name}（{day.year}年{day.month}月{day.day}日起施行）"


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
