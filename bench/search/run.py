"""Our search, Material's and Pagefind judged on any folder of Markdown texts in one run.

Usage: python bench/search/run.py FOLDER [--grow N] [--seed S] [--engines ours,material,pagefind] [--pagefind PROGRAM] [--to DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import body
import build
import judge
import queries
import table
import truth

ENGINES = ("ours", "material", "pagefind")


def main() -> None:
    given = _arguments()
    if given.to:
        _run(given, given.to.resolve())
    else:
        with tempfile.TemporaryDirectory() as folder:
            _run(given, Path(folder))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="Markdown texts")
    parser.add_argument("--grow", type=int, default=0, metavar="N", help="mixed and split up to N pages")
    parser.add_argument("--seed", type=int, default=7, help="of the queries and of what is mixed")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--pagefind", metavar="PROGRAM", help="a Pagefind that is there; else pip is asked for one")
    parser.add_argument("--to", type=Path, metavar="DIR", help="where sites, table.md and result.json stay")
    given = parser.parse_args()
    given.engines = given.engines.split(",")
    if unknown := set(given.engines) - set(ENGINES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    return given


def _run(given: argparse.Namespace, work: Path) -> None:
    _emptied(work)
    body.write(body.texts(given.folder, given.grow, given.seed), work / "docs")
    built = _builds(given, work)
    known = truth.body_of(work / "pages.jsonl")
    asked = queries.drawn(known, given.seed)
    say(f"{len(known.pages)} pages, {sum(len(page.plain) for page in known.pages):,} characters")
    say(f"{len(asked)} queries: {dict(Counter(query.kind for query in asked))}")
    rows = [_judged(engine, built[engine], asked) for engine in given.engines]
    _write(rows, given, known, work)


def _emptied(work: Path) -> None:
    """What an earlier run made goes; Pagefind's own environment stays."""
    work.mkdir(parents=True, exist_ok=True)
    for name in ("docs", "site-ours", "site-material"):
        shutil.rmtree(work / name, ignore_errors=True)
    for path in work.glob("kept.db*"):
        path.unlink()


def _builds(given: argparse.Namespace, work: Path) -> dict[str, build.Built]:
    """Ours always: the pages that the judge reads come from it, and Pagefind reads its site."""
    built = {"ours": build.ours(work)}
    say("built: ours")
    if "material" in given.engines:
        built["material"] = build.material(work)
        say("built: material")
    if "pagefind" in given.engines:
        built["pagefind"] = build.pagefind(work, str(Path(given.pagefind).resolve()) if given.pagefind else None)
        say("built: pagefind")
    return built


def _judged(engine: str, built: build.Built, asked: list[truth.Judged]) -> table.Row:
    if built.site is None:
        return table.Row(engine, built, None)
    start = time.perf_counter()
    row = table.Row(engine, built, judge.judged(engine, built.site, asked))
    say(f"judged: {engine}, {time.perf_counter() - start:.0f} s")
    return row


def _write(rows: list[table.Row], given: argparse.Namespace, known: truth.Body, work: Path) -> None:
    versions = {row.verdict.chromium for row in rows if row.verdict}
    busy = f"load of the machine at the end {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    head = f"{len(known.pages)} pages, seed {given.seed}, Chromium {', '.join(versions)}, {busy}"
    lost = [f"{row.engine}: {row.built.note}" for row in rows if row.verdict is None]
    text = "\n\n".join([head, table.table(rows), *lost])
    if given.to:
        (work / "table.md").write_text("\n\n".join([text, *(table.misses(row) for row in rows)]) + "\n", "utf-8")
        result = {row.engine: row.verdict.record() if row.verdict else asdict(row.built) for row in rows}
        (work / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1, default=str), "utf-8")
    print(text)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
