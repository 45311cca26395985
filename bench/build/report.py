"""The table of a run, and the ratios that the product has promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from engines import KINDS
from work import Row

BOUND = 3400  # pages at which the ratios between engines are promised
RATIOS = (  # ours, another engine's cold build, figure, at most
    ("cold", "mkdocs", "cpu", 0.10),
    ("cold", "pruned", "cpu", 0.25),
    ("unchanged", "hugo-slim", "cpu", 0.5),
    ("unchanged", "hugo-slim", "wall", 0.8),
    ("edit", "hugo-slim", "cpu", 0.5),
    ("edit", "hugo-slim", "wall", 0.8),
)
GROWTH = (1000, 10000, 11.0)  # from, to, at most
MEMORY_MB, BEYOND_KB = 1000, 40


@dataclass
class Result:
    machine: str
    notes: dict[str, str]
    load: str = ""
    bodies: dict[int, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def row(self, engine: str, step: str, size: int) -> Row | None:
        """None where there are no figures."""
        return next((r for r in self.rows if (r.engine, r.step, r.size) == (engine, step, size) and r.known), None)

    def record(self) -> dict[str, object]:
        return asdict(self) | {"ratios": [" | ".join(cells) for cells in _ratios(self)]}


def table(result: Result) -> str:
    """Markdown."""
    head = f"{result.machine}, load at the end {result.load}. Figures are the middle of the rounds."
    notes = "\n".join(f"- {KINDS[name].label}: {note}" for name, note in result.notes.items())
    sizes = [f"{body}\n\n{_sized(result, size)}" for size, body in result.bodies.items()]
    ratios = _lines(["", "by", "pages", "is", "at most"], _ratios(result))
    return "\n\n".join([head, notes, *sizes, f"Growth of CPU\n\n{_growth(result)}", f"Ratios\n\n{ratios}"])


def _sized(result: Result, size: int) -> str:
    head = ["", "CPU s", "wall s", "largest process MB", "all PSS MB", "site MB", "HTML KB a page", "beyond its text KB"]
    return _lines(head, [_costs(row) for row in result.rows if row.size == size])


def _costs(row: Row) -> list[str]:
    name = f"{KINDS[row.engine].label}, {row.step}"
    if not row.known:
        return [name, row.problem, *["–"] * 6]
    figures = [f"{row.cpu:.2f}", f"{row.wall:.2f}", f"{row.peak_mb:.0f}", f"{row.sum_mb:.0f}" if row.sum_mb else "–"]
    wrong = f" ({row.problem})" if row.problem else ""
    return [name + wrong, *figures, f"{row.site_mb:.1f}", f"{row.page_kb:.1f}", f"{row.beyond_kb:.1f}"]


def _growth(result: Result) -> str:
    """Against the size before: CPU ×, beside it how much the body grew."""
    sizes = list(result.bodies)
    steps = list(pairwise(sizes))
    names = dict.fromkeys((row.engine, row.step) for row in result.rows)
    cells = [
        [f"{KINDS[engine].label}, {step}", *(_times(result, engine, step, *pair) for pair in steps)] for engine, step in names
    ]
    return _lines(["", *(f"{one:,} → {two:,} (× {two / one:.1f})" for one, two in steps)], cells) if steps else "one size only"


def _times(result: Result, engine: str, step: str, one: int, two: int) -> str:
    first, second = result.row(engine, step, one), result.row(engine, step, two)
    return f"× {second.cpu / first.cpu:.1f}" if first and second else "–"


def _ratios(result: Result) -> list[list[str]]:
    return [*_against(result), *_alone(result)]


def _against(result: Result) -> Iterator[list[str]]:
    for step, engine, figure, most in RATIOS:
        for size in result.bodies:
            mine, other = result.row("ours", step, size), result.row(engine, "cold", size)
            if mine and other:
                ratio = getattr(mine, figure) / getattr(other, figure)
                limit = _kept(ratio, most) if size == BOUND else f"{most} at {BOUND:,}"
                yield [f"ours {step}, {figure}", f"{KINDS[engine].label}, cold", f"{size:,}", f"{ratio:.3f}", limit]


def _alone(result: Result) -> Iterator[list[str]]:
    one, two, most = GROWTH
    for step in KINDS["ours"].steps:
        first, second = result.row("ours", step, one), result.row("ours", step, two)
        if first and second:
            ratio = second.cpu / first.cpu
            yield [f"ours {step}, cpu at {two:,}", f"at {one:,}", f"{two:,}", f"{ratio:.1f}", _kept(ratio, most)]
    for size in result.bodies:
        if row := result.row("ours", "cold", size):
            memory = max(row.peak_mb, row.sum_mb)
            yield ["ours cold, memory MB", "", f"{size:,}", f"{memory:.0f}", _kept(memory, MEMORY_MB)]
            kept = _kept(row.beyond_kb, BEYOND_KB)
            yield ["ours, HTML a page beyond its text, KB", "", f"{size:,}", f"{row.beyond_kb:.1f}", kept]


def _kept(value: float, most: float) -> str:
    return f"{most}, {'kept' if value <= most else '**broken**'}"


def _lines(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])
