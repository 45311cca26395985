"""季度测试: the plan of a quarter's test and its result in totals, the rates over the quarters, what is missing."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import QuarterlyTest
from .render import figures, render
from .signals import signals

ROOM = Room(
    "quarterly",
    "季度测试",
    (QuarterlyTest,),
    index,
    render,
    check,
    figures=figures,
    signals=signals,
    derives=r"quarterly/index\.md",
    menu="学习安排",
)
