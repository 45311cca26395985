"""组织生活: what branches held, with whom, and what they still owe."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Activity, ActivityLedger
from .render import events, figures, render
from .signals import signals

ROOM = Room(
    "activities",
    "组织生活",
    (Activity, ActivityLedger),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    events=events,
    derives=r"activities/(index|by-[a-z]+|year-\d{4})\.md",
    reads=(),
)
