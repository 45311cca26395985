"""Every picture in the colours that browsers expect: eight bits, sRGB (IEC 61966-2-1), on paper where it is transparent."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from .facts import PAPER

_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}


def plain(image: Image.Image) -> Image.Image:
    """In L, RGB, RGBA or CMYK, which can be made smaller without harm."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in _SPACES:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def on_paper(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A `plain` picture in sRGB, opaque, with nothing of its file but the pixels."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    solid = image.convert("RGB") if alpha else image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(_in_srgb(solid, profile).convert("RGB"), mask=alpha)
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By its ICC profile (ISO 15076-1); unchanged where that is sRGB, broken or one of another kind of picture."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
        if source is None or not _fits(source, image):
            return image
        return _transformed(image, source)
    except (ImageCms.PyCMSError, ImportError, OSError, ValueError):
        return image


def _fits(source: ImageCms.ImageCmsProfile, image: Image.Image) -> bool:
    space, name = source.profile.xcolor_space.strip(), source.profile.profile_description or ""
    return space == _SPACES[image.mode] and not name.startswith("sRGB")


def _transformed(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    made = ImageCms.profileToProfile(
        image,
        source,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return made or image
