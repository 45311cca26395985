"""A content file as a typed record, and what is said when it is not one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError
from pydantic_core import ErrorDetails

from .fields import Day, Flag, OneOf, Text, Word, declared, example_of, field, field_at, model_at, shown
from .frontmatter import Parsed
from .issue import Issue
from .links import address, paragraphs
from .nearest import nearest
from .terms import Terms
from .yamlread import Loc


class Part(BaseModel):
    """A nested item of a record."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class SourceNote(Part):
    """Where a text was read and when that was last checked."""

    title: Text = field("来源标题", "政治学习日制度")
    publisher: Text | None = field("发布单位", "政治处", None)
    where: Text | None = field("读取位置", "分局内网公文系统", None)
    checked: Day | None = field("核对日期", "2026-03-05", None)


@dataclass(frozen=True)
class Origin:
    """Where a record was written. `path` is below the root, `uri` what MkDocs calls it; lines count from 1."""

    path: str
    uri: str
    body: str = ""
    body_line: int = 1
    lines: dict[Loc, int] = attribute(default_factory=dict)

    def line(self, *loc: str | int) -> int:
        while loc:
            if loc in self.lines:
                return self.lines[loc]
            loc = loc[:-1]
        return 1


@dataclass(frozen=True)
class Passage:
    """A piece of a record's text as plain words. `line` counts in the file; `place` is its anchor on the page."""

    text: str
    line: int
    place: str = ""


class Record(Part):
    """The fields that every kind has. A kind adds its own and names its folder.

    A kind of the suffix .yml is a ledger: the whole file is fields, and it has no body.
    """

    kind: ClassVar[str]
    kind_label: ClassVar[str]
    folder: ClassVar[str]
    suffix: ClassVar[str] = ".md"
    _origin: Origin = PrivateAttr(default_factory=lambda: Origin("", ""))

    title: Text = field("标题", "政治学习日制度")
    date: Day = field("成文日期", "2026-03-05")
    unit: Annotated[str, OneOf("units")] = field("责任单位", "政治处")
    classification: Annotated[str, OneOf("classifications")] = field("密级", "内部", "内部")
    status: Annotated[str, OneOf("statuses")] = field("编审状态", "发布", "发布")
    tags: tuple[Word, ...] = field("标签", ["学习教育", "制度建设"], ())
    sources: tuple[SourceNote, ...] = field("来源", None, ())
    draft: Flag = field("草稿", False, False)

    @property
    def origin(self) -> Origin:
        return self._origin

    @property
    def uri(self) -> str:
        return self._origin.uri

    @property
    def url(self) -> str:
        """The address of the record's page, from the site's root."""
        return address(self._origin.uri)

    @property
    def body(self) -> str:
        return self._origin.body

    @property
    def held_back(self) -> bool:
        """Whether the record stays out of everything but a preview."""
        return self.draft

    @property
    def cites_on(self) -> dt.date:
        """The day on which its citations are meant: a document of that name in force then."""
        return self.date

    @property
    def about(self) -> frozenset[str]:
        """What the record is about, to find others that are about the same."""
        return frozenset(self.tags)

    def references(self) -> Iterator[tuple[Loc, str]]:
        """Paths of other files named in the front matter, each relative to this file."""
        return iter(())

    def attachments(self) -> Iterator[str]:
        """Relative paths of files that are published where they lie in the library, and may well lie elsewhere."""
        return iter(())

    @cached_property
    def words(self) -> tuple[Passage, ...]:
        """The passages, read once."""
        return tuple(self.passages())

    def passages(self) -> Iterator[Passage]:
        """What the record says, paragraph by paragraph: a kind adds the texts of its front matter."""
        origin = self._origin
        for line, text in paragraphs(origin.body):
            yield Passage(text, line + origin.body_line)

    def issue(self, text: str, *loc: str | int, level: Any = "error") -> Issue:
        """A problem of this record at the line of the field `loc`, labelled as the field is declared."""
        info = field_at(type(self), loc)
        return Issue(self._origin.path, self._origin.line(*loc), dotted(loc), text, (info and info.title) or "", level)


def dotted(loc: Loc) -> str:
    """`("items", 0, "due")` as `items[1].due`: editors count from one."""
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def read_record(kind: type[Record], parsed: Parsed, path: str, uri: str, terms: Terms) -> tuple[Record | None, list[Issue]]:
    """Validate one file's front matter. Returns the record, or None and every problem found in it."""
    head = parsed.head
    issues = [_trouble(kind, path, trouble.line, trouble.loc, trouble.text) for trouble in head.troubles]
    refused = {trouble.loc for trouble in head.troubles}
    if () in refused:
        return None, issues
    try:
        record = kind.model_validate(head.value, context={"terms": terms})
    except ValidationError as error:
        found = error.errors()
        inside = {problem["loc"][:n] for problem in found for n in range(1, len(problem["loc"]))}
        problems = (p for p in found if not _known(p["loc"], refused) and p["loc"] not in inside)
        issues.extend(_explain(kind, parsed, path, problem) for problem in problems)
        return None, issues
    if issues:
        return None, issues
    record._origin = Origin(path, uri, parsed.body, parsed.body_line, head.lines)
    return record, []


def _known(loc: Loc, refused: set[Loc]) -> bool:
    return any(loc[: len(bad)] == bad for bad in refused)


def _trouble(kind: type[Record], path: str, line: int, loc: Loc, text: str) -> Issue:
    info = field_at(kind, loc)
    return Issue(path, line, dotted(loc), text, (info and info.title) or "")


_SAID = {
    "string_type": "应是文字，不要写成列表或多行字段",
    "string_too_short": "是空的，请填写",
    "tuple_type": "应是列表，每项一行并以“- ”开头，或写在方括号里",
    "model_type": "应由“字段: 值”组成",
    "int_type": "应是不带引号的整数",
    "bool_type": "应写 true 或 false",
    "string_pattern_mismatch": "只能用小写字母和数字，以字母开头",
    "too_short": "至少写一项",
    "greater_than_equal": "数字太小",
    "less_than_equal": "数字太大",
}


def _explain(kind: type[Record], parsed: Parsed, path: str, problem: ErrorDetails) -> Issue:
    loc = problem["loc"]
    info = field_at(kind, loc)
    line = parsed.head.line(loc)
    example = f"，例如 {_typed(loc, example_of(info))}" if info else ""
    what = problem["type"]
    if what == "extra_forbidden":
        return Issue(path, line, dotted(loc), _unknown(model_at(kind, loc[:-1]), str(loc[-1])))
    if what == "refused":
        text = problem["msg"]
    elif what == "missing":
        text = f"缺少必填项{example}"
    elif what == "string_type" and problem["input"] is None:
        text = f"是空的，请填写{example}"
    else:
        text = _SAID.get(what, "写法不对") + example
    return Issue(path, line, dotted(loc), text, (info and info.title) or "")


def _typed(loc: Loc, example: object) -> str:
    key = next((step for step in reversed(loc) if isinstance(step, str)), "")
    if isinstance(loc[-1], int) and isinstance(example, list):
        return shown(example[0])
    return f"{key}: {shown(example)}"


def _unknown(model: type[BaseModel], key: str) -> str:
    labels = {item.key: item.label for item in declared(model)}
    by_label = {label: name for name, label in labels.items()}
    near = nearest(key, [*labels, *by_label])
    if not near:
        return f"不认识的字段，可写的有：{'、'.join(f'{name}（{label}）' for name, label in labels.items())}"
    name = by_label.get(near, near)
    return f"不认识的字段，是否想写“{name}”（{labels[name]}）？"


def one_or_path(value: Any) -> Any:
    """Lets a list item be written as a bare path instead of a mapping."""
    return {"path": value} if isinstance(value, str) else value


class Reference(Part):
    """A file of the library, or a text outside it by its title."""

    path: Text | None = field("文件路径", "../policies/study-day.md", None)
    title: Text | None = field("名称", "分局党委会议精神传达提纲", None)


Linked = Annotated[Reference, BeforeValidator(one_or_path)]


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)
