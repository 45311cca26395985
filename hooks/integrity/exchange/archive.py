"""What every office file shares (.xlsx, .docx, .apkg): it is refused where it is not honest, and written with steady bytes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 20 * 2**20, 60 * 2**20, 2000

_DAY = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"<dcterms:(created|modified)([^>]*)>[^<]*<")
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED, _OLD = ("EncryptedPackage",), ("Workbook", "Book", "WordDocument")
"""Names of streams in a compound file (MS-CFB, 2.6.1: UTF-16): an encrypted .xlsx or .docx, and an old .xls or .doc."""


class Refused(ValueError):
    """Why nothing was done, in Chinese, for whoever asked for it."""


def refuse_archive(content: bytes, suffix: str, program: str) -> None:
    """Refused with one clear line for a file that is not an honest, open, moderately sized .xlsx or .docx."""
    if content.startswith(_OLE):
        raise Refused(_compound(content, suffix, program))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(f"文件加了密码，请在 {program} 里去掉密码再导入")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Refused(f"文件展开以后超过 {LARGEST_UNPACKED // 2**20} MB，没有读；请删去图片，或分成几个文件")
            if any(b"<!DOCTYPE" in archive.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise Refused(f"文件里有不该有的内容，没有读；请用 {program} 打开，另存为 {suffix} 再导入")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error):
        raise Refused(f"不是 {suffix} 文件或已经损坏，请用 {program} 打开，另存为 {suffix} 再导入") from None


def _compound(content: bytes, suffix: str, program: str) -> str:
    """A password, or the format of before 2007: a reader has to do something else about each."""
    if any(name.encode("utf-16-le") in content for name in _LOCKED):
        return f"文件加了密码，请在 {program} 里去掉打开密码，另存为 {suffix} 再导入"
    if any(name.encode("utf-16-le") in content for name in _OLD):
        return f"是旧的 {suffix[:-1]} 文件，请用 {program} 打开，另存为 {suffix} 再导入"
    old = f"是加了密码的文件或旧的 {suffix[:-1]} 文件"
    return f"{old}，请在 {program} 里去掉密码，另存为 {suffix} 再导入"


def steady(content: bytes) -> bytes:
    """The same archive without the moment of its making, so that two exports of the same are equal byte for byte."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _SAVED.sub(rb"<dcterms:\1\2>2026-01-01T00:00:00Z<", data)
            info = zipfile.ZipInfo(part.filename, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return kept.getvalue()
