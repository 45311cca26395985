"""The rooms of the house, in the order of the site's menu. A new room is one file, one template folder, one line here."""

import re

from ..kernel.room import Room
from . import (
    accountability,
    activities,
    bells,
    calendar,
    campaigns,
    cases,
    contents,
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
    risks,
    screen,
    search,
    study,
    supervision,
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
    accountability.ROOM,
    rectification.ROOM,
    campaigns.ROOM,
    supervision.ROOM,
    risks.ROOM,
    corridor.ROOM,
    screen.ROOM,
    numbers.ROOM,
    search.ROOM,
    pages.ROOM,
    contents.ROOM,
)
_DERIVED = re.compile("|".join(f"(?:{room.derives})" for room in ROOMS))


def derived(uri: str) -> bool:
    """Whether any room writes `uri` itself: an editor's file may not lie there."""
    return _DERIVED.fullmatch(uri) is not None
