from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from helpers import arrangement, built, case, messages, policy

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
    assert "与第 1 场同在 2026-12-01 14:30–16:30" in messages(built(tmp_path, {"docs/study/a.md": arrangement(two)}))[0]


def test_sessions_that_overlap_and_one_held_in_another_year(tmp_path: Path) -> None:
    two = """
    - {no: 1, date: 2026-03-04, time: "14:30", end: "16:30", focus: 1, title: 甲, form: 自学}
    - {no: 2, date: 2026-03-04, time: "15:00", end: "17:00", focus: 1, title: 乙, form: 自学, held: {date: 2025-03-04, expected: 1, actual: 1}}
    - {no: 3, date: 2026-03-04, time: "17:00", end: "18:00", focus: 1, title: 丙, form: 自学}
    """
    said = messages(built(tmp_path, {"docs/study/a.md": arrangement(two)}))
    assert len(said) == 2
    assert "2025-03-04 不在 2026 年度内" in said[0] + said[1]
    assert "与第 1 场同在 2026-03-04 14:30–16:30" in said[0] + said[1]


def test_materials_take_their_title_from_the_library(tmp_path: Path) -> None:
    sessions = "- {no: 1, month: 12, focus: 1, title: 甲, form: 自学, materials: [../policies/a.md, {title: 传达提纲}]}"
    result = built(tmp_path, {"docs/study/a.md": arrangement(sessions), "docs/policies/a.md": policy(1)})
    assert json.loads(result.data["data/study.json"].content)[0]["materials"] == [
        {"title": "制度1", "url": "policies/a.html", "minutes": 1},
        {"title": "传达提纲", "url": "", "minutes": 0},
    ]
    assert 'href="../policies/a.html"' in result.pages["study/a.md"].markdown


def test_a_session_has_its_page_with_reading_time_cases_and_neighbours(tmp_path: Path) -> None:
    sessions = """
    - {no: 1, date: 2026-12-02, focus: 1, title: 甲, form: 自学, host: 政治处主任, materials: [../policies/a.md, ../../cases/2026/2026-01.md, {title: 提纲}], questions: [《制度1》第一条说了什么？]}
    - {no: 2, date: 2026-12-09, focus: 1, title: 乙, form: 自学}
    """
    files = {
        "docs/study/2026.md": arrangement(sessions),
        "docs/policies/a.md": policy(1, body="第一条　" + "字" * 2000 + "\n"),
        "cases/2026/2026-01.md": case(),
    }
    page = built(tmp_path, dict(files)).pages["study/2026-s1.md"]
    assert page.next == "study/2026-s2.md"
    assert "约 5 分钟" in page.markdown
    assert page.markdown.index("## 学习材料") < page.markdown.index("## 讨论案例") < page.markdown.index("张某案2026-01")
    assert 'href="../policies/a.html#art-1"' in page.markdown
    assert "主持" in page.markdown


def test_a_focus_gathers_its_sessions_materials_and_questions(tmp_path: Path) -> None:
    sessions = "- {no: 1, month: 12, focus: 2, title: 甲, form: 自学, materials: [../policies/a.md], questions: [为什么？]}"
    pages = built(tmp_path, {"docs/study/2026.md": arrangement(sessions, FOCUSES), "docs/policies/a.md": policy(1)}).pages
    for words in ("甲", "制度1", "为什么？"):
        assert words in pages["study/2026-focus-02.md"].markdown
    assert "还没有安排场次" in pages["study/2026-focus-01.md"].markdown


def test_a_study_day_without_a_session_is_a_gap(tmp_path: Path) -> None:
    sessions = "- {no: 1, date: 2026-03-06, focus: 1, title: 甲, form: 自学}"
    page = built(tmp_path, {"docs/study/2026.md": arrangement(sessions)}).pages["study/index.md"].markdown
    assert "3月4日是全体民警的学习日" not in page, "the same week has a session"
    assert "3月18日是全体民警的学习日，这一周没有安排" in page
    assert "10月14日是全体民警的学习日（原定10月7日，遇国庆节顺延），这一周没有安排" in page


def test_an_earlier_year_has_its_own_page(tmp_path: Path) -> None:
    old = arrangement("- {no: 1, date: 2025-03-05, focus: 1, title: 去年, form: 自学}", year="2025")
    pages = built(tmp_path, {"docs/study/2026.md": arrangement(YEAR, FOCUSES), "docs/study/2025.md": old}).pages
    assert "去年" in pages["study/year-2025.md"].markdown
    assert "去年" not in pages["study/index.md"].markdown
