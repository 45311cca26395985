"""Citations in a folder of law texts: how many are found, linked and resolved, and how long `check` takes.

Usage: python bench/citations.py DIR [SAMPLE]. SAMPLE prints that many mentions of 第X条 at random, to be judged by hand.
"""

from __future__ import annotations

import collections
import datetime as dt
import random
import re
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "hooks"))

from integrity import site  # noqa: E402
from integrity.exchange.laws import read_laws  # noqa: E402
from integrity.kernel.articles import HEAD  # noqa: E402
from integrity.kernel.numerals import NUMERAL  # noqa: E402
from integrity.kernel.settings import Settings  # noqa: E402

TODAY = dt.date(2026, 11, 24)
MENTION = re.compile(rf"第\s*(?:{NUMERAL})\s*条(?:之[一二三四五六七八九十])?")


def main(folder: Path, sample: int) -> None:
    laws, failures = read_laws(folder.glob("*.md"), "法制大队")
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for law in laws:
            path = root / "docs/policies/laws" / law.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(law.text, "utf-8")
        start = time.process_time()
        built = site.build(root, TODAY, Settings(), HOME)
        seconds = time.process_time() - start
    lost = sum(not failure.read for failure in failures)
    print(f"texts {len(laws)} (not read {lost}), articles {sum(law.articles for law in laws)}, problems {len(built.issues)}")
    for issue in built.issues[:20]:
        print(issue)
    print(f"check {seconds:.1f} s of CPU")
    mentions = [
        mention
        for uri, page in built.pages.items()
        if (reader := built.readers.get(uri))
        for mention in _mentions(page.markdown, reader)
    ]
    print(dict(collections.Counter(kind for kind, _ in mentions)))
    for kind, words in random.Random(1).sample(mentions, min(sample, len(mentions))):
        print(kind, words)


def _mentions(markdown: str, reader: object) -> list[tuple[str, str]]:
    found = []
    for text in markdown.split("\n"):
        if "<" in text:  # what the build added: facts, who cites what
            continue
        head = HEAD.match(text)
        links = list(reader.links(text))  # type: ignore[attr-defined]
        named = [c for c, target in reader.read(text) if target is None and c.subject.kind in ("title", "name")]  # type: ignore[attr-defined]
        for match in MENTION.finditer(text, head.end() if head else 0):
            link = next((link for link in links if link.start <= match.start() and match.end() <= link.end), None)
            other = next((c for c in named if any(r.start <= match.start() < r.end for r in c.refs)), None)
            kind = "linked" if link else "not in the library" if other else "meant for no document"
            where = link.uri if link else other.subject.text if other else ""
            found.append((kind, f"{text[max(0, match.start() - 24) : match.end() + 8]} → {where}"))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
