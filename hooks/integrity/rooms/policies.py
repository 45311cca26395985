"""政策文件: documents with a number, articles and a life of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from ..kernel.fields import Day, DocNo, OneOf, Text, field
from ..kernel.groups import Group, group_by, neighbours, twins
from ..kernel.issue import Issue
from ..kernel.output import Data, Output, Page, Panel, as_json
from ..kernel.record import Record
from ..kernel.room import Context, Room

State = Literal["现行有效", "尚未生效", "已修订", "已废止"]

_ARTICLE = re.compile(r"^第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?[\s　]", re.M)
_VERSION = re.compile(r"[（(].*?[)）]\s*$")


class Policy(Record):
    """A policy document. `supersedes` names the documents that it replaces, by number."""

    kind = "policy"
    kind_label = "政策文件"
    folder = "docs/policies/"

    doc_no: DocNo = field("发文字号", "示公党〔2026〕2号")
    doctype: Annotated[str, OneOf("doctypes")] = field("文种", "通知")
    issuer: Text = field("发文机关", "中共示例市公安局示例分局委员会")
    issued: Day = field("印发日期", "2026-03-05")
    effective: Day = field("施行日期", "2026-04-01")
    supersedes: tuple[DocNo, ...] = field("废止文件", ["示公党〔2023〕11号"], ())
    aliases: tuple[Text, ...] = field("简称", ["学习日制度"], ())
    to: Text | None = field("主送机关", "各科、所、队", None)

    @property
    def articles(self) -> int:
        return len(_ARTICLE.findall(self.body))

    @property
    def name(self) -> str:
        """The title without its version: two documents of one name are versions of one document."""
        return _VERSION.sub("", self.title)


@dataclass(frozen=True)
class Entry:
    """A policy with what follows from the others: its state today and its successor."""

    policy: Policy
    state: State
    successor: Policy | None


@dataclass(frozen=True)
class Index:
    entries: tuple[Entry, ...]
    by_doctype: tuple[Group[Entry], ...]
    by_issuer: tuple[Group[Entry], ...]
    by_year: tuple[Group[Entry], ...]
    by_state: tuple[Group[Entry], ...]


def check(context: Context) -> Iterator[Issue]:
    policies = context.library.of(Policy)
    numbers = {policy.doc_no: policy for policy in policies}
    yield from twins(policies, "doc_no")
    for policy in policies:
        if policy.issued < policy.date:
            yield policy.issue(f"早于成文日期 {policy.date}，请核对", "issued")
        if policy.effective < policy.issued:
            yield policy.issue(f"早于印发日期 {policy.issued}，请核对", "effective")
        for n, number in enumerate(policy.supersedes):
            old = numbers.get(number)
            if number == policy.doc_no:
                yield policy.issue("写的是本文件自己的字号，请写被废止的文件", "supersedes", n)
            elif old is None:
                yield policy.issue(f"库里没有 {number}，读者将看不到被废止的原文", "supersedes", n, level="warning")
            elif old.issued >= policy.issued:
                yield policy.issue(f"{number} 印发在后（{old.issued}），不会被本文件废止，请核对", "supersedes", n)


def index(context: Context) -> Index:
    policies = sorted(context.library.of(Policy), key=lambda policy: (policy.issued, policy.doc_no), reverse=True)
    successors = {number: policy for policy in reversed(policies) for number in policy.supersedes}
    entries = [_entry(policy, successors.get(policy.doc_no), context.today) for policy in policies]
    doctypes = context.terms["doctypes"]
    return Index(
        tuple(entries),
        group_by(entries, lambda e: [e.policy.doctype], order=doctypes.rank),
        group_by(entries, lambda e: [e.policy.issuer]),
        group_by(entries, lambda e: [f"{e.policy.issued.year}年"], reverse=True),
        group_by(entries, lambda e: [e.state], order=lambda s: ("现行有效", "尚未生效", "已修订", "已废止").index(s)),
    )


def _entry(policy: Policy, successor: Policy | None, today: dt.date) -> Entry:
    if successor and successor.effective <= today:
        return Entry(policy, "已修订" if successor.name == policy.name else "已废止", successor)
    return Entry(policy, "尚未生效" if policy.effective > today else "现行有效", successor)


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    lists = (
        ("policies/index.md", "政策文件", "按文种", found.by_doctype),
        ("policies/by-issuer.md", "政策文件 · 按发文机关", "按发文机关", found.by_issuer),
        ("policies/by-year.md", "政策文件 · 按年份", "按年份", found.by_year),
        ("policies/by-state.md", "政策文件 · 按效力", "按效力", found.by_state),
    )
    for uri, title, nav, groups in lists:
        values = {"title": title, "groups": groups, "index": found, "active": nav, "lists": lists}
        yield Page(uri, title, make("policies/index.md", uri, **values), nav=nav, indexed=False)
    uris = {entry.policy.doc_no: entry.policy for entry in found.entries}
    for before, entry, after in neighbours(found.entries):
        policy = entry.policy
        replaced = [(number, uris.get(number)) for number in policy.supersedes]
        yield Page(
            policy.uri,
            policy.title,
            make("policies/policy.md", policy.uri, entry=entry, policy=policy, replaced=replaced),
            source=policy.origin.path,
            previous=before.policy.uri if before else "",
            next=after.policy.uri if after else "",
            meta={"kind": policy.kind, "tags": list(policy.tags)},
        )
    yield Data("data/policies.json", as_json([_data(entry) for entry in found.entries]))
    yield Panel("policies", make("policies/panel.html", "index.md", entries=found.entries[:5], total=len(found.entries)))


def _data(entry: Entry) -> dict[str, Any]:
    policy = entry.policy
    return {
        "title": policy.title,
        "url": policy.url,
        "doc_no": policy.doc_no,
        "doctype": policy.doctype,
        "issuer": policy.issuer,
        "issued": policy.issued,
        "effective": policy.effective,
        "state": entry.state,
        "supersedes": list(policy.supersedes),
        "superseded_by": entry.successor.doc_no if entry.successor else None,
        "articles": policy.articles,
        "unit": policy.unit,
        "tags": list(policy.tags),
    }


ROOM = Room("policies", "政策文件", (Policy,), index, render, check, derives=r"policies/(index|by-[a-z]+)\.md")
