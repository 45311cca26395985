"""What a picture tells beside its pixels: EXIF (CIPA DC-008), XMP (ISO 16684-1), IPTC-IIM, PNG text, comments, thumbnails."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from PIL import ExifTags, Image

from .piece import Piece, Role
from .segments import Broken, Segment, segments

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)

_AUTHOR, _DEVICE, _GPS, _TEXT = "作者", "拍摄设备", "GPS 位置", "说明"
_TAGS: Mapping[int, tuple[Role, str]] = {
    0x013B: ("author", _AUTHOR),
    0x8298: ("author", "版权"),
    0x9C9D: ("author", _AUTHOR),
    0xA430: ("author", "机主"),
    0x010F: ("device", _DEVICE),
    0x0110: ("device", _DEVICE),
    0x013C: ("device", _DEVICE),
    0xA431: ("device", "机身序列号"),
    0xA435: ("device", "镜头序列号"),
    0xC62F: ("device", "机身序列号"),
    0x010E: ("text", _TEXT),
    0x9286: ("text", "备注"),
    0x9C9B: ("text", "标题"),
    0x9C9C: ("text", "备注"),
    0x9C9E: ("text", "关键词"),
    0x9C9F: ("text", "主题"),
}
_NAMES: Mapping[str, tuple[Role, str]] = {
    **dict.fromkeys(("creator", "Artist", "By-line", "Author", "CameraOwnerName", "OwnerName"), ("author", _AUTHOR)),
    **dict.fromkeys(("Credit", "rights", "Copyright", "CaptionWriter", "PersonInImage", "Manager"), ("author", "署名")),
    **dict.fromkeys(("Make", "Model", "SerialNumber", "BodySerialNumber", "LensSerialNumber"), ("device", _DEVICE)),
    **dict.fromkeys(("GPSLatitude", "GPSLongitude", "GPSPosition", "Location", "Sublocation"), ("gps", _GPS)),
}
_SILENT = {"CreatorTool", "Software", "Producer", "DocumentID", "InstanceID", "OriginalDocumentID", "format", "Creation Time"}
_IPTC: Mapping[int, tuple[Role, str]] = {
    **dict.fromkeys((80, 85, 110, 116, 122), ("author", _AUTHOR)),
    **dict.fromkeys((90, 92, 95), ("gps", "拍摄地点")),
    **dict.fromkeys((5, 25, 40, 105, 120), ("text", _TEXT)),
}


def read_image(content: bytes) -> Iterator[Piece]:
    """The properties of one picture, each once."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, about damaged EXIF: the rest of it is read
            found = [piece for segment in _parts(content) for piece in _pieces(segment)]
    except (Broken, OSError, ValueError, SyntaxError, struct.error):
        yield Piece("图片读不出来，可能已损坏，请重新导出", "", "broken")
        return
    yield from dict.fromkeys(found)


def orientation(content: bytes) -> int:
    """How the picture must be turned to stand upright (EXIF 0x0112); 1 is upright already."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = [_exif(segment.data).get(0x0112, 1) for segment in segments(content) if segment.kind == "exif"]
    return next((int(value) for value in found if isinstance(value, int) and 1 < value <= 8), 1)


def read_xmp(data: bytes) -> Iterator[Piece]:
    """Every property of an XMP packet by its local name, values of lists and of attributes alike."""
    start = data.find(b"<")
    root = etree.fromstring(data[start:] if start >= 0 else b"", PARSER) if start >= 0 else None
    for element in root.iter(etree.Element) if root is not None else ():
        for name, value in [(_local(element.tag), element.text), *((_local(k), v) for k, v in element.attrib.items())]:
            if name in ("li", "Alt", "Seq", "Bag", "value"):
                name = next((n for n in map(_local, (up.tag for up in element.iterancestors())) if n not in _LISTS), name)
            if value and value.strip() and not value.startswith("http://"):
                yield from _property(name, value.strip())


_LISTS = {"li", "Alt", "Seq", "Bag", "Description", "RDF", "value"}


def _property(name: str, value: str) -> Iterator[Piece]:
    role, place = _NAMES.get(name, ("text", _TEXT))
    if role != "text" or not (name in _SILENT or name.endswith(("Date", "ID"))):
        yield Piece(value, place, role)


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _parts(content: bytes) -> Iterator[Segment]:
    parts = segments(content)
    if parts:
        yield from parts
        return
    with Image.open(io.BytesIO(content)) as image:
        for kind in ("exif", "xmp"):
            if isinstance(data := image.info.get(kind), bytes):
                yield Segment(kind, b"", data.removeprefix(b"Exif\0\0"))


def _pieces(segment: Segment) -> Iterator[Piece]:
    if segment.kind == "exif":
        yield from _from_exif(segment.data)
    elif segment.kind == "xmp":
        yield from read_xmp(segment.data)
    elif segment.kind == "iptc":
        yield from _from_iptc(segment.data)
    elif segment.kind == "comment":
        yield Piece(_text(segment.data), "注释")
    elif segment.kind == "field":
        yield from _from_field(segment.data)
    elif segment.kind == "trailer":
        yield Piece("图片后面还带着别的数据", "", "hidden")


def _exif(data: bytes) -> Image.Exif:
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + data)
    return exif


def _from_exif(data: bytes) -> Iterator[Piece]:
    exif = _exif(data)
    for tag, value in [*exif.items(), *exif.get_ifd(0x8769).items()]:
        role, place = _TAGS.get(tag, (None, ""))
        if role and (words := _value(tag, value)):
            yield Piece(words, place, role)
    if any(tag in exif.get_ifd(0x8825) for tag in (1, 2, 3, 4, 7)):
        yield Piece("", _GPS, "gps")
    if 0x0201 in exif.get_ifd(ExifTags.IFD.IFD1):
        yield Piece("图片里藏着一张缩略图，可能还是打码以前的样子", "", "hidden")


def _value(tag: int, value: object) -> str:
    if isinstance(value, tuple):
        value = bytes(value) if all(isinstance(part, int) and 0 <= part < 256 for part in value) else str(value)
    if isinstance(value, bytes):
        if 0x9C9B <= tag <= 0x9C9F:
            return value.decode("utf-16-le", "replace").strip("\0 ")
        if tag == 0x9286 and value[:8] == b"UNICODE\0":
            return _wide(value[8:])
        return _text(value.removeprefix(b"ASCII\0\0\0").lstrip(b"\0"))
    return _mended(str(value)).strip("\0 ")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: of the two readings the one with fewer odd signs."""
    readings = [data.decode(code, "replace").strip("\0 ") for code in ("utf-16-le", "utf-16-be")]
    return max(readings, key=lambda text: sum("\u4e00" <= sign <= "\u9fff" or sign.isascii() for sign in text))


def _mended(text: str) -> str:
    """Chinese in an ASCII field: its bytes were read as Latin-1."""
    try:
        return _text(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text


def _text(data: bytes) -> str:
    for code in ("utf-8", "gb18030"):
        try:
            return data.decode(code).strip("\0 ")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").strip("\0 ")


def _from_iptc(data: bytes) -> Iterator[Piece]:
    at = 0
    while (at := data.find(b"\x1c\x02", at)) >= 0 and at + 5 <= len(data):
        kind, length = struct.unpack_from(">BH", data, at + 2)
        role, place = _IPTC.get(kind, (None, ""))
        if role and length:
            yield Piece(_text(data[at + 5 : at + 5 + length]), place, role)
        at += 5 + length


def _from_field(data: bytes) -> Iterator[Piece]:
    key, _, value = data.partition(b"\0")
    name = key.decode("latin-1")
    if name.startswith("XML:com.adobe.xmp"):
        yield from read_xmp(value)
    elif name.startswith("Raw profile type"):
        yield from _from_profile(name, value)
    elif name == "Source":
        yield Piece(_text(value), _DEVICE, "device")
    elif value.strip() and not name.startswith(("date:", "exif:DateTime", "png:")):
        yield from _property(name, _text(value))


def _from_profile(name: str, value: bytes) -> Iterator[Piece]:
    """ImageMagick writes EXIF, IPTC and XMP as hexadecimal text: NEWLINE name NEWLINE length NEWLINE digits."""
    data = bytes.fromhex("".join(value.decode("latin-1").split()[2:]))
    if name.endswith(("exif", "APP1")):
        yield from _from_exif(data.removeprefix(b"Exif\0\0"))
    elif name.endswith("xmp"):
        yield from read_xmp(data)
    elif name.endswith("iptc"):
        yield from _from_iptc(data)
