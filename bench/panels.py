"""For the benchmarks of the corridor: a project with as many panels as one likes, built and served on loopback."""

from __future__ import annotations

import functools
import http.server
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from PIL import Image

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "tests"))

from browsing import Quiet  # noqa: E402

CONTENT = ("docs", "cases", "data", "hooks", "overrides", "mkdocs.yml")


def grown(to: Path, count: int, floors: int) -> None:
    """The project in `to`, its sample panels repeated to `count` on the first `floors` floors, each with a picture of its own.

    `count` is at least the number of sample panels.
    """
    ignore = shutil.ignore_patterns("__pycache__")
    for name in CONTENT:
        source = HOME / name
        shutil.copytree(source, to / name, ignore=ignore) if source.is_dir() else shutil.copy(source, to / name)
    building = yaml.safe_load((to / "docs/corridor/buildings/main.md").read_text("utf-8").split("---")[1])
    walls = [[wall["code"] for wall in floor["walls"]] for floor in building["floors"]]
    samples = sorted(to.glob("docs/corridor/[1-9]f/*.md"), key=_place)
    for n in range(count):
        floor, share = divmod(n * floors / count, 1)
        here = walls[int(floor)]
        place = {"floor": int(floor) + 1, "wall": here[int(share * len(here))], "order": n + 1}
        _hang(samples[n % len(samples)], n // len(samples), place)


def _place(panel: Path) -> tuple[str, ...]:
    text = panel.read_text("utf-8")
    return tuple(match[1] for match in re.finditer(r"^(?:floor|wall|order): (.+)$", text, re.M))


def _hang(sample: Path, again: int, place: dict[str, object]) -> None:
    text = sample.read_text("utf-8")
    for key, value in place.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.M)
    if again:
        text = re.sub(r"^title: (.*)$", rf"title: \g<1>（{again + 1}）", text, count=1, flags=re.M)
        name = re.search(r"^image: (.*)$", text, re.M)
        assert name, sample
        picture = sample.with_name(name[1])
        other = picture.with_stem(f"{picture.stem}-{again + 1}")
        text = text.replace(name[0], f"image: {other.name}", 1)
        with Image.open(picture) as image:
            image.paste((160, 40 + again, 40), (8, 8, 72, 72))
            image.save(other, quality=90)
    sample.with_stem(sample.stem + (f"-{again + 1}" if again else "")).write_text(text, "utf-8")


@dataclass(frozen=True)
class Build:
    """Seconds by the clock and of the processor, and how many files of pictures it wrote."""

    wall: float
    cpu: float
    pictures: int


def built(root: Path) -> Build:
    before, start, usage = _cache(root), time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "hooks", "build"], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    return Build(wall, cpu, len(_cache(root) - before))


def _cache(root: Path) -> set[tuple[str, int]]:
    return {(str(file), file.stat().st_mtime_ns) for file in (root / ".cache").rglob("*") if file.is_file()}


@contextmanager
def served(site: Path, port: int = 0) -> Iterator[int]:
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()
