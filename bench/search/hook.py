"""MkDocs hook of the benchmark: keeps the pages for the judge, notes what Material's search costs, or puts ours in its place.

Its settings are `extra.bench` in the made mkdocs.yml: engine (material, ours), out (a folder for notes), client (the folder
of our scripts).
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

SPENT = {"seconds": 0.0}
PAGES: list[dict[str, str]] = []


def _timed(call: Callable[..., Any]) -> Callable[..., Any]:
    def measured(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*given, **named)
        finally:
            SPENT["seconds"] += time.perf_counter() - start

    return measured


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    index = config.plugins["material/search"].search_index  # type: ignore[attr-defined]  # made in its on_config
    for name in ("add_entry_from_context", "generate_search_index"):
        setattr(index, name, _timed(getattr(index, name)))
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    if config.extra["bench"]["engine"] == "ours" or page.is_homepage:
        page.meta["search"] = {"exclude": True}
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """An article of a statute gets an anchor, as the product gives it one."""
    html = re.sub(r"<p>(第[零一二三四五六七八九十百千\d]+条)", r'<p><span class="qf-anchor" id="\1"></span>\1', html)
    if not page.is_homepage:
        PAGES.append({"url": page.url, "title": str(page.title), "html": html})
    return html


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Material's box asks our worker: frame.js is loaded before Material's script, as in the product's main.html."""
    client = Path(config.extra["bench"]["client"])
    if config.extra["bench"]["engine"] != "ours" or not (client / "worker.js").is_file():
        return output
    here = '<script src="assets/js/search/frame.js" data-worker="assets/js/search/worker.js"></script>'
    return re.sub(r'(?=<script src="assets/javascripts/bundle)', here, output, count=1)


def on_post_build(config: MkDocsConfig) -> None:
    bench = config.extra["bench"]
    out = Path(bench["out"])
    if bench["engine"] == "ours":
        shutil.copytree(bench["client"], Path(config.site_dir, "assets/js/search"), dirs_exist_ok=True)
        with (out / "pages.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in PAGES)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (out / f"{bench['engine']}.json").write_text(json.dumps({**SPENT, "peak_mb": peak, "pages": len(PAGES)}), "utf-8")
