"""How a problem was put right: 问题 → 措施 → 佐证 → 结果, on the measure's page and on that of each piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass

from .record import Record
from .yamlread import Loc


@dataclass(frozen=True)
class Evidence:
    """What shows that a measure was carried out: a page of the site by its `uri`, or a text outside it by its title.

    A title may be left out where there is a uri: it is the page's own then. `loc` is where it is written in the record.
    """

    title: str
    uri: str = ""
    loc: Loc = ()


@dataclass(frozen=True)
class Trace:
    """One measure's way.

    `uri` is the measure's page, which holds MARK where the line shall stand, or its place on a page of many measures, which
    holds a MARK for each trace in the order in which they come. `problem_uri` is where the problem is told, `state` the
    measure's state, `result` what came of it, empty while nothing has.
    """

    record: Record
    uri: str
    problem: str
    problem_uri: str
    measure: str
    state: str
    evidence: tuple[Evidence, ...] = ()
    result: str = ""


MARK = "<!--trace-->"
"""Where a measure's page wants its line."""
