"""A measure on a day: what its own dates say. Every figure of the ledger can be rebuilt for any day from them."""

from __future__ import annotations

import datetime as dt

from .model import Measure

OPEN = ("未启动", "整改中")
WAITING = "已完成"
KEPT_UP = "长期坚持"
_STEPS = ("started", "completed", "closed")


def as_of(measure: Measure, day: dt.date) -> Measure:
    """The measure as it stood on `day`: steps and progress after it are not known yet, nor is a result before it is done."""
    later = {key: None for key in _STEPS if (value := getattr(measure, key)) and value > day}
    state = _state(measure, later)
    told = {"progress": tuple(step for step in measure.progress if step.date <= day)}
    if not later and len(told["progress"]) == len(measure.progress):
        return measure
    result = measure.result if state not in OPEN else None
    return measure.model_copy(update=later | told | {"state": state, "result": result})


def _state(measure: Measure, later: dict[str, None]) -> str:
    if not later:
        return measure.state
    if "started" in later:
        return OPEN[0]
    if "completed" in later or not measure.completed:
        return OPEN[1]
    return KEPT_UP if measure.state == KEPT_UP else WAITING


def done_on(measure: Measure, issued: dt.date) -> dt.date | None:
    """The day from which the measure counts as done; None while it is open.

    长期坚持 may have no day of completion: then the day on which it was closed or begun, or that of the opinion's issue.
    """
    if measure.state in OPEN:
        return None
    return measure.completed or measure.closed or measure.started or issued


def late_from(measure: Measure) -> dt.date:
    """The first day on which the measure is late, should it still be open: a measure may be done on its due day."""
    return measure.due + dt.timedelta(days=1)
