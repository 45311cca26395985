"""The table of one run: a column for each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from build import Built
from judge import Answer, Start, Verdict, mean, middle, share

KINDS = {
    "exact": "exact phrases",
    "title": "title fragments",
    "two": "two words",
    "common": "common words",
    "number": "numbers, dates, Latin",
    "hidden": "words hidden in longer words",
    "prefix": "title prefixes",
    "long": "long questions",
    "statute": "statutes by name",
    "synonym": "synonyms",
}


@dataclass
class Row:
    """An engine of a run: `verdict` is None where it cannot be had."""

    engine: str
    built: Built
    verdict: Verdict | None


_Cell = Callable[[Built, Verdict], str]


def table(rows: list[Row]) -> str:
    """Markdown: recall@10 / MRR by kind and in all, then the costs."""
    count = {kind: _count(rows, kind) for kind in KINDS}
    lines: list[tuple[str, _Cell]] = [("**all**", lambda _, verdict: _quality(verdict.answers))]
    lines += [(f"{name} ({count[kind]})", _of(kind)) for kind, name in KINDS.items() if count[kind]]
    lines += list(_costs().items())
    head = "| recall@10 / MRR | " + " | ".join(row.engine for row in rows) + " |"
    body = ["| " + " | ".join([name, *(_cell(row, cell) for row in rows)]) + " |" for name, cell in lines]
    return "\n".join([head, "|---" * (len(rows) + 1) + "|", *body])


def _cell(row: Row, cell: _Cell) -> str:
    return cell(row.built, row.verdict) if row.verdict else "–"


def _of(kind: str) -> _Cell:
    return lambda _, verdict: _quality([answer for answer in verdict.answers if answer.kind == kind])


def _count(rows: list[Row], kind: str) -> int:
    return max((sum(answer.kind == kind for answer in row.verdict.answers) for row in rows if row.verdict), default=0)


def _quality(answers: list[Answer]) -> str:
    return f"{mean([answer.recall for answer in answers]):.3f} / {mean([answer.first for answer in answers]):.3f}"


def _costs() -> dict[str, _Cell]:
    return {
        "queries without a result": lambda _, v: f"{100 * mean([float(answer.total == 0) for answer in v.answers]):.1f} %",
        "query p50, p95": lambda _, v: ", ".join(f"{share([a.ms for a in v.answers], part):.0f} ms" for part in (0.5, 0.95)),
        "KB a query: mean, most": lambda _, v: "{:.1f}, {:.0f}".format(*_mean_most(a.kb for a in v.answers)),
        "requests a query: mean, most": lambda _, v: "{:.1f}, {:.0f}".format(*_mean_most(a.requests for a in v.answers)),
        "cold first result, API": lambda _, v: _start(v.cold),
        "KB to it (before the query)": lambda _, v: _kb(v.cold),
        "cold first result, box": lambda _, v: _start(v.box),
        "KB to it, the page with its scripts included": lambda _, v: _kb(v.box),
        "renderer after all queries, peak (PSS)": lambda _, v: f"{v.memory_mb:.0f}, {v.peak_mb:.0f} MB",
        "index build": lambda built, _: f"{built.seconds:.1f} s",
        "its memory": lambda built, _: f"{built.peak_mb:.0f} MB",
        "note": lambda built, _: built.note,
    }


def _mean_most(values: Iterable[float]) -> tuple[float, float]:
    known = list(values)
    return mean(known), max(known, default=0.0)


def _start(starts: list[Start]) -> str:
    if not starts:
        return "–"
    found = middle(starts)
    if not found:
        return f"fails: {starts[0].error}"
    return f"{found.seconds:.2f} s" + (f", a wrong page ({found.wrong})" if found.wrong else "")


def _kb(starts: list[Start]) -> str:
    found = middle(starts)
    if not found:
        return "–"
    return f"{found.kb:.0f} ({found.kb_open:.0f})" if found.kb_open else f"{found.kb:.0f}"


def misses(row: Row) -> str:
    """The queries that an engine does not answer in full, worst first."""
    if not row.verdict:
        return f"{row.engine}: {row.built.note}"
    bad = sorted((a for a in row.verdict.answers if a.recall < 1 or a.first < 1 or a.error), key=lambda a: (a.recall, a.first))
    lines = [_missed(answer) for answer in bad]
    return "\n".join([f"{row.engine}: {len(bad)} of {len(row.verdict.answers)} not answered in full", "", *lines])


def _missed(answer: Answer) -> str:
    figures = f"{answer.wanted} wanted, {answer.total} found, recall {answer.recall:.2f}, MRR {answer.first:.2f}"
    return f"- {answer.kind}: `{answer.query}`: {figures} {answer.error}".rstrip()
