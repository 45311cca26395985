"""整改落实: problems, their measures, who answers for them and by when."""

from ...kernel.room import Room
from .answers import answers
from .check import check
from .figures import figures
from .index import index
from .model import Ledger, Opinion
from .render import render
from .signals import deadlines, signals
from .traces import traces

_LISTS = r"index|ledger|overdue|this-month|by-(unit|source|opinion)(-[^/]+)?"

ROOM = Room(
    "rectification",
    "整改落实",
    (Opinion, Ledger),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    deadlines=deadlines,
    traces=traces,
    answers=answers,
    derives=rf"rectification/({_LISTS})\.md|rectification/.+-(table|m\d+(-\d+)+)\.md",
    reads=(),
)
