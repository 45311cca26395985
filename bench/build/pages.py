"""The pages of a run, and the changes made to one of them. A size is always a part of the next larger one."""

from __future__ import annotations

import json
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "search"))

import body  # of bench/search

SECTIONS = 10


@dataclass(frozen=True)
class Page:
    """`name` is the file's name in every engine, `section` its folder where the engine's menu is made of folders."""

    name: str
    section: str
    title: str
    text: str

    @property
    def size(self) -> int:
        """Bytes of Markdown without the front matter."""
        return len(self.text.encode())


def drawn(folder: Path, count: int, seed: int) -> list[Page]:
    """The texts of `folder`, split and mixed up to `count`, shuffled: pages are alike in length at every size."""
    texts = body.texts(folder, count, seed)
    random.Random(seed).shuffle(texts)
    return [
        Page(f"t{number:05d}", f"s{number % SECTIONS:02d}", re.sub(r"\s+", "", text.title), "\n\n".join(text.paragraphs))
        for number, text in enumerate(texts[:count])
    ]


def described(pages: list[Page]) -> str:
    """What the body is, in a line."""
    total, letters = sum(page.size for page in pages), sum(len(page.text) for page in pages)
    return f"{len(pages):,} pages, {letters:,} characters, {total / len(pages) / 1000:.1f} KB of Markdown a page"


def with_title(page: Page, more: str = "") -> str:
    """The page with front matter: its title, and what else an engine needs."""
    return f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n{more}---\n\n{page.text}\n"


def edit(path: Path, mark: str) -> None:
    """The last paragraph is another one."""
    path.write_text(path.read_text("utf-8").rstrip().rpartition("\n\n")[0] + f"\n\n{mark}\n", "utf-8")


def rename(path: Path, mark: str) -> None:
    """The title is another one."""
    path.write_text(re.sub(r"^title: .*$", f'title: "{mark}"', path.read_text("utf-8"), count=1, flags=re.M), "utf-8")
