"""A headless Chromium and the memory of its renderer (Linux: with its share of what is shared, PSS)."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
PATIENCE = 240_000  # ms: Material's first result on thousands of pages takes a minute
EVERY = 0.2  # s


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def fresh(browser: Browser) -> Iterator[Page]:
    """A page with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page
    finally:
        context.close()


class Memory:
    """The memory of the renderer in MB while it runs: the last value and the highest."""

    def __init__(self) -> None:
        self.now = self.peak = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(EVERY):
            self.now = _largest()
            self.peak = max(self.peak, self.now)


def _largest() -> float:
    """The renderer at work; Chromium keeps an empty spare one beside it."""
    return max((_pss(process) for process in _below(os.getpid())), default=0) / 1024


def _below(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = [int(one) for one in children.read_text().split()]
        except OSError:
            continue
        for child in found:
            yield child
            yield from _below(child)


def _pss(process: int) -> int:
    """KB, 0 for what is no renderer or has ended."""
    try:
        if b"--type=renderer" not in Path(f"/proc/{process}/cmdline").read_bytes():
            return 0
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0
