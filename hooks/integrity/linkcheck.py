"""Whether what an editor links to exists: the file, the place in it, and nothing beyond the intranet."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pymdownx.slugs import slugify

from .kernel.articles import anchor, articles
from .kernel.issue import Issue
from .kernel.links import host_of, is_local, prose_lines, resolve, uri_of
from .kernel.markup import hosts
from .kernel.record import Record
from .kernel.room import Context
from .rooms import derived

_SLUG = slugify(case="lower")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)(?:\s+#+)?\s*(?:\{\s*#([\w.-]+)[^}]*\})?\s*$")
_ID = re.compile(r"\bid=[\"']([^\"']+)[\"']")
_SCHEMES = ("", "http", "https", "mailto", "tel")


def check_text(record: Record, context: Context) -> Iterator[Issue]:
    """Every link of a record, and every slip of its text."""
    origin = record.origin
    for loc, target in record.references():
        if problem := problem_of(origin.path, target, context):
            yield record.issue(problem, *loc)
    writing = record.writing
    for link in writing.links:
        if problem := problem_of(origin.path, link.target, context):
            yield Issue(origin.path, link.line, "", problem)
    linked = {host_of(link.target) for link in writing.links} if writing.hosts else set()
    for number, host in writing.hosts:
        if host not in linked and host not in context.settings.intranet_hosts:
            yield Issue(origin.path, number, "", _outside(host))
    for number, problem in writing.slips:
        yield Issue(origin.path, number, "", problem)
    for n, source in enumerate(record.sources):
        for host in hosts(f"{source.title} {source.publisher} {source.where}"):
            if host not in context.settings.intranet_hosts:
                yield record.issue(_outside(host), "sources", n)


def _outside(host: str) -> str:
    return f"写了外部地址 {host}，内网打不开，请改写名称，或在设置中登记内网主机"


def problem_of(path: str, target: str, context: Context) -> str:
    """What is wrong with `target` written in the file `path`, or an empty string."""
    parts = urlsplit(target)
    if parts.scheme not in _SCHEMES or (parts.scheme in ("http", "https") and not parts.netloc):
        return f"链接 {target} 打不开，请改用站内文件的相对路径，例如 ../policies/study-day.md"
    if host := host_of(target):
        known = host in context.settings.intranet_hosts
        return "" if known else f"链接到外部地址 {target}，内网打不开，请改用站内文件，或在设置中登记内网主机 {host}"
    if not is_local(target):
        return _place(path, parts.fragment, target, context) if parts.fragment else ""
    return _file(path, target, context) or _place(resolve(path, target), parts.fragment, target, context)


def _file(path: str, target: str, context: Context) -> str:
    wanted, library = resolve(path, target), context.library
    if wanted in library.drafts:
        return f"指向草稿“{library.drafts[wanted].title}”（{wanted}），草稿不上站，请去掉链接或先发布该页"
    exists = wanted in library.records or wanted in library.assets or wanted in library.broken
    if exists or derived(uri_of(wanted)):
        return ""
    near = library.nearest(wanted)
    hint = f"，是否想写 {posixpath.relpath(near, posixpath.dirname(path))}？" if near else "，请核对文件名和目录"
    return f"找不到文件 {target}{hint}"


def _place(path: str, fragment: str, target: str, context: Context) -> str:
    record = context.library.records.get(path)
    if not fragment or record is None or not path.endswith(".md") or unquote(fragment) in places(record):
        return ""
    return f"{target} 指的位置不存在，请核对标题或条号"


@lru_cache(maxsize=4096)
def _places(body: str) -> frozenset[str]:
    found: set[str] = set()
    for line in prose_lines(body):
        found.update(_ID.findall(line))
        if match := _HEADING.match(line):
            slug, n = match[2] or _SLUG(match[1], "-"), 1
            base = slug
            while slug in found:
                slug, n = f"{base}_{n}", n + 1
            found.add(slug)
    for article in articles(body):
        found |= {article.label, anchor(article.key)}
        found |= {anchor(article.key, part.paragraph, part.item) for part in article.parts}
    return frozenset(found)


def places(record: Record) -> frozenset[str]:
    """The anchors of a record's page that an editor may link to."""
    return _places(record.body) | {passage.place for passage in record.words}
