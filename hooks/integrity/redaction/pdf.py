"""The texts of a PDF (ISO 32000): pages, document information, XMP, annotations, forms, bookmarks, attachments, photographs."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from .images import read_image, read_xmp
from .package import Read, Unreadable
from .piece import Piece, within

_WRAP = re.compile(r"(?<=[\u3400-\u9fff])[ \t]*\n[ \t]*(?=[\u3400-\u9fff])|(?<=\d)\n(?=\d)")
_DEEP = 12
_AUTHORS = {"/Author": "作者"}
_TEXTS = {"/Title": "标题", "/Subject": "主题", "/Keywords": "关键词"}


def read_pdf(content: bytes, read: Read) -> Iterator[Piece]:
    """`read` looks into attached files. Raises Unreadable for a locked or damaged file."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("PDF 加了密码，看不到里面，请去掉密码再放")
        pieces = [*_pages(reader), *_properties(reader), *_attached(reader, read)]
    except Unreadable:
        raise
    except Exception as error:  # pypdf raises what it pleases: KeyError, RecursionError, DependencyError for AES
        locked = b"/Encrypt" in content[-4096:] or b"/Encrypt" in content[:4096]
        said = "PDF 加了密码，看不到里面，请去掉密码再放" if locked else "PDF 打不开，可能已损坏，请重新导出"
        raise Unreadable(said) from error
    yield from dict.fromkeys(pieces)


def _pages(reader: PdfReader) -> Iterator[Piece]:
    for number, page in enumerate(reader.pages, 1):
        place = f"第{number}页"
        text = page.extract_text() or ""
        if text.strip():
            yield Piece(text, place)
            if (joined := _WRAP.sub("", text)) != text:
                yield Piece(joined, place)
        elif "/Contents" in page:
            yield Piece("扫描页，文字看不见，请人工核对", place, "scan")
        yield from _annotations(page, place)
        for name, picture in _pictures(page.get("/Resources"), 0):
            yield from within(f"{place}，图片 {name}", read_image(picture))


def _annotations(page: Any, place: str) -> Iterator[Piece]:
    for item in _plain(page.get("/Annots")) or ():
        note = _plain(item)
        action = _plain(note.get("/A")) or {}
        if note.get("/T") and note.get("/Subtype") not in ("/Widget", "/Link"):
            yield Piece(str(note["/T"]), f"{place}的批注的作者", "author")
        for said in (note.get("/Contents"), note.get("/V"), note.get("/DV"), note.get("/TU"), action.get("/URI")):
            if isinstance(_plain(said), str):
                yield Piece(str(_plain(said)), f"{place}的批注或表单")


def _pictures(resources: Any, depth: int) -> Iterator[tuple[str, bytes]]:
    """The photographs as they were embedded, with the properties of the camera."""
    named = _plain((_plain(resources) or {}).get("/XObject")) or {}
    for name, reference in named.items() if depth < _DEEP else ():
        item = _plain(reference)
        if item.get("/Subtype") == "/Form":
            yield from _pictures(item.get("/Resources"), depth + 1)
        elif item.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            yield str(name).lstrip("/"), item._data


def _properties(reader: PdfReader) -> Iterator[Piece]:
    for key, value in (reader.metadata or {}).items():
        said = str(_plain(value)).strip()
        if key not in ("/Creator", "/Producer", "/Trapped", "/PTEX.Fullbanner") and not key.endswith("Date") and said:
            author = key in _AUTHORS or key in ("/Company", "/Manager", "/LastModifiedBy")
            yield Piece(said, f"文档属性“{_AUTHORS.get(key) or _TEXTS.get(key) or key[1:]}”", "author" if author else "text")
    packet = _plain(reader.trailer["/Root"]).get("/Metadata")
    if packet is not None:
        yield from within("文档属性", read_xmp(_plain(packet).get_data()))
    for title in _bookmarks(reader.outline):
        yield Piece(title, "书签")


def _bookmarks(items: Any) -> Iterator[str]:
    for item in items:
        if isinstance(item, list):
            yield from _bookmarks(item)
        elif item.title:
            yield str(item.title)


def _attached(reader: PdfReader, read: Read) -> Iterator[Piece]:
    for name, files in reader.attachments.items():
        yield Piece(name, "附件的名字")
        for content in files if isinstance(files, list) else [files]:
            yield from within(f"附件 {name}", read(name, content))


def _plain(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
