"""The hall screen for ten hours of its own clock, one of them without a server: what it keeps in memory.

Usage: python bench/screen.py [--hours 10] [--panels 22]

Fails when the heap of the last hour is more than a tenth above that of the second, or when the nodes are not as many as then.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path

from panels import HOME, built, grown, served
from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

sys.path.insert(0, str(HOME / "tests"))

from browsing import CHROMIUM, FLAGS

SCREEN = "corridor/screen/index.html"
SHOWN = ".qf-screen__layer[data-shown] img"
BEGIN = "2026-11-24T18:00:00"
"""Midnight is passed on the way."""
STEP, SAMPLE = 18.5, 1800
"""Seconds from picture to picture (the page stays 18), and from one look at the memory to the next."""
GROWTH = 1.1


@dataclass(frozen=True)
class Sample:
    """After a forced collection. `heap` in kB; `renderer` and `browser` are the resident MB of the processes, 0 where unknown.

    What drives the browser makes the renderer keep a record of all that it loads; screen_alone.py measures it without that.
    """

    heap: float
    nodes: float
    documents: float
    listeners: float
    renderer: float
    browser: float


class Hall:
    """The screen in a browser whose clock is driven by hand."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page: Page = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900}).new_page()
        self.page.clock.install(time=BEGIN)
        self.page.goto(address)
        expect(self.page.locator(SHOWN)).to_be_visible()
        self.page.evaluate("window.before = true")
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.send("Performance.enable")
        self.processes: CDPSession = browser.new_browser_cdp_session()
        self.now = self.page.get_attribute(SHOWN, "src") or ""

    def step(self) -> str:
        """The next picture."""
        self.page.clock.run_for(1000 * STEP)
        self.page.wait_for_function(f"before => document.querySelector('{SHOWN}').src !== before", arg=self.now)
        self.now = self.page.get_attribute(SHOWN, "src") or ""
        return self.now

    def sample(self) -> Sample:
        self.page.wait_for_timeout(3000)  # the picture before has faded out
        self.session.send("HeapProfiler.collectGarbage")
        found = {one["name"]: one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        return Sample(
            found["JSHeapUsedSize"] / 1000,
            found["Nodes"],
            found["Documents"],
            found["JSEventListeners"],
            self._resident("renderer"),
            self._resident("browser"),
        )

    def _resident(self, kind: str) -> float:
        """The largest process of its kind; a browser keeps a spare renderer."""
        processes = self.processes.send("SystemInfo.getProcessInfo")["processInfo"]
        return max((_resident(one["id"]) for one in processes if one["type"] == kind), default=0)


def _resident(process: int) -> float:
    try:
        found = re.search(r"^VmRSS:\s*(\d+) kB", Path(f"/proc/{process}/status").read_text("utf-8"), re.M)
    except OSError:
        return 0
    return int(found[1]) / 1000 if found else 0


def run(site: Path, hours: int) -> Iterator[Sample]:
    """A sample each half hour. The server goes away for one hour in the middle."""
    away = (hours // 2 * 3600, (hours // 2 + 1) * 3600)
    with ExitStack() as server, sync_playwright() as playwright:
        port, up, shown = server.enter_context(served(site)), True, list[str]()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        hall = Hall(browser, f"http://127.0.0.1:{port}/{SCREEN}")
        for n in range(1, math.ceil(hours * 3600 / STEP) + 1):
            if up and away[0] <= n * STEP < away[1]:
                server.close()
                up = False
            elif not up and n * STEP >= away[1]:
                server.enter_context(served(site, port))
                up = True
                print(f"without a server: {len(shown)} pictures, {len(set(shown))} of them different", flush=True)
            picture = hall.step()
            shown += [] if up else [picture]
            if n * STEP % SAMPLE < STEP:
                yield hall.sample()
        assert hall.page.evaluate("window.before"), "the page was loaded anew"
        print(f"the clock shows {hall.page.inner_text('[data-qf-time]')}, {hall.page.inner_text('[data-qf-date]')}")
        browser.close()


def table(samples: list[Sample]) -> Iterator[str]:
    """Slopes are by the hour, from the second hour on."""
    yield f"{'':<10} {'first':>9} {'last':>9} {'min':>9} {'max':>9} {'slope':>9}"
    hours = [SAMPLE / 3600 * (n + 1) for n in range(len(samples))]
    for one in fields(Sample):
        values = [getattr(sample, one.name) for sample in samples]
        slope = statistics.linear_regression(hours[2:], values[2:]).slope
        yield f"{one.name:<10} {values[0]:>9.1f} {values[-1]:>9.1f} {min(values):>9.1f} {max(values):>9.1f} {slope:>9.2f}"


def faults(samples: list[Sample]) -> Iterator[str]:
    second, last = (statistics.mean(sample.heap for sample in part) for part in (samples[2:4], samples[-2:]))
    if last > GROWTH * second:
        yield f"the heap grew from {second:.0f} to {last:.0f} kB"
    if len(nodes := {sample.nodes for sample in samples[2:]}) > 1:
        yield f"nodes from {min(nodes):.0f} to {max(nodes):.0f}"


def main(hours: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        grown(root, count, 3)
        built(root)
        start = time.perf_counter()
        samples = []
        for n, sample in enumerate(run(root / "site", hours), 1):
            samples.append(sample)
            print(
                f"{n / 2:4.1f} h  {'  '.join(f'{one.name} {getattr(sample, one.name):.0f}' for one in fields(sample))}",
                flush=True,
            )
    print(f"{hours} hours in {(time.perf_counter() - start) / 60:.1f} minutes\n" + "\n".join(table(samples)))
    sys.exit("\n".join(faults(samples)) or 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=int, default=10)
    parser.add_argument("--panels", type=int, default=22)
    given = parser.parse_args()
    main(given.hours, given.panels)
