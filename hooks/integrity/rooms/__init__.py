"""The rooms of the house, in the order of the site's menu. A new room is one file, one template folder, one line here."""

from ..kernel.room import Room
from . import (
    activities,
    bells,
    calendar,
    cases,
    corridor,
    exemplars,
    films,
    forms,
    home,
    numbers,
    pages,
    policies,
    quarterly,
    questions,
    rectification,
    screen,
    search,
    study,
)

ROOMS: tuple[Room, ...] = (
    home.ROOM,
    study.ROOM,
    calendar.ROOM,
    quarterly.ROOM,
    questions.ROOM,
    bells.ROOM,
    activities.ROOM,
    policies.ROOM,
    cases.ROOM,
    films.ROOM,
    exemplars.ROOM,
    forms.ROOM,
    rectification.ROOM,
    corridor.ROOM,
    screen.ROOM,
    numbers.ROOM,
    search.ROOM,
    pages.ROOM,
)
