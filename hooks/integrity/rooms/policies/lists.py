"""The lists of the library. They show of a document what a row has, and are made again only when that changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup

from ...kernel.groups import Group
from ...kernel.kept import key
from ...kernel.output import Late, Page
from ...kernel.room import Context
from .index import Entry, Index

LISTS = (
    ("policies/index.md", "政策文件", "按文种", "by_doctype"),
    ("policies/by-topic.md", "政策文件 · 按主题", "按主题", "by_topic"),
    ("policies/by-issuer.md", "政策文件 · 按发文机关", "按发文机关", "by_issuer"),
    ("policies/by-year.md", "政策文件 · 按年份", "按年份", "by_year"),
    ("policies/by-state.md", "政策文件 · 按效力", "按效力", "by_state"),
)
TABLE = ("policies/all.md", "政策文件 · 总表", "总表", "")
MISSING = ("policies/missing.md", "最常被引用而未收录的文件", "待收录文件", "")
VIEWS = (*LISTS, TABLE)


@dataclass(frozen=True)
class Row:
    """`articles` and `citations` are how many there are."""

    uri: str
    title: str
    number: str
    doc_no: str
    doctype: str
    issuer: str
    issued: dt.date
    state: str
    articles: int
    citations: int


def row(entry: Entry) -> Row:
    policy = entry.policy
    named = policy.uri, policy.title, policy.number, policy.doc_no or "", policy.doctype, policy.issuer, policy.issued
    return Row(*named, entry.state, len(policy.outline), entry.citations)


class Lists:
    """All lists of one build."""

    def __init__(self, found: Index, context: Context) -> None:
        self.context = context
        self.index = found
        self.rows = {entry.policy.uri: row(entry) for entry in found.entries}
        self.states = tuple((group.name, len(group)) for group in found.by_state)
        self.stamp = key(context.code, [*self.rows.values()], self.states)

    def pages(self) -> Iterator[Page]:
        for uri, title, nav, attribute in LISTS:
            groups = [Group(group.name, self._of(group.items)) for group in getattr(self.index, attribute)]
            stamp = key(self.stamp, uri, [(group.name, [one.uri for one in group.items]) for group in groups])
            yield Page(uri, title, Late(stamp, partial(self._list, uri, title, nav, groups)), nav=nav, indexed=False)
        uri, title, nav, _ = TABLE
        yield Page(uri, title, Late(key(self.stamp, uri), partial(self._table, uri, title, nav)), nav=nav, indexed=False)

    def _of(self, entries: Iterable[Entry]) -> tuple[Row, ...]:
        return tuple(self.rows[entry.policy.uri] for entry in entries)

    def _list(self, uri: str, title: str, nav: str, groups: Sequence[Group[Row]]) -> str:
        values = {"title": title, "active": nav, "lists": VIEWS, "total": len(self.rows), "states": self.states}
        return self.context.templates.render("policies/index.md", uri, groups=groups, shown=self._shown, **values)

    def _table(self, uri: str, title: str, nav: str) -> str:
        rows = tuple(self.rows.values())
        return self.context.templates.render(uri, uri, title=title, active=nav, lists=VIEWS, rows=rows)

    @cached_property
    def _shown(self) -> dict[str, Markup]:
        """Each row as an entry of a list, by address."""
        drawn = self.context.templates.render("policies/_entries.html", "policies/index.md", rows=tuple(self.rows.values()))
        return {uri: Markup(text.strip()) for uri, text in zip(self.rows, drawn.split("\0"), strict=False)}
