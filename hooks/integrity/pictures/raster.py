"""Raster pictures: what is wrong with one, and its smaller versions. Sizes are judged before anything is decoded."""

from __future__ import annotations

import base64
import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from PIL import Image, ImageFilter

from ..kernel.picture import Fault
from .colour import on_paper, plain
from .facts import Facts, refused

_EDGE, _PIXELS = 20_000, 160_000_000
_SMALL, _HUGE = 800, 40_000_000
_TINY = 280
"""Bytes of a placeholder: fewer than 400 signs as an address."""
_BROKEN = "图片不完整，读到一半就断了，请重新复制一份"
_MOVING = "是动图，展板用静态图片，请另存为 JPEG 或 PNG"
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_one_at_a_time = threading.Lock()
"""Held for a huge picture: several at once would fill the memory."""


@contextmanager
def own_limits() -> Iterator[None]:
    """Our limits hold in place of Pillow's, and what it says of odd EXIF stays unsaid. Not to be entered by threads."""
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"PIL\b")
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def read_raster(content: bytes, kind: str, derive: bool) -> tuple[Facts, dict[str, bytes]]:
    """What is known of the picture, and with `derive` its versions by name (640.webp). `kind` as Pillow names it."""
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as image:
            facts, turn = _judged(image)
            if not facts.shown:
                return facts, {}
            with _one_at_a_time if image.width * image.height > _HUGE else nullcontext():
                return _derived(image, facts, turn) if derive else _verified(image, facts)
    except MemoryError:
        raise
    except Exception:  # a damaged file ends in any of a dozen errors, which differ between versions of Pillow
        return refused(_BROKEN), {}


def _judged(image: Image.Image) -> tuple[Facts, Image.Transpose | None]:
    """From the header alone, and how it must be turned to stand upright."""
    width, height = image.size
    if max(width, height) > _EDGE or width * height > _PIXELS:
        return refused(f"图片有 {width}×{height} 像素，太大了，请缩到长边 6000 像素以内"), None
    if image.format != "MPO" and getattr(image, "is_animated", False):
        return refused(_MOVING), None
    orientation = _orientation(image)
    if orientation >= 5:
        width, height = height, width
    return Facts(width, height, _too_small(width, height)), _TURNS.get(orientation)


def _orientation(image: Image.Image) -> int:
    """EXIF 0x0112; 1 where it is upright or the EXIF is damaged."""
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _too_small(width: int, height: int) -> Fault | None:
    edge, name = (width, "宽") if width >= height else (height, "高")
    said = f"只有 {edge} 像素{name}，放大看会模糊，请换一张{name} 1600 像素以上的"
    return Fault(said, "warning") if edge < _SMALL else None


def _verified(image: Image.Image, facts: Facts) -> tuple[Facts, dict[str, bytes]]:
    """Reads it to its end, a JPEG at an eighth of its size."""
    image.draft(None, (1, 1))
    image.load()
    return facts, {}


def _derived(image: Image.Image, facts: Facts, turn: Image.Transpose | None) -> tuple[Facts, dict[str, bytes]]:
    """Each version is made from the next larger one. WebP of method 2 costs two fifths of method 4, at 3 % more bytes."""
    version = largest = _largest(image, facts, turn)
    files: dict[str, bytes] = {}
    for width in reversed(facts.widths):
        size = (width, facts.height_at(width))
        if size != version.size:
            version = version.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        files[f"{width}.jpg"] = _saved(version, "JPEG", quality=80, progressive=True, optimize=True, subsampling="4:2:0")
        files[f"{width}.webp"] = _saved(version, "WEBP", quality=78, method=2)
    return replace(facts, placeholder=_placeholder(largest), files={name: len(data) for name, data in files.items()}), files


def _largest(image: Image.Image, facts: Facts, turn: Image.Transpose | None) -> Image.Image:
    """Upright and on paper. What costs is done after it has been made smaller."""
    width = facts.widths[-1]
    size = (width, facts.height_at(width))
    if (facts.width, facts.height) != image.size:
        size = size[::-1]
    profile = image.info.get("icc_profile")
    drafted = image.draft(None, (2 * size[0], 2 * size[1]))
    smaller = plain(image)
    if smaller.size != size:
        smaller = smaller.resize(size, Image.Resampling.LANCZOS, box=drafted[1] if drafted else None, reducing_gap=3.0)
    return on_paper(smaller if turn is None else smaller.transpose(turn), profile)


def _saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **settings)
    return target.getvalue()


def _placeholder(image: Image.Image) -> str:
    tiny = image.copy()
    tiny.thumbnail((24, 24), Image.Resampling.BOX)
    tiny = tiny.filter(ImageFilter.GaussianBlur(0.7))
    tries = (_saved(tiny, "WEBP", quality=quality, method=6) for quality in (80, 60, 40, 20, 0))
    data = next((data for data in tries if len(data) <= _TINY), b"")
    return "data:image/webp;base64," + base64.b64encode(data).decode() if data else ""
