"""What is known of one file by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..kernel.picture import Fault, Picture

RECIPE = 2
"""To be raised with every change of what a version looks like: addresses change with it."""
WIDTHS = (640, 1280, 2560)
PAPER = (0xF7, 0xF3, 0xEA)
"""What lies behind a transparent picture: #f7f3ea."""
_TALLEST = 8192
"""Pixels. WebP ends at 16383, and a small computer decodes no more than this with ease."""


@dataclass(frozen=True)
class Facts:
    """`width` and `height` are nought for what is no picture. `files` are the bytes of each version by its name."""

    width: int = 0
    height: int = 0
    fault: Fault | None = None
    vector: bool = False
    placeholder: str = ""
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> bool:
        return self.width > 0 and (self.fault is None or self.fault.level == "warning")

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of its versions, ascending: never wider than the original."""
        if self.vector or not self.shown:
            return ()
        most = min(self.width, max(1, self.width * _TALLEST // self.height))
        return tuple(sorted({min(width, most) for width in WIDTHS}))

    def height_at(self, width: int) -> int:
        return Picture(self.width, self.height, "").height_at(width)


def refused(text: str) -> Facts:
    return Facts(fault=Fault(text))
