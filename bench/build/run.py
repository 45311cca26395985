"""How long each engine takes to build a folder of texts, with what memory and what it writes, in one interleaved run.

Usage: python bench/build/run.py FOLDER [--pages 100,1000,3400,10000] [--engines ours,mkdocs,…] [--rounds N] [--timeout S]
       [--cold] [--python PATH]… [--hugo PROGRAM] [--to DIR]
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import engines
import pages
import report
import work


def main() -> None:
    given = _arguments()
    if given.to:
        given.to.mkdir(parents=True, exist_ok=True)
        _run(given, given.to.resolve())
    else:
        with tempfile.TemporaryDirectory() as folder:
            _run(given, Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="Markdown texts")
    parser.add_argument("--pages", default="100,1000,3400,10000", help="sizes, by commas")
    parser.add_argument("--engines", default=",".join(engines.KINDS), help="by commas; in this order in every round")
    parser.add_argument("--rounds", type=int, default=3, help="each figure is the middle one of so many")
    parser.add_argument("--timeout", type=float, default=900, metavar="S", help="seconds for one build")
    parser.add_argument("--cold", action="store_true", help="of the other engines cold builds only: the ratios need no more")
    parser.add_argument("--python", action="append", default=[], metavar="PATH", help="another Python to look for engines in")
    parser.add_argument("--hugo", metavar="PROGRAM", help="else the one of a Python, else the one on the PATH")
    parser.add_argument("--seed", type=int, default=7, help="of the pages that are split and mixed")
    parser.add_argument("--to", type=Path, metavar="DIR", help="where table.md and result.json stay")
    given = parser.parse_args()
    given.engines, given.pages = given.engines.split(","), sorted(int(size) for size in given.pages.split(","))
    if unknown := set(given.engines) - set(engines.KINDS):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    return given


def _run(given: argparse.Namespace, folder: Path) -> None:
    looked = {name: engines.found(name, [sys.executable, *given.python], given.hugo) for name in given.engines}
    here = [engine for engine in looked.values() if isinstance(engine, engines.Engine)]
    for engine in here if given.cold else ():
        if engine.name != "ours":
            engine.kind = dataclasses.replace(engine.kind, steps=("cold",))
    result = report.Result(
        machine=f"{os.cpu_count()} cores, {given.rounds} rounds, at most {given.timeout:.0f} s a build",
        notes={name: one if isinstance(one, str) else one.note for name, one in looked.items()},
    )
    drawn = pages.drawn(given.folder, given.pages[-1], given.seed)
    for size in given.pages:
        result.bodies[size] = pages.described(drawn[:size])
        say(result.bodies[size])
        result.rows += _sized(here, drawn[:size], folder / str(size), given)
        _write(result, folder)
    print(report.table(result))


def _sized(here: list[engines.Engine], body: list[pages.Page], folder: Path, given: argparse.Namespace) -> list[work.Row]:
    shutil.rmtree(folder, ignore_errors=True)
    tasks = [work.Task(engine, body, folder / engine.name, given.timeout) for engine in here]
    for number in range(given.rounds):
        for task in tasks:
            task.round(number)
            say(f"{len(body)} pages, round {number + 1}, {task.told()}")
    shutil.rmtree(folder, ignore_errors=True)
    return [row for task in tasks for row in task.rows()]


def _write(result: report.Result, folder: Path) -> None:
    """After every size: a run that is stopped loses nothing."""
    result.load = f"{os.getloadavg()[1]:.1f}"
    (folder / "table.md").write_text(report.table(result) + "\n", "utf-8")
    (folder / "result.json").write_text(json.dumps(result.record(), ensure_ascii=False, indent=1), "utf-8")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
