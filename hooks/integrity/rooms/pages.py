"""编者手册 and every other written page that is no record of a room."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel.fields import Count, declared, field
from ..kernel.groups import neighbours
from ..kernel.output import Output, Page
from ..kernel.record import Record
from ..kernel.room import Context, Room


class Article(Record):
    """A page that stands for itself. `order` is its place in the menu."""

    kind = "article"
    kind_label = "页面"
    folder = "docs/"

    order: Count = field("菜单顺序", 1, 0)


class Manual(Article):
    """A page of the editors' handbook."""

    kind = "handbook"
    kind_label = "编者手册"
    folder = "docs/handbook/"


def index(context: Context) -> list[Article]:
    articles = [article for article in context.library.of(Article) if article.uri != "index.md"]
    return sorted(articles, key=lambda article: (article.order, article.uri))


def render(articles: list[Article], context: Context) -> Iterable[Output]:
    make = context.templates.render
    manual = [article for article in articles if isinstance(article, Manual)]
    for article in articles:
        if not isinstance(article, Manual):
            yield _page(article, context)
    for before, article, after in neighbours(manual):
        yield _page(article, context, before, after, article.title)
    kinds = [(kind, tuple(declared(kind))) for kind in context.kinds if kind not in (Article, Manual)]
    uri = "handbook/fields.md"
    yield Page(uri, "字段表", make("pages/fields.md", uri, kinds=kinds), nav="字段表")
    uri = "handbook/terms.md"
    vocabularies = sorted(context.terms.vocabularies.items())
    yield Page(uri, "词表和阈值", make("pages/terms.md", uri, vocabularies=vocabularies, terms=context.terms), nav="词表和阈值")


def _page(article: Article, context: Context, before: Article | None = None, after: Article | None = None, nav: str = "") -> Page:
    return Page(
        article.uri,
        article.title,
        context.templates.render("pages/article.md", article.uri, article=article),
        source=article.origin.path,
        nav=nav,
        previous=before.uri if before else "",
        next=after.uri if after else "",
        weight=0.3,
        meta={"kind": article.kind},
    )


ROOM = Room("pages", "编者手册", (Article, Manual), index, render, derives=r"handbook/(fields|terms)\.md")
