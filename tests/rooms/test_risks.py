"""The risk page: what rooms find is held against thresholds that the unit sets, and leads to its records."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path
from typing import Any

import icalendar
import pytest
from helpers import HOME, Files, arrangement, built, case, messages, policy, sample

from integrity.kernel.terms import load_terms
from integrity.redaction.lexicon import load_lexicon
from integrity.redaction.scan import scan
from integrity.rendering import Built

RULES = load_terms(HOME / "data").risks


def risks(result: Built, rule: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.data["data/risks.json"].content)["risks"]
    return [risk for risk in found if rule in ("", risk["rule"])]


def test_every_rule_is_found_by_some_room() -> None:
    assert RULES is not None
    code = "".join(path.read_text("utf-8") for path in (HOME / "hooks/integrity/rooms").rglob("*.py"))
    assert [rule.key for rule in RULES.rules if f'"{rule.key}"' not in code] == []


@pytest.mark.parametrize(
    ("day", "level"), [("2026-03-02", ""), ("2026-03-03", "提示"), ("2026-05-31", "关注"), ("2027-03-02", "预警")]
)
def test_a_document_past_its_day_of_review(tmp_path: Path, day: str, level: str) -> None:
    files: Files = {"docs/policies/a.md": policy(1, review="2026-03-02")}
    found = risks(built(tmp_path, files, dt.date.fromisoformat(day)), "policy-review")
    assert [risk["level"] for risk in found] == ([level] if level else [])
    if found:
        assert found[0]["records"] == [{"title": "制度1", "url": "policies/a.html"}]
        assert found[0]["unit"] == "政治处"


def test_a_document_without_a_day_of_review_has_five_years(tmp_path: Path) -> None:
    files: Files = {"docs/policies/a.md": policy(1, issued="2024-01-05", date="2024-01-05", effective="2024-02-29")}
    assert risks(built(tmp_path, files, dt.date(2029, 2, 28)), "policy-review") == []
    assert risks(built(tmp_path, files, dt.date(2029, 3, 1)), "policy-review")[0]["amount"] == 1


def test_a_replaced_document_needs_no_review(tmp_path: Path) -> None:
    files: Files = {
        "docs/policies/a.md": policy(1, review="2026-02-15"),
        "docs/policies/b.md": policy(
            2, issued="2026-03-01", date="2026-03-01", effective="2026-03-01", supersedes="[示公党〔2026〕1号]"
        ),
    }
    assert risks(built(tmp_path, files), "policy-review") == []


def test_a_focus_that_was_not_studied(tmp_path: Path) -> None:
    session = "- {no: 1, focus: 1, date: 2026-10-01, title: 学规定, form: 集中学习, host: 政治处主任}\n"
    files: Files = {"docs/study/a.md": arrangement(session)}
    assert risks(built(tmp_path, files, dt.date(2026, 10, 14)), "idle-focus") == []
    (risk,) = risks(built(tmp_path, files, dt.date(2026, 12, 1)), "idle-focus")
    assert (risk["level"], risk["amount"], risk["subject"]) == ("关注", 61, "党的纪律建设")


def test_cases_of_one_theme_within_a_year(tmp_path: Path) -> None:
    files: Files = {
        "cases/2026/2026-01.md": case("2026-01", themes="[赌博]"),
        "cases/2026/2026-02.md": case("2026-02", themes="[赌博]", date="2026-09-01"),
        "cases/2026/2026-03.md": case("2026-03", themes="[赌博]", level="市局"),
    }
    (risk,) = risks(built(tmp_path, files), "repeated-cases")
    assert (risk["subject"], risk["amount"], len(risk["records"])) == ("赌博", 2, 2)
    assert risks(built(tmp_path, files, dt.date(2027, 3, 6)), "repeated-cases") == []


def _with_rules(root: Path, change: str, to: str) -> None:
    shutil.copytree(HOME / "data", root / "data")
    rules = root / "data" / "risks.yml"
    text = rules.read_text("utf-8")
    assert change in text
    rules.write_text(text.replace(change, to, 1), "utf-8")


def test_a_unit_changes_a_threshold_or_turns_a_rule_off(tmp_path: Path) -> None:
    files: Files = {"docs/policies/a.md": policy(1, review="2026-11-20")}
    _with_rules(tmp_path / "a", "key: policy-review\n", "key: policy-review\n    off: true\n")
    assert risks(built(tmp_path / "a", files), "policy-review") == []
    _with_rules(tmp_path / "b", "concern: 90\n    warning: 365", "concern: 2\n    warning: 365")
    assert risks(built(tmp_path / "b", files), "policy-review")[0]["level"] == "关注"


def test_thresholds_out_of_order_are_said_with_their_file(tmp_path: Path) -> None:
    _with_rules(tmp_path, "concern: 90\n    warning: 365", "concern: 900\n    warning: 365")
    (line,) = messages(built(tmp_path, {"docs/policies/a.md": policy(1)}))
    assert line.startswith("data/risks.yml:")
    assert "“制度超过评估日期”的三级阈值应一级比一级高" in line


def test_every_risk_of_the_sample_leads_to_its_records() -> None:
    found = risks(sample())
    assert found
    for risk in found:
        assert risk["records"], risk
        for record in risk["records"]:
            assert record["url"].partition("#")[0].replace(".html", ".md") in sample().pages, risk


def test_levels_are_counted() -> None:
    data = json.loads(sample().data["data/risks.json"].content)
    for level, count in data["levels"].items():
        assert count == sum(risk["level"] == level for risk in data["risks"])
    assert sum(data["levels"].values()) == len(data["risks"])


def test_no_risk_names_a_person_or_a_post() -> None:
    """Units, documents and kinds only: neither what the gate would mask nor anybody's post."""
    texts = [f"{risk['subject']}\n{risk['text']}" for risk in risks(sample())]
    lexicon = load_lexicon(HOME / "data", load_terms(HOME / "data").words())
    assert [found for text in texts for found in scan(text, lexicon)] == []
    assert [text for text in texts if re.search("所长|大队长|主任|教导员|书记|民警[张王李]", text)] == []


def test_each_unit_has_a_calendar_of_its_deadlines() -> None:
    data = json.loads(sample().data["data/risks.json"].content)["deadlines"]
    feeds = {uri: feed for uri, feed in sample().data.items() if uri.startswith("calendar/unit-")}
    assert set(feeds) == {f"calendar/unit-{_key(unit)}.ics" for unit in {one["unit"] for one in data}}
    for unit in {one["unit"] for one in data}:
        read = icalendar.Calendar.from_ical(feeds[f"calendar/unit-{_key(unit)}.ics"].content)
        days = sorted(event["dtstart"].dt.isoformat() for event in read.walk("VEVENT"))
        assert days == sorted(one["day"] for one in data if one["unit"] == unit)


def _key(unit: str) -> str:
    return load_terms(HOME / "data")["units"].term(unit).key


def test_the_home_page_and_the_rules_page_say_what_there_is() -> None:
    assert "风险提示" in sample().pages["index.md"].markdown
    rules = sample().pages["risks/rules.md"].markdown
    assert RULES is not None
    assert all(rule.reason in rules for rule in RULES.rules)
