"""Everything in a file that is to be looked at: its name, its lines or the texts inside it, and its properties."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .piece import PICTURES, Piece, within

TEXTS = (".md", ".yml", ".yaml", ".svg", ".vtt", ".txt", ".csv", ".ics", ".html", ".json")
OFFICE = (".docx", ".xlsx", ".docm", ".xlsm", ".dotx")
_OLD = (".doc", ".xls", ".ppt", ".wps", ".et", ".rtf", ".pptx", ".ofd", ".zip", ".rar", ".7z", ".tif", ".tiff", ".heic", ".bmp")
_SILENT = re.compile(r"\b(?:d|points|transform|viewBox|values|path|x|y|cx|cy|r)=(\"[^\"\u3400-\u9fff]*\"|'[^'\u3400-\u9fff]*')")
_DATA = re.compile(r"data:image/[a-z+.-]+;base64,([A-Za-z0-9+/=\s]{64,})")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DEEP = 3
"""How often a file may lie inside a file."""


@dataclass(frozen=True)
class Text:
    """`text` has every line break as one sign; `raw` as the file has them. `encoding` and `mark` are needed to write it back."""

    text: str
    raw: str
    encoding: str = "utf-8"
    mark: bytes = b""


def decode(content: bytes) -> Text | None:
    """The text of a file, whichever of the usual encodings it is in; None for what is no text."""
    mark, encoding = next(((mark, code) for mark, code in _MARKS if content.startswith(mark)), (b"", ""))
    for code in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            raw = content[len(mark) :].decode(code)
        except UnicodeDecodeError:
            continue
        return None if "\0" in raw else Text(raw.replace("\r\n", "\n").replace("\r", "\n"), raw, code, mark)
    return None


def wanted(path: str) -> bool:
    """Whether the content of a file is looked at; of all others, sounds and films, only the name is."""
    return _suffix(path) in (*TEXTS, *PICTURES, *OFFICE, *_OLD, ".pdf", "")


def read(path: str, content: bytes) -> Iterator[Piece]:
    """The pieces of one file. Never raises for a bad file: that is a piece as well."""
    yield from named(path)
    yield from _inside(path, content, 0)


def named(path: str) -> Iterator[Piece]:
    """The name of a file and those of its folders, where they hold anything that may be read."""
    *folders, name = path.split("/")
    for place, words in [*(("文件夹名", folder) for folder in folders), ("文件名", posixpath.splitext(name)[0])]:
        if not words.isascii() or re.search(r"\d.*\d.*\d.*\d.*\d.*\d.*\d|@", words):
            yield Piece(words, place, "path")


def _inside(path: str, content: bytes, depth: int) -> Iterator[Piece]:
    suffix = _suffix(path)
    if depth > _DEEP:
        yield Piece("文件里套着文件，层数太多，没有再往里看", "", "broken")
    elif suffix in PICTURES:
        yield from _picture(content)
    elif suffix in OFFICE or suffix == ".pdf":
        yield from _document(suffix, content, depth)
    elif suffix in _OLD:
        yield Piece(f"{suffix} 文件看不到里面，请另存为 .docx、.xlsx、.pdf、.jpg 或 .md", "", "broken")
    elif wanted(path) and (text := decode(content)) is not None:
        yield from _lines(text.text, suffix)


def _document(suffix: str, content: bytes, depth: int) -> Iterator[Piece]:
    def deeper(name: str, inner: bytes) -> Iterator[Piece]:
        return _inside(name, inner, depth + 1)

    from .package import Package, Unreadable, shared  # what it is read with loads slowly, and few files need it

    try:
        if suffix == ".pdf":
            from .pdf import read_pdf

            found = list(read_pdf(content, deeper))
        else:
            from .sheets import read_workbook
            from .word import read_word

            package = Package(content)
            known = read_workbook if package.names("xl/") else read_word
            found = [*known(package), *shared(package, deeper)]
    except Unreadable as problem:
        found = [Piece(str(problem), "", "broken")]
    yield from dict.fromkeys(piece for piece in found if piece.text.strip() or piece.role != "text")


def _lines(text: str, suffix: str) -> Iterator[Piece]:
    """The whole text; the numbers of drawings and the data of embedded pictures are blanked, the pictures read apart."""
    shown = _SILENT.sub(_blank, text) if suffix in (".svg", ".html") else text
    if ";base64," in text:
        for match in _DATA.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield from within(f"第{line}行嵌入的图片", _picture(_decoded(match[1])))
        shown = _DATA.sub(_blank, shown)
    if suffix == ".svg" and ":RDF" in text:
        from .images import read_xmp

        yield from (piece for piece in read_xmp(_metadata(text)) if piece.role != "text")
    yield Piece(shown)


def _picture(content: bytes) -> Iterator[Piece]:
    from .images import read_image  # Pillow loads slowly

    return read_image(content)


def _metadata(text: str) -> bytes:
    start, end = text.find("<metadata"), text.find("</metadata>")
    return text[start : end + 11].encode() if 0 <= start < end else b""


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode("".join(data.split()), validate=False)
    except binascii.Error:
        return b""


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()
