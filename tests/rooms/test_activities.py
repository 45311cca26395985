from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from helpers import TODAY, Files, built, head, messages, policy

from integrity.kernel.figures import period
from integrity.kernel.room import Context
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rooms import activities
from integrity.site import KINDS

BRANCH = "刑侦党支部"


def fields(**extra: str) -> dict[str, str]:
    return {
        "type": "支委会",
        "branch": BRANCH,
        "date": "2026-03-05",
        "start": '"09:00"',
        "end": '"10:00"',
        "place": "刑侦会议室",
        "host": "党支部书记",
        "recorder": "组织委员",
        "expected": "5",
        "actual": "5",
        "topics": "[研究发展党员工作]",
    } | extra


def item(no: int = 1, **extra: str) -> str:
    lines = [f"no: {no}", *(f"{key}: {value}" for key, value in fields(**extra).items() if value)]
    return "  - " + "\n    ".join(lines) + "\n"


def ledger(*items: str, top: str = "") -> str:
    return f"title: 第一季度台账\ndate: 2026-03-31\nunit: 政治处\n{top}activities:\n{''.join(items)}"


def minutes(body: str = "记录。\n", **extra: str) -> str:
    values = {"title": "三月支委会记录", "unit": "政治处"} | fields(**extra)
    return head("\n".join(f"{key}: {value}" for key, value in values.items() if value), body)


Q1 = "docs/activities/q1.yml"


def data(root: Path, files: Files, day: str = "2026-11-24") -> Any:
    result = built(root, files, dt.date.fromisoformat(day))
    assert not [issue for issue in result.issues if issue.level == "error"], messages(result)
    return json.loads(result.data["data/activities.json"].content)


SAMPLE: Files = {
    Q1: ledger(
        item(1, date="2026-01-08"),
        item(2, date="2026-02-05", actual="3", absent="[{count: 1, reason: 值班}, {count: 1, reason: 病假}]"),
        item(3, type="主题党日", date="2026-01-30", expected="16", actual="16"),
        item(4, type="党课", date="2026-03-27", expected="16", actual="15", absent="[{count: 1, reason: 出差}]"),
        item(5, type="第一议题", branch="分局党委", date="2026-01-05", expected="11", actual="11"),
        item(6, type="支委会", date="2026-12-01"),
    ),
    "docs/activities/talk.md": minutes(type="廉政党课", date="2026-03-20", expected="40", actual="40"),
}


def test_totals_equal_a_count_by_hand(tmp_path: Path) -> None:
    year = data(tmp_path, dict(SAMPLE))["years"][0]
    held = {one["name"]: (one["sessions"], one["people"]) for one in year["types"] if one["sessions"]}
    assert held == {
        "支委会": (2, 5 + 3),
        "主题党日": (1, 16),
        "党课": (1, 15),
        "第一议题": (1, 11),
        "廉政党课": (1, 40),
    }
    assert (year["sessions"], year["people"]) == (6, 90)


def test_what_lies_ahead_is_a_reminder_and_does_not_count(tmp_path: Path) -> None:
    result = built(tmp_path, dict(SAMPLE))
    assert [str(issue) for issue in result.issues] == [
        f"{Q1}:70: 提醒：“activities[6].date”（活动日期）晚于今天（2026-11-24），暂不计入场次和人次"
    ]
    assert "未到日期" in result.pages["activities/q1.md"].markdown
    assert data(tmp_path, {}, "2026-12-01")["years"][0]["sessions"] == 7


def gaps(root: Path, files: Files, day: str) -> list[tuple[str, str]]:
    found = data(root, files, day)["years"][0]["gaps"]
    return [(gap["type"], gap["period"]) for gap in found if gap["branch"] == BRANCH]


def test_gaps_are_those_of_periods_that_are_over(tmp_path: Path) -> None:
    assert gaps(tmp_path, dict(SAMPLE), "2026-01-31") == []
    assert gaps(tmp_path, {}, "2026-02-01") == [("党小组会", "2026-01")]
    assert gaps(tmp_path, {}, "2026-04-01") == [
        ("党小组会", "2026-01"),
        ("主题党日", "2026-02"),
        ("党小组会", "2026-02"),
        ("主题党日", "2026-03"),
        ("党员大会", "2026Q1"),
        ("支委会", "2026-03"),
        ("党小组会", "2026-03"),
    ]


def test_the_party_committee_owes_no_branch_meetings(tmp_path: Path) -> None:
    found = data(tmp_path, dict(SAMPLE))["years"][0]["gaps"]
    assert "分局党委" not in {gap["branch"] for gap in found}
    assert len({gap["branch"] for gap in found}) == 7


def rules(*lines: str, effective: str = "2026-01-01") -> str:
    return f"title: 次数\nsource: 甲\neffective: {effective}\nrules:\n" + "".join(f"  - {line}\n" for line in lines)


def with_rules(root: Path, frequency: str) -> Files:
    home = Path(__file__).resolve().parents[2] / "data"
    own: Files = {f"data/{path.relative_to(home)}": path.read_bytes() for path in home.rglob("*.yml")}
    return {**own, "data/frequency.yml": frequency}


def test_the_frequency_is_data(tmp_path: Path) -> None:
    files = with_rules(tmp_path, rules("{type: 支委会, every: 月, times: 2}", effective="2026-01-15"))
    two = ledger(item(1, date="2026-02-05"), item(2, date="2026-02-26"), item(3, date="2026-03-05"))
    assert gaps(tmp_path, {**files, Q1: two}, "2026-04-01") == [("支委会", "2026-03")]
    exempt = rules(f"{{type: 支委会, every: 月, exempt: [{BRANCH}]}}")
    assert gaps(tmp_path, {"data/frequency.yml": exempt}, "2026-04-01") == []


def cells(root: Path, files: Files, day: str) -> list[str]:
    page = built(root, files, dt.date.fromisoformat(day)).pages["activities/index.md"].markdown
    row = page.partition(f'<tr><th scope="row">{BRANCH}</th>')[2].partition("</tr>")[0]
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in row.strip().splitlines()]


def test_the_heat_map_can_be_read_without_colour(tmp_path: Path) -> None:
    files = with_rules(tmp_path, rules("{type: 支委会, every: 月}", "{type: 党员大会, every: 季度}"))
    shown = cells(tmp_path, {**files, **SAMPLE}, "2026-05-20")
    assert shown == ["✓", "✓", "2", "1", "待1", "", "", "", "", "", "", "", "3"]
    page = built(tmp_path, {}, dt.date(2026, 5, 20)).pages["activities/index.md"].markdown
    assert f'title="{BRANCH}3月缺：党员大会 1 次、支委会 1 次"' in page
    assert 'aria-label="5月还需开展：支委会 1 次"' in page
    assert '<th scope="col" aria-current="date">5月<span class="qf-heat__now">进行中</span>' in page
    assert f"<li>{BRANCH}：第一季度缺党员大会 1 次（应 1 次，实 0 次）；3月缺支委会 1 次（应 1 次，实 0 次）；4月缺支委会" in page


@pytest.mark.parametrize(
    ("wrong", "line", "said"),
    [
        ({"actual": "6"}, 15, "（实到人数）多于应到人数 5，请核对"),
        ({"actual": "4"}, 15, "缺席应是 1 人，这里写明原因的是 0 人"),
        (
            {"actual": "4", "absent": "[{count: 2, reason: 值班}]"},
            17,
            "（缺席情况）应到 5 人、实到 4 人，缺席应是 1 人，这里写明原因的是 2 人",
        ),
        ({"actual": "4", "absent": "[{count: 1}]"}, 17, "（缺席原因）缺少必填项，例如 reason: 值班"),
        ({"end": '"09:00"'}, 10, "（结束时刻）不晚于开始时刻 09:00"),
        ({"end": '"25:00"'}, 10, "应是 24 小时制的时刻"),
        ({"recorder": "党支部书记"}, 13, "（记录人职务）与主持人相同（党支部书记）"),
        ({"host": ""}, 5, "（主持人职务）缺少必填项"),
        ({"date": "2026-11-25"}, 8, "提醒：“activities[1].date”（活动日期）晚于今天"),
        ({"branch": "刑侦支部"}, 7, "没有“刑侦支部”这个取值，是否想写“刑侦党支部”"),
        ({"type": "支委会议"}, 6, "没有“支委会议”这个取值，是否想写“支委会”"),
        ({"branch": "分局党委"}, 7, "支委会不由分局党委组织，可写：机关第一党支部、"),
        ({"type": "第一议题"}, 7, "第一议题不由刑侦党支部组织，可写：分局党委"),
        ({"topics": "[]"}, 16, "（议题或内容）至少写一项"),
        ({"materials": "[../policies/none.md]"}, 17, "找不到文件 ../policies/none.md"),
    ],
)
def test_each_mistake_is_one_line(tmp_path: Path, wrong: dict[str, str], line: int, said: str) -> None:
    lines = messages(built(tmp_path, {Q1: ledger(item(**wrong))}))
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{Q1}:{line}: ")
    assert said in lines[0]


def test_numbers_are_unique_in_a_ledger(tmp_path: Path) -> None:
    lines = messages(built(tmp_path, {Q1: ledger(item(1), item(1, date="2026-03-06"))}))
    assert lines == [f"{Q1}:17: “activities[2].no”（序号）1 重复，每项活动一个序号"]


@pytest.mark.parametrize(
    ("hours", "crosses"),
    [(("09:30", "10:30"), True), (("08:00", "09:01"), True), (("10:00", "11:00"), False), (("08:00", "09:00"), False)],
)
def test_a_branch_cannot_meet_twice_at_once(tmp_path: Path, hours: tuple[str, str], crosses: bool) -> None:
    other = minutes(type="党课", start=f'"{hours[0]}"', end=f'"{hours[1]}"')
    lines = messages(built(tmp_path, {Q1: ledger(item(1)), "docs/activities/a.md": other}))
    assert len(lines) == crosses
    assert all("时间重叠" in line for line in lines)
    elsewhere = minutes(type="党课", branch="监所党支部", start=f'"{hours[0]}"', end=f'"{hours[1]}"')
    assert messages(built(tmp_path, {"docs/activities/a.md": elsewhere})) == []


def test_a_ledger_has_a_page_with_an_anchor_for_each_item(tmp_path: Path) -> None:
    files: Files = {
        Q1: ledger(item(7, topics="[学习《制度1》第一条]", materials="[../policies/a.md, {title: 提纲}]")),
        "docs/policies/a.md": policy(1),
    }
    result = built(tmp_path, files)
    page = result.pages["activities/q1.md"].markdown
    assert 'id="a7"' in page
    assert 'href="../policies/a.html#art-1"' in page
    assert '<a href="../policies/a.html">制度1</a>，提纲' in page
    assert 'href="q1.html#a7"' in result.pages["activities/by-month.md"].markdown
    assert "activities/q1.html#a7" in result.pages["policies/a.md"].markdown, "the article lists who cites it"


def test_the_lists_hold_what_counts(tmp_path: Path) -> None:
    result = built(tmp_path, dict(SAMPLE))
    assert "## 支委会（2 场，8 人次） { #committee }" in result.pages["activities/by-type.md"].markdown
    assert "## 刑侦党支部（5 场，79 人次）" in result.pages["activities/by-branch.md"].markdown
    months = re.findall("## (.*?)（", result.pages["activities/by-month.md"].markdown)
    assert months == ["3月", "2月", "1月"]


def test_an_earlier_year_keeps_its_overview(tmp_path: Path) -> None:
    result = built(tmp_path, dict(SAMPLE), dt.date(2027, 1, 5))
    assert (
        "2027年截至1月5日，共开展 0 场、0 人次；已经结束的月份和季度里没有缺少的" in result.pages["activities/index.md"].markdown
    )
    assert 'href="year-2026.html"' in result.pages["activities/index.md"].markdown
    assert (
        '2026年共开展 7 场、95 人次；已经结束的月份和季度里<a href="#gaps">缺 '
        in result.pages["activities/year-2026.md"].markdown
    )


def test_figures_can_be_counted_for_any_period(tmp_path: Path) -> None:
    built(tmp_path, dict(SAMPLE))
    home = Path(__file__).resolve().parents[2]
    terms = load_terms(home / "data")
    context = Context(read_library(tmp_path, KINDS, terms), TODAY, terms)
    found = {figure.key: figure for figure in activities.ROOM.figures(activities.ROOM.index(context), context)}
    assert found["activity-committee"].value(period("2026Q1")) == 2
    assert found["activity-committee-people"].value(period("2026-02")) == 3
    assert found["activity-total-people"].value(period("2026H1")) == 90
    assert found["activity-theme-day"].value(period("2026-03")) is None
    assert found["activity-total"].within(period("2026-01"))[0].uri.startswith("activities/q1.md#a")
