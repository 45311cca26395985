"""承诺书和卡片: printable forms with fields to fill by hand, their print sheets, and the signing rate in totals."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Form
from .render import figures, render

ROOM = Room(
    "forms",
    "承诺书和卡片",
    (Form,),
    index,
    render,
    check,
    figures=figures,
    derives=r"forms/(?:index|.+-(?:a4|a6|a4x2|a4x4))\.md",
    menu="警示教育",
    reads=(),
)
