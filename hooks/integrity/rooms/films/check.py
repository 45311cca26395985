"""A film is finished when it can be watched, read and discussed."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.links import host_of, resolve
from ...kernel.room import Context
from ...kernel.settings import Settings
from .index import place_of
from .model import SUMMARY, Film
from .subtitles import read


def check(context: Context) -> Iterator[Issue]:
    films = context.library.of(Film)
    if films:
        yield from _check_settings(context)
    for film in films:
        yield from _check_file(film, context)
        yield from _check_subtitles(film, context)
        if film.status == "发布":
            yield from _check_body(film)


def _check_settings(context: Context) -> Iterator[Issue]:
    configured, settings = context.settings.films, context.settings
    if configured.address and (host := host_of(configured.address)) not in _hosts(settings):
        said = f"主机 {host} 没有登记" if host else "不是完整的地址"
        hint = f"请写 http:// 开头的地址，例如 http://video.intranet/films/，并在 intranet_hosts 里登记主机 {host}".rstrip()
        yield Issue("mkdocs.yml", 1, "extra.integrity.films.address", f"{said}，{hint}")
    if configured.folder and context.library.outside is None:
        said = f"没有文件夹 {configured.folder}，这次没有核对影片文件是否齐全"
        yield Issue("mkdocs.yml", 1, "extra.integrity.films.folder", said, level="warning")


def _hosts(settings: Settings) -> set[str]:
    return {host for host in (*settings.intranet_hosts, host_of(settings.site_address)) if host}


def _check_file(film: Film, context: Context) -> Iterator[Issue]:
    place, limit = place_of(film, context), context.terms.number("film_size")
    size = context.library.sizes.get(resolve(film.origin.path, film.file), 0)
    if not place.found:
        yield film.issue(f"找不到影片文件，找的是 {place.wanted}；页面先显示“影片文件暂缺”", "file", level="warning")
    elif place.uri and size > limit:
        said = f"影片有 {size / 2**20:.1f} MB，超过 {limit / 2**20:.0f} MB，请放到库外的影片地址，只在这里写文件名"
        yield film.issue(said, "file", level="warning")


def _check_subtitles(film: Film, context: Context) -> Iterator[Issue]:
    path = film.subtitles_path
    if path in context.library.captions:
        for slip in read(context.library.captions[path], film.seconds)[1]:
            yield Issue(path, slip.line, "", slip.text)


def _check_body(film: Film) -> Iterator[Issue]:
    for name in (SUMMARY, film.asks):
        if not film.section(name).filled:
            yield film.issue(f"发布的影片还缺少“## {name}”或者它下面没有文字，未写完请加一行 draft: true", "status")
    asked = film.section(film.asks)
    if asked.filled and not film.questions:
        yield Issue(film.origin.path, asked.line - 1, "", "讨论题要编号，每题一段，例如 1. 接到邀请应当怎样处理？")
    for n, question in enumerate(film.questions, 1):
        if not question.answer:
            yield Issue(film.origin.path, question.line, "", f"第 {n} 题没有参考要点，请在题下另起一段写“参考要点：……”")
