from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest
import vobject
from helpers import arrangement, built, policy

YEAR = """
- {no: 1, date: 2026-11-18, time: "14:30", end: "16:30", focus: 1, title: 学习《制度1》, form: 集中学习, place: 三楼会议室, host: 政治处主任, materials: [../policies/a.md]}
- {no: 2, date: 2026-12-02, focus: 1, title: 自学一天, form: 自学}
- {no: 3, month: 12, focus: 1, title: 日子未定, form: 自学}
"""
FILES = {
    "docs/study/2026.md": arrangement(YEAR),
    "docs/study/2026-b.md": arrangement(
        '- {no: 1, date: 2026-11-27, time: "15:00", focus: 1, title: 主题党日, form: 主题党日}', focuses="", audience="党支部"
    ),
    "docs/policies/a.md": policy(1),
}


def feed(root: Path, name: str, day: str = "2026-11-24") -> icalendar.Calendar:
    text = built(root, dict(FILES), dt.date.fromisoformat(day)).data[f"calendar/{name}.ics"].content
    return icalendar.Calendar.from_ical(text)


def test_a_feed_is_read_back_with_times_in_shanghai_and_stable_uids(tmp_path: Path) -> None:
    calendar = feed(tmp_path, "all")
    events = list(calendar.walk("VEVENT"))
    first = events[0]
    assert first.decoded("dtstart").isoformat() == "2026-11-18T14:30:00+08:00"
    assert first.decoded("dtend").isoformat() == "2026-11-18T16:30:00+08:00"
    assert first["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert [str(event["uid"]) for event in events] == [
        "study-2026-s1@qingfeng",
        "study-2026-b-s1@qingfeng",
        "study-2026-s2@qingfeng",
    ]
    assert "学习材料：制度1" in str(first["description"])


def test_a_second_parser_reads_the_lines(tmp_path: Path) -> None:
    """RFC 5545, 3.1: CRLF, at most 75 octets a line, a fold begins with a space; every BEGIN has its END."""
    text = built(tmp_path, dict(FILES)).data["calendar/all.ics"].content
    assert isinstance(text, str)
    assert "\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    stack: list[str] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
        elif name == "END":
            assert stack.pop() == value
    assert stack == []


def test_another_library_reads_the_same_events(tmp_path: Path) -> None:
    read = vobject.readOne(built(tmp_path, dict(FILES)).data["calendar/all.ics"].content)
    found = [
        (event.uid.value, event.summary.value, event.dtstart.value)
        for event in read.vevent_list
        if not event.uid.value.startswith("bell-")
    ]
    assert [uid for uid, _, _ in found] == ["study-2026-s1@qingfeng", "study-2026-b-s1@qingfeng", "study-2026-s2@qingfeng"]
    assert found[0][1] == "学习《制度1》"
    assert found[0][2].utcoffset() == dt.timedelta(hours=8)


def test_each_branch_has_its_feed(tmp_path: Path) -> None:
    """What is for all officers and for all branches is in the feed of each branch; the leaders' study is not."""
    assert [str(event["summary"]) for event in feed(tmp_path, "branch-2").walk("VEVENT")] == [
        "学习《制度1》",
        "主题党日",
        "自学一天",
    ]


def test_what_is_still_to_come_has_an_alarm(tmp_path: Path) -> None:
    alarms = {str(event["uid"]): len(list(event.walk("VALARM"))) for event in feed(tmp_path, "all").walk("VEVENT")}
    assert alarms == {"study-2026-s1@qingfeng": 0, "study-2026-b-s1@qingfeng": 1, "study-2026-s2@qingfeng": 1}


def test_a_day_without_an_hour_lasts_the_day(tmp_path: Path) -> None:
    event = list(feed(tmp_path, "all").walk("VEVENT"))[-1]
    assert event.decoded("dtstart") == dt.date(2026, 12, 2)
    assert event.decoded("dtend") == dt.date(2026, 12, 3)


@pytest.mark.parametrize(("name", "count"), [("audience-1", 0), ("audience-2", 2), ("audience-3", 1)])
def test_each_audience_has_its_feed(tmp_path: Path, name: str, count: int) -> None:
    assert len(list(feed(tmp_path, name).walk("VEVENT"))) == count


def test_the_month_page_shows_days_holidays_and_what_to_read(tmp_path: Path) -> None:
    pages = built(tmp_path, dict(FILES)).pages
    november, october = pages["calendar/2026-11.md"].markdown, pages["calendar/2026-10.md"].markdown
    assert 'href="../policies/a.html">制度1</a>' in november
    assert "学习《制度1》" in november
    assert october.count("国庆节") == 7
    assert 'data-work="1">班' in october
    assert "这个月没有安排" in october


def test_the_text_to_paste(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES)).pages["calendar/2026-11.md"].markdown
    assert "1. 11月18日 14:30，集中学习：学习《制度1》（全体民警，三楼会议室）\n   要读：制度1\n2. 11月27日 15:00" in page


def test_a_session_with_only_a_month_is_in_the_reminder_and_in_no_feed(tmp_path: Path) -> None:
    result = built(tmp_path, dict(FILES))
    page = result.pages["calendar/2026-12.md"].markdown
    assert "12月</time> 日期待定" in page
    assert "12月（日期待定），自学：日子未定" in page
    assert "日子未定" not in str(result.data["calendar/all.ics"].content)


def test_the_committee_has_the_central_group_and_a_branch_its_own_activities(tmp_path: Path) -> None:
    ledger = """title: 台账
date: 2026-12-31
unit: 政治处
activities:
  - {no: 1, type: 支委会, branch: 刑侦党支部, date: 2026-11-05, start: "09:00", end: "10:00", place: 会议室, host: 支部书记, recorder: 组织委员, expected: 5, actual: 5, topics: [研究工作]}
"""
    group = arrangement(
        "- {no: 1, date: 2026-11-26, focus: 1, title: 中心组, form: 专题研讨}", focuses="", audience="党委理论学习中心组"
    )
    data = built(tmp_path, FILES | {"docs/activities/a.yml": ledger, "docs/study/2026-c.md": group}).data

    def titles(name: str) -> list[str]:
        return [
            str(event["summary"]) for event in icalendar.Calendar.from_ical(data[f"calendar/{name}.ics"].content).walk("VEVENT")
        ]

    assert "中心组" in titles("branch-1")
    assert "主题党日" not in titles("branch-1")
    assert "中心组" not in titles("branch-4")
    assert [title for title in titles("branch-4") if title.startswith("支委会")]
    assert not [title for title in titles("all") + titles("branch-2") if title.startswith("支委会")]


def test_the_current_month_is_the_front_page(tmp_path: Path) -> None:
    assert "2026年11月学习提醒" in built(tmp_path, dict(FILES)).pages["calendar/index.md"].markdown
    assert "2026年12月学习提醒" in built(tmp_path, dict(FILES), dt.date(2026, 12, 1)).pages["calendar/index.md"].markdown


def test_without_events_there_is_no_calendar(tmp_path: Path) -> None:
    assert "calendar/index.md" not in built(tmp_path, {"docs/policies/a.md": policy(1)}).pages
