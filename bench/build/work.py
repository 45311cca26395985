"""One engine at one size: its project, its builds, what each costs and whether each shows what was changed."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pages
from engines import Engine
from measure import measured

_NAME = re.compile(r"t\d{5}")
FIGURES = ("cpu", "wall", "peak_mb", "sum_mb", "site_mb", "page_kb", "beyond_kb")


@dataclass
class Row:
    """The middle of all rounds. `cpu`, `wall`: seconds. Memory: MB of the largest process, and of all together (PSS). `site_mb`:
    all that was written. `page_kb`: HTML of a page of the body, mean; `beyond_kb`: that without the bytes of its Markdown.
    `problem`: why there are no figures (`> N s` where it was stopped), or what is wrong with the site."""

    engine: str
    step: str
    size: int
    problem: str = ""
    cpu: float = 0.0
    wall: float = 0.0
    peak_mb: float = 0.0
    sum_mb: float = 0.0
    site_mb: float = 0.0
    page_kb: float = 0.0
    beyond_kb: float = 0.0

    @property
    def known(self) -> bool:
        return self.wall > 0


@dataclass
class Task:
    engine: Engine
    body: list[pages.Page]
    root: Path
    limit: float
    spent: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def round(self, number: int) -> None:
        """Every step once. After one that fails or is too slow the rest of the engine is left out, at larger sizes too."""
        if not self.root.is_dir():
            self._prepare()
        for step in self.engine.kind.steps:
            if {"cold", step} & self._lost():
                self.problems.setdefault(step, f"> {self.limit:.0f} s" if self.engine.late else "not built")
                continue
            self._step(step, f"本段在评测中改过{number + 1}次")
        shutil.rmtree(self.root / self.engine.kind.out, ignore_errors=True)  # a large menu makes a site of many GB

    def _lost(self) -> set[str]:
        """The steps without hope: too slow at this size or a smaller one, or failed."""
        return self.engine.late | {step for step in self.problems if step not in self.spent}

    def _prepare(self) -> None:
        self.root.mkdir(parents=True)
        if not self.engine.late:
            self.engine.kind.write(self.body, self.root, self.engine.program[0])

    def _step(self, step: str, mark: str) -> None:
        kind, mark = self.engine.kind, f"{mark}（{step}）"
        if step == "cold":
            for name in (kind.out, *kind.kept):
                shutil.rmtree(self.root / name, ignore_errors=True)
        changed = self._changed(step, mark)
        spent = measured(self.engine.command, self.root, self.limit)
        self.last = f"{step}: {spent['cpu']:.2f} s of CPU, {spent['wall']:.2f} s"
        if spent["late"]:
            self.engine.late.add(step)
            self.problems[step] = f"> {self.limit:.0f} s"
        elif spent["code"]:
            self.problems[step] = f"failed: {_end(str(spent['said']))}"
        else:
            self.spent.setdefault(step, []).append({**spent, **self._written(step, mark if changed else "")})

    def _changed(self, step: str, mark: str) -> bool:
        """The change of this step is made to the page in the middle."""
        change = {"edit": pages.edit, "title": pages.rename}.get(step)
        if change:
            change(self._middle("md"), mark)
        return bool(change)

    def _middle(self, ending: str) -> Path:
        """The page that is changed: its source, or its HTML."""
        places = self.root.rglob(f"{self.body[len(self.body) // 2].name}.{ending}")
        return next(
            place for place in places if (self.engine.kind.out in place.relative_to(self.root).parts) == (ending == "html")
        )

    def _written(self, step: str, mark: str) -> dict[str, float]:
        """Sizes in MB (all) and KB (a page); what is missing in the site is a problem of the step."""
        files = {path: path.stat().st_size for path in (self.root / self.engine.kind.out).rglob("*") if path.is_file()}
        html = [size for path, size in files.items() if path.suffix == ".html" and _NAME.fullmatch(path.stem)]
        if len(html) != len(self.body):
            self.problems[step] = f"{len(html)} of {len(self.body)} pages written"
        elif mark and mark not in self._middle("html").read_text("utf-8"):
            self.problems[step] = "the change does not show"
        text = sum(page.size for page in self.body)
        count = max(1, len(html)) * 1000
        return {"site_mb": sum(files.values()) / 1e6, "page_kb": sum(html) / count, "beyond_kb": (sum(html) - text) / count}

    def told(self) -> str:
        return f"{self.engine.name}: {self.last or 'left out'}"

    def rows(self) -> list[Row]:
        return [self._row(step) for step in self.engine.kind.steps]

    def _row(self, step: str) -> Row:
        row = Row(self.engine.name, step, len(self.body), self.problems.get(step, ""))
        for name in FIGURES if self.spent.get(step) else ():
            setattr(row, name, median(spent[name] for spent in self.spent[step]))
        return row


def _end(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "without a word"
