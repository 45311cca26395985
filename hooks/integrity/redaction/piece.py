"""What a file holds that somebody could be known by: its texts with their places, and what its properties tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
Role = Literal["text", "path", "author", "device", "gps", "hidden", "scan", "broken"]
"""`text` is to be scanned, `path` is the file's own name; the others are a finding by themselves: an author's name, a device,
a position, data behind the picture, a page that is a picture, a file that cannot be read."""


@dataclass(frozen=True)
class Piece:
    """`text` stands at `place` (第3段, 页眉, 第2页); an empty place means that its lines are the lines of the file."""

    text: str
    place: str = ""
    role: Role = "text"


def within(place: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of something that lies at `place` of a larger file."""
    for piece in pieces:
        yield replace(piece, place=f"{place}，{piece.place}" if piece.place else place)
