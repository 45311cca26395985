"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

VECTOR = "SVG"
RASTERS = frozenset({"JPEG", "PNG", "WEBP", "AVIF", "GIF"})
"""As Pillow names them."""

_WANTED = "请另存为 JPEG 或 PNG（可用的格式：JPEG、PNG、WebP、AVIF、SVG）"
_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
)
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"} | dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"), "HEIC")
"""The major brands of ISO/IEC 14496-12 files; mif1 is either, its compatible brands tell."""


def kind_of(content: bytes) -> str:
    """One of RASTERS, VECTOR, the name of a format that pages cannot show, or nothing."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        avif = content[8:12] == b"mif1" and b"avif" in content[16 : int.from_bytes(content[:4], "big")]
        return "AVIF" if avif else _BRANDS.get(content[8:12], "")
    if found := next((name for start, name in _STARTS if content.startswith(start)), ""):
        return found
    return VECTOR if _is_svg(content) else ""


def _is_svg(content: bytes) -> bool:
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")) and b"svg" in start.replace(b"\0", b"")[:65536].lower()


def refusal(kind: str, content: bytes) -> str:
    """What is said of a file that is neither a raster picture of ours nor an SVG."""
    if not content.strip(b"\0"):
        return "图片不完整，文件是空的，请重新复制一份"
    if kind == "HEIC":
        return f"是 HEIC 格式（手机的高效格式），浏览器显示不了，{_WANTED}"
    return f"是 {kind} 格式，网页显示不了，{_WANTED}" if kind else f"不是能读的图片，{_WANTED}"
