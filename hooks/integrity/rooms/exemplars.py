"""正面典型: what somebody did right, so that it can be read beside what others did wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import field_validator

from ..kernel.beside import alike, of_kind
from ..kernel.discussed import Discussed
from ..kernel.fields import OneOf, Text, Year, field, refused
from ..kernel.figures import Fact, Figure
from ..kernel.groups import Group, group_by, neighbours
from ..kernel.issue import Issue
from ..kernel.output import Output, Page, json_file
from ..kernel.record import Passage
from ..kernel.room import Context, Room
from ..kernel.sections import questions

INDEX = "exemplars/index.md"
DEEDS, LESSONS = "事迹", "可学之处"
CASES = 4
_REDACTED = re.compile(r"某.*?(?:[\u4e00-\u9fff]{1,2}某(?:某|[甲乙丙丁])?|班组|小组|专班|中队|支部|集体)")


class Exemplar(Discussed):
    """A person or a team to learn from. Persons appear as 张某, 李某某, 王某甲 only, as in cases."""

    kind = "exemplar"
    kind_label = "正面典型"
    folder = "docs/exemplars/"

    deed: Text = field("事迹一句话", "三次谢绝管理服务对象的宴请，并主动报告")
    person: Text = field("人员（脱敏）", "某派出所民警张某")
    honour: Text | None = field("荣誉", "分局2026年度廉洁从警先进个人", None)
    unit_type: Annotated[str, OneOf("unit_types")] = field("单位类别", "派出所")
    post_type: Annotated[str, OneOf("post_types")] = field("岗位类别", "执法办案岗位")
    year: Year = field("事迹年份", 2026)
    themes: tuple[Annotated[str, OneOf("case_themes")], ...] = field("主题", ["违规吃喝"], min_length=1)

    @field_validator("person")
    @classmethod
    def _nameless(cls, value: str) -> str:
        if not _REDACTED.fullmatch(value):
            raise refused("不写真名和单位名，只写脱敏后的称呼，例如 某派出所民警张某、某服务窗口班组")
        return value

    @property
    def about(self) -> frozenset[str]:
        return super().about | {*self.themes}

    def passages(self) -> Iterator[Passage]:
        yield Passage(self.deed, self.origin.line("deed"))
        yield from super().passages()


@dataclass(frozen=True)
class Index:
    """The newest first."""

    exemplars: tuple[Exemplar, ...]
    by_theme: tuple[Group[Exemplar], ...]


def check(context: Context) -> Iterator[Issue]:
    for exemplar in context.library.of(Exemplar):
        if exemplar.status != "发布":
            continue
        filled = {section.name for section in exemplar.sections if section.filled}
        for name in (DEEDS, LESSONS):
            if name not in filled:
                yield exemplar.issue(f"发布的典型还缺少“## {name}”或者它下面没有文字，未写完请加一行 draft: true", "status")
        for section in exemplar.sections:
            if section.name == exemplar.asks and not questions(section):
                yield Issue(exemplar.origin.path, section.line - 1, "", "讨论题要编号，每题一段，例如 1. 遇到说情应当怎样处理？")


def index(context: Context) -> Index:
    found = sorted(context.library.of(Exemplar), key=lambda one: (-one.year, -one.date.toordinal(), one.uri))
    return Index(tuple(found), group_by(found, lambda one: one.themes, order=context.terms["case_themes"].rank))


def render(found: Index, context: Context) -> Iterable[Output]:
    styles = ("css/exemplars.css",)
    body = context.templates.render(INDEX, INDEX, index=found)
    yield Page(INDEX, "正面典型", body, nav="正面典型", indexed=False, styles=styles)
    cases = of_kind(context.library, "case")
    for before, exemplar, after in neighbours(found.exemplars):
        values = {"exemplar": exemplar, "cite": context.cite(exemplar.uri), "cases": alike(exemplar, cases, CASES)}
        yield Page(
            exemplar.uri,
            exemplar.title,
            context.templates.render("exemplars/exemplar.md", exemplar.uri, **values),
            source=exemplar.origin.path,
            previous=before.uri if before else "",
            next=after.uri if after else "",
            styles=(*styles, "css/questions.css"),
            meta={"kind": exemplar.kind},
        )
    yield json_file("data/exemplars.json", [_data(exemplar) for exemplar in found.exemplars])


def figures(found: Index, context: Context) -> Iterator[Figure]:
    known = sorted((one for one in found.exemplars if one.date <= context.today), key=lambda one: (one.date, one.uri))
    facts = tuple(Fact(one.date, Decimal(1), one.title, one.uri) for one in known)
    yield Figure("exemplars", "正面典型（累计）", "个", facts, cumulative=True)


def _data(exemplar: Exemplar) -> dict[str, Any]:
    return exemplar.model_dump(exclude={"sources", "draft"}) | {"url": exemplar.url}


ROOM = Room(
    "exemplars",
    "正面典型",
    (Exemplar,),
    index,
    render,
    check,
    figures=figures,
    derives=r"exemplars/index\.md",
    menu="警示教育",
)
