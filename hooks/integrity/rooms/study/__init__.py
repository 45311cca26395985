"""学习安排: a year's focuses and sessions, what is on this week, what is missing."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Arrangement
from .render import events, figures, render
from .signals import signals

ROOM = Room(
    "study",
    "学习安排",
    (Arrangement,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    events=events,
    derives=r"study/(index|year-\d{4}|by-[a-z]+|\d{4}-focus-\d\d|.+-s\d+)\.md",
    reads=(),
)
