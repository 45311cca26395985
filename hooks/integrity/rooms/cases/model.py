"""A disciplinary case, what it is made of, and who signed it off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator, field_validator

from ...kernel.discussed import Discussed
from ...kernel.fields import Day, DocNo, Flag, OneOf, Text, field, refused
from ...kernel.record import Part

REQUIRED = ("基本案情", "违纪违法事实", "处理结果", "原因剖析", "警示教育", "思考题", "通报")
OPTIONAL = ("行为时间线", "忏悔摘录")
CIRCULAR = "通报"

_POST = re.compile(r"(?:岗|岗位|长|主任|书记|委员|政委|员|处|科|室|组|大队|纪委|党委|办)$")
_MOMENT = re.compile(r"\s*[-*+]\s+([^：]{2,24})：\s*(\S.*)")
_WHEN = re.compile(r"(\d{4})年(?:(\d{1,2})月)?")


def _post(value: str) -> str:
    if not _POST.search(value):
        raise refused(f"“{value}”不像岗位，应写岗位，不写姓名，例如 分局纪委案件审理岗")
    return value


Post = Annotated[str, AfterValidator(_post)]


class Signature(Part):
    """Who signed one step (a post, never a name), and when."""

    by: Post = field("岗位", "分局纪委案件审理岗")
    date: Day = field("日期", "2026-03-05")


class Redacted(Signature):
    """脱敏签署."""

    by: Post = field("脱敏人岗位", "分局纪委案件审理岗")
    date: Day = field("脱敏日期", "2026-03-05")


class Review(Part):
    """编审签署, in this order: 起草, 审核, 保密审查, 签发."""

    drafted: Signature | None = field("起草", None, None)
    checked: Signature | None = field("审核", None, None)
    secrecy: Signature | None = field("保密审查", None, None)
    issued: Signature | None = field("签发", None, None)


_SIGNED = {
    "drafted": {"by": "分局纪委案件审理岗", "date": "2026-02-27"},
    "checked": {"by": "分局纪委副书记", "date": "2026-03-03"},
    "secrecy": {"by": "办公室保密审查岗", "date": "2026-03-04"},
    "issued": {"by": "分局纪委书记", "date": "2026-03-05"},
}
STEPS = {"drafted": "起草", "checked": "审核", "secrecy": "保密审查", "issued": "签发"}


@dataclass(frozen=True)
class Moment:
    """One step of the conduct. `when` is written as the file has it; `place` is (year, month), 0 where it is not said."""

    when: str
    text: str
    line: int

    @property
    def place(self) -> tuple[int, int] | None:
        match = _WHEN.match(self.when)
        return (int(match[1]), int(match[2] or 0)) if match else None


class Case(Discussed):
    """A disciplinary case. Persons appear as 张某, 李某某, 王某甲 only."""

    kind = "case"
    kind_label = "警示案例"
    folder = "cases/"
    asks: ClassVar[str] = "思考题"

    case_no: Text = field("案例编号", "2026-01")
    level: Annotated[str, OneOf("levels")] = field("通报层级", "分局")
    unit_type: Annotated[str, OneOf("unit_types")] = field("单位类别", "派出所")
    post_type: Annotated[str, OneOf("post_types")] = field("岗位类别", "执法办案岗位")
    disciplines: tuple[Annotated[str, OneOf("disciplines")], ...] = field("违反纪律", ["廉洁纪律"], min_length=1)
    eight_rules: tuple[Annotated[str, OneOf("eight_rules")], ...] = field("八项规定问题类型", ["违规吃喝"], ())
    themes: tuple[Annotated[str, OneOf("case_themes")], ...] = field("主题", ["违规吃喝"], ())
    form: Annotated[str, OneOf("forms")] = field("四种形态", "第二种形态")
    party_sanction: Annotated[str, OneOf("party_sanctions")] | None = field("党纪处分", "严重警告", None)
    public_sanction: Annotated[str, OneOf("public_sanctions")] | None = field("政务处分", "记过", None)
    other_handling: tuple[Annotated[str, OneOf("other_handlings")], ...] = field("其他处理", ["诫勉"], ())
    criminal: Flag = field("移送司法机关", True, False)
    circular_no: DocNo | None = field("通报文号", "示公纪〔2026〕5号", None)
    redacted: Redacted | None = field("脱敏签署", None, None)
    review: Review = field("编审签署", _SIGNED, Review())

    @field_validator("case_no")
    @classmethod
    def _numbered(cls, value: str) -> str:
        if not re.fullmatch(r"\d{4}-\d{2,3}", value):
            raise refused("应是四位年份、连字符和序号，例如 2026-01")
        return value

    @property
    def held_back(self) -> bool:
        """A case that is not signed off is a draft, whatever its status says."""
        return self.draft or self.status != "发布" or bool(self.unsigned)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The keys of the signatures that are missing."""
        steps = tuple(f"review.{step}" for step in STEPS if getattr(self.review, step) is None)
        return (*(() if self.redacted else ("redacted",)), *steps)

    @property
    def about(self) -> frozenset[str]:
        return frozenset({*self.tags, *self.themes, *self.disciplines, *self.eight_rules})

    @property
    def timeline(self) -> tuple[Moment, ...]:
        """The items of 行为时间线, each `- 2026年3月：……`."""
        section = self.section("行为时间线")
        lines = enumerate(section.text.split("\n"), section.line)
        return tuple(Moment(match[1], match[2], n) for n, line in lines if (match := _MOMENT.match(line)))

    def imposed(self) -> Iterator[tuple[str, str, str]]:
        """What was imposed: the vocabulary (none for 移送司法机关), the word in it, and how it is shown."""
        if word := self.party_sanction:
            yield "party_sanctions", word, f"党内{word}" if word in ("警告", "严重警告") else word
        if word := self.public_sanction:
            yield "public_sanctions", word, f"政务{word}"
        for word in self.other_handling:
            yield "other_handlings", word, word
        if self.criminal:
            yield "", "criminal", "移送司法机关"

    @property
    def sanctions(self) -> tuple[str, ...]:
        """What was imposed, as the summary card lists it."""
        return tuple(shown for _, _, shown in self.imposed())

    @property
    def circular_uri(self) -> str:
        return self.uri[:-3] + "-circular.md"
