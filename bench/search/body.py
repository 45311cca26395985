"""A body of texts to search in: a folder of Markdown as it is, or mixed and split until it has as many pages as asked for."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MIXED = 0.6  # this share of a mixed page's paragraphs comes from other texts
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,6}?(?:自治区|自治州|自治县|[省市县])")
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Text:
    title: str
    paragraphs: tuple[str, ...]


def texts(folder: Path, grow: int = 0, seed: int = 7) -> list[Text]:
    """Every Markdown file below `folder`, in the order of their names, then made ones up to `grow` pages."""
    real = [read(path) for path in sorted(folder.rglob("*.md"))]
    real = [text for text in real if text.paragraphs]
    if not real:
        raise SystemExit(f"no Markdown texts in {folder}")
    return real + list(_made(real, grow - len(real), random.Random(seed)))


def read(path: Path) -> Text:
    """The title is the first heading, else the front matter's, else the first line. The rest of the front matter is left out."""
    source = path.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
    front = _FRONT.match(source)
    named = re.search(r"^title: *[\"']?(.+?)[\"']? *$", front[1], re.M) if front else None
    source = source[front.end() :] if front else source
    source = re.sub(r"<!--.*?-->", "", source, flags=re.S)
    head = re.search(r"^# +(.+)$", source, re.M)
    if head:
        title, body = head[1], source[: head.start()] + source[head.end() :]
    elif named:
        title, body = named[1], source
    else:
        title, _, body = source.strip().partition("\n")
    paragraphs = (piece.strip() for piece in _PARAGRAPH.split(body))
    return Text(title.strip("# \t") or path.stem, tuple(piece for piece in paragraphs if piece))


def write(body: list[Text], docs: Path) -> None:
    """One file a text, named by its number, and a front page that is no part of the body."""
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# 检索评测\n", "utf-8")
    for number, text in enumerate(body):
        (docs / f"{number:05d}.md").write_text("\n\n".join([f"# {text.title}", *text.paragraphs, ""]), "utf-8")


def _made(real: list[Text], count: int, draw: random.Random) -> Iterator[Text]:
    """Pieces of one text and mixtures of many in turn, none with the title of another."""
    stock = [paragraph for text in real for paragraph in text.paragraphs if not paragraph.startswith("#")]
    used = {text.title for text in real}
    for number in range(max(0, count)):
        source = draw.choice(real)
        body = _split(source, draw) if number % 2 else _mixed(source, stock, draw)
        title = _title(source.title, draw.choice(real).title)
        if title in used:
            title += f"（第{number + 1}号）"
        used.add(title)
        yield Text(title, body)


def _title(one: str, other: str) -> str:
    """As a place names what it makes of a law. The place is that of another title."""
    place = _PLACE.match(other)
    return f"{place[0] if place else '示例市'}实施《{_PLACE.sub('', one).removeprefix('中华人民共和国')}》若干规定"


def _split(source: Text, draw: random.Random) -> tuple[str, ...]:
    """Three to seven tenths of a text, in one piece."""
    count = len(source.paragraphs)
    size = max(1, int(count * draw.uniform(0.3, 0.7)))
    start = draw.randrange(count - size + 1)
    return source.paragraphs[start : start + size]


def _mixed(source: Text, stock: list[str], draw: random.Random) -> tuple[str, ...]:
    """The headings of a text, most of its paragraphs exchanged for others."""

    def another(paragraph: str) -> str:
        return draw.choice(stock) if stock and not paragraph.startswith("#") and draw.random() < MIXED else paragraph

    return tuple(another(paragraph) for paragraph in source.paragraphs)
