"""A picture as pages show it: its size, its smaller versions, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .issue import Level

OUTSIDE = "outside:"
"""Begins the path of a picture in the configured folder, which is no path below the root."""


@dataclass(frozen=True)
class Variant:
    """One version of a picture. `width` in pixels."""

    uri: str
    width: int


class Sized(NamedTuple):
    """A file and its size in pixels."""

    uri: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """`width` and `height` are the pixels of the original as shown, or an SVG's own units.

    `uri` is what <img src> gets. `jpeg` and `webp` ascend and are empty for an SVG, as is `placeholder`, a blurred
    picture of at most 24 pixels as a data: URI.
    """

    width: int
    height: int
    uri: str
    jpeg: tuple[Variant, ...] = ()
    webp: tuple[Variant, ...] = ()
    placeholder: str = ""

    @property
    def ratio(self) -> float:
        return self.width / self.height

    @property
    def largest(self) -> Sized:
        """What is shown when one looks closely."""
        if not self.jpeg:
            return Sized(self.uri, self.width, self.height)
        return Sized(self.jpeg[-1].uri, self.jpeg[-1].width, self.height_at(self.jpeg[-1].width))

    def height_at(self, width: int) -> int:
        """The height of its version of that width, in pixels."""
        return max(1, round(self.height * width / self.width))


@dataclass(frozen=True)
class Fault:
    """What is wrong with a picture, said so that an editor can mend it. One with a warning is shown all the same."""

    text: str
    level: Level = "error"


@dataclass(frozen=True)
class Pictures:
    """`found` and `faults` by the path that records name; `files` are to be published, by their uris."""

    found: Mapping[str, Picture] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
