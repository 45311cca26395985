"""Precision and recall over the labelled passages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

import pytest
from helpers import HOME
from redaction.passages import KINDS, Passage, Verdict, judge, load, read

from integrity.redaction.finding import Finding, Kind
from integrity.redaction.lexicon import load_lexicon
from integrity.redaction.scan import scan

NUMBERS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "name")


@cache
def passages(folder: str = "passages") -> list[Passage]:
    return load(HOME / "tests" / "redaction" / folder)


@cache
def verdict(folder: str = "passages") -> Verdict:
    return judge(passages(folder), partial(scan, lexicon=load_lexicon(HOME / "data")))


def _reach(kinds: Sequence[Kind], recall: float, precision: float, folder: str = "passages") -> None:
    found = verdict(folder)
    shown = found.shown(kinds)
    assert found.recall(kinds) >= recall, shown
    assert found.precision(kinds) >= precision, shown


def test_the_set_is_large_and_half_of_it_clean() -> None:
    clean = sum(not passage.labels for passage in passages())
    assert len(passages()) >= 300
    assert 0.4 <= clean / len(passages()) <= 0.6


@pytest.mark.parametrize("kind", NUMBERS)
def test_numbers_by_kind(kind: Kind) -> None:
    _reach([kind], 0.98, 0.95)


def test_numbers_together() -> None:
    _reach(NUMBERS, 0.98, 0.95)


def test_names() -> None:
    _reach(["name"], 0.95, 0.90)


def test_passages_that_the_rules_were_not_written_for() -> None:
    """second/ was kept from the rules' authors until they were done; its names are harder (ordinary words, rare surnames)."""
    assert len(passages("second")) >= 600
    _reach(NUMBERS, 0.98, 0.95, "second")
    _reach(["name"], 0.93, 0.95, "second")


def test_a_label_is_cut_out_of_its_passage() -> None:
    passage = read("民警⟦name:张建国⟧（手机⟦mobile:138 0000 0000⟧）")
    assert passage.text == "民警张建国（手机138 0000 0000）"
    assert [passage.text[label.start : label.end] for label in passage.labels] == ["张建国", "138 0000 0000"]


@pytest.mark.parametrize("marked", ["⟦name:张建国", "⟦nobody:张建国⟧"])
def test_a_slip_in_a_label_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"no such kind|left open"):
        read(marked)


def test_half_a_number_is_a_miss_and_a_false_alarm() -> None:
    passage = read("⟦mobile:13800000000⟧")
    found = judge([passage], lambda text: [Finding(0, 5, "mobile", "13800", "某手机号")])
    assert (found.recall(["mobile"]), found.precision(["mobile"])) == (0.0, 0.0)


def test_what_is_missed_is_shown_masked() -> None:
    found = judge([read("⟦name:张建国⟧", "cases.yml#1")], lambda text: [])
    assert found.shown() == "- cases.yml#1 name: 张**"
