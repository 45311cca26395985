"""学习日历: month by month what is on and what to read, as a page, a reminder to paste, and feeds for phones."""

from ...kernel.room import Room
from .index import index
from .render import render

ROOM = Room(
    "calendar",
    "学习日历",
    (),
    index,
    render,
    stage=1,
    derives=r"calendar/(index|\d{4}-\d\d)\.md",
    menu="学习安排",
)
