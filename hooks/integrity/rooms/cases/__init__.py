"""警示案例: one case, one analysis, one circular (一案一剖析，一案一通报); the library, and sets for a meeting."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Case
from .render import figures, render
from .sets import CaseSet
from .signals import signals

ROOM = Room(
    "cases",
    "警示教育",
    (Case, CaseSet),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    derives=r"cases/(index|overview|by-article|this-month(-slides)?|(by|articles)/.*|\d{4}/\d{4}-\d+-(circular|slides))\.md"
    r"|sets/(index|.*-slides)\.md",
    reads=("film", "exemplar"),
)
