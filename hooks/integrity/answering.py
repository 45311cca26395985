"""A rectification opinion that answers an inspection: its items are the findings, each with the place it came from."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from .kernel.fields import shown
from .kernel.issue import listed
from .kernel.numerals import chinese
from .kernel.store import read_library
from .kernel.templates import day
from .kernel.terms import Terms, load_terms
from .rooms.rectification.model import Opinion
from .rooms.supervision.model import Finding, Inspection
from .scaffold import BEGINNING

_DAYS = 90
"""需要一定时间整改的，三个月内完成 (整改工作销号管理办法第八条): a day to begin with, not a decision."""

_BODY = """各科、所、队：

{name}反映的问题，经分局领导同意，现提出如下整改意见。

## 一、总体要求

……

## 二、主要问题

{problems}

## 三、整改要求

（一）……

（二）……

{unit}

{day}
"""


def opinion_from(root: Path, path: Path, source: Path, today: dt.date, data: Path) -> str:
    """The text of an opinion at `path` for the inspection at `source`, both below `root`. ValueError says what is wrong.

    Findings that were settled without a ledger are left out.
    """
    if not path.as_posix().startswith(Opinion.folder) or path.suffix != Opinion.suffix:
        raise ValueError(f"整改意见应放在 {Opinion.folder} 里并以 .md 结尾，例如 {Opinion.folder}{source.stem}.md")
    terms = load_terms(data)
    inspection = _inspection(root, source, terms)
    findings = [finding for finding in inspection.findings if finding.settled is None]
    if not findings:
        raise ValueError(f"{source.as_posix()} 没有需要列入整改台账的问题")
    back = posixpath.relpath(source.as_posix(), path.parent.as_posix())
    head = [*_head(inspection, terms, today), "items:"]
    for n, finding in enumerate(findings, 1):
        head += _item(n, finding, f"{back}#{finding.place}", today + dt.timedelta(days=_DAYS))
    problems = "\n\n".join(f"（{chinese(n)}）{finding.text}。" for n, finding in enumerate(findings, 1))
    body = _BODY.format(name=f"《{inspection.title}》", problems=problems, unit=inspection.unit, day=day(today))
    return "\n".join(["---", *head, "---", "", body])


def _inspection(root: Path, source: Path, terms: Terms) -> Inspection:
    library = read_library(root, (Inspection,), terms)
    written = {record.origin.path: record for record in library.all(Inspection)}
    if found := written.get(source.as_posix()):
        return found
    if slips := [issue for issue in library.issues if issue.path == source.as_posix()]:
        raise ValueError(listed(slips, "请先改好，再起草整改意见"))
    raise ValueError(f"没有 {source.as_posix()} 这份督察审计，现有：{'、'.join(sorted(written)) or '无'}")


def _head(inspection: Inspection, terms: Terms, today: dt.date) -> Iterator[str]:
    audit = terms["inspection_types"].term(inspection.type).group == "审计"
    yield f"title: {shown(f'关于{_named(inspection.title)}发现问题的整改意见')}  # 标题"
    yield f"date: {today}  # 成文日期"
    yield f"unit: {inspection.unit}  # 责任单位"
    yield from (f"{key}: {value}" for key, value in BEGINNING.items())
    yield f"source: {'审计' if audit else '督察'}  # 整改来源：{'、'.join(terms['rectification_sources'].words)}"
    yield f"issued: {today}  # 印发日期"


def _named(title: str) -> str:
    """What was inspected: 关于某室财务收支的审计报告 is 某室财务收支审计."""
    return re.sub(r"(?:情况)?的?(审计)?(?:报告|通报)$", r"\1", title.removeprefix("关于"))


def _item(n: int, finding: Finding, place: str, due: dt.date) -> Iterator[str]:
    yield f"  - no: {n}"
    yield f"    problem: {shown(finding.text)}"
    yield f"    finding: {shown(place)}"
    yield "    measures:"
    yield f'      - no: "{n}-1"'
    yield "        text: ……  # 整改措施：具体、可检查"
    yield f"        unit: {finding.unit}  # 责任单位"
    yield "        post: ……  # 责任人岗位，不写姓名"
    yield "        goal: ……  # 整改目标"
    yield f"        due: {due}  # 整改期限"
    yield "        state: 未启动  # 整改状态"
