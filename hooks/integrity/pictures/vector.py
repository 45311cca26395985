"""SVG: its size, and that it holds nothing but a drawing."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]

from ..kernel.markup import unsafe_svg
from ..kernel.picture import Fault
from .facts import Facts, refused

_ACTIVE = "图片里含有脚本、嵌入内容或外部地址，请用画图软件另存为普通 SVG"
_SLOW = "SVG 里用了滤镜（水墨、纸纹、模糊），每次滚动都要重画，旧电脑会卡，请另存为 2400 像素宽的 PNG、JPEG 或 WebP"
_NUMBER = r"(\d{1,9}(?:\.\d*)?|\.\d+)"
_LENGTH = re.compile(rf"\s*{_NUMBER}\s*(?:px|pt|pc|mm|cm|in|q)?\s*", re.I)
_TAGS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"}
_SMALLEST, _LARGEST, _USUAL = 100, 20_000, 1200


def read_vector(content: bytes) -> Facts:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return refused("不是 UTF-8 编码，请用画图软件另存为普通 SVG")
    if unsafe_svg(text) or "<!ENTITY" in text:
        return refused(_ACTIVE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return refused("图片不完整，SVG 的标签没有写完，请用画图软件重新另存")
    if _local(root.tag) != "svg":
        return refused("不是能读的图片，请用画图软件另存为普通 SVG")
    if _active(root):
        return refused(_ACTIVE)
    drawn = _sized(root)
    slow = drawn.shown and any(_local(element.tag) == "filter" for element in root.iter(etree.Element))
    return replace(drawn, fault=Fault(_SLOW, "warning")) if slow else drawn


def _active(root: etree._Element) -> bool:
    """What a pattern over the text cannot see: prefixed tags, addresses of scripts, styles from elsewhere."""
    return any(
        _local(element.tag) in _TAGS
        or (_local(element.tag) == "style" and "@import" in "".join(element.itertext()).lower())
        or any(_runs(_local(name), value) for name, value in element.attrib.items())
        for element in root.iter(etree.Element)
    )


def _runs(name: str, value: str) -> bool:
    address = re.sub(r"[\s\x00-\x1f]", "", value).lower()
    return name.startswith("on") or (name in ("href", "src", "to", "values") and "javascript:" in address)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def _sized(root: etree._Element) -> Facts:
    """By its viewBox, else by width and height; a drawing of odd units gets a usual size in its proportions."""
    width, height = _box(root.get("viewBox", "")) or _lengths(root) or (0.0, 0.0)
    edge = max(width, height)
    if min(width, height) <= 0 or not math.isfinite(edge):
        return refused('SVG 没有写大小，请写上 viewBox，例如 viewBox="0 0 1200 800"')
    factor = 1 if _SMALLEST <= edge <= _LARGEST else _USUAL / edge
    return Facts(max(1, round(width * factor)), max(1, round(height * factor)), vector=True)


def _box(text: str) -> tuple[float, float] | None:
    parts = re.split(r"[\s,]+", text.strip())
    if len(parts) != 4 or not all(re.fullmatch(_NUMBER, part) for part in parts[2:]):
        return None
    return float(parts[2]), float(parts[3])


def _lengths(root: etree._Element) -> tuple[float, float] | None:
    width, height = (_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height"))
    return (float(width[1]), float(height[1])) if width and height else None
