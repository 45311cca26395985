"""An opinion and its ledger: the items of an opinion stand in one place, and every ledger has its opinion."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, splitext

from ...kernel.issue import Issue
from ...kernel.links import page_uri
from ...kernel.room import Context
from .entry import ledger_uri, stem
from .model import LEDGER, Ledger, Opinion


def check_pairs(context: Context) -> Iterator[Issue]:
    library = context.library
    known = {page_uri(path): path for path in [*library.records, *library.drafts, *library.broken]}
    for opinion in library.of(Opinion):
        yield from _check_opinion(opinion, known.get(ledger_uri(opinion), ""), context)
    for ledger in library.of(Ledger):
        yield from _check_ledger(ledger, known, context)


def _check_opinion(opinion: Opinion, path: str, context: Context) -> Iterator[Issue]:
    beside = splitext(basename(opinion.origin.path))[0] + LEDGER + ".yml"
    if opinion.items and path in context.library.records:
        yield opinion.issue(f"旁边的台账 {path} 也有问题清单，请只留一处", "items")
    elif not opinion.items and path in context.library.drafts:
        yield opinion.issue(f"台账 {path} 还是草稿，请一并发布，或把意见也写成草稿", "items")
    elif not opinion.items and not path:
        yield opinion.issue(f"没有问题清单，请在这里写 items，或者在旁边放台账 {beside}", "items")


def _check_ledger(ledger: Ledger, known: dict[str, str], context: Context) -> Iterator[Issue]:
    if not stem(ledger.uri).endswith(LEDGER):
        yield ledger.issue(f"台账的文件名以 {LEDGER}.yml 结尾，与整改意见同名，例如 2026-property{LEDGER}.yml")
        return
    wanted = stem(ledger.uri).removesuffix(LEDGER) + ".md"
    path = known.get(wanted, "")
    if path in context.library.drafts:
        yield ledger.issue(f"整改意见 {path} 还是草稿，台账也要写 draft: true", "draft")
    elif not path:
        yield ledger.issue(f"没有这份台账的整改意见 docs/{wanted}，请先写意见，或者改文件名")
    if not ledger.items:
        yield ledger.issue("问题清单是空的，至少写一个问题", "items")
