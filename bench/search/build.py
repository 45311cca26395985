"""The same pages built for each engine, each in a process of its own, so that time and memory are of it alone."""

from __future__ import annotations

import functools
import importlib.util
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from memory import Memory, together

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
CLIENT = PROJECT / "overrides/assets/js/search"


@dataclass
class Built:
    """`site` is None where the engine cannot be had, `note` says why, or what the row must say. `seconds` and `peak_mb` are
    of the index: Material's memory is that of all of MkDocs, for it indexes inside."""

    site: Path | None
    note: str = ""
    seconds: float = 0.0
    peak_mb: float = 0.0


def run(command: list[str], cwd: Path) -> tuple[float, float, str]:
    """(seconds, peak MB of it and all its workers together, what it said). Raises RuntimeError where it fails."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        with Memory(functools.partial(together, process.pid)) as memory:
            said = process.stdout.read() if process.stdout else ""
        process.wait()
    if process.returncode:
        raise RuntimeError(said.strip()[-1500:])
    return time.perf_counter() - start, memory.peak, said


def material(work: Path) -> Built:
    """MkDocs and Material with Material's own search."""
    _mkdocs(work, "material")
    spent = json.loads((work / "material.json").read_text("utf-8"))
    note = "jieba" if importlib.util.find_spec("jieba") else "jieba is not installed: no segmentation"
    return Built(work / "site-material", note, spent["seconds"], spent["peak_mb"])


def ours(work: Path) -> Built:
    """MkDocs and Material with our client behind its box, and our index of the same pages."""
    site = _mkdocs(work, "ours")
    _, peak, _ = run([sys.executable, str(HERE / "index.py"), str(work), str(site), str(PROJECT)], work)
    spent = json.loads((work / "index.json").read_text("utf-8"))
    cpu = f"CPU {spent['cpu']:.1f} s, with nothing changed {spent['again']:.2f} s, after an edit {spent['edit']:.2f} s"
    note = f"{spent['files']} files, {spent['bytes'] / 1e6:.1f} MB; {cpu} and {spent['edited']} files"
    return Built(site, note, spent["seconds"], peak)


def pagefind(work: Path, program: str | None) -> Built:
    """Pagefind over the pages built for ours. `program` is one that is there; without it pip fetches one."""
    try:
        command = [program] if program else _installed(work / "pagefind-venv")
        version = run([*command, "--version"], work)[2].split()[-1]
        site = work / "site-ours"
        options = ["--site", str(site), "--root-selector", "article", "--exclude-selectors", ".headerlink", "--quiet"]
        seconds, peak, _ = run([*command, *options], work)
    except (OSError, RuntimeError) as error:
        reason = (str(error).splitlines() or [repr(error)])[-1]
        return Built(None, f"Pagefind cannot be had: {reason}")
    return Built(site, f"version {version}", seconds, peak)


def _installed(venv: Path) -> list[str]:
    """Pagefind 1.6 in a venv of its own; where the index has none, the newest that it has."""
    python = venv / "bin/python"
    if not python.exists():
        run([sys.executable, "-m", "venv", str(venv)], venv.parent)
    for wanted in ("pagefind[extended]==1.6.*", "pagefind[extended]"):
        try:
            run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted], venv)
            return [str(python), "-m", "pagefind"]
        except RuntimeError as error:
            problem = error
    raise problem


def _mkdocs(work: Path, engine: str) -> Path:
    site, config = work / f"site-{engine}", work / f"mkdocs-{engine}.yml"
    config.write_text(yaml.safe_dump(_settings(work, engine), allow_unicode=True), "utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config), "--site-dir", str(site)], work)
    return site


def _settings(work: Path, engine: str) -> dict[str, Any]:
    """No page in the menu: with thousands of them the menu would be most of every page."""
    return {
        "site_name": "检索评测",
        "docs_dir": str(work / "docs"),
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [{"search": {"lang": "zh", "separator": r"[\s\u200b\-]"}}],
        "hooks": [str(HERE / "hook.py")],
        "nav": ["index.md"],
        "validation": {"omitted_files": "ignore"},
        "markdown_extensions": ["tables", {"toc": {"permalink": True}}],
        "extra": {"generator": False, "bench": {"engine": engine, "out": str(work), "client": str(CLIENT)}},
    }
