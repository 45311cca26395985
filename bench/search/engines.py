"""How each engine is asked in a page: window.judge = {open(base), search(query, k) -> {urls, total}}."""

from __future__ import annotations

import json
import re
from pathlib import Path

_MATERIAL = """
const WORKER = %s;
window.judge = {
  async open(base) {
    const index = await (await fetch(base + "search/search_index.json")).json();
    const worker = this.worker = new Worker(base + WORKER);
    await new Promise((resolve, reject) => {
      worker.onerror = event => reject(new Error(event.message));
      worker.onmessage = event => { if (event.data.type === 1) resolve(); };
      worker.postMessage({type: 0, data: {config: index.config, docs: index.docs, options: {suggest: false}}});
    });
  },
  async search(query, k) {
    const found = await new Promise(resolve => {
      this.worker.onmessage = event => { if (event.data.type === 3) resolve(event.data.data); };
      this.worker.postMessage({type: 2, data: query});
    });
    return {urls: found.items.slice(0, k).map(group => group[0].location), total: found.items.length};
  }
};
"""
_OURS = """
const SCRIPTS = %s;
window.judge = {
  async open(base) {
    for (const name of SCRIPTS) await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + "assets/js/search/" + name;
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
    this.finder = new qfFinder(base);
    await this.finder.open();
  },
  async search(query, k) {
    const found = await this.finder.search(query, {limit: k});
    return {urls: found.hits.map(hit => hit.url), total: found.total};
  }
};
"""
_PAGEFIND = """
window.judge = {
  async open(base) {
    this.pagefind = await import(base + "pagefind/pagefind.js");
    await this.pagefind.init();
  },
  async search(query, k) {
    const found = await this.pagefind.search(query);
    const data = await Promise.all(found.results.slice(0, k).map(result => result.data()));
    return {urls: data.map(page => page.url), total: found.results.length};
  }
};
"""


def adapter(engine: str, site: Path) -> str:
    """The script for a page of this site. Wrapped, so that its names stay its own."""
    return f"(() => {{{_script(engine, site)}}})();"


def _script(engine: str, site: Path) -> str:
    if engine == "material":
        [worker] = site.glob("assets/javascripts/workers/search.*.min.js")
        return _MATERIAL % json.dumps(worker.relative_to(site).as_posix())
    if engine == "ours":
        return _OURS % json.dumps(_scripts(site / "assets/js/search"))
    return _PAGEFIND


def _scripts(folder: Path) -> list[str]:
    """What our worker imports, in its order."""
    worker = folder / "worker.js"
    found = re.search(r"importScripts\(([^)]*)\)", worker.read_text("utf-8"))
    return re.findall(r"\"([\w-]+\.js)\"", found[1]) if found else []
