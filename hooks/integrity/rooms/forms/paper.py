"""The papers, and the model that says whether a text fits: signs per line, lines per sheet, at the largest type that does.

The model. A line of `width` millimetres holds floor(width / em) full-width signs, an em being the type's size (1 pt =
25.4/72 mm); digits and Latin letters count as 0.6 of one, which no common font exceeds on the average. Lines break as
browsers break Chinese: anywhere between signs, but not before closing punctuation, not after opening punctuation, not
within a number or a Latin word. A paragraph is indented by two signs. A sheet holds the text if the sum of title, lines
times leading, fields times their row, note and imprint is not more than the paper's height within its margins. Sizes are
tried from the largest. The style sheets (css/forms.css, --qf-…) carry the same numbers: a test compares them, and that
browsers agree: of 1 904 paragraphs of the sample at ten sizes Chromium took one line less in 0.7 %, more in none.

Sizes: 公文 text is 三号 (16 pt, 28 pt a line; GB/T 9704-2012, 5.2.2 and 5.2.3); A4, A5 and A6 are those of ISO 216.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .model import Form, Line
from .text import Block

POINT = 25.4 / 72
_LATIN = 0.6
RULE = 40
"""Millimetres that a signature needs at the least."""
_OPENING, _CLOSING = "《〈（“‘【〔「『", "》〉）”’】〕」』，。、；：？！…—"
_CLUSTER = re.compile(rf"[{_OPENING}]*(?:[0-9A-Za-z.%]+|.)[{_CLOSING}]*", re.S)


@dataclass(frozen=True)
class Type:
    """Sizes and leadings in points: the text, the title, the labels of the fields."""

    name: str
    text: float
    leading: float
    title: float
    title_leading: float
    label: float


@dataclass(frozen=True)
class Paper:
    """Millimetres. `motif` is the height that a picture takes, `row` that of a field, `gap` the room around title and fields.

    The note is set in `small` points, 1.5 times that a line. `columns` are how many short fields stand in a row.
    """

    name: str
    width: float
    height: float
    top: float
    side: float
    bottom: float
    motif: float
    gap: float
    row: float
    small: float
    columns: int
    types: tuple[Type, ...]

    @property
    def measure(self) -> float:
        return self.width - 2 * self.side

    @property
    def room(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def column(self) -> float:
        """The width of a short field; 6 mm lie between two."""
        return (self.measure - 6 * (self.columns - 1)) / self.columns


A4 = Paper(
    "A4", 210, 297, 28, 25, 22, 24, 8, 12, 10.5, 2,
    (
        Type("1", 16, 28, 22, 34, 14),
        Type("2", 15, 26, 22, 34, 14),
        Type("3", 14, 24.5, 20, 30, 14),
        Type("4", 13, 22.5, 20, 30, 13),
        Type("5", 12, 21, 20, 30, 12),
    ),
)  # fmt: skip
A5 = Paper("A5", 148, 210, 16, 16, 14, 17, 5, 9.5, 8, 1, (Type("1", 12, 20, 18, 27, 12), Type("2", 10.5, 17.5, 16, 24, 10.5)))
A6 = Paper(
    "A6", 105, 148, 11, 11, 10, 18, 3, 8.5, 7, 1,
    (Type("1", 11.5, 18, 17, 24, 10.5), Type("2", 10.5, 16.5, 16, 23, 10), Type("3", 9, 14, 15, 21, 9)),
)  # fmt: skip
PAPERS = {"A4": A4, "A6": A6}


@dataclass(frozen=True)
class Fit:
    """A text on a paper: the type it is set in, and the height in millimetres that it takes of what there is."""

    paper: Paper
    type: Type
    height: float

    @property
    def fits(self) -> bool:
        return self.height <= self.paper.room

    @property
    def excess(self) -> int:
        """How many lines of text there are too many."""
        return max(0, math.ceil((self.height - self.paper.room) / (self.type.leading * POINT)))

    @property
    def signs(self) -> int:
        """Full-width signs on a line."""
        return _capacity(self.paper.measure, self.type.text)


def fit(form: Form, text: Iterable[Block], paper: Paper) -> Fit:
    """`form` on `paper` in the largest type in which it fits, else in the smallest."""
    found = [Fit(paper, size, _height(form, tuple(text), paper, size)) for size in paper.types]
    return next((one for one in found if one.fits), found[-1])


def _height(form: Form, text: tuple[Block, ...], paper: Paper, size: Type) -> float:
    title = count_lines(form.title, _capacity(paper.measure, size.title)) * size.title_leading * POINT
    lines = sum(_block_lines(block, _capacity(paper.measure, size.text)) for block in text) * size.leading * POINT
    small = (count_lines(form.note, _capacity(paper.measure, paper.small)) if form.note else 0) + 1
    fields = field_rows(form.lines, paper) * paper.row
    return (paper.motif if form.motif else 0) + title + lines + fields + small * paper.small * 1.5 * POINT + 3 * paper.gap


def _capacity(width: float, points: float) -> int:
    return math.floor(width / (points * POINT) + 1e-9)


def _block_lines(block: Block, capacity: int) -> int:
    return count_lines(block.printed, capacity, 2 if block.kind in ("paragraph", "item") else 0)


def count_lines(text: str, capacity: int, indent: int = 0) -> int:
    """Lines that `text` takes at `capacity` full-width signs a line, the first indented."""
    lines, used = 1, float(indent)
    for width in _widths(text):
        if used + width > capacity + 1e-9 and used:
            lines, used = lines + 1, 0
        used += width
    return lines


def _widths(text: str) -> Iterator[float]:
    """The widths, in full-width signs, of the pieces that no line break divides."""
    for match in _CLUSTER.finditer(text):
        yield sum(_width(sign) for sign in match[0])


def _width(sign: str) -> float:
    return 1 if unicodedata.east_asian_width(sign) in "WFA" else _LATIN


def field_rows(lines: Iterable[Line], paper: Paper) -> int:
    """Rows of the paper that the fields take: short ones share a row where the paper has columns."""
    rows = free = 0
    for line in lines:
        if line.width == "short" and line.rows == 1:
            if not free:
                rows, free = rows + 1, paper.columns
            free -= 1
        else:
            rows, free = rows + _rows(line), 0
    return rows


def _rows(line: Line) -> int:
    """A field of several rows has its label on a row of its own."""
    return line.rows + 1 if line.rows > 1 else 1


def rule(line: Line, paper: Paper, size: Type) -> float:
    """Millimetres that are left to write on behind the label of a field."""
    if line.rows > 1:
        return paper.measure
    label = (sum(_widths(line.label)) + 1) * size.label * POINT
    return (paper.column if line.width == "short" else paper.measure) - label
