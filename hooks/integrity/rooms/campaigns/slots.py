"""What every unit of a campaign owes: one report for each stage that asks for it, else one for the whole campaign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from .model import Campaign, Report


@dataclass(frozen=True)
class Slot:
    """`no` is the stage's place in the plan from 1, 0 for the whole campaign."""

    no: int
    title: str
    begins: dt.date
    ends: dt.date


def slots(campaign: Campaign) -> tuple[Slot, ...]:
    asked = (Slot(n, stage.title, stage.begins, stage.ends) for n, stage in enumerate(campaign.stages, 1) if stage.report)
    return tuple(asked) or (Slot(0, "全程", campaign.begins, campaign.ends),)


def slot_of(campaign: Campaign, report: Report) -> Slot | None:
    """Where a report belongs: where there is only one place, its stage need not be written. None if it cannot be known."""
    places = slots(campaign)
    if report.stage is None:
        return places[0] if len(places) == 1 else None
    return next((slot for slot in places if slot.no and slot.title == report.stage), None)


def numbered(campaign: Campaign, day: dt.date) -> Iterator[tuple[int, Slot, Report]]:
    """(place in the file from 1, slot, report) of every report that was there on `day`."""
    for n, report in enumerate(campaign.reports, 1):
        if report.date <= day and (slot := slot_of(campaign, report)):
            yield n, slot, report
