"""警钟长鸣: a short reminder every Friday and before every holiday."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Reminders
from .render import events, figures, render
from .signals import signals

ROOM = Room(
    "bells",
    "警钟长鸣",
    (Reminders,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    events=events,
    derives=r"bells/(index|library|\d{4})\.md",
    menu="学习安排",
    reads=(),
)
