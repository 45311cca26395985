"""专项工作: the plan of a campaign, its stages and focuses, and which unit has reported what it found at home."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Campaign
from .render import render
from .watch import deadlines, figures, signals

ROOM = Room(
    "campaigns",
    "专项工作",
    (Campaign,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    deadlines=deadlines,
    derives=r"campaigns/index\.md",
    menu="整改落实",
)
