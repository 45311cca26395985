"""The texts of a Word file: body, tables, headers, footers, notes, comments, text boxes, tracked changes, alt texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .package import Package, attribute, local
from .piece import Piece

_PLACES = (
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/comments", "批注"),
    ("word/glossary", "构建基块"),
    ("word/charts", "图表"),
    ("word/diagrams", "图示"),
    ("customXml/item", "附带的数据"),
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OLD, _NEW = {"del", "moveFrom"}, {"ins", "moveTo"}


def read_word(package: Package) -> Iterator[Piece]:
    """Paragraphs joined over their runs, rows of a table over their cells. A changed paragraph is read as it was and as it is."""
    yield from _body(package.tree("word/document.xml"))
    for start, place in _PLACES:
        for name in package.names(start, ".xml"):
            root = package.tree(name)
            if start == "customXml/item":
                yield Piece("\n".join(text.strip() for text in root.itertext() if text.strip()), place)
                continue
            for paragraph in _paragraphs(root):
                yield from _readings(paragraph, place)
            yield from _beside(root, place)


def _body(root: Any) -> Iterator[Piece]:
    count = 0
    for paragraph in _paragraphs(root):
        if _up(paragraph, "txbxContent") is not None:
            yield from _readings(paragraph, "文本框")
        elif _up(paragraph, "tc") is None:
            count += 1
            yield from _readings(paragraph, f"第{count}段")
    tables = [table for table in root.iter() if local(table) == "tbl"]
    for number, table in enumerate(tables, 1):
        for row, element in enumerate((row for row in table.iter() if local(row) == "tr" and _up(row, "tbl") is table), 1):
            yield from _row(element, f"第{number}个表格第{row}行")
    yield from _beside(root, "正文")


def _row(row: Any, place: str) -> Iterator[Piece]:
    """The cells side by side, so that 姓名 stands beside the name, in both readings."""
    paragraphs = [p for p in row.iter() if local(p) == "p" and _up(p, "tr") is row]
    for before in (False, True):
        text = "\t".join(_text(paragraph, _NEW if before else _OLD) for paragraph in paragraphs)
        if text.strip() and (not before or any(_changed(paragraph) for paragraph in paragraphs)):
            yield Piece(text, place + ("（修订前）" if before else ""))


def _paragraphs(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if local(element) == "p")


def _readings(paragraph: Any, place: str) -> Iterator[Piece]:
    text = _text(paragraph, _OLD)
    if text.strip():
        yield Piece(text, place)
    if _changed(paragraph) and (old := _text(paragraph, _NEW)).strip():
        yield Piece(old, place + "（修订前）")


def _changed(paragraph: Any) -> bool:
    return any(local(element) in _OLD | _NEW for element in paragraph.iter())


def _text(paragraph: Any, without: set[str]) -> str:
    """The signs of a paragraph's own runs; paragraphs inside it (text boxes) are read by themselves."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = local(element)
        if name in ("t", "delText", "instrText"):
            parts.append(element.text or "")
        elif name == "sym":
            parts.append(" ")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name != "p" and name not in without and not name.endswith("Pr"):
            waiting.extend(reversed(element))
    return "".join(parts)


def _up(element: Any, name: str) -> Any:
    return next((parent for parent in element.iterancestors() if local(parent) == name), None)


def _beside(root: Any, place: str) -> Iterator[Piece]:
    """Who wrote a comment or a change, and what stands in the alternative texts of pictures."""
    for element in root.iter():
        if author := attribute(element, "author"):
            yield Piece(author, "批注的作者" if local(element) == "comment" else "修订的作者", "author")
        if local(element) in ("docPr", "cNvPr", "tblCaption", "tblDescription", "alias"):
            said = [attribute(element, key) for key in ("descr", "title", "name", "val")]
            if text := " ".join(words for words in said if re.search(r"[\u3400-\u9fff]|\d{7}", words)):
                yield Piece(text, f"{place}的图片说明")
