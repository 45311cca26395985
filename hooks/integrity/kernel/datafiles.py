"""What a data file below data/ holds: vocabularies, holidays, study days, thresholds, frequencies, names of columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from .headings import plain_head
from .nearest import nearest


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(_Data):
    """`key` is the word's ASCII name, for figures and addresses."""

    name: str
    note: str = ""
    group: str = ""
    key: str = ""


class Vocabulary(_Data):
    """A closed list of words. The order is the official one and is kept in every index."""

    title: str
    source: str
    effective: dt.date
    terms: tuple[Term, ...]

    @field_validator("terms", mode="before")
    @classmethod
    def _plain_words(cls, value: Any) -> Any:
        return [{"name": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(term.name for term in self.terms)

    def term(self, word: str) -> Term:
        return next((term for term in self.terms if term.name == word), Term(name=word))

    def rank(self, word: str) -> int:
        """The place of `word` in the official order; unknown words come last."""
        return self.words.index(word) if word in self.words else len(self.terms)


class Holiday(_Data):
    """Days off from `first` to `last`, both included; `work` are the weekend days worked instead."""

    name: str
    first: dt.date = Field(alias="from")
    last: dt.date = Field(alias="to")
    work: tuple[dt.date, ...] = ()


class HolidayYear(_Data):
    year: int
    title: str
    source: str
    effective: dt.date
    holidays: tuple[Holiday, ...]


class StudyDays(_Data):
    """The rule of the regular study day. A day that falls on a holiday moves to the first same weekday after it."""

    title: str
    source: str
    effective: dt.date
    audience: str
    weekday: int = Field(ge=1, le=7)
    weeks: tuple[int, ...]

    def days(self, year: int, holiday: Callable[[dt.date], str]) -> Iterator[tuple[dt.date, str]]:
        """The study days of a year, each with a remark where it was moved."""
        for month in range(1, 13):
            first = dt.date(year, month, 1)
            start = first + dt.timedelta(days=(self.weekday - first.isoweekday()) % 7)
            for week in self.weeks:
                planned = day = start + dt.timedelta(weeks=week - 1)
                while holiday(day):
                    day += dt.timedelta(weeks=1)
                if day >= self.effective:
                    yield day, f"（原定{planned.month}月{planned.day}日，遇{holiday(planned)}顺延）" if day != planned else ""


class Limit(_Data):
    label: str
    value: int | tuple[str, ...]
    source: str
    effective: dt.date


class Rule(_Data):
    """`type` is required `times` in every month or quarter of every branch that is not exempt."""

    type: str
    every: Literal["月", "季度"]
    times: int = Field(default=1, ge=1)
    exempt: tuple[str, ...] = ()
    note: str = ""


class Frequency(_Data):
    """Counted from the first whole month or quarter after `effective`."""

    title: str
    source: str
    effective: dt.date
    rules: tuple[Rule, ...]


class RiskRule(_Data):
    """A rule of the risk page. A finding whose amount (in `unit`) reaches a threshold has its level; a rule without any
    threshold, or that is `off`, finds nothing. `reason` says why the rule is there.
    """

    key: str = Field(pattern=r"[a-z][a-z-]*")
    title: str
    reason: str
    unit: str
    notice: Decimal | None = None
    concern: Decimal | None = None
    warning: Decimal | None = None
    off: bool = False

    def level(self, amount: Decimal) -> str:
        """预警, 关注 or 提示; an empty string below every threshold."""
        levels = (("预警", self.warning), ("关注", self.concern), ("提示", self.notice))
        return "" if self.off else next((name for name, limit in levels if limit is not None and amount >= limit), "")


class RiskRules(_Data):
    title: str
    source: str
    effective: dt.date
    rules: tuple[RiskRule, ...]

    @field_validator("rules")
    @classmethod
    def _in_order(cls, rules: tuple[RiskRule, ...]) -> tuple[RiskRule, ...]:
        for n, rule in enumerate(rules):
            limits = [limit for limit in (rule.notice, rule.concern, rule.warning) if limit is not None]
            if limits != sorted(limits):
                raise ValueError(f"“{rule.title}”的三级阈值应一级比一级高：notice、concern、warning")
            if rule.key in [other.key for other in rules[:n]]:
                raise ValueError(f"“{rule.key}”写了两遍，请删去一条")
        return rules


LedgerField = Literal[
    "item_no", "problem", "no", "text", "goal", "unit", "post", "support", "due", "state", "started", "completed", "closed",
    "verified_by", "progress", "evidence", "result", "finding", "rate",
]  # fmt: skip
"""What a column of a rectification ledger may hold: item_no, problem and finding of the problem, the rest of a measure; `rate`
is a figure that is only compared."""


class LedgerColumns(_Data):
    """How a unit's own workbooks say it: the accepted names of each column, the usual one first; words for states that have
    one meaning only; signs that stand for nothing.
    """

    title: str
    source: str
    effective: dt.date
    columns: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]
    states: dict[str, str] = {}
    nothing: tuple[str, ...] = ()

    @field_validator("columns")
    @classmethod
    def _told_apart(cls, columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        known = get_args(LedgerField)
        if strange := next((key for key in columns if key not in known), ""):
            near = nearest(strange, known)
            raise ValueError(f"没有“{strange}”这个字段，" + (f"是否想写 {near}？" if near else f"可写：{'、'.join(known)}"))
        if lost := [key for key in known if key not in columns]:
            raise ValueError(f"缺少 {'、'.join(lost)}，请从产品自带的 data/ledger_columns.yml 补上")
        names = [plain_head(name) for accepted in columns.values() for name in accepted]
        if twice := next((name for n, name in enumerate(names) if name in names[:n]), None):
            raise ValueError(f"列名“{twice}”写了两遍，一个列名只能对应一个字段，请删去一处" if twice else "有一个列名是空的")
        return columns

    def field(self, head: str) -> str:
        """The field that a head of a column names, or an empty string."""
        return self._by_name.get(plain_head(head), "")

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {plain_head(name): key for key, names in self.columns.items() for name in names}


class PaperPart(_Data):
    type: Literal["单选题", "多选题", "不定项选择题", "判断题", "填空题", "排序题", "简答题"]
    count: int = Field(ge=1, le=200)
    points: int = Field(ge=1, le=100)


class Blueprint(_Data):
    """What an examination is composed of. `chapters` and `degrees` are shares, by the first part of the chapter."""

    title: str
    source: str
    effective: dt.date
    minutes: int = Field(ge=1, le=300)
    pass_score: int = Field(ge=1)
    parts: tuple[PaperPart, ...] = Field(min_length=1)
    chapters: dict[str, int] = {}
    degrees: dict[Literal["易", "偏易", "适中", "难"], int] = {}

    @property
    def full_score(self) -> int:
        return sum(part.count * part.points for part in self.parts)


def _same(value: Any) -> tuple[str, ...]:
    words = tuple(re.split(r"[、，,\s]+", value.strip())) if isinstance(value, str) else ()
    if len(words) < 2 or any(len(word) < 2 for word in words):
        raise ValueError("一组要有两个以上的词，每个词两个字以上，用顿号隔开，例如 喝酒、饮酒")
    if twice := next((word for word in words if words.count(word) > 1), ""):
        raise ValueError(f"“{twice}”写了两遍，请删去一个")
    return words


class Synonyms(_Data):
    """Each group are words that search takes for each other, written 喝酒、饮酒、酒后."""

    title: str
    source: str
    effective: dt.date
    groups: tuple[Annotated[tuple[str, ...], BeforeValidator(_same)], ...]


class ShortTitles(_Data):
    title: str
    source: str
    effective: dt.date
    short: dict[str, str]
