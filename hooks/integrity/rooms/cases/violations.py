"""Which articles a case violated: those that 违纪违法事实 cites and the library holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...kernel import statutes
from ...kernel.articles import Key, Paragraph, anchor
from ...kernel.citations import Ref
from ...kernel.cited import Cited
from ...kernel.groups import Group, group_by
from ...kernel.room import Context
from ...kernel.statutes import Document
from .model import Case

_BASIS = re.compile(r"(?:依照|按照|根据|依据|参照|适用|符合)(?:了)?[该本]?$")


@dataclass(frozen=True)
class Place(statutes.Place):
    """An article, and the page of the cases that violated it."""

    @property
    def page(self) -> str:
        """The page of the cases that violated it."""
        name = self.document.uri.removeprefix("policies/").removesuffix(".md").replace("/", "-")
        return f"cases/articles/{name}-{anchor(self.key)}.md"


@dataclass(frozen=True)
class Violation:
    """One case and one article: the `parts` that the case names (all where it names the whole), and where it says so."""

    case: Case
    place: Place
    parts: tuple[Paragraph, ...]
    excerpt: str

    @property
    def quoted(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts)


def violations(cases: Iterable[Case], context: Context) -> Mapping[str, tuple[Violation, ...]]:
    """By the uri of the case, each article once, in the order of the facts."""
    said: dict[str, list[Cited]] = defaultdict(list)
    for cited in context.cited:
        if isinstance(cited.record, Case):
            said[cited.record.uri].append(cited)
    return {case.uri: tuple(_of(case, said[case.uri])) for case in cases}


def _of(case: Case, said: Iterable[Cited]) -> Iterator[Violation]:
    section = case.section("违纪违法事实")
    last = section.line + section.text.count("\n")
    refs: dict[Place, list[tuple[Ref, Cited]]] = defaultdict(list)
    for cited in said:
        if cited.target and section.line <= cited.passage.line <= last and not _is_basis(cited):
            for ref in cited.citation.refs:
                for key in _keys(cited.target.document, ref):
                    refs[Place(cited.target.document, key)].append((ref, cited))
    for place, named in refs.items():
        yield Violation(case, place, _parts(place, [ref for ref, _ in named]), named[0][1].excerpt)


def _is_basis(cited: Cited) -> bool:
    """依照…第二十二条从严处理: what is applied was not violated."""
    return _BASIS.search(cited.passage.text, 0, cited.citation.subject.start) is not None


def _keys(document: Document, ref: Ref) -> list[Key]:
    """The articles that `ref` names; all of a range."""
    if ref.until:
        return [key for key in document.outline if ref.key <= key <= ref.until]
    return [ref.key] if ref.key in document.outline else []


def _parts(place: Place, refs: list[Ref]) -> tuple[Paragraph, ...]:
    article = place.document.articles[place.key]
    wanted = {article.place(ref.paragraph, ref.item) for ref in refs}
    if (0, 0) in wanted or any(ref.until for ref in refs):
        return article.parts
    chosen = tuple(
        part for part in article.parts if any(part.paragraph == p and (not i or part.item in (0, i)) for p, i in wanted)
    )
    return chosen or article.parts


def by_document(found: Mapping[str, tuple[Violation, ...]]) -> tuple[Group[Group[Violation]], ...]:
    """Every violated article with its violations, grouped by document; documents by title, articles in their order."""
    every = [violation for one in found.values() for violation in one]
    places = {violation.place.page: violation.place for violation in every}
    articles = group_by(every, lambda v: [v.place.page], order=lambda page: places[page].key)
    return group_by(articles, lambda group: [group.items[0].place.document.title])
