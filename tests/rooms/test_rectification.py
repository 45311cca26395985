from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from helpers import built, measure, messages, opinion

FILES = {
    "docs/rectification/a.md": opinion(
        measure("1-1", state="未启动", due="2026-12-31")
        + measure("1-2", state="整改中", started="2026-04-01", due="2026-11-23")
        + measure("1-3", state="已完成", completed="2026-05-01")
        + measure("1-4", state="已销号", completed="2026-05-01", closed="2026-06-01", verified_by="警务督察大队", unit="政治处")
        + measure("1-5", state="长期坚持", due="2026-06-01")
    )
}


def ledger(root: Path, day: str = "2026-11-24") -> Any:
    return json.loads(built(root, dict(FILES), dt.date.fromisoformat(day)).data["data/rectification.json"].content)


def test_totals_equal_a_count_by_hand(tmp_path: Path) -> None:
    totals = ledger(tmp_path)["totals"]
    assert totals == {
        "measures": 5,
        "done": 3,
        "closed": 1,
        "overdue": 1,
        "by_state": {"未启动": 1, "整改中": 1, "已完成": 1, "已销号": 1, "长期坚持": 1},
    }


def test_a_measure_is_late_the_day_after_it_is_due(tmp_path: Path) -> None:
    assert ledger(tmp_path, "2026-11-23")["totals"]["overdue"] == 0
    assert [m["no"] for m in ledger(tmp_path)["measures"] if m["overdue"]] == ["1-2"]
    assert ledger(tmp_path, "2027-01-01")["totals"]["overdue"] == 2


def test_what_comes_due_is_listed_within_the_threshold(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES), dt.date(2026, 12, 1)).pages["rectification/overdue.md"].markdown
    assert "逾期 1 条，即将到期 1 条" in page
    page = built(tmp_path, dict(FILES), dt.date(2026, 11, 30)).pages["rectification/overdue.md"].markdown
    assert "逾期 1 条，即将到期 0 条" in page, "31 days away is beyond the 30 of data/limits.yml"


def test_pages_show_the_rates(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES)).pages["rectification/index.md"].markdown
    assert "60.0%" in page
    assert "20.0%" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "已完成"}, "写了已完成，就要填写 completed"),
        ({"state": "已销号", "completed": "2026-05-01", "closed": "2026-06-01"}, "就要填写 verified_by"),
        ({"state": "整改中", "closed": "2026-06-01"}, "不应有销号日期"),
        ({"state": "未启动", "started": "2026-06-01"}, "不应是未启动"),
        ({"due": "2026-02-01"}, "早于印发日期 2026-03-01"),
        ({"started": "2026-02-01"}, "早于印发日期 2026-03-01"),
        ({"state": "已完成", "started": "2026-05-02", "completed": "2026-05-01"}, "早于启动日期 2026-05-02"),
        ({"state": "已完成", "completed": "2026-12-01"}, "晚于今天（2026-11-24）"),
        ({"verified_by": "法制大队"}, "不能由责任单位自己验收"),
        ({"unit": "法制队"}, "是否想写“法制大队”"),
    ],
)
def test_mistakes(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    lines = messages(built(tmp_path, {"docs/rectification/a.md": opinion(measure(**fields))}))
    assert len(lines) == 1
    assert said in lines[0]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-03-31", "未启动"),
        ("2026-04-01", "整改中"),
        ("2026-05-01", "已完成"),
        ("2026-06-01", "已销号"),
        ("2026-11-24", "已销号"),
    ],
)
def test_the_ledger_can_be_rebuilt_for_any_day(tmp_path: Path, day: str, state: str) -> None:
    dates = {"started": "2026-04-01", "completed": "2026-05-01", "closed": "2026-06-01", "verified_by": "警务督察大队"}
    files = {"docs/rectification/a.md": opinion(measure(state="已销号", **dates))}
    data = json.loads(built(tmp_path, dict(files), dt.date.fromisoformat(day)).data["data/rectification.json"].content)
    assert data["measures"][0]["state"] == state
    assert data["totals"]["closed"] == (state == "已销号")
