"""`python hooks build`: MkDocs is run into a folder beside the site, which takes its place if nothing was wrong.

Imported before the libraries are loaded: what builds is another process, and loading them here as well would cost a second.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import refused, standing
from .kernel.alone import alone
from .kernel.kept import key
from .replacing import replace
from .unchanged import KEPT

BEFORE = "SITE_BEFORE"
"""The variable that names the site which the one to be built will replace."""


def plain(words: Sequence[str]) -> tuple[Path, str, str] | None:
    """ROOT, --to and --engine of a build, where nothing else is said."""
    options = {"--to": "site", "--engine": "mkdocs"}
    others: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        if word in options and left:
            options[word] = left.pop(0)
        else:
            others.append(word)
    if len(others) > 1 or "-" in (word[:1] for word in (*others, *options.values())) or not Path(*others).is_dir():
        return None
    return Path(*others), options["--to"], options["--engine"]


def build(order: standing.Order, settle: Callable[[], None], wrong: Callable[[], list[str]]) -> int:
    """0, or 1 where nothing was built. A site that would come out the same is left as it is, and what its build said is said
    again. `settle` notes the settings and the day where they are not known; `wrong` tells what is wrong with them. Two builds
    of one site come one after the other."""
    if problem := _unsafe(order.target):
        print(problem)
        return 1
    lock = (order.root / KEPT).with_name(f"{key(str(order.target.resolve()))}.lock")
    try:
        with alone(lock, lambda: print("另一次生成正在进行，等它做完……", file=sys.stderr)):
            return _built(order, settle, wrong)
    except KeyboardInterrupt:
        shutil.rmtree(_beside(order.target), ignore_errors=True)
        print("已停下，再生成一次即可", file=sys.stderr)
        return 1


def _beside(target: Path) -> Path:
    return target.with_name(target.name + ".new")


def _built(order: standing.Order, settle: Callable[[], None], wrong: Callable[[], list[str]]) -> int:
    target, fresh = order.target, _beside(order.target)
    with _started(order, fresh) as waiting:
        before, told = standing.told(order) if (target / "index.html").is_file() else ("", None)
        if told is not None:
            waiting.kill()
            print("\n".join([*told, _ready(target)]))
            return 0
        if not before:
            settle()
            before = standing.name(order)
        shutil.rmtree(fresh, ignore_errors=True)
        _, said = waiting.communicate("\n")
    if waiting.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        print("\n".join(wrong() or refused.lines(said, order.root)), file=sys.stderr)
        return 1
    told = [line.partition("-  ")[2] for line in said.splitlines() if "提醒：" in line]
    try:
        replace(fresh, target)
    except OSError:
        print(f"{target} 里有文件正被别的程序使用，或者刚刚被人动过，没有换完；请关掉打开它的程序，再生成一次", file=sys.stderr)
        return 1
    standing.note(order, told, before)
    print("\n".join([*told, _ready(target)]))
    return 0


def _started(order: standing.Order, fresh: Path) -> subprocess.Popen[str]:
    """The build, which waits for a line. Not --quiet: it hides the warnings that --strict counts."""
    settings = str(order.root / "mkdocs.yml")
    launch = str(order.home / "hooks" / "launch.py")
    command = [sys.executable, launch, order.engine, "build", "--strict", "-f", settings, "-d", str(fresh.resolve())]
    own = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", BEFORE: str(order.target.resolve())}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env={**order.environment, **own}, stdin=pipe, stderr=pipe, encoding="utf-8")


def _unsafe(target: Path) -> str:
    """Why `target` must not be replaced: only a site that was built here may be, or what does not exist yet."""
    built_here = (target / "data" / "catalogue.json").is_file() and (target / "index.html").is_file()
    if target.is_dir() and any(target.iterdir()) and not built_here:
        lost = "如果它是以前生成、后来缺了文件的网站，请删去整个文件夹再生成"
        return f"{target} 里有别的文件，没有动它；请用 --to 指定一个新文件夹。{lost}"
    return "" if target.name else "请用 --to 指定一个文件夹的名字，例如 --to site"


def _ready(target: Path) -> str:
    return f"网站已生成：{target}（打开 {target / 'index.html'} 即可浏览）"
