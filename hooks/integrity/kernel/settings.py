"""What a unit sets in mkdocs.yml under `extra.integrity`, and which day it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from .fields import Day, Text, field
from .issue import Issue

Severity = Literal["error", "warning", "off"]


class CitationRules(BaseModel):
    """How strictly citations are checked: error, warning or off."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    missing_article: Severity = field("引用了不存在的条款", "warning", "warning")
    ambiguous: Severity = field("简称不明确", "warning", "warning")
    not_in_force: Severity = field("引用了当日已不施行的文件", "warning", "warning")


class Films(BaseModel):
    """Where films lie that are too big for git. `folder` is looked into while building; neither has to be set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str = field("影片所在的内网地址", "http://video.intranet/films/", "")
    folder: str = field("生成时核对影片的文件夹", "/srv/films", "")


class Pictures(BaseModel):
    """Where the originals of pictures lie that are too big for git: they are read while building, and never published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str = field("图片原件所在的文件夹", "/srv/pictures", "")


class Settings(BaseModel):
    """`extra.integrity` of mkdocs.yml. Every key may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Text = field("单位全称", "示例市公安局示例分局", "示例市公安局示例分局")
    intranet_hosts: tuple[str, ...] = field("可以链接的内网主机", ["video.intranet"], ())
    site_address: str = field("网站在内网的地址", "http://qingfeng.intranet/", "")
    address: str = field("印在二维码里的网站地址", "http://qingfeng.intranet/", "")
    citations: CitationRules = field("引文检查", None, CitationRules())
    films: Films = field("影片", None, Films())
    pictures: Pictures = field("图片", None, Pictures())
    today: Day | None = field("固定的日期", "2026-11-24", None)

    def page_address(self, url: str) -> str:
        """The whole address of the page `url` on the intranet, for what is printed; empty where none is configured."""
        base = self.address or self.site_address
        return f"{base.rstrip('/')}/{quote(url, safe='/-_.~')}" if base else ""


class _AnyTag(yaml.SafeLoader):
    """mkdocs.yml holds tags such as !!python/name that only MkDocs resolves."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(root: Path) -> tuple[Settings, list[Issue]]:
    """`extra.integrity` read from `root`/mkdocs.yml without MkDocs."""
    path = root / "mkdocs.yml"
    try:
        config = yaml.load(path.read_text("utf-8"), _AnyTag) if path.is_file() else {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return Settings(), [Issue("mkdocs.yml", mark.line + 1 if mark else 1, "", "写法有误，请检查缩进、冒号和引号")]
    extra = config.get("extra") if isinstance(config, dict) else None
    return settings_of(extra.get("integrity") if isinstance(extra, dict) else None)


def settings_of(values: Any) -> tuple[Settings, list[Issue]]:
    try:
        return Settings.model_validate(values or {}), []
    except ValidationError as error:
        keys = [".".join(map(str, problem["loc"])) for problem in error.errors()]
        return Settings(), [
            Issue("mkdocs.yml", 1, f"extra.integrity.{key}", "不认识或写错，请对照 README 的设置一节") for key in keys
        ]


def day_of_build(environment: Mapping[str, str], settings: Settings, now: dt.date) -> tuple[dt.date, list[Issue]]:
    """SITE_DATE, else `extra.integrity.today`, else `now`."""
    given = environment.get("SITE_DATE", "").strip()
    if not given:
        return settings.today or now, []
    try:
        return dt.date.fromisoformat(given), []
    except ValueError:
        return now, [Issue("SITE_DATE", 1, "", f"环境变量 SITE_DATE 的值“{given}”不是日期，例如 2026-03-05")]
