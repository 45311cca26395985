"""The rules that hold for every ledger, said of the cells of a workbook: the model's, the room's, the links' and the gate's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from ..exchange.ledger_found import Ledger
from ..exchange.ledger_head import Slip
from ..kernel.frontmatter import Parsed
from ..kernel.issue import Issue
from ..kernel.record import read_record
from ..kernel.store import Library
from ..kernel.yamlread import Loc, Yaml
from ..linkcheck import check_text
from ..rooms.rectification import model
from ..rooms.rectification.check import check
from ..rooms.rectification.model import Opinion
from .site import Place, ledger_path

_STEP = re.compile(r"\[(\d+)\]|(\w+)")
_FIELDS = {"started": "启动日期", "completed": "完成日期", "closed": "销号日期", "verified_by": "验收单位"}
_SCANNED = ("text", "goal", "post", "result")


def slips_of(found: Ledger, head: Mapping[str, Any], opinion: Opinion, place: Place) -> list[Slip]:
    """What is wrong besides what the reading has said already, and in `found.tally` what is only to be looked at."""
    said = {slip.place for slip in found.slips}
    wrong = [(loc, text) for loc, text in _of_model(found, head, place) if found.place(loc) not in said]
    slips = [_slip(found, loc, text) for loc, text in wrong]
    bad = said | {slip.place for slip in slips}
    slips += _of_room(found, head, opinion, place, bad)
    return [*slips, *_of_gate(found, place, ledger_path(opinion))]


def _of_model(found: Ledger, head: Mapping[str, Any], place: Place) -> Iterator[tuple[Loc, str]]:
    """What the declarations of the fields refuse. A column that is not there has been said once."""
    _, issues = _record(found.items, head, place)
    for issue in issues:
        loc = _loc(issue.field)
        if loc in found.places or "缺少必填项" not in issue.text:
            yield loc, issue.text


def _record(items: list[dict[str, Any]], head: Mapping[str, Any], place: Place) -> tuple[model.Ledger | None, list[Issue]]:
    read = Yaml({**head, "items": items}, {(): 1}, [])
    record, issues = read_record(model.Ledger, Parsed(read, "", 1), "", "", place.terms)
    return record if isinstance(record, model.Ledger) else None, issues


def _of_room(found: Ledger, head: Mapping[str, Any], opinion: Opinion, place: Place, bad: set[tuple[int, int]]) -> Iterator[Slip]:
    """The room's own check over the measures that could be read, as if they stood in the opinion."""
    rows = {row for row, _ in bad}
    kept: list[tuple[int, list[int]]] = []
    items: list[dict[str, Any]] = []
    for n, (item, lines) in enumerate(zip(found.items, found.lines, strict=True)):
        sound = [m for m, row in enumerate(lines) if row not in rows]
        if sound or not lines:
            kept.append((n, sound))
            items.append({**item, "measures": [item["measures"][m] for m in sound]})
    record, _ = _record(items, head, place)
    if record is None or not items:
        return
    whole = opinion.model_copy(update={"items": record.items})
    alone = Library({opinion.origin.path: whole})
    issues = [*check(replace(place.context, library=alone)), *check_text(whole, place.context)]
    for issue in issues:
        loc = _loc(issue.field)
        if issue.path != opinion.origin.path or loc[:1] != ("items",) or len(loc) < 2:
            continue
        n, sound = kept[int(loc[1])]
        inside = (sound[int(loc[3])], *loc[4:]) if len(loc) > 3 and loc[2] == "measures" else loc[3:]
        slip = _slip(found, ("items", n, *loc[2:3], *inside), issue.text)
        if issue.level == "warning":
            found.tally.add(str(slip))
        else:
            yield slip


def _of_gate(found: Ledger, place: Place, target: str) -> Iterator[Slip]:
    """Whatever still identifies somebody, cell by cell. A post is looked at as what it is: where people write names."""
    scan = cache(place.rules.scan)  # posts and short texts stand in many rows
    for loc, label, text in _texts(found):
        for hit in scan(label + text):
            if hit.end > len(label) and not place.rules.allowed.permits(target, hit.kind, hit.words):
                advice = f"请改写成“{hit.advice}”" if hit.advice else "请删去"
                advice = "责任人只写岗位，不写姓名，例如 法制大队大队长" if label else advice
                yield _slip(found, loc, f"里的“{hit.masked}”像是{hit.label}，{advice}")


def _texts(found: Ledger) -> Iterator[tuple[Loc, str, str]]:
    for n, item in enumerate(found.items):
        yield ("items", n, "problem"), "", item["problem"]
        for m, measure in enumerate(item["measures"]):
            at: Loc = ("items", n, "measures", m)
            for key in _SCANNED:
                if text := measure.get(key):
                    yield (*at, key), "责任人：" if key == "post" else "", text
            for step in measure.get("progress", ()):
                yield (*at, "progress"), "", step["text"]
            for piece in measure.get("evidence", ()):
                yield (*at, "evidence"), "", "\n".join(piece.values())


def _slip(found: Ledger, loc: Loc, text: str) -> Slip:
    key = next((step for step in loc[4:] if isinstance(step, str)), loc[2] if len(loc) > 2 else "")
    key = "item_no" if loc[2:] == ("no",) else str(key)
    text = re.sub(r"例如 [a-z_]+: ", "例如 ", text)  # an example for YAML
    for name, label in _FIELDS.items():
        text = re.sub(f"就要填写 {name}（[^）]*）", f"就要填写“{found.names.get(name, label)}”", text)
    return Slip(found.place(loc), text, found.names.get(key, ""))


def _loc(field: str) -> Loc:
    """`items[1].due` as ("items", 0, "due")."""
    return tuple(int(number) - 1 if number else word for number, word in _STEP.findall(field))
