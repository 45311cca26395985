"""自测: banks of questions beside the rules that they test; they run in the reader's browser, and nothing leaves it."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Bank, Sheet
from .render import figures, render
from .signals import signals

ROOM = Room(
    "questions",
    "自测",
    (Bank, Sheet),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    derives=r"questions/(index|banks|review|draw)\.md|questions/paper-.*",
    reads=("case",),
)
