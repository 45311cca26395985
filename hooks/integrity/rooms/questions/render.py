"""The self-test, the banks as pages to read, the list of questions to look at again, and the questions for the browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from ...kernel.figures import Fact, Figure
from ...kernel.groups import neighbours
from ...kernel.output import Data, Output, Page
from ...kernel.output import Panel as Offered
from ...kernel.quiz import TYPES
from ...kernel.room import Context
from .index import Entry, Index, data
from .model import Bank
from .paper import papers, practices, whole

INDEX = "questions/index.md"
BANKS = "questions/banks.md"
REVIEW = "questions/review.md"
DRAW = "questions/draw.md"
SCRIPT = "data/questions.js"
PARTS = ("-store", "-engine", "-view", "-practice", "-exam", "-pages", "")


def render(found: Index, context: Context) -> Iterable[Output]:
    make = context.templates.render
    body = make("questions/index.md", INDEX, index=found, types=TYPES, script=SCRIPT)
    scripts = ("vendor/ts-fsrs/ts-fsrs.umd.js", *(f"js/quiz{part}.js" for part in PARTS))
    meta: dict[str, Any] = {"hide": ["toc", "navigation"]}
    yield Page(INDEX, "自测", body, nav="开始自测", indexed=False, styles=("css/quiz.css",), scripts=scripts, meta=meta)
    every = practices(found, context)
    body = make("questions/banks.md", BANKS, index=found, practices=every)
    yield Page(BANKS, "题库", body, nav="题库", indexed=False, styles=("css/quiz.css",), meta={"hide": ["toc"]})
    yield from papers(every, context)
    body = make("questions/draw.md", DRAW)
    scripts, meta = ("js/print.js", "js/draw.js"), {"hide": ["toc"], "kind": "draw"}
    yield Page(DRAW, "随机抽测", body, nav="随机抽测", indexed=False, styles=("css/draw.css",), scripts=scripts, meta=meta)
    body = make("questions/review.md", REVIEW, index=found, today=context.today)
    yield Page(REVIEW, "待复核的题目", body, nav="待复核", indexed=False, styles=("css/quiz.css",), meta={"hide": ["toc"]})
    for before, (bank, entries), after in neighbours(found.banks):
        yield _bank(bank, entries, before, after, context)
    yield Data(SCRIPT, _script(found, context))
    yield Offered("questions", make("questions/panel.html", "index.md", index=found))


def _bank(bank: Bank, entries: tuple[Entry, ...], before: Any, after: Any, context: Context) -> Page:
    values = {"bank": bank, "entries": entries, "cite": context.cite(bank.uri), "whole": whole}
    return Page(
        bank.uri,
        bank.title,
        context.templates.render("questions/bank.md", bank.uri, **values),
        source=bank.origin.path,
        previous=before[0].uri if before else "",
        next=after[0].uri if after else "",
        weight=0.5,
        styles=("css/quiz.css",),
        meta={"kind": "bank"},
    )


def _script(found: Index, context: Context) -> str:
    """A script and not JSON, so that it loads from the disk as well. `version` changes with the questions."""
    asked = data(found.entries)
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    plans = {name: _plan(blueprint) for name, blueprint in sorted(context.terms.blueprints.items())}
    head = {"version": hashlib.sha256(text.encode()).hexdigest()[:12], "day": str(context.today), "blueprints": plans}
    opening = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f'window.qfQuestions={opening[:-1]},"questions":{text}}};\n'.replace("</", "<\\/")


def _plan(blueprint: Any) -> dict[str, Any]:
    return {**blueprint.model_dump(mode="json", exclude={"source", "effective"}), "full_score": blueprint.full_score}


def figures(found: Index, context: Context) -> Iterator[Figure]:
    entries = sorted((e for e in found.entries if e.bank.date <= context.today), key=lambda e: (e.bank.date, e.id))
    facts = tuple(Fact(e.bank.date, Decimal(1), e.item.stem[:40], e.uri) for e in entries)
    yield Figure("questions", "题库题目（累计）", "道", facts, cumulative=True)
