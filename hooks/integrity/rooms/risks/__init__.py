"""风险提示: what the rooms see coming, held against the thresholds of the unit, and the days by which units owe something."""

from ...kernel.room import Room
from .index import index
from .render import render

ROOM = Room("risks", "风险提示", (), index, render, stage=1, derives=r"risks/(index|rules|deadlines|by-unit)\.md")
