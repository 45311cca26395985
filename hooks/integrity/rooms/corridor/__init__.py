"""廉洁文化长廊: building → floor → wall → panel; walked along the walls, or through the chapters of an exhibition."""

from ...kernel.room import Room
from .check import check
from .exhibitions import Exhibition
from .index import index
from .model import Building, Panel
from .pictures import pictures
from .render import figures, render

ROOM = Room(
    "corridor",
    "廉洁长廊",
    (Building, Panel, Exhibition),
    index,
    render,
    check,
    figures=figures,
    pictures=pictures,
    derives=r"corridor/(index|[a-z][a-z0-9]*-\d+f)\.md|corridor/.+-(label|labels|poster|walk)\.md",
    reads=(),
)
