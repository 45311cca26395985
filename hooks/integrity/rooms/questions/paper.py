"""Practice papers as pages to print: for each blueprint form A, form B and the key, the same for a whole quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import compile as pattern

from markupsafe import Markup, escape

from ...kernel.exam import Pair, abreast
from ...kernel.figures import Period, period
from ...kernel.output import Page
from ...kernel.room import Context
from .compose import Short, compose
from .index import Index

SIGNS = 37
"""Full-width signs on a line of options on the printed page."""
_BRACKET = pattern(r"(\S{0,2}[（(][\s　]*[）)])")
_STYLES = ("css/stage.css", "css/sheet.css", "css/exam.css")


@dataclass(frozen=True)
class Practice:
    """A blueprint's papers of the quarter; `problem` says why there are none."""

    name: str
    title: str
    quarter: Period
    pair: Pair | None
    problem: str = ""

    def uri(self, part: str) -> str:
        return f"questions/paper-{self.name}-{part}.md"

    @property
    def sheets(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, self.uri(part)) for name, part in (("A卷", "a"), ("B卷", "b"), ("答案", "key")))


def practices(found: Index, context: Context) -> tuple[Practice, ...]:
    quarter = period(f"{context.today.year}Q{(context.today.month + 2) // 3}")
    return tuple(_practices(found, context, quarter))


def _practices(found: Index, context: Context, quarter: Period) -> Iterator[Practice]:
    for name, blueprint in sorted(context.terms.blueprints.items()):
        try:
            yield Practice(name, blueprint.title, quarter, compose(found.sound, blueprint, quarter.name))
        except Short as problem:
            yield Practice(name, blueprint.title, quarter, None, str(problem))


def papers(every: Iterable[Practice], context: Context) -> Iterator[Page]:
    for practice in every:
        if practice.pair:
            for paper, (name, uri) in zip(practice.pair.papers, practice.sheets, strict=False):
                yield _page(practice, name, uri, "questions/paper.md", context, paper=paper)
            yield _page(practice, "答案", practice.uri("key"), "questions/paper-key.md", context, pair=practice.pair)


def _page(practice: Practice, name: str, uri: str, template: str, context: Context, **values: object) -> Page:
    given = {
        "practice": practice,
        "sheet": name,
        "owner": context.settings.unit,
        "abreast": abreast,
        "signs": SIGNS,
        "whole": whole,
    } | values
    title = f"{practice.title}{practice.quarter.title}练习卷（{name}）"
    body = context.templates.render(template, uri, **given)
    meta = {"kind": "sheet"}
    return Page(uri, title, body, indexed=False, styles=_STYLES, scripts=("js/print.js",), meta=meta)


def whole(stem: str) -> Markup:
    """A stem as HTML, with the bracket for the answer on one line with the signs before it."""
    pieces = enumerate(_BRACKET.split(stem))
    return Markup("").join(
        Markup('<span class="qf-whole">{}</span>').format(piece) if n % 2 else escape(piece) for n, piece in pieces
    )
