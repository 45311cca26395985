"""Our index of the pages in OUT/pages.jsonl, in a process of its own. Usage: python index.py OUT SITE PROJECT

Three times: without a cache, which is what counts, again with nothing changed, and with a paragraph more in one page. Only a
file that is new is written, after the edit not even that.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

ADDED = "<p>另行规定礼品登记的具体办法，由各单位在三十日以内报上级主管部门备案。</p>"


@dataclass
class Round:
    """`cpu` is of all processes, seconds; `written` how many files were new."""

    seconds: float
    cpu: float
    written: int


def main(out: Path, site: Path, project: Path) -> None:
    sys.path.insert(0, str(project / "hooks"))
    from integrity.kernel.kept import Kept
    from integrity.search.build import build
    from integrity.search.pages import Entry

    words, stamps = synonyms(project), dict[str, str]()

    def entries() -> list[Entry]:
        with (out / "pages.jsonl").open(encoding="utf-8") as file:
            return [Entry(**json.loads(line)) for line in file]

    def built(pages: list[Entry], write: bool) -> Round:
        start, spent, written = time.perf_counter(), _cpu(), 0
        with Kept(out / "kept.db") as kept:
            for file in build(pages, kept, words):
                if stamps.get(file.name) != file.stamp:
                    _put(site / "search" / file.name if write else None, file.text())
                    stamps[file.name], written = file.stamp, written + 1
        return Round(time.perf_counter() - start, _cpu() - spent, written)

    first, again = built(entries(), write=True), built(entries(), write=True)
    size = sum((site / "search" / name).stat().st_size for name in stamps)
    found: dict[str, Any] = {"seconds": first.seconds, "cpu": first.cpu, "again": again.cpu, "files": len(stamps), "bytes": size}
    edited = built(_edited(entries()), write=False)
    (out / "index.json").write_text(json.dumps({**found, "edit": edited.cpu, "edited": edited.written}), "utf-8")


def _put(path: Path | None, text: str) -> None:
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def _edited(pages: list[Any]) -> list[Any]:
    """A paragraph more in the middle of the page in the middle."""
    page = pages[len(pages) // 2]
    at = page.html.find("<p>", len(page.html) // 2)
    pages[len(pages) // 2] = replace(page, html=page.html[:at] + ADDED + page.html[at:])
    return pages


def _cpu() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def synonyms(project: Path) -> list[list[str]]:
    """The product's own list, and its short titles of statutes."""
    groups, short = project / "data/synonyms.yml", project / "data/short_titles.yml"
    found = [group.split("、") for group in yaml.safe_load(groups.read_text("utf-8"))["groups"]] if groups.is_file() else []
    names = yaml.safe_load(short.read_text("utf-8"))["short"] if short.is_file() else {}
    return found + [[one, full] for one, full in sorted(names.items()) if one not in full]


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))
