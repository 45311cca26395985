"""The pages of the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ...kernel.articles import Article, anchor
from ...kernel.cited import Cited
from ...kernel.groups import group_by, neighbours
from ...kernel.kept import key
from ...kernel.output import Data, Late, Output, Page, Panel, as_script, json_file
from ...kernel.room import Context
from .compare import compare
from .index import Entry, Index
from .lists import MISSING, VIEWS, Lists
from .model import Policy

WEIGHTS = {"现行有效": 2.0, "尚未生效": 1.6}  # for search: what no longer holds comes after what does
NATIONAL = ("全国人民代表大会", "国务院", "最高人民", "中共中央", "中国共产党中央", "中央纪", "国家", "公安部")


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    yield from Lists(found, context).pages()
    uri, title, nav, _ = MISSING
    yield Page(uri, title, make(uri, uri, title=title, index=found, active=nav, lists=VIEWS), nav=nav, indexed=False)
    numbers = {entry.policy.number: entry.policy for entry in found.entries}
    for before, entry, after in neighbours(found.entries):
        yield _page(before, entry, after, numbers, context)
        text = Late(key(context.code, entry.policy.url, entry.policy.origin.made), partial(_script, entry.policy))
        yield Data(f"data/articles/{slug(entry.policy)}.js", text)
    yield from _changes(found, context)
    yield json_file("data/policies.json", [_data(entry) for entry in found.entries])
    yield Panel("policies", make("policies/panel.html", "index.md", entries=found.entries[:5], total=len(found.entries)))


def _page(before: Entry | None, entry: Entry, after: Entry | None, numbers: Mapping[str, Policy], context: Context) -> Page:
    policy = entry.policy
    return Page(
        policy.uri,
        policy.title,
        Late(_stamp(entry, numbers, context), partial(_body, entry, numbers, context)),
        source=policy.origin.path,
        previous=before.policy.uri if before else "",
        next=after.policy.uri if after else "",
        weight=_weight(entry, context),
        also=tuple(name for name in (policy.number, *policy.aliases) if name),
        facets={"文种": (policy.doctype,), "效力": (entry.state,), "发文机关": (policy.issuer,)},
        date=policy.issued,
        meta={"kind": policy.kind, "script": f"data/articles/{slug(policy)}.js"},
    )


def _stamp(entry: Entry, numbers: Mapping[str, Policy], context: Context) -> str:
    """Stands for all that `_body` shows: the document, its state, and the others that it names or that cite it."""
    policy = entry.policy
    named = [numbers.get(number) for number in (*policy.supersedes, *policy.amends)]
    groups = ([entry.successor], entry.amendments, entry.versions, named)
    others = [[(one.origin.made, one.uri) if one else "" for one in group] for group in groups]
    cites = [(place, [_cite(cited) for cited in found]) for place, found in entry.cited.items()]
    return key(context.code, policy.origin.made, policy.uri, entry.state, others, cites, [_cite(cited) for cited in entry.whole])


def _cite(cited: Cited) -> tuple[object, ...]:
    return cited.record.origin.made, cited.record.uri, cited.passage, cited.citation


def _body(entry: Entry, numbers: Mapping[str, Policy], context: Context) -> str:
    policy = entry.policy
    return context.templates.render(
        "policies/policy.md",
        policy.uri,
        entry=entry,
        policy=policy,
        replaced=[(number, numbers.get(number)) for number in policy.supersedes],
        amended=[(number, numbers.get(number)) for number in policy.amends],
        changes=changes_uri(policy) if policy is not entry.versions[0] else "",
        body=_with_backlinks(entry, context),
    )


def _weight(entry: Entry, context: Context) -> float:
    """Our own documents and those of the state come before those of other places."""
    near = context.settings.unit in entry.policy.issuer or entry.policy.issuer.startswith(NATIONAL)
    return WEIGHTS.get(entry.state, 0.3) * (1 if near else 0.75)


def _with_backlinks(entry: Entry, context: Context) -> str:
    """The body with 被引用 under each article that is cited."""
    if not entry.cited:
        return entry.policy.body
    lines = entry.policy.body.split("\n")
    for article in reversed(entry.policy.articles):
        if cites := entry.cited.get(article.key):
            block = context.templates.render("policies/_cited.html", entry.policy.uri, groups=grouped(cites), total=len(cites))
            lines[article.last + 1 : article.last + 1] = ["", *block.strip().split("\n"), ""]
    return "\n".join(lines)


def grouped(cites: Iterable[Cited]) -> Any:
    return group_by(cites, lambda cited: [cited.record.kind_label])


def slug(policy: Policy) -> str:
    return policy.uri.removesuffix(".md").removeprefix("policies/").replace("/", "-")


def changes_uri(policy: Policy) -> str:
    return f"policies/changes-{slug(policy)}.md"


def _changes(found: Index, context: Context) -> Iterator[Page]:
    """A page for each version after the first: what it changed in the one before it."""
    for entry in found.entries:
        at = entry.versions.index(entry.policy)
        if at:
            old, uri = entry.versions[at - 1], changes_uri(entry.policy)
            name = key(context.code, old.body, entry.policy.body)
            pairs = context.kept.made("compared", name, partial(compare, old.articles, entry.policy.articles))
            body = context.templates.render("policies/changes.md", uri, old=old, new=entry.policy, pairs=pairs)
            yield Page(uri, f"{entry.policy.title}：新旧对照", body, indexed=False)


def _script(policy: Policy) -> str:
    """The articles of one document for the preview, as a script so that it works from the disk."""
    texts = {anchor(article.key): _preview(article) for article in policy.articles}
    return f"qfArticles({as_script(policy.url)},{as_script(texts)});\n"


def _preview(article: Article) -> list[str]:
    return [article.label, *(part.text for part in article.parts)]


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
        "amends": list(policy.amends),
        "superseded_by": entry.successor.number or entry.successor.title if entry.successor else None,
        "articles": len(policy.outline),
        "citations": entry.citations,
        "unit": policy.unit,
        "tags": list(policy.tags),
    }
