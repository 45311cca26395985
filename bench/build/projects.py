"""The same pages as a project of each engine: own title, table of contents, previous and next, ten sections."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml
from pages import Page, with_title

HERE = Path(__file__).resolve().parent
PRODUCT = HERE.parent.parent
_POLICY = """date: 2026-01-12
unit: 法制大队
doctype: 法规
issuer: 示例市人民代表大会常务委员会
issued: 2026-01-12
effective: 2026-02-01
"""
_FRONT = "---\ntitle: 评测\ndate: 2026-01-05\nunit: 分局纪委\nclassification: 公开\n---\n\n生成速度评测。\n"
_HUGO = """title = "评测"
locale = "zh"
theme = "bench"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS"]
[params]
slim = {slim}
[markup.tableOfContents]
startLevel = 2
endLevel = 4
"""


def ours(pages: list[Page], root: Path, python: str) -> None:
    """The product without its sample content; the pages are its policies. The lines that its gate refuses are left out."""
    for name in ("hooks", "overrides", "data"):
        shutil.copytree(PRODUCT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PRODUCT / "mkdocs.yml", root)
    _texts(pages, root / "docs", "policies/laws", _POLICY)
    (root / "docs/index.md").write_text(_FRONT, "utf-8")
    subprocess.run([python, "-m", "compileall", "-q", "hooks"], cwd=root, check=True)
    for _ in range(3):
        done = subprocess.run([python, "hooks", "check"], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
        for file, line in re.findall(r"^(docs/\S+?\.md):(\d+): (?!提醒)", done.stdout, re.M):
            _leave_out(root / file, int(line))


def whole(pages: list[Page], root: Path, python: str) -> None:
    _material(pages, root, ["navigation.footer"])


def pruned(pages: list[Page], root: Path, python: str) -> None:
    _material(pages, root, ["navigation.footer", "navigation.prune"])


def hugo(pages: list[Page], root: Path, python: str, slim: str = "false") -> None:
    _texts(pages, root / "content")
    for section in {page.section for page in pages}:
        (root / "content" / section / "_index.md").write_text(f"---\ntitle: 栏目{section[1:]}\n---\n", "utf-8")
    (root / "hugo.toml").write_text(_HUGO.format(slim=slim), "utf-8")
    shutil.copytree(HERE / "theme", root / "themes/bench")


def hugo_slim(pages: list[Page], root: Path, python: str) -> None:
    hugo(pages, root, python, "true")


def _material(pages: list[Page], root: Path, features: list[str]) -> None:
    _texts(pages, root / "docs")
    (root / "docs/index.md").write_text(_FRONT, "utf-8")
    settings: dict[str, Any] = {
        "site_name": "评测",
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False, "features": features},
        "plugins": [{"search": {"lang": "zh", "separator": r"[\s\u200b\-]"}}],
        "markdown_extensions": ["tables", {"toc": {"permalink": True, "toc_depth": "2-4"}}],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")


def _texts(pages: list[Page], docs: Path, folder: str = "", more: str = "") -> None:
    """One file a page, below its section or in the one folder named."""
    for page in pages:
        path = docs / (folder or page.section) / f"{page.name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(with_title(page, more), "utf-8")


def _leave_out(path: Path, line: int) -> None:
    lines = path.read_text("utf-8").split("\n")
    lines[line - 1] = "（略）"
    path.write_text("\n".join(lines), "utf-8")
