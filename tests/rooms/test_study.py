from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from helpers import arrangement, built, messages, policy

YEAR = """
- {no: 1, date: 2026-11-20, focus: 1, title: 已过, form: 自学}
- {no: 2, date: 2026-11-23, focus: 1, title: 周一, form: 自学, held: {date: 2026-11-23, expected: 10, actual: 9}}
- {no: 3, date: 2026-11-24, focus: 1, title: 当天, form: 自学}
- {no: 4, date: 2026-11-29, focus: 2, title: 周日, form: 自学}
- {no: 5, date: 2026-11-30, focus: 2, title: 下周, form: 自学}
- {no: 6, month: 10, focus: 1, title: 十月, form: 自学}
- {no: 7, month: 11, focus: 1, title: 本月, form: 自学}
"""
FOCUSES = "[{no: 1, title: 甲}, {no: 2, title: 乙}, {no: 3, title: 丙}]"


def states(root: Path, day: str = "2026-11-24") -> dict[int, str]:
    result = built(root, {"docs/study/2026.md": arrangement(YEAR, FOCUSES)}, dt.date.fromisoformat(day))
    return {entry["no"]: entry["state"] for entry in json.loads(result.data["data/study.json"].content)}


def test_the_state_of_a_session_follows_the_day(tmp_path: Path) -> None:
    assert states(tmp_path) == {1: "逾期未记录", 2: "已开展", 3: "本周", 4: "本周", 5: "待开展", 6: "逾期未记录", 7: "待开展"}


def test_next_week_other_sessions_are_on(tmp_path: Path) -> None:
    after = states(tmp_path, "2026-11-30")
    assert (after[4], after[5], after[7]) == ("逾期未记录", "本周", "待开展")


def test_gaps_are_named(tmp_path: Path) -> None:
    page = built(tmp_path, {"docs/study/2026.md": arrangement(YEAR, FOCUSES)}).pages["study/index.md"].markdown
    assert "第 3 项重点“丙”没有安排场次" in page
    assert "1 月没有安排场次" in page
    assert "11 月没有安排场次" not in page


def test_focuses_declared_once_serve_the_year(tmp_path: Path) -> None:
    files = {
        "docs/study/a.md": arrangement("- {no: 1, month: 12, focus: 1, title: 甲场, form: 自学}", FOCUSES),
        "docs/study/b.md": arrangement("- {no: 1, month: 12, focus: 3, title: 丙场, form: 自学}", focuses="", audience="党支部"),
    }
    result = built(tmp_path, dict(files))
    assert messages(result) == []
    assert {entry["focus_title"] for entry in json.loads(result.data["data/study.json"].content)} == {"甲", "丙"}


@pytest.mark.parametrize(
    ("session", "said"),
    [
        ("{no: 1, date: 2026-12-01, focus: 9, title: 甲, form: 自学}", "没有第 9 项学习重点，可写：1"),
        ("{no: 1, focus: 1, title: 甲, form: 自学}", "日期和月份应填且只填一项"),
        ('{no: 1, date: 2026-12-01, time: "15:00", end: "14:00", focus: 1, title: 甲, form: 自学}', "不晚于开始时刻 15:00"),
        ("{no: 1, date: 2026-12-01, time: 25:00, focus: 1, title: 甲, form: 自学}", "应是 24 小时制的时刻"),
        ("{no: 1, date: 2026-10-01, focus: 1, title: 甲, form: 自学}", "是国庆节假期"),
        (
            "{no: 1, date: 2026-12-01, focus: 1, title: 甲, form: 自学, held: {date: 2026-12-01, expected: 1, actual: 1}}",
            "晚于今天（2026-11-24），按未开展推算",
        ),
    ],
)
def test_mistakes(tmp_path: Path, session: str, said: str) -> None:
    lines = messages(built(tmp_path, {"docs/study/a.md": arrangement(f"- {session}")}))
    assert len(lines) == 1
    assert said in lines[0]


def test_two_sessions_of_one_audience_at_one_hour(tmp_path: Path) -> None:
    two = '- {no: 1, date: 2026-12-01, time: "14:30", focus: 1, title: 甲, form: 自学}\n- {no: 2, date: 2026-12-01, time: "14:30", focus: 1, title: 乙, form: 自学}\n'
    assert "与第 1 场同在 2026-12-01 14:30" in messages(built(tmp_path, {"docs/study/a.md": arrangement(two)}))[0]


def test_materials_take_their_title_from_the_library(tmp_path: Path) -> None:
    sessions = "- {no: 1, month: 12, focus: 1, title: 甲, form: 自学, materials: [../policies/a.md, {title: 传达提纲}]}"
    result = built(tmp_path, {"docs/study/a.md": arrangement(sessions), "docs/policies/a.md": policy(1)})
    assert json.loads(result.data["data/study.json"].content)[0]["materials"] == [
        {"title": "制度1", "url": "policies/a.html", "minutes": 1},
        {"title": "传达提纲", "url": "", "minutes": 0},
    ]
    assert 'href="../policies/a.html"' in result.pages["study/a.md"].markdown
