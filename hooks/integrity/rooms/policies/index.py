"""The library sorted and counted: states, versions, who cites which article, what is cited and missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ...kernel.articles import Article, Key
from ...kernel.citations import DOCUMENT_NAME
from ...kernel.cited import Cited
from ...kernel.figures import Fact, Figure
from ...kernel.groups import Group, group_by
from ...kernel.room import Context
from ...kernel.statutes import base_name, covered
from .life import STATES, Life, State, life
from .model import Policy


@dataclass(frozen=True)
class Entry:
    """A policy with what follows from the others: its state today, its versions, and who cites it."""

    policy: Policy
    state: State
    successor: Policy | None
    amendments: tuple[Policy, ...]
    versions: tuple[Policy, ...]
    cited: Mapping[Key, tuple[Cited, ...]]
    whole: tuple[Cited, ...]

    @cached_property
    def citations(self) -> int:
        """How many passages of other pages cite this document."""
        return len({(c.record.uri, c.passage.line) for c in (*self.whole, *(c for found in self.cited.values() for c in found))})

    @cached_property
    def most_cited(self) -> tuple[tuple[Article, int], ...]:
        """Up to five articles with their number of citing passages, the most cited first."""
        articles = self.policy.articles if self.cited else ()
        counted = [(article, len(self.cited[article.key])) for article in articles if article.key in self.cited]
        return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0].key))[:5])


@dataclass(frozen=True)
class Missing:
    """A document that is cited and not in the library."""

    name: str
    times: int
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class Index:
    entries: tuple[Entry, ...]
    by_doctype: tuple[Group[Entry], ...]
    by_issuer: tuple[Group[Entry], ...]
    by_year: tuple[Group[Entry], ...]
    by_topic: tuple[Group[Entry], ...]
    by_state: tuple[Group[Entry], ...]
    missing: tuple[Missing, ...]


def index(context: Context) -> Index:
    policies = sorted(context.library.of(Policy), key=lambda policy: (policy.issued, policy.number, policy.uri), reverse=True)
    lives, versions = life(policies), _versions(policies)
    found = _by_document(context.cited)
    entries = [_entry(policy, lives, versions, found.get(policy.uri, []), context) for policy in policies]
    return Index(
        tuple(entries),
        group_by(entries, lambda e: [e.policy.doctype], order=context.terms["doctypes"].rank),
        group_by(entries, lambda e: [e.policy.issuer]),
        group_by(entries, lambda e: [f"{e.policy.issued.year}年"], reverse=True),
        group_by(entries, lambda e: e.policy.tags),
        group_by(entries, lambda e: [e.state], order=lambda name: [*STATES].index(name)),  # type: ignore[arg-type]  # a State
        _missing(context.cited),
    )


def _versions(policies: Iterable[Policy]) -> Mapping[str, tuple[Policy, ...]]:
    found: dict[str, list[Policy]] = defaultdict(list)
    for policy in sorted(policies, key=lambda policy: (policy.effective, policy.uri)):
        found[policy.name].append(policy)
    return {name: tuple(several) for name, several in found.items()}


def _by_document(cited: Iterable[Cited]) -> Mapping[str, list[Cited]]:
    """Citations by the uri of their target, those of a document in itself left out."""
    found: dict[str, list[Cited]] = defaultdict(list)
    for one in cited:
        if one.target and one.target.document.uri != one.record.uri:
            found[one.target.document.uri].append(one)
    return found


def _entry(
    policy: Policy, lives: Life, versions: Mapping[str, tuple[Policy, ...]], found: list[Cited], context: Context
) -> Entry:
    articles: dict[Key, dict[tuple[str, int], Cited]] = defaultdict(dict)
    whole: list[Cited] = []
    for one in found:
        assert one.target is not None
        keys = {article.key for ref in one.citation.refs for article in covered(ref, one.target.document)}
        for key in sorted(keys):
            articles[key].setdefault((one.record.uri, one.passage.line), one)
        if not keys:
            whole.append(one)
    return Entry(
        policy,
        lives.state(policy, context.today),
        lives.successors.get(policy.uri),
        lives.amendments.get(policy.uri, ()),
        versions[policy.name],
        {key: tuple(several.values()) for key, several in articles.items()},
        tuple(whole),
    )


def _missing(cited: Iterable[Cited]) -> tuple[Missing, ...]:
    """Documents that are cited and not held, the most cited first; what is no document's name is left out."""
    found: dict[str, list[Cited]] = defaultdict(list)
    for one in cited:
        text = one.citation.subject.text
        if one.target is None and DOCUMENT_NAME.search(text):
            found[base_name(text)].append(one)
    several = [Missing(_fullest(cites), len(cites), tuple(cites)) for cites in found.values()]
    return tuple(sorted(several, key=lambda missing: (-missing.times, missing.name)))


def _fullest(cites: list[Cited]) -> str:
    return max((one.citation.subject.text for one in cites), key=lambda name: (len(name), name))


def figures(found: Index, context: Context) -> Iterator[Figure]:
    issued = sorted((e.policy for e in found.entries if e.policy.doc_no), key=lambda policy: (policy.issued, policy.uri))
    facts = tuple(Fact(p.issued, Decimal(1), p.title, p.uri) for p in issued if p.issued <= context.today)
    yield Figure("policies", "印发文件", "件", facts)
