"""督察审计: inspections and audits, what they found, and which items of the ledger answer it."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Inspection
from .render import render
from .watch import figures, signals

ROOM = Room(
    "supervision",
    "督察审计",
    (Inspection,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    derives=r"supervision/(index|by-[a-z]+)\.md",
    menu="整改落实",
)
