"""警示案例: one case, one analysis, one circular (一案一剖析，一案一通报)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import field_validator

from ..kernel.fields import Day, Flag, OneOf, Text, field, refused
from ..kernel.figures import Fact, Figure
from ..kernel.groups import Group, group_by, neighbours, twins
from ..kernel.issue import Issue
from ..kernel.links import prose_lines
from ..kernel.output import Data, Output, Page, Panel, as_json
from ..kernel.record import Part, Record
from ..kernel.room import Context, Room

SECTIONS = ("基本案情", "违纪违法事实", "处理结果", "原因剖析", "警示教育", "思考题", "通报")
_HEADING = re.compile(r"^##\s+(\S.*?)\s*#*$", re.M)


class Redacted(Part):
    """脱敏: who signed the redaction off (a post, never a name), and when."""

    by: Text = field("脱敏人岗位", "分局纪委案件审理岗")
    date: Day = field("脱敏日期", "2026-03-05")


class Case(Record):
    """A disciplinary case. Persons appear as 张某, 李某某, 王某甲 only."""

    kind = "case"
    kind_label = "警示案例"
    folder = "cases/"

    case_no: Text = field("案例编号", "2026-01")
    level: Annotated[str, OneOf("levels")] = field("通报层级", "分局")
    unit_type: Annotated[str, OneOf("unit_types")] = field("单位类别", "派出所")
    post_type: Annotated[str, OneOf("post_types")] = field("岗位类别", "执法办案岗位")
    disciplines: tuple[Annotated[str, OneOf("disciplines")], ...] = field("违反纪律", ["廉洁纪律"], min_length=1)
    eight_rules: tuple[Annotated[str, OneOf("eight_rules")], ...] = field("八项规定问题类型", ["违规吃喝"], ())
    form: Annotated[str, OneOf("forms")] = field("四种形态", "第二种形态")
    party_sanction: Annotated[str, OneOf("party_sanctions")] | None = field("党纪处分", "严重警告", None)
    public_sanction: Annotated[str, OneOf("public_sanctions")] | None = field("政务处分", "记过", None)
    other_handling: tuple[Annotated[str, OneOf("other_handlings")], ...] = field("其他处理", ["诫勉"], ())
    criminal: Flag = field("移送司法机关", True, False)
    redacted: Redacted | None = field("脱敏签署", None, None)

    @field_validator("case_no")
    @classmethod
    def _numbered(cls, value: str) -> str:
        if not re.fullmatch(r"\d{4}-\d{2,3}", value):
            raise refused("应是四位年份、连字符和序号，例如 2026-01")
        return value

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(_HEADING.findall("\n".join(prose_lines(self.body))))

    def filled(self, section: str) -> bool:
        """Whether there are words below the heading of `section`."""
        after = re.split(rf"^##\s+{section}\s*#*$", "\n".join(prose_lines(self.body)), maxsplit=1, flags=re.M)[-1]
        return bool(re.split(r"^##\s", after, maxsplit=1, flags=re.M)[0].strip())

    @property
    def sanctions(self) -> tuple[str, ...]:
        """What was imposed, as the summary card lists it."""
        party = f"党内{self.party_sanction}" if self.party_sanction in ("警告", "严重警告") else self.party_sanction
        public = f"政务{self.public_sanction}" if self.public_sanction else None
        criminal = "移送司法机关" if self.criminal else None
        return tuple(item for item in (party, public, *self.other_handling, criminal) if item)


@dataclass(frozen=True)
class Index:
    """Newest first."""

    cases: tuple[Case, ...]
    by_discipline: tuple[Group[Case], ...]
    by_form: tuple[Group[Case], ...]
    by_post: tuple[Group[Case], ...]
    by_year: tuple[Group[Case], ...]
    by_rule: tuple[Group[Case], ...]


def check(context: Context) -> Iterator[Issue]:
    cases = context.library.of(Case)
    yield from twins(cases, "case_no")
    for case in cases:
        expected = f"cases/{case.case_no[:4]}/{case.case_no}.md"
        if case.origin.path != expected:
            yield case.issue(f"与文件位置不一致，{case.case_no} 应放在 {expected}", "case_no")
        if case.status == "发布":
            # 一案一剖析，一案一通报: a case without both is not finished.
            missing = [section for section in SECTIONS if section not in case.sections]
            if missing:
                yield case.issue(f"发布的案例还缺少{_headings(missing)}，未写完请加一行 draft: true", "status")
            if case.redacted is None:
                yield case.issue("发布的案例还没有脱敏签署，未签署请加一行 draft: true", "redacted")
            empty = [section for section in SECTIONS if section in case.sections and not case.filled(section)]
            if empty:
                yield case.issue(f"{_headings(empty)}下面没有文字，未写完请加一行 draft: true", "status")
        if not case.sanctions:
            yield case.issue("党纪处分、政务处分、其他处理都没有写，至少写一项，例如 other_handling: [批评教育]", "form")


def _headings(names: Iterable[str]) -> str:
    return "、".join(f"“## {name}”" for name in names)


def index(context: Context) -> Index:
    cases = sorted(context.library.of(Case), key=lambda case: (case.date, case.case_no), reverse=True)
    terms = context.terms
    return Index(
        tuple(cases),
        group_by(cases, lambda c: c.disciplines, order=terms["disciplines"].rank),
        group_by(cases, lambda c: [c.form], order=terms["forms"].rank),
        group_by(cases, lambda c: [c.post_type], order=terms["post_types"].rank),
        group_by(cases, lambda c: [f"{c.date.year}年"], reverse=True),
        group_by(cases, lambda c: c.eight_rules, order=terms["eight_rules"].rank),
    )


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    lists = (
        ("cases/index.md", "警示案例", "按纪律", found.by_discipline),
        ("cases/by-form.md", "警示案例 · 按四种形态", "按四种形态", found.by_form),
        ("cases/by-rule.md", "警示案例 · 按八项规定问题", "按八项规定问题", found.by_rule),
        ("cases/by-post.md", "警示案例 · 按岗位", "按岗位", found.by_post),
        ("cases/by-year.md", "警示案例 · 按年份", "按年份", found.by_year),
    )
    for uri, title, nav, groups in lists:
        values = {"title": title, "groups": groups, "index": found, "active": nav, "lists": lists}
        yield Page(uri, title, make("cases/index.md", uri, **values), nav=nav, indexed=False)
    for before, case, after in neighbours(found.cases):
        yield Page(
            case.uri,
            case.title,
            make("cases/case.md", case.uri, case=case, related=related(case, found.cases)),
            source=case.origin.path,
            previous=before.uri if before else "",
            next=after.uri if after else "",
            meta={"kind": case.kind},
        )
    yield Data("data/cases.json", as_json([_data(case) for case in found.cases]))
    latest = found.cases[: context.terms.number("home_cases")]
    yield Panel("cases", make("cases/panel.html", "index.md", cases=latest, total=len(found.cases)))


def related(case: Case, cases: Iterable[Case]) -> list[Case]:
    """Up to three others that share most tags, disciplines and types with `case`; the newer first among equals."""
    mine = {*case.tags, *case.disciplines, *case.eight_rules}
    scored = [(len(mine & {*other.tags, *other.disciplines, *other.eight_rules}), other) for other in cases]
    close = [(score, other) for score, other in scored if score and other is not case]
    return [other for _, other in sorted(close, key=lambda pair: -pair[0])[:3]]


def figures(found: Index, context: Context) -> Iterator[Figure]:
    cases = [case for case in reversed(found.cases) if case.date <= context.today]
    yield Figure("cases", "通报案例", "起", tuple(Fact(case.date, Decimal(1), case.title, case.uri) for case in cases))


def _data(case: Case) -> dict[str, Any]:
    values = case.model_dump(exclude={"sources", "draft"})
    return values | {"sanctions": list(case.sanctions), "url": case.url}


ROOM = Room("cases", "警示案例", (Case,), index, render, check, figures=figures, derives=r"cases/(index|by-[a-z]+)\.md")
