"""What makes a case finished, and what its signatures must agree on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...kernel.groups import twins
from ...kernel.issue import Issue
from ...kernel.room import Context
from .circular import circular
from .model import CIRCULAR, REQUIRED, STEPS, Case, Signature
from .sets import check_sets


def check(context: Context) -> Iterator[Issue]:
    cases = context.library.all(Case)
    yield from twins(cases, "case_no")
    for case in cases:
        expected = f"cases/{case.case_no[:4]}/{case.case_no}.md"
        if case.origin.path != expected:
            yield case.issue(f"与文件位置不一致，{case.case_no} 应放在 {expected}", "case_no")
        if not case.sanctions:
            yield case.issue("党纪处分、政务处分、其他处理都没有写，至少写一项，例如 other_handling: [批评教育]", "form")
        yield from _check_signatures(case, context)
        yield from _check_timeline(case)
        if case.status == "发布" and not case.draft:
            yield from _check_finished(case)
    yield from check_sets(context)


def _check_finished(case: Case) -> Iterator[Issue]:
    """一案一剖析，一案一通报: a case without both is not finished."""
    there = {section.name: section for section in case.sections}
    if missing := [name for name in REQUIRED if name not in there]:
        yield case.issue(f"发布的案例还缺少{_headings(missing)}，未写完请加一行 draft: true", "status")
    if empty := [name for name in REQUIRED if name in there and not there[name].filled]:
        yield case.issue(f"{_headings(empty)}下面没有文字，未写完请加一行 draft: true", "status")
    if case.unsigned:
        steps = "、".join(_step(key) for key in case.unsigned)
        keys = "、".join(case.unsigned)
        yield case.issue(f"还没有{steps}（{keys}），按草稿处理，不上站；签署后自动上站", "status", level="warning")
    yield from _check_words(case)


def _check_words(case: Case) -> Iterator[Issue]:
    path, section = case.origin.path, case.section(case.asks)
    if section.filled and not case.questions:
        yield Issue(path, section.line, "", "思考题应当编号，例如 1. 遇到宴请应当怎样处理？", level="warning")
    for n, question in enumerate(case.questions, 1):
        if not question.answer:
            said = f"思考题第 {n} 题没有参考要点，请在题目下面空一行、缩进四格写“参考要点：……”"
            yield Issue(path, question.line, "", said, level="warning")
    if case.section(CIRCULAR).filled and (lost := circular(case).missing):
        said = f"通报缺少{'、'.join(lost)}，打印出来不合公文格式，写法见手册“公文的排法”"
        yield Issue(path, case.section(CIRCULAR).line, "", said, level="warning")


def _step(key: str) -> str:
    return STEPS.get(key.removeprefix("review."), "脱敏签署")


def _check_signatures(case: Case, context: Context) -> Iterator[Issue]:
    signed = [(f"review.{key}", getattr(case.review, key)) for key in STEPS]
    there: list[tuple[str, Signature]] = [(key, value) for key, value in signed if value]
    for (before, earlier), (after, later) in pairwise(there):
        if later.date < earlier.date:
            yield case.issue(f"早于{_step(before)}的 {earlier.date}，请核对先后", *after.split("."), "date")
    for key, one in [*there, *([("redacted", case.redacted)] if case.redacted else [])]:
        if one.date > context.today:
            yield case.issue(f"晚于今天（{context.today}），请核对", *key.split("."), "date", level="warning")
    drafted, checked, secrecy = case.review.drafted, case.review.checked, case.review.secrecy
    if drafted and checked and drafted.by == checked.by:
        yield case.issue(f"与起草同是{checked.by}，审核应由另一个岗位签署", "review", "checked", "by")
    if case.redacted and secrecy and case.redacted.date > secrecy.date:
        yield case.issue(f"晚于保密审查的 {secrecy.date}，应先脱敏、后审查", "redacted", "date")


def _check_timeline(case: Case) -> Iterator[Issue]:
    latest, name = (0, 0), ""
    for moment in case.timeline:
        place = moment.place
        if place and (place[0] < latest[0] or (place[0] == latest[0] and 0 < place[1] < latest[1])):
            yield Issue(case.origin.path, moment.line, "", f"行为时间线的“{moment.when}”排在“{name}”之后，请按先后排列")
        elif place:
            latest, name = place, moment.when


def _headings(names: Iterable[str]) -> str:
    return "、".join(f"“## {name}”" for name in names)
