"""整改落实: problems, their measures, who answers for them and by when."""

from ...kernel.room import Room
from .answers import answers
from .check import check
from .index import figures, index
from .model import Ledger, Opinion
from .render import render

ROOM = Room(
    "rectification",
    "整改落实",
    (Opinion, Ledger),
    index,
    render,
    check,
    figures=figures,
    answers=answers,
    derives=r"rectification/(index|overdue|by-[a-z]+)\.md",
)
