"""One engine judged on one built site: what it finds, how fast, and what it costs the reader."""

from __future__ import annotations

import re
import statistics
import time
import urllib.parse
from dataclasses import asdict, dataclass, field
from pathlib import Path

from browser import PATIENCE, chromium, fresh
from engines import adapter
from memory import Memory, renderer
from playwright.sync_api import Browser, Error, Page
from server import BLANK, Server, serving
from truth import Judged

K = 10
COLD = 3
_ASK = """async ([query, k]) => {
  const start = performance.now(), found = await judge.search(query, k);
  return {urls: found.urls, total: found.total, ms: performance.now() - start};
}"""


@dataclass
class Answer:
    """One query: `recall` of the first ten, `first` is 1 / the place of the first right page or 0."""

    kind: str
    query: str
    wanted: int
    total: int
    recall: float
    first: float
    ms: float
    kb: float
    requests: int
    error: str = ""


@dataclass
class Start:
    """From an empty cache to the first result: seconds, KB in all, KB before the query (through the box: not known).

    `wrong` is the page that the box shows first though it does not answer."""

    seconds: float
    kb: float
    kb_open: float = 0.0
    requests: int = 0
    wrong: str = ""
    error: str = ""


@dataclass
class Verdict:
    answers: list[Answer] = field(default_factory=list)
    cold: list[Start] = field(default_factory=list)
    box: list[Start] = field(default_factory=list)
    memory_mb: float = 0.0
    peak_mb: float = 0.0
    chromium: str = ""

    def record(self) -> dict[str, object]:
        return asdict(self)


def judged(engine: str, site: Path, queries: list[Judged]) -> Verdict:
    """Cold starts first, then every query once in one page. The box is tried where the engine stands behind one."""
    common = next((query for query in queries if query.kind == "common"), queries[0])
    script = adapter(engine, site)
    verdict = Verdict()
    with serving(site) as server, chromium() as browser:
        verdict.chromium = browser.version
        if engine != "pagefind":
            verdict.box = [_through_box(browser, server, common) for _ in range(COLD)]
        verdict.cold = [_cold(browser, server, script, common) for _ in range(COLD)]
    # In a browser of its own: none of the pages above.
    with serving(site) as server, chromium() as browser, fresh(browser) as page, Memory(renderer) as memory:
        _open(page, server, script)
        verdict.answers = [_answer(page, server, query) for query in queries]
        time.sleep(1)
    verdict.memory_mb, verdict.peak_mb = memory.now, memory.peak
    return verdict


def _open(page: Page, server: Server, script: str) -> None:
    page.goto(server.address + BLANK)
    page.evaluate(script)
    page.evaluate("base => judge.open(base)", server.address)


def _cold(browser: Browser, server: Server, script: str, query: Judged) -> Start:
    with fresh(browser) as page:
        page.goto(server.address + BLANK)
        before, start = server.count, time.perf_counter()
        try:
            page.evaluate(script)
            page.evaluate("base => judge.open(base)", server.address)
            opened = server.count - before
            page.evaluate("([query, k]) => judge.search(query, k)", [query.text, K])
        except Error as error:
            return Start(0, 0, error=_said(error))
        seconds, spent = time.perf_counter() - start, server.count - before
    return Start(seconds, spent.kb, opened.kb, spent.requests)


def _through_box(browser: Browser, server: Server, query: Judged) -> Start:
    """The front page, a click into the box, the words, the first result there; its link must lead to a right page."""
    with fresh(browser) as page:
        before, start = server.count, time.perf_counter()
        try:
            page.goto(server.address + "index.html", wait_until="domcontentloaded")
            page.click(".md-search__input")
            page.keyboard.insert_text(query.text)
            page.keyboard.press("End")  # Material listens to keys
            link = page.wait_for_selector(".md-search-result__item a", state="attached", timeout=PATIENCE)
            seconds, spent = time.perf_counter() - start, server.count - before
            shown = place(link.get_attribute("href") or "") if link else ""
        except Error as error:
            return Start(0, 0, error=_said(error))
    return Start(seconds, spent.kb, 0, spent.requests, "" if shown in query.answers else shown or "nothing")


def _answer(page: Page, server: Server, query: Judged) -> Answer:
    before = server.count
    try:
        found = page.evaluate(_ASK, [query.text, K])
    except Error as error:
        return Answer(query.kind, query.text, len(query.answers), 0, 0, 0, 0, 0, 0, _said(error))
    spent = server.count - before
    top = list(dict.fromkeys(place(url) for url in found["urls"]))[:K]
    right = [url in query.answers for url in top]
    recall = sum(right) / min(K, len(query.answers))
    first = 1 / (right.index(True) + 1) if any(right) else 0.0
    total = int(found["total"])
    return Answer(query.kind, query.text, len(query.answers), total, recall, first, found["ms"], spent.kb, spent.requests)


def place(url: str) -> str:
    """A page's address below the site's root, whatever an engine puts around it."""
    return urllib.parse.unquote(re.sub(r"^https?://[^/]+|[?#].*$", "", url)).lstrip("./")


def _said(error: Error) -> str:
    return error.message.splitlines()[0][:160]


def middle(starts: list[Start]) -> Start | None:
    """The one with the median time among those that came to a result."""
    good = sorted((start for start in starts if not start.error), key=lambda start: start.seconds)
    return good[len(good) // 2] if good else None


def share(values: list[float], part: float) -> float:
    """The value below which `part` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def mean(values: list[float]) -> float:
    return statistics.fmean(values) if values else 0.0
