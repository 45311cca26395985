"""A real browser for the built site: how it is started, and a page that remembers what went wrong on it."""

from __future__ import annotations

import http.server
import shutil
from collections.abc import Mapping
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), "")
"""The shell comes first: it has no window to draw, and shows the same pages in a third of the time."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class Watched:
    """A page that remembers what went wrong on it and where it asked."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))


def barriers(page: Page, options: Mapping[str, object] = {}, within: str | None = None) -> list[tuple[str, list[object]]]:
    """What axe finds serious or critical on a page, or `within` a part of it: the rule and where it is broken."""
    found = Axe().run(page, context=within, options={"resultTypes": ["violations"], **options}).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    return [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in serious]
