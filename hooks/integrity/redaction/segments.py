"""A picture file cut into its parts, so that what says who, where and with what can be read, and cut out byte by byte.

Formats: JPEG (ITU-T T.81, segments), PNG (W3C PNG, chunks), WebP (RFC 9649, RIFF chunks), GIF (89a, blocks). The pixels
and the colour profile are never touched.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Data = Literal["pixels", "exif", "xmp", "iptc", "comment", "field", "other", "trailer"]
"""`field` is a named text (key NUL value, PNG), `other` is private data of a program, `trailer` follows the picture's end."""


@dataclass(frozen=True)
class Segment:
    """`raw` are the bytes in the file, `data` what they say."""

    kind: Data
    raw: bytes
    data: bytes = b""


class Broken(ValueError):
    """The file is not what its first bytes promise."""


def segments(content: bytes) -> tuple[Segment, ...]:
    """The parts of a picture in their order; none for a format that is not read here. Joined again they are the file.

    Raises Broken where the file is damaged.
    """
    read = next((read for start, read in _READERS if content.startswith(start)), None)
    if read is None or (read is _webp and content[8:12] != b"WEBP"):
        return ()
    try:
        return tuple(read(content))
    except (IndexError, struct.error) as error:
        raise Broken from error


def stripped(content: bytes, orientation: int = 1) -> bytes:
    """The picture without metadata. An `orientation` other than 1 is kept, alone, or the picture would lie on its side."""
    kept = [segment for segment in segments(content) if segment.kind == "pixels"]
    if orientation != 1:
        kept.insert(_after_header(content), Segment("exif", _wrapped(content, _turned(orientation))))
    whole = b"".join(segment.raw for segment in kept)
    return _resized(whole, orientation != 1) if content.startswith(b"RIFF") else whole


def _after_header(content: bytes) -> int:
    """Where EXIF stands: after SOI in JPEG, after IHDR in PNG; at the end in WebP."""
    return 1 if content.startswith(b"\xff\xd8") else 2 if content.startswith(b"\x89PNG") else 10**9


def _turned(orientation: int) -> bytes:
    """A TIFF header with one directory of one entry: tag 0x0112, a short."""
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)


def _wrapped(content: bytes, exif: bytes) -> bytes:
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif
    if content.startswith(b"\x89PNG"):
        return struct.pack(">I", len(exif)) + b"eXIf" + exif + struct.pack(">I", zlib.crc32(b"eXIf" + exif))
    return b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2)


_JPEG_KINDS: tuple[tuple[int, bytes, Data], ...] = (
    (0xE0, b"JFIF\0", "pixels"),
    (0xE1, b"Exif\0", "exif"),
    (0xE1, b"http://ns.adobe.com/", "xmp"),
    (0xE2, b"ICC_PROFILE\0", "pixels"),
    (0xED, b"Photoshop 3.0\0", "iptc"),
    (0xEE, b"Adobe", "pixels"),
    (0xFE, b"", "comment"),
)


def _jpeg(content: bytes) -> Iterator[Segment]:
    yield Segment("pixels", content[:2])
    at = 2
    while True:
        if content[at] != 0xFF:
            raise Broken
        while content[at + 1] == 0xFF:  # fill bytes may stand before a marker
            at += 1
        marker = content[at + 1]
        if marker == 0xD9:
            break
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        body = content[at + 4 : end]
        if marker == 0xDA:
            end = _scan_end(content, end)
        yield Segment(_jpeg_kind(marker, body), content[at:end], _jpeg_data(body))
        at = end
    yield Segment("pixels", content[at : at + 2])
    if content[at + 2 :].strip(b"\0\r\n"):
        yield Segment("trailer", content[at + 2 :])


def _jpeg_kind(marker: int, body: bytes) -> Data:
    if not 0xE0 <= marker <= 0xEF and marker != 0xFE:
        return "pixels"
    return next((kind for code, start, kind in _JPEG_KINDS if code == marker and body.startswith(start)), "other")


def _jpeg_data(body: bytes) -> bytes:
    for start in (b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0"):
        if body.startswith(start):
            return body[len(start) :]
    return body if not body.startswith(b"http://ns.adobe.com/xmp/extension/\0") else body[75:]


def _scan_end(content: bytes, at: int) -> int:
    """The first marker after entropy-coded data: not a stuffed zero, not a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise Broken
        if content[at + 1] and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


_PNG_KINDS: dict[bytes, Data] = {b"eXIf": "exif", b"tEXt": "field", b"zTXt": "field", b"iTXt": "field"}


def _png(content: bytes) -> Iterator[Segment]:
    yield Segment("pixels", content[:8])
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise Broken
        body = content[at + 8 : end - 4]
        kind = _PNG_KINDS.get(name, "pixels")
        yield Segment(kind, content[at:end], _png_text(name, body) if kind == "field" else body)
        at = end
    if content[at:].strip(b"\0\r\n"):
        yield Segment("trailer", content[at:])


def _png_text(name: bytes, body: bytes) -> bytes:
    """KEY NUL value, in UTF-8."""
    key, _, rest = body.partition(b"\0")
    if name == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]
        return key + b"\0" + (_inflated(rest) if packed else rest)
    value = _inflated(rest[1:]) if name == b"zTXt" else rest
    return key + b"\0" + value.decode("latin-1").encode() if not _is_utf8(value) else key + b"\0" + value


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, 2**22)
    except zlib.error as error:
        raise Broken from error


_WEBP_KINDS: dict[bytes, Data] = {b"EXIF": "exif", b"XMP ": "xmp"}


def _webp(content: bytes) -> Iterator[Segment]:
    yield Segment("pixels", content[:12])
    at, end_of_file = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at < min(end_of_file, len(content)):
        name, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(content):
            raise Broken
        yield Segment(
            _WEBP_KINDS.get(name, "pixels"), content[at:end], content[at + 8 : at + 8 + length].removeprefix(b"Exif\0\0")
        )
        at = end
    if content[at:].strip(b"\0\r\n"):
        yield Segment("trailer", content[at:])


def _resized(whole: bytes, exif: bool) -> bytes:
    """The RIFF header with the new length, and the flags of VP8X that say which metadata follow."""
    whole = whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]
    if whole[12:16] == b"VP8X":
        whole = whole[:20] + bytes([whole[20] & ~0x0C | (0x08 if exif else 0)]) + whole[21:]
    return whole


def _gif(content: bytes) -> Iterator[Segment]:
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    yield Segment("pixels", content[:at])
    while content[at] != 0x3B:
        start, kind, skip = at, "pixels", 2
        if content[at] == 0x2C:
            skip = 11 + (3 << (content[at + 9] & 7) + 1 if content[at + 9] & 0x80 else 0)
        elif content[at] != 0x21:
            raise Broken
        elif content[at + 1] == 0xFE:
            kind = "comment"
        elif content[at + 3 : at + 14] == b"XMP DataXMP":
            kind = "xmp"
        at, data = _blocks(content, at + skip)
        yield Segment(kind, content[start:at], content[start + 14 : at] if kind == "xmp" else data)  # type: ignore[arg-type]
    yield Segment("pixels", content[at : at + 1])
    if content[at + 1 :].strip(b"\0\r\n"):
        yield Segment("trailer", content[at + 1 :])


def _blocks(content: bytes, at: int) -> tuple[int, bytes]:
    """Where the sub-blocks from `at` end, and what they hold."""
    data: list[bytes] = []
    while size := content[at]:
        data.append(content[at + 1 : at + 1 + size])
        at += 1 + size
    return at + 1, b"".join(data)


_READERS: tuple[tuple[bytes, Callable[[bytes], Iterable[Segment]]], ...] = (
    (b"\xff\xd8\xff", _jpeg),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"RIFF", _webp),
    (b"GIF8", _gif),
)
