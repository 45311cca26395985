"""主体责任: who answers for which measures, which section earns which points, and where responsibility runs dry."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import AccountabilityList
from .render import render
from .tell import deadlines, figures, signals, traces

ROOM = Room(
    "accountability",
    "主体责任",
    (AccountabilityList,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    deadlines=deadlines,
    traces=traces,
    derives=r"accountability/(\d{4}/)?(index|by-role|by-section|matrix|weaknesses|section-[a-z0-9-]+)\.md",
    reads=(),
)
