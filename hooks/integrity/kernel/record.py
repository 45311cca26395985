"""A content file as a typed record, and what is said when it is not one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, ValidationError

from .explain import dotted, explained, troubled
from .fields import Day, Flag, OneOf, Text, Word, field, field_at
from .frontmatter import Parsed
from .issue import Issue
from .links import address, paragraphs
from .terms import Terms
from .writing import Writing, read_writing
from .yamlread import Loc


class Part(BaseModel):
    """A nested item of a record."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class SourceNote(Part):
    """Where a text was read and when that was last checked."""

    title: Text = field("来源标题", "政治学习日制度")
    publisher: Text | None = field("发布单位", "政治处", None)
    where: Text | None = field("读取位置", "分局内网公文系统", None)
    checked: Day | None = field("核对日期", "2026-03-05", None)


@dataclass(frozen=True)
class Origin:
    """Where a record was written. `path` is below the root, `uri` what MkDocs calls it; lines count from 1.

    `made` is a name for all that the record was made from; empty where nobody gave it one.
    """

    path: str
    uri: str
    body: str = ""
    body_line: int = 1
    lines: dict[Loc, int] = attribute(default_factory=dict)
    made: str = ""

    def line(self, *loc: str | int) -> int:
        while loc:
            if loc in self.lines:
                return self.lines[loc]
            loc = loc[:-1]
        return 1


class Passage(NamedTuple):
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
        private = self.__pydantic_private__  # as `self._origin`, which is slow
        return private["_origin"] if private else self._origin

    @cached_property
    def uri(self) -> str:
        return self.origin.uri

    @property
    def url(self) -> str:
        """The address of the record's page, from the site's root."""
        return address(self.origin.uri)

    @property
    def body(self) -> str:
        return self.origin.body

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

    @cached_property
    def writing(self) -> Writing:
        """What stands in the body beside its words, read once."""
        return read_writing(self.body, self._origin.body_line)

    def look_through(self) -> None:
        """Read of the body whatever is kept with the record."""
        _ = self.writing

    def passages(self) -> Iterator[Passage]:
        """What the record says, paragraph by paragraph: a kind adds the texts of its front matter."""
        origin = self._origin
        for line, text in paragraphs(origin.body):
            yield Passage(text, line + origin.body_line)

    def issue(self, text: str, *loc: str | int, level: Any = "error") -> Issue:
        """A problem of this record at the line of the field `loc`, labelled as the field is declared."""
        info = field_at(type(self), loc)
        return Issue(self._origin.path, self._origin.line(*loc), dotted(loc), text, (info and info.title) or "", level)


def read_record(kind: type[Record], parsed: Parsed, path: str, uri: str, terms: Terms) -> tuple[Record | None, list[Issue]]:
    """Validate one file's front matter. Returns the record, or None and every problem found in it."""
    head = parsed.head
    issues = [troubled(kind, path, trouble.line, trouble.loc, trouble.text) for trouble in head.troubles]
    refused = {trouble.loc for trouble in head.troubles}
    if () in refused:
        return None, issues
    try:
        record = kind.model_validate(head.value, context={"terms": terms})
    except ValidationError as error:
        found = error.errors()
        inside = {problem["loc"][:n] for problem in found for n in range(1, len(problem["loc"]))}
        problems = (p for p in found if not _known(p["loc"], refused) and p["loc"] not in inside)
        issues.extend(explained(kind, parsed, path, problem) for problem in problems)
        return None, issues
    if issues:
        return None, issues
    record._origin = Origin(path, uri, parsed.body, parsed.body_line, head.lines)
    return record, []


def _known(loc: Loc, refused: set[Loc]) -> bool:
    return any(loc[: len(bad)] == bad for bad in refused)


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
