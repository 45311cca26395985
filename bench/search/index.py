"""Our index of the pages in OUT/pages.jsonl, in a process of its own. Usage: python index.py OUT SITE PROJECT

Twice: without a cache, which is what counts, and again with everything in the cache.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml


def main(out: Path, site: Path, project: Path) -> None:
    sys.path.insert(0, str(project / "hooks"))
    from integrity.kernel.kept import Kept
    from integrity.search.build import build
    from integrity.search.pages import Entry

    def entries() -> Iterator[Entry]:
        with (out / "pages.jsonl").open(encoding="utf-8") as file:
            for line in file:
                yield Entry(**json.loads(line))

    words = synonyms(project)
    seconds, size, count = [], 0, 0
    for _ in range(2):
        start = time.perf_counter()
        size = count = 0
        with Kept(out / "kept.db") as kept:
            for file in build(entries(), kept, words):
                path = site / "search" / file.name
                path.parent.mkdir(parents=True, exist_ok=True)
                size, count = size + path.write_bytes(file.text().encode()), count + 1
        seconds.append(time.perf_counter() - start)
    found = {"seconds": seconds[0], "again": seconds[1], "files": count, "bytes": size}
    (out / "index.json").write_text(json.dumps(found), "utf-8")


def synonyms(project: Path) -> list[list[str]]:
    """The product's own list, and its short titles of statutes."""
    groups, short = project / "data/synonyms.yml", project / "data/short_titles.yml"
    found = [group.split("、") for group in yaml.safe_load(groups.read_text("utf-8"))["groups"]] if groups.is_file() else []
    names = yaml.safe_load(short.read_text("utf-8"))["short"] if short.is_file() else {}
    return found + [[one, full] for one, full in sorted(names.items()) if one not in full]


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))
