"""Rules of the library: numbers and dates of the documents, and the citations in everything that is written."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.articles import has, label
from ...kernel.cited import Cited
from ...kernel.groups import twins
from ...kernel.issue import Issue
from ...kernel.room import Context
from ...kernel.statutes import Document
from .model import Policy

_NEED_NO_NUMBER = ("法律", "法规", "司法解释", "规章", "决定", "决议")


def check(context: Context) -> Iterator[Issue]:
    policies = context.library.of(Policy)
    yield from twins([policy for policy in policies if policy.doc_no], "doc_no")
    numbers = {policy.number: policy for policy in policies}
    for policy in policies:
        yield from _check_policy(policy, numbers)
    for cited in context.cited:
        yield from _check_citation(cited, context)


def _check_policy(policy: Policy, numbers: dict[str, Policy]) -> Iterator[Issue]:
    if policy.doc_no is None and policy.doctype not in _NEED_NO_NUMBER:
        yield policy.issue(f"缺少必填项（{'、'.join(_NEED_NO_NUMBER)}可以没有），例如 doc_no: 示公党〔2026〕2号", "doc_no")
    if policy.issued < policy.date:
        yield policy.issue(f"早于成文日期 {policy.date}，请核对", "issued")
    if policy.effective < policy.issued:
        yield policy.issue(f"早于印发日期 {policy.issued}，请核对", "effective")
    for key, verb in (("supersedes", "废止"), ("amends", "修改")):
        for n, number in enumerate(getattr(policy, key)):
            old = numbers.get(number)
            if number == policy.number:
                yield policy.issue(f"写的是本文件自己的字号，请写被{verb}的文件", key, n)
            elif old is None:
                yield policy.issue(f"库里没有 {number}，读者将看不到被{verb}的原文", key, n, level="warning")
            elif old.issued >= policy.issued:
                yield policy.issue(f"{number} 印发在后（{old.issued}），不会被本文件{verb}，请核对", key, n)


def _check_citation(cited: Cited, context: Context) -> Iterator[Issue]:
    rules, subject = context.settings.citations, cited.citation.subject
    several = context.statutes.ambiguous(subject)
    if several:
        names = "、".join(f"《{document.title}》" for document in several)
        yield from _say(cited, rules.ambiguous, f"《{subject.text}》可以指{names}，请写全称")
    elif cited.target and not cited.target.early:
        for text in _wrong_places(cited, cited.target.document):
            yield from _say(cited, rules.missing_article, text)
        if cited.target.document.ended(cited.record.date) and subject.kind in ("title", "name"):
            text = f"《{cited.target.document.title}》在 {cited.record.date} 已不再施行，请改引当时有效的文件"
            yield from _say(cited, rules.not_in_force, text)


def _wrong_places(cited: Cited, document: Document) -> Iterator[str]:
    for ref in cited.citation.refs:
        parts = document.outline.get(ref.key)
        if parts is None:
            yield f"《{document.title}》没有{label(ref.key)}，请核对条号"
        elif not has(parts, ref.paragraph, ref.item):
            place = cited.passage.text[ref.start : ref.end]
            yield f"《{document.title}》{label(ref.key)}里没有所引的款或项（{place}），请核对"


def _say(cited: Cited, level: str, text: str) -> Iterator[Issue]:
    if level != "off":
        yield Issue(cited.record.origin.path, cited.passage.line, "", text, "", level)  # type: ignore[arg-type]  # one of Level
