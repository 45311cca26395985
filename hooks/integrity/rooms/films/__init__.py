"""警示教育片: what a film shows, its subtitles as text, questions to discuss. The file may lie outside git."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Film
from .render import figures, render

ROOM = Room(
    "films",
    "警示教育片",
    (Film,),
    index,
    render,
    check,
    figures=figures,
    derives=r"films/index\.md",
    menu="警示教育",
)
