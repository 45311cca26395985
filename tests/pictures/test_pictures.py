"""What happens to each kind of picture that an editor may bring."""

from __future__ import annotations

import base64
import io
import itertools
import os
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures.profiles import green_cyan_ink, grey_of_gamma_one, swapped_rgb
from PIL import Image, ImageChops

from integrity.kernel.picture import OUTSIDE, Fault, Picture, Pictures
from integrity.pictures.cache import tidy
from integrity.pictures.facts import PAPER
from integrity.pictures.read import read_pictures

PATH = "docs/corridor/1f/lotus.jpg"
RED = (200, 30, 40)

Shown = tuple[Picture, Pictures]


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def flat(size: tuple[int, int] = (1000, 600), colour: Any = RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def rough(size: tuple[int, int] = (1000, 600)) -> Image.Image:
    """Something that does not compress to nothing."""
    return Image.effect_mandelbrot(size, (-2, -1.3, 1, 1.3), 60).convert("RGB")


def read(tmp_path: Path, content: bytes, path: str = PATH, derive: bool = True) -> Pictures:
    file = tmp_path / "originals" / path.rpartition("/")[2]
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return read_pictures({path: file}, tmp_path / "cache", derive)


def shown(tmp_path: Path, content: bytes) -> Shown:
    pictures = read(tmp_path, content)
    assert not any(fault.level == "error" for fault in pictures.faults.values()), pictures.faults
    return pictures.found[PATH], pictures


def fault(tmp_path: Path, content: bytes, path: str = PATH) -> Fault:
    """The same from a check and from a build, and no picture beside an error."""
    pictures = read(tmp_path, content, path, derive=False)
    assert read(tmp_path, content, path).faults == pictures.faults
    assert (path in pictures.found) == (pictures.faults[path].level == "warning")
    assert pictures.files == {} or pictures.faults[path].level == "warning"
    return pictures.faults[path]


def near(image: Image.Image, wanted: tuple[int, ...], at: tuple[int, int] = (5, 5), by: int = 6) -> bool:
    value = image.convert("RGB").getpixel(at)
    assert isinstance(value, tuple)
    return all(abs(a - b) <= by for a, b in zip(value, wanted, strict=True))


def opened(pictures: Pictures) -> list[Image.Image]:
    return [Image.open(io.BytesIO(file.read_bytes())) for file in pictures.files.values()]


def test_versions_in_three_widths_and_two_formats(tmp_path: Path) -> None:
    picture, pictures = shown(tmp_path, encoded(rough((3000, 2000)), "JPEG"))
    assert (picture.width, picture.height, picture.ratio) == (3000, 2000, 1.5)
    assert [variant.width for variant in picture.jpeg] == [variant.width for variant in picture.webp] == [640, 1280, 2560]
    assert picture.uri == picture.jpeg[1].uri
    assert picture.largest == (picture.jpeg[2].uri, 2560, 1707)
    assert sorted(pictures.files) == sorted(variant.uri for variant in picture.jpeg + picture.webp)
    for variant in picture.jpeg + picture.webp:
        with Image.open(pictures.files[variant.uri]) as image:
            assert image.size == (variant.width, picture.height_at(variant.width))
            assert image.format == ("JPEG" if variant.uri.endswith(".jpg") else "WEBP")
    assert variant.uri.startswith("assets/pictures/")
    assert len(variant.uri.removeprefix("assets/pictures/").partition("-")[0]) == 12


@pytest.mark.parametrize(
    ("width", "wanted"), [(1, [1]), (500, [500]), (640, [640]), (700, [640, 700]), (1280, [640, 1280]), (2000, [640, 1280, 2000])]
)
def test_no_version_is_wider_than_the_original(tmp_path: Path, width: int, wanted: list[int]) -> None:
    picture, _ = shown(tmp_path, encoded(flat((width, 30)), "PNG"))
    assert [variant.width for variant in picture.jpeg] == wanted


def test_the_versions_look_like_the_original(tmp_path: Path) -> None:
    original = rough((2600, 1800))
    _, pictures = shown(tmp_path, encoded(original, "PNG"))
    for image in opened(pictures):
        fair = original.resize(image.size, Image.Resampling.LANCZOS)
        difference = ImageChops.difference(fair, image.convert("RGB")).convert("L").resize((1, 1), Image.Resampling.BOX)
        assert difference.getpixel((0, 0)) < 5  # type: ignore[operator]


def test_the_placeholder_is_tiny_and_blurred(tmp_path: Path) -> None:
    picture, _ = shown(tmp_path, encoded(Image.effect_noise((900, 900), 120).convert("RGB"), "PNG"))
    head, _, data = picture.placeholder.partition(",")
    assert head == "data:image/webp;base64"
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (24, 24)
    assert len(picture.placeholder) < 400


@settings(max_examples=15, deadline=None)
@given(width=st.sampled_from([1, 2, 3, 23, 641, 5000]), height=st.sampled_from([1, 2, 7, 20, 799, 5000]), grey=st.booleans())
def test_odd_sizes(tmp_path_factory: pytest.TempPathFactory, width: int, height: int, grey: bool) -> None:
    image = flat((width, height), 120, "L") if grey else flat((width, height))
    picture, pictures = shown(tmp_path_factory.mktemp("odd"), encoded(image, "PNG"))
    assert (picture.width, picture.height) == (width, height)
    for variant in picture.jpeg + picture.webp:
        with Image.open(pictures.files[variant.uri]) as made:
            assert made.size == (variant.width, picture.height_at(variant.width))


def test_a_tall_scroll_is_no_taller_than_webp_can_hold(tmp_path: Path) -> None:
    picture, pictures = shown(tmp_path, encoded(flat((1000, 20_000), 1, "1"), "PNG"))
    assert [variant.width for variant in picture.webp] == [409]
    assert all(image.height <= 8192 for image in opened(pictures))


# What a file tells beside its pixels


def told() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Camera of Zhang", "Zhang Jianguo"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (30.0, 15.0, 20.0)
    return exif


def segments_of(jpeg: bytes) -> set[int]:
    """The markers of a JPEG before its pixels (ITU-T T.81)."""
    found, at = set(), 2
    while jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def chunks_of(webp: bytes) -> set[bytes]:
    found, at = set(), 12
    while at < len(webp):
        found.add(webp[at : at + 4])
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return found


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_nothing_but_pixels_is_left(tmp_path: Path, kind: str) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><author>Zhang Jianguo</author></x:xmpmeta>'
    extra: dict[str, Any] = {"xmp": xmp} if kind != "PNG" else {}
    extra |= {"comment": b"Zhang Jianguo"} if kind == "JPEG" else {}
    original = encoded(rough(), kind, exif=told(), icc_profile=swapped_rgb(), **extra)
    assert b"Zhang Jianguo" in original
    picture, pictures = shown(tmp_path, original)
    for variant in picture.jpeg:
        data = pictures.files[variant.uri].read_bytes()
        assert segments_of(data) <= {0xE0, 0xDB, 0xC2, 0xC4, 0xDD}, "only JFIF, tables and a progressive frame"
    for variant in picture.webp:
        assert chunks_of(pictures.files[variant.uri].read_bytes()) == {b"VP8 "}
    for image in opened(pictures):
        assert len(image.getexif()) == 0
        assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
    assert not any(b"Zhang" in file.read_bytes() for file in (tmp_path / "cache").rglob("*.*"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_lying_on_its_side_is_turned(tmp_path: Path, kind: str) -> None:
    image = flat((1000, 600))
    image.paste((20, 40, 200), (0, 0, 500, 600))
    exif = Image.Exif()
    exif[0x0112] = 6  # its left side is shown at the top
    picture, pictures = shown(tmp_path, encoded(image, kind, exif=exif))
    assert (picture.width, picture.height) == (600, 1000)
    for made in opened(pictures):
        assert made.size == (600, 1000)
        assert near(made, (20, 40, 200), (300, 50))
        assert near(made, RED, (300, 950))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_orientations(tmp_path: Path, orientation: int) -> None:
    from PIL import ImageOps

    original, exif = rough((900, 610)), Image.Exif()
    exif[0x0112] = orientation
    content = encoded(original, "PNG", exif=exif)
    _, pictures = shown(tmp_path, content)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    made = max(opened(pictures), key=lambda image: (image.width, image.format == "JPEG"))
    assert made.size == upright.size
    assert ImageChops.difference(made.convert("RGB"), upright).convert("L").resize((1, 1)).getpixel((0, 0)) < 5  # type: ignore[operator]


def test_damaged_exif_does_no_harm(tmp_path: Path) -> None:
    content = encoded(flat(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0" * 9)
    picture, _ = shown(tmp_path, content)
    assert (picture.width, picture.height) == (1000, 600)


# Colours


def test_cmyk_without_a_profile(tmp_path: Path) -> None:
    image = flat((1000, 600), (0, 255, 255, 0), "CMYK")
    image.paste((255, 0, 255, 0), (500, 0, 1000, 600))
    image.paste((0, 0, 0, 128), (0, 300, 1000, 600))
    _, pictures = shown(tmp_path, encoded(image, "JPEG", quality=95))
    for made in opened(pictures):
        assert made.mode == "RGB"
        assert near(made, (255, 0, 0), (50, 50))
        assert near(made, (0, 255, 0), (made.width - 50, 50))
        assert near(made, (127, 127, 127), (50, made.height - 20))


def test_cmyk_by_its_profile(tmp_path: Path) -> None:
    image = flat((1000, 600), (255, 0, 0, 0), "CMYK")
    image.paste((0, 0, 0, 0), (500, 0, 1000, 600))
    _, pictures = shown(tmp_path, encoded(image, "JPEG", quality=95, icc_profile=green_cyan_ink()))
    for made in opened(pictures):
        red, green, blue = made.convert("RGB").getpixel((50, 50))  # type: ignore[misc]
        assert green > max(red, blue) + 60, "not the blue-green of cyan without a profile"
        assert near(made, (255, 255, 255), (made.width - 50, 50))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_rgb_by_its_profile(tmp_path: Path, kind: str) -> None:
    _, pictures = shown(tmp_path, encoded(flat(colour=(255, 0, 0)), kind, icc_profile=swapped_rgb()))
    assert all(near(made, (0, 0, 255)) for made in opened(pictures))


def test_transparent_rgb_by_its_profile(tmp_path: Path) -> None:
    image = flat(colour=(255, 0, 0, 255), mode="RGBA")
    image.paste((255, 0, 0, 0), (500, 0, 1000, 600))
    _, pictures = shown(tmp_path, encoded(image, "PNG", icc_profile=swapped_rgb()))
    for made in opened(pictures):
        assert near(made, (0, 0, 255))
        assert near(made, PAPER, (made.width - 50, 50))


def test_grey_by_its_profile(tmp_path: Path) -> None:
    _, pictures = shown(tmp_path, encoded(flat(colour=55, mode="L"), "JPEG", icc_profile=grey_of_gamma_one()))
    assert all(near(made, (128, 128, 128)) for made in opened(pictures))


@pytest.mark.parametrize("profile", [b"no profile", swapped_rgb()[:200], green_cyan_ink()], ids=["none", "cut", "of CMYK"])
def test_a_profile_that_cannot_be_used_is_left_out(tmp_path: Path, profile: bytes) -> None:
    _, pictures = shown(tmp_path, encoded(flat(), "JPEG", icc_profile=profile))
    assert all(near(made, RED) for made in opened(pictures))


def _half(mode: str) -> Image.Image:
    """Opaque red (or its grey) to the left, nothing to the right."""
    image = flat(colour=(*RED, 255), mode="RGBA")
    image.paste((0, 255, 0, 0), (500, 0, 1000, 600))
    return image if mode == "RGBA" else image.convert(mode)


def _keyed(mode: str, colour: Any, clear: Any) -> bytes:
    image = flat(colour=colour, mode=mode)
    image.paste(clear, (500, 0, 1000, 600))
    return encoded(image, "PNG", transparency=clear)


TRANSPARENT: dict[str, tuple[Callable[[], bytes], tuple[int, ...]]] = {
    "RGBA": (lambda: encoded(_half("RGBA"), "PNG"), RED),
    "LA": (lambda: encoded(_half("LA"), "PNG"), (82, 82, 82)),
    "palette": (lambda: encoded(_half("RGBA").quantize(16), "PNG"), RED),
    "gif": (lambda: encoded(_half("RGBA"), "GIF"), RED),
    "webp": (lambda: encoded(_half("RGBA"), "WEBP", lossless=True), RED),
    "rgb with a clear colour": (lambda: _keyed("RGB", RED, (1, 2, 3)), RED),
    "grey with a clear value": (lambda: _keyed("L", 90, 7), (90, 90, 90)),
}


@pytest.mark.parametrize("name", TRANSPARENT)
def test_transparent_pictures_lie_on_paper(tmp_path: Path, name: str) -> None:
    make, wanted = TRANSPARENT[name]
    _, pictures = shown(tmp_path, make())
    for made in opened(pictures):
        assert near(made, wanted)
        assert near(made, PAPER, (made.width - 50, 50))


def png16(width: int, height: int, value: int) -> bytes:
    """Grey of sixteen bits (ISO/IEC 15948)."""
    rows = (b"\0" + struct.pack(">H", value) * width) * height
    parts = [(b"IHDR", struct.pack(">2I5B", width, height, 16, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data)) for tag, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_sixteen_bits(tmp_path: Path) -> None:
    _, pictures = shown(tmp_path, png16(900, 40, 0x8080))
    assert all(near(made, (128, 128, 128)) for made in opened(pictures))


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_black_and_white_grey_and_palette(tmp_path: Path, mode: str) -> None:
    _, pictures = shown(tmp_path, encoded(flat(colour=(255, 255, 255)).convert(mode), "PNG"))
    assert all(near(made, (255, 255, 255)) for made in opened(pictures))


# What is right although it looks wrong


def test_twelve_thousand_pixels(tmp_path: Path) -> None:
    picture, _ = shown(tmp_path, encoded(rough((1200, 40)).resize((12_000, 400)), "JPEG"))
    assert (picture.width, picture.height) == (12_000, 400)
    assert [variant.width for variant in picture.webp] == [640, 1280, 2560]


def test_a_hundred_million_pixels(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        content = encoded(flat((12_000, 9_000), 1, "1"), "PNG")
    limit = Image.MAX_IMAGE_PIXELS
    picture, _ = shown(tmp_path, content)
    assert (picture.width, picture.height) == (12_000, 9_000)
    assert limit == Image.MAX_IMAGE_PIXELS, "Pillow's own limit holds again elsewhere"


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_a_suffix_that_lies(tmp_path: Path, kind: str) -> None:
    picture, pictures = shown(tmp_path, encoded(flat(), kind))
    assert picture.width == 1000
    assert all(near(made, RED, by=12) for made in opened(pictures))


def test_a_phone_that_keeps_a_second_picture_in_the_file(tmp_path: Path) -> None:
    content = encoded(flat(), "MPO", save_all=True, append_images=[flat((100, 60), (0, 0, 255))])
    picture, pictures = shown(tmp_path, content)
    assert picture.width == 1000
    assert all(near(made, RED) for made in opened(pictures))


def test_chinese_names_and_the_configured_folder(tmp_path: Path) -> None:
    path = OUTSIDE + "一楼/荷 花.png"
    pictures = read(tmp_path, encoded(flat(), "PNG"), path)
    assert pictures.found[path].width == 1000
    assert all(uri.isascii() for uri in pictures.files)


# What is refused


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_moving_pictures(tmp_path: Path, kind: str) -> None:
    frames = [flat((900, 900), colour) for colour in ("red", "green", "blue")]
    content = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert fault(tmp_path, content) == Fault("是动图，展板用静态图片，请另存为 JPEG 或 PNG")


@pytest.mark.parametrize("kind", ["JPEG", "progressive", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_truncated_files(tmp_path: Path, kind: str, share: float) -> None:
    content = encoded(rough(), "JPEG", progressive=True) if kind == "progressive" else encoded(rough(), kind)
    assert fault(tmp_path, content[: int(len(content) * share)]).text == "图片不完整，读到一半就断了，请重新复制一份"


def png_of(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is this large."""
    head = b"IHDR" + struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    parts = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, data))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(30_000, 20_000), (20_001, 10), (10, 20_001), (13_000, 13_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path, size: tuple[int, int]) -> None:
    wanted = f"图片有 {size[0]}×{size[1]} 像素，太大了，请缩到长边 6000 像素以内"
    assert fault(tmp_path, png_of(*size)) == Fault(wanted)


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((500, 300), "只有 500 像素宽，放大看会模糊，请换一张宽 1600 像素以上的"),
        ((300, 799), "只有 799 像素高，放大看会模糊，请换一张高 1600 像素以上的"),
    ],
)
def test_small_pictures_get_a_warning_and_are_shown(tmp_path: Path, size: tuple[int, int], wanted: str) -> None:
    assert fault(tmp_path, encoded(flat(size), "PNG")) == Fault(wanted, "warning")


@pytest.mark.parametrize("size", [(800, 10), (200, 2000)])
def test_a_long_scroll_is_not_small(tmp_path: Path, size: tuple[int, int]) -> None:
    assert read(tmp_path, encoded(flat(size), "PNG")).faults == {}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"", "图片不完整，文件是空的，请重新复制一份"),
        (bytes(5000), "图片不完整，文件是空的，请重新复制一份"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "是 HEIC 格式（手机的高效格式），浏览器显示不了，请另存为 JPEG 或 PNG"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "是 HEIC 格式"),
        (b"II*\0" + bytes(100), "是 TIFF 格式，网页显示不了，请另存为 JPEG 或 PNG（可用的格式：JPEG、PNG、WebP、AVIF、SVG）"),
        ("这不是图片".encode(), "不是能读的图片，请另存为 JPEG 或 PNG"),
        (b"<html><body>Error</body></html>", "不是能读的图片"),
    ],
)
def test_what_is_no_picture(tmp_path: Path, content: bytes, wanted: str) -> None:
    assert fault(tmp_path, content).text.startswith(wanted)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    pictures = read_pictures({PATH: tmp_path / "gone.jpg"}, tmp_path / "cache", True)
    assert pictures.faults == {PATH: Fault("文件打不开，请核对它是否还在、有没有读取权限")}


# SVG

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><title>荷</title><path d="M0 0h9v9z"/></svg>'
DRAWN = "docs/corridor/1f/lotus.svg"


@pytest.mark.parametrize(
    ("attributes", "wanted"),
    [
        ('viewBox="0 0 1200 800"', (1200, 800)),
        ('viewBox="-10,-10, 1200.4 800" width="5" height="5"', (1200, 800)),
        ('width="640px" height="480"', (640, 480)),
        ('width="297mm" height="210mm"', (297, 210)),
        ('viewBox="0 0 24 18"', (1200, 900)),
        ('viewBox="0 0 1 100000"', (1, 1200)),
    ],
)
def test_the_size_of_an_svg(tmp_path: Path, attributes: str, wanted: tuple[int, int]) -> None:
    pictures = read(tmp_path, SVG.format(attributes).encode(), DRAWN)
    assert pictures == Pictures({DRAWN: Picture(*wanted, "corridor/1f/lotus.svg")})
    assert pictures.found[DRAWN].largest == ("corridor/1f/lotus.svg", *wanted)


@pytest.mark.parametrize(
    "attributes", ["", 'width="100%" height="100%"', 'viewBox="0 0 0 10"', 'viewBox="a"', 'viewBox="0 0 inf 1"', 'width="20"']
)
def test_an_svg_without_a_size(tmp_path: Path, attributes: str) -> None:
    assert fault(tmp_path, SVG.format(attributes).encode(), DRAWN).text.startswith("SVG 没有写大小，请写上 viewBox")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onclick="go()"/>',
        "<foreignObject/>",
        '<image href="http://192.0.2.1/a.png"/>',
        '<s:script xmlns:s="http://www.w3.org/2000/svg">go()</s:script>',
        '<a href=" java&#10;script:go()"><path/></a>',
        '<style>@import "//192.0.2.1/a.css";</style>',
    ],
)
@pytest.mark.parametrize("path", [DRAWN, OUTSIDE + "lotus.svg"])
def test_an_svg_that_does_something(tmp_path: Path, inside: str, path: str) -> None:
    content = SVG.format('viewBox="0 0 1200 800"').replace("<path", inside + "<path", 1).encode()
    assert "脚本" in fault(tmp_path, content, path).text


def test_an_svg_with_filters_is_slow_and_said_to_be(tmp_path: Path) -> None:
    content = SVG.format('viewBox="0 0 1200 800"').replace("<path", '<filter id="ink"><feTurbulence/></filter><path', 1)
    found = fault(tmp_path, content.encode(), DRAWN)
    assert (found.level, found.text.startswith("SVG 里用了滤镜")) == ("warning", True)


def test_an_svg_with_entities(tmp_path: Path) -> None:
    content = '<!DOCTYPE svg [<!ENTITY a "&#60;script>go()&#60;/script>">]>' + SVG.format('viewBox="0 0 9 9"')
    assert "脚本" in fault(tmp_path, content.encode(), DRAWN).text


@pytest.mark.parametrize("content", [SVG.format('viewBox="0 0 1200 800"')[:-20], "<html><svg/></html>"])
def test_a_broken_svg(tmp_path: Path, content: str) -> None:
    assert fault(tmp_path, content.encode(), DRAWN).level == "error"


def test_an_svg_in_another_encoding(tmp_path: Path) -> None:
    content = SVG.format('viewBox="0 0 1200 800"')
    assert "UTF-8" in fault(tmp_path, content.encode("utf-16"), DRAWN).text
    assert "UTF-8" in fault(tmp_path, content.encode("gbk"), DRAWN).text


def test_an_svg_of_the_configured_folder_is_published_from_there(tmp_path: Path) -> None:
    path = OUTSIDE + "1f/lotus.svg"
    pictures = read(tmp_path, SVG.format('viewBox="0 0 1200 800"').encode(), path)
    uri = pictures.found[path].uri
    assert re.fullmatch(r"assets/pictures/[0-9a-f]{12}\.svg", uri)
    assert pictures.files == {uri: tmp_path / "originals" / "lotus.svg"}
    assert read(tmp_path, b"<svg/>", OUTSIDE + "1f/lotus.svg").files == {}


# The cache


@pytest.fixture
def sources(tmp_path: Path) -> Mapping[str, Path]:
    made = {
        "docs/corridor/1f/a.jpg": encoded(rough(), "JPEG"),
        "docs/corridor/1f/b.png": encoded(_half("RGBA"), "PNG"),
        "docs/corridor/1f/c.gif": encoded(flat(), "GIF", save_all=True, append_images=[flat(colour=(1, 2, 3))]),
        "docs/corridor/1f/d.svg": SVG.format('viewBox="0 0 1200 800"').encode(),
        "docs/corridor/1f/e.jpg": encoded(rough(), "JPEG")[:2000],
        OUTSIDE + "f.jpg": encoded(rough((1300, 900)), "JPEG"),
    }
    for path, content in made.items():
        (tmp_path / path.rpartition("/")[2].removeprefix(OUTSIDE)).write_bytes(content)
    return {path: tmp_path / path.rpartition("/")[2].removeprefix(OUTSIDE) for path in made}


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no image work is left to be done")

    monkeypatch.setattr(Image, "open", refuse)
    monkeypatch.setattr(Image.Image, "save", refuse)


def everything(cache: Path) -> dict[str, bytes]:
    return {path.relative_to(cache).as_posix(): path.read_bytes() for path in sorted(cache.rglob("*")) if path.is_file()}


def test_a_second_run_does_no_image_work(sources: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_pictures(sources, tmp_path / "cache", True)
    assert sorted(first.faults) == ["docs/corridor/1f/c.gif", "docs/corridor/1f/e.jpg"]
    forbid(monkeypatch)
    assert read_pictures(sources, tmp_path / "cache", True) == first
    renamed = {path.replace("1f", "2f"): file for path, file in sources.items()}
    assert read_pictures(renamed, tmp_path / "cache", True).files == first.files


def test_a_check_makes_nothing_and_is_remembered(
    sources: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = read_pictures(sources, tmp_path / "cache", False)
    assert checked.files == {}
    assert {name.rpartition("/")[2] for name in everything(tmp_path / "cache")} == {"facts.json"}
    with monkeypatch.context() as patch:
        forbid(patch)
        assert read_pictures(sources, tmp_path / "cache", False) == checked
    made = read_pictures(sources, tmp_path / "cache", True)
    assert made.faults == checked.faults
    assert {path: picture.webp for path, picture in made.found.items()} == {p: one.webp for p, one in checked.found.items()}


def test_what_no_site_needs_any_more_goes_when_it_grows_too_large(sources: Mapping[str, Path], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    read_pictures(sources, cache, True)
    shown = {path: sources[path] for path in list(sources)[:2]}
    before = {folder.name for folder in cache.iterdir()}
    for name in before:
        os.utime(cache / name / "facts.json", (1, 1))
    read_pictures(shown, cache, True)
    assert {folder.name for folder in cache.iterdir()} == before, "there is room"
    needed = {folder.name for folder in cache.iterdir() if (folder / "facts.json").stat().st_mtime > 1}
    assert len(needed) == 2
    tidy(cache, needed, room=0)
    assert {folder.name for folder in cache.iterdir()} == needed
    assert read_pictures(shown, cache, True).files
    for name in needed:
        assert (cache / name / "facts.json").is_file()
    tidy(cache, (), room=0)
    assert {folder.name for folder in cache.iterdir()} == needed, "another build may use them at this moment"


def test_two_caches_hold_the_same_bytes(sources: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = read_pictures(sources, tmp_path / "one", True)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    two = read_pictures(dict(reversed(sources.items())), tmp_path / "two", True)
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    assert one.found == two.found
    assert list(one.files) == list(two.files) == sorted(one.files)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a version is gone": lambda folder: (folder / "640.webp").unlink(),
    "a version is cut": lambda folder: (folder / "640.webp").write_bytes(b"RIFF"),
    "a version is empty": lambda folder: (folder / "1000.jpg").write_bytes(b""),
    "the facts are gone": lambda folder: (folder / "facts.json").unlink(),
    "the facts are cut": lambda folder: (folder / "facts.json").write_text('{"width": 10'),
    "the facts are others": lambda folder: (folder / "facts.json").write_text('[{"width": 10}]'),
    "another Pillow": lambda folder: (folder / "facts.json").write_text(
        (folder / "facts.json").read_text("utf-8").replace('"pillow": "', '"pillow": "0.'), "utf-8"
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_entry_is_made_anew(tmp_path: Path, name: str) -> None:
    first = read(tmp_path, encoded(rough(), "JPEG"))
    before = everything(tmp_path / "cache")
    DAMAGES[name](next((tmp_path / "cache").iterdir()))
    assert read(tmp_path, encoded(rough(), "JPEG")) == first
    assert everything(tmp_path / "cache") == before


def test_a_build_that_breaks_off_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = itertools.count()
    replace = Path.replace

    def breaks(self: Path, target: Path) -> Path:
        if next(counted) == 2:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", breaks)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path, encoded(rough(), "JPEG"))
    monkeypatch.undo()
    assert [path for path in everything(tmp_path / "cache") if path.endswith("facts.json")] == []
    pictures = read(tmp_path, encoded(rough(), "JPEG"))
    assert {path.rpartition(".")[2] for path in everything(tmp_path / "cache")} >= {"jpg", "webp", "json"}
    assert {file.is_file() for file in pictures.files.values()} == {True}


def test_a_check_needs_no_right_to_write(sources: Mapping[str, Path], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert len(read_pictures(sources, tmp_path / "cache", False).found) == 4
    with pytest.raises(OSError, match="cache"):
        read_pictures(sources, tmp_path / "cache", True)


def test_the_same_picture_twice_is_one(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(encoded(rough(), "JPEG"))
    paths = [f"docs/corridor/{n}f/a.jpg" for n in range(1, 9)]
    pictures = read_pictures(dict.fromkeys(paths, file), tmp_path / "cache", True)
    assert len({picture.uri for picture in pictures.found.values()}) == 1


def test_no_pictures(tmp_path: Path) -> None:
    assert read_pictures({}, tmp_path / "cache", True) == Pictures()
