"""学习安排: a year's focuses and sessions, what is on this week, what is missing."""

from ...kernel.room import Room
from .check import check
from .index import index
from .model import Arrangement
from .render import render

ROOM = Room("study", "学习安排", (Arrangement,), index, render, check, derives=r"study/(index|by-[a-z]+)\.md")
