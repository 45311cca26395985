"""A Word or Excel file (ECMA-376, an OPC package) as a folder of parts, opened with care: it comes from anybody.

The parts that both kinds share are read here: properties, people, links, embedded pictures and files.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from .images import PARSER
from .piece import PICTURES, Piece, within

_MOST = 200 * 2**20
"""Bytes that a package may hold when unpacked."""
_PARTS = 5000
_RATIO = 500
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "Manager": "经理",
    "Company": "单位",
    "HyperlinkBase": "",
}
Read = Callable[[str, bytes], Iterator[Piece]]


class Unreadable(ValueError):
    """The file cannot be looked into; the text says why, for its owner."""


class Package:
    """The parts by name. Raises Unreadable for what is no zip file, is locked or unpacks to more than is sane."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("文件加了密码，或是老格式，看不到里面；请去掉密码、另存为 .docx 或 .xlsx 再放")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Unreadable("文件打不开，可能已损坏，请用 Word 或 Excel 打开后另存") from error
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        whole = sum(info.file_size for info in self._infos.values())
        if whole > _MOST or len(self._infos) > _PARTS or whole > _RATIO * (len(content) + 2**16):
            raise Unreadable("文件解压后大得不正常，没有打开；请另存一份，或删去里面的大图")
        if any(info.flag_bits & 1 for info in self._infos.values()):
            raise Unreadable("文件加了密码，看不到里面，请去掉密码再放")

    def names(self, start: str, end: str = "") -> list[str]:
        return sorted(name for name in self._infos if name.startswith(start) and name.endswith(end))

    def read(self, name: str) -> bytes:
        """Raises Unreadable where the part is damaged or larger than it says."""
        info = self._infos[name]
        try:
            with self._zip.open(info) as file:
                content = file.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise Unreadable("文件打不开，可能已损坏，请用 Word 或 Excel 打开后另存") from error
        return content

    def tree(self, name: str) -> Any:
        """The root element of a part; an empty element where it is no XML."""
        root = etree.fromstring(self.read(name), PARSER) if name in self._infos else None
        return root if root is not None else etree.Element("none")


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def shared(package: Package, read: Read) -> Iterator[Piece]:
    """Properties, people, links, and with `read` whatever is embedded."""
    for name in package.names("docProps/", ".xml"):
        for element in package.tree(name).iter():
            yield from _property(local(element), (element.text or "").strip())
    for name in [*package.names("word/people"), *package.names("xl/persons/")]:
        for element in package.tree(name).iter():
            for key in ("author", "displayName", "userId"):
                if value := attribute(element, key):
                    yield Piece(value.partition("@")[0] if key == "userId" else value, "批注和修订的作者", "author")
    for name in package.names("", ".rels"):
        for element in package.tree(name).iter():
            if attribute(element, "TargetMode") == "External":
                yield Piece(attribute(element, "Target"), "链接地址")
    yield from _embedded(package, read)


def _property(name: str, value: str) -> Iterator[Piece]:
    if value and name in _PROPERTIES:
        yield Piece(value, f"文档属性“{_PROPERTIES[name] or name}”", "author")
    elif value and name in ("title", "subject", "description", "keywords", "category", "lpwstr", "lpstr"):
        yield Piece(value, "文档属性")


def _embedded(package: Package, read: Read) -> Iterator[Piece]:
    for name in package.names(""):
        suffix = posixpath.splitext(name)[1].lower()
        folder = posixpath.basename(posixpath.dirname(name))
        if suffix in PICTURES or (folder == "embeddings" and suffix in (".docx", ".xlsx", ".pdf")):
            said = "嵌入的图片" if suffix in PICTURES else "嵌入的文件"
            yield from within(f"{said} {posixpath.basename(name)}", read(name, package.read(name)))
