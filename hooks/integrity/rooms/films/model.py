"""A film and the files that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, field_validator

from ...kernel.discussed import Discussed
from ...kernel.fields import OneOf, Text, Year, field, refused
from ...kernel.links import host_of, resolve
from ...kernel.record import Linked
from ...kernel.yamlread import Loc

SUMMARY = "内容简介"
_SUFFIXES = {"file": (".mp4", ".webm"), "poster": (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif"), "subtitles": (".vtt",)}


def _length(value: Any) -> str:
    text = str(value).strip()
    if re.fullmatch(r"(?:\d{1,3}|\d{1,2}:[0-5]\d):[0-5]\d", text) and re.search("[1-9]", text):
        return text
    raise refused("应是“分:秒”或者“时:分:秒”，用半角冒号，秒写两位，例如 12:30")


def seconds(length: str) -> int:
    """12:30 as 750, 1:02:30 as 3750."""
    total = 0
    for part in length.split(":"):
        total = total * 60 + int(part)
    return total


class Film(Discussed):
    """警示教育片. `file` is a name beside the record or below the configured place, or a whole intranet address."""

    kind = "film"
    kind_label = "警示教育片"
    folder = "docs/films/"

    file: Text = field("影片文件", "cup.webm")
    duration: Annotated[str, BeforeValidator(_length)] = field("时长", "12:30")
    poster: Text = field("封面图片", "cup.svg")
    subtitles: Text | None = field("字幕文件", "cup.vtt", None)
    year: Year = field("出品年份", 2026)
    producer: Text = field("出品单位", "示例市公安局示例分局")
    audience: Text | None = field("适合谁看", "全体民警、辅警", None)
    themes: tuple[Annotated[str, OneOf("case_themes")], ...] = field("主题", ["饮酒和酒驾醉驾"], min_length=1)
    cases: tuple[Linked, ...] = field("涉及案例", ["../../cases/2025/2025-04.md"], ())

    @field_validator("file", "poster", "subtitles")
    @classmethod
    def _named(cls, value: str | None, info: Any) -> str | None:
        suffixes = _SUFFIXES[info.field_name]
        if value and not value.endswith(suffixes):
            raise refused(f"应以 {'、'.join(suffixes)} 结尾，例如 cup{suffixes[0]}")
        return value

    @property
    def about(self) -> frozenset[str]:
        return super().about | {*self.themes}

    @property
    def seconds(self) -> int:
        return seconds(self.duration)

    @property
    def subtitles_path(self) -> str:
        return resolve(self.origin.path, self.subtitles) if self.subtitles else ""

    def attachments(self) -> Iterator[str]:
        yield self.file

    def references(self) -> Iterator[tuple[Loc, str]]:
        yield ("poster",), self.poster
        if host_of(self.file):
            yield ("file",), self.file
        if self.subtitles:
            yield ("subtitles",), self.subtitles
        for n, case in enumerate(self.cases):
            if case.path:
                yield ("cases", n), case.path
