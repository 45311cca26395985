from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, built, messages, policy

from integrity import site
from integrity.kernel.figures import period
from integrity.kernel.room import Context
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rendering import Built
from integrity.rooms.quarterly import ROOM
from integrity.rooms.quarterly.index import rate

FIRST = "{registered: 12, tested: 10, passed: 8, average: 85, highest: 98, lowest: 60}"
SECOND = "{registered: 11, tested: 8, passed: 7, average: 90.5, highest: 100, lowest: 70}"


def plan(year: int = 2026, quarter: int = 1, **extra: str) -> str:
    fields = {
        "title": f"{year}年第{quarter}季度测试",
        "date": f"{year}-0{quarter * 3 - 2}-05" if quarter < 4 else f"{year}-10-05",
        "unit": "政治处",
        "year": str(year),
        "quarter": str(quarter),
        "scope": "全体民警、辅警",
        "mode": "全员普测",
        "held": f"{year}-{quarter * 3:02}-24",
        "minutes": "45",
        "pass_score": "80",
        "subjects": "[党章党规党纪]",
    } | extra
    written = "\n".join(f"{key}: {value}" for key, value in fields.items() if value)
    return f"---\n{written}\n---\n\n各科、所、队：\n\n现将有关事项通知如下。\n"


def data(result: Built) -> list[dict[str, Any]]:
    assert messages(result) == [] or all("提醒" in line for line in messages(result)), messages(result)
    found: list[dict[str, Any]] = json.loads(result.data["data/quarterly.json"].content)
    return found


def figures(root: Path, day: dt.date = dt.date(2026, 11, 24)) -> dict[str, Decimal | None]:
    terms = load_terms(HOME / "data")
    context = Context(read_library(root, site.KINDS, terms), day, terms)
    return {figure.key: figure.value(period("2026")) for figure in ROOM.figures(ROOM.index(context), context)}


TWO = {"docs/tests/a.md": plan(result=FIRST), "docs/tests/b.md": plan(quarter=2, result=SECOND)}


def test_two_quarters_counted_by_hand(tmp_path: Path) -> None:
    first, second, third = data(built(tmp_path, dict(TWO)))
    assert first["tests"][0]["result"] == {
        "registered": 12,
        "tested": 10,
        "passed": 8,
        "average": 85.0,
        "highest": 98,
        "lowest": 60,
        "pass_rate": 80.0,  # 8 of 10
        "attendance": 83.3,  # 10 of 12
    }
    assert (second["tests"][0]["result"]["pass_rate"], second["tests"][0]["result"]["attendance"]) == (87.5, 72.7)
    assert first["tests"][0]["trend"] == ""
    assert second["tests"][0]["trend"] == "合格率较上季度上升 7.5 个百分点，平均分提高 5.5 分"
    assert (third["quarter"], third["tests"], third["gap"]) == ("2026Q3", [], "2026年第三季度已经结束，没有测试")


def test_the_figures_of_the_year_by_hand(tmp_path: Path) -> None:
    built(tmp_path, dict(TWO))
    assert figures(tmp_path) == {
        "tests-held": Decimal(2),
        "tests-people": Decimal(18),
        "tests-pass-rate": Decimal("83.3"),  # 15 of 18
        "tests-average": Decimal("87.4"),  # (85 × 10 + 90.5 × 8) ÷ 18
    }


def test_the_figures_of_an_earlier_day(tmp_path: Path) -> None:
    built(tmp_path, dict(TWO))
    assert figures(tmp_path, dt.date(2026, 6, 23)) == {
        "tests-held": Decimal(1),
        "tests-people": Decimal(10),
        "tests-pass-rate": Decimal("80.0"),
        "tests-average": Decimal("85.0"),
    }
    assert set(figures(tmp_path, dt.date(2026, 3, 23)).values()) == {None}


def test_the_sample_counted_by_hand() -> None:
    assert figures(HOME) == {
        "tests-held": Decimal(3),
        "tests-people": Decimal(667),  # 222 + 224 + 221
        "tests-pass-rate": Decimal("93.3"),  # 622 of 667
        "tests-average": Decimal("88.2"),  # 58808.7 ÷ 667
    }


def test_half_is_rounded_up() -> None:
    assert rate(1, 16) == Decimal("6.3")  # 6.25
    assert rate(2, 3) == Decimal("66.7")
    assert rate(221, 221) == Decimal("100.0")


def test_a_test_of_tomorrow_is_only_a_plan(tmp_path: Path) -> None:
    result = built(tmp_path, dict(TWO), dt.date(2026, 6, 23))
    assert messages(result) == ["docs/tests/b.md:9: 提醒：“held”（举行日期）晚于今天（2026-06-23），按尚未举行推算"]
    later = data(result)[1]["tests"][0]
    assert (later["state"], later["result"], later["trend"]) == ("待举行", None, "")
    assert "90.5" not in result.pages["tests/b.md"].markdown + result.pages["quarterly/index.md"].markdown


@pytest.mark.parametrize(
    ("day", "extra", "state", "gaps"),
    [
        ("2026-06-30", {"held": ""}, "待举行", []),
        ("2026-07-01", {"held": ""}, "逾期未举行", ["2026年第二季度已经结束，只有计划，没有举行记录"]),
        ("2026-07-01", {}, "结果待录", []),
        ("2026-07-01", {"result": SECOND}, "已举行", []),
    ],
)
def test_the_state_follows_the_day(tmp_path: Path, day: str, extra: dict[str, str], state: str, gaps: list[str]) -> None:
    result = built(tmp_path, {"docs/tests/a.md": plan(quarter=2, **extra)}, dt.date.fromisoformat(day))
    (quarter,) = data(result)
    assert quarter["tests"][0]["state"] == state
    assert [quarter["gap"]] == (gaps or [""])
    page = result.pages["quarterly/index.md"].markdown
    assert ("没有缺口" in page) is (state in ("待举行", "已举行"))
    assert ("成绩汇总还没有录入</li>" in page) is (state == "结果待录")


def test_quarters_without_a_test_are_gaps_until_today(tmp_path: Path) -> None:
    files = {"docs/tests/a.md": plan(2025, 3, result=FIRST), "docs/tests/b.md": plan(2026, 2, result=SECOND)}
    found = data(built(tmp_path, dict(files)))
    assert [(q["quarter"], bool(q["gap"])) for q in found] == [
        ("2025Q3", False), ("2025Q4", True), ("2026Q1", True), ("2026Q2", False), ("2026Q3", True),
    ]  # fmt: skip
    assert found[3]["tests"][0]["trend"] == "", "the quarter before has no test"
    assert [q["quarter"] for q in data(built(tmp_path, dict(files), dt.date(2027, 1, 1)))][-1] == "2026Q4"


def test_only_like_is_compared_with_like(tmp_path: Path) -> None:
    files = {
        "docs/tests/a.md": plan(scope="执法办案岗位", mode="集中抽测", result=FIRST),
        "docs/tests/b.md": plan(quarter=2, result=SECOND),
        "docs/tests/c.md": plan(quarter=2, scope="党员", result=FIRST),
        "docs/tests/d.md": plan(quarter=3, scope="党员", result=FIRST),
        "docs/tests/e.md": plan(quarter=3, result=SECOND.replace("90.5", "88").replace("passed: 7", "passed: 6")),
    }
    trends = {test["url"][6]: test["trend"] for quarter in data(built(tmp_path, files)) for test in quarter["tests"]}
    assert trends == {
        "a": "",
        "b": "上季度测试的范围或方式不同，不作比较",
        "c": "上季度测试的范围或方式不同，不作比较",
        "d": "合格率与上季度持平，平均分持平",
        "e": "合格率较上季度下降 12.5 个百分点，平均分降低 2.5 分",
    }


def test_the_chart_shows_what_the_table_shows(tmp_path: Path) -> None:
    files = TWO | {"docs/tests/c.md": plan(quarter=3, scope="党员", result=FIRST), "docs/tests/d.md": plan(quarter=4, held="")}
    page = built(tmp_path, files).pages["quarterly/index.md"].markdown
    assert page.count('<svg class="qf-chart"') == 2
    assert page.count('role="img"') == 2
    assert (
        "党员全员普测：2026年一季度 无记录，2026年二季度 无记录，2026年三季度 80.0%；"
        "全体民警、辅警全员普测：2026年一季度 80.0%，2026年二季度 87.5%，2026年三季度 无记录。" in page
    )
    assert "2026年一季度 85分，2026年二季度 90.5分" in page
    assert "2026年四季度" not in page, "no result is to be expected yet"
    for shown in ("80.0%", "87.5%", "90.5", "85.0", "10／12", "8／11", "70 至 100"):
        assert f">{shown}<" in page, shown
    assert "还没有举行" in page


def test_a_test_not_out_of_a_hundred(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/tests/a.md": plan(full_score="120", pass_score="72", result=FIRST.replace("98", "118"))})
    assert data(result)[0]["tests"][0]["result"]["average"] == 85.0
    assert "平均分 70.8 分" in result.pages["quarterly/index.md"].markdown  # 85 × 100 ÷ 120
    assert "平均分 85 分" in result.pages["tests/a.md"].markdown
    assert figures(tmp_path)["tests-average"] == Decimal("70.8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tested": "13"}, "“result.tested”（参测人数）13 多于应参测人数 12，请核对"),
        ({"passed": "11"}, "“result.passed”（合格人数）11 多于参测人数 10，请核对"),
        ({"highest": "101"}, "“result.highest”（最高分）101 高于满分 100，请核对"),
        ({"lowest": "99"}, "“result.lowest”（最低分）99 高于最高分 98，请核对"),
        ({"average": "98.5"}, "“result.average”（平均分）98.5 不在最低分 60 和最高分 98 之间，请核对"),
        ({"average": "59.9"}, "“result.average”（平均分）59.9 不在最低分 60 和最高分 98 之间，请核对"),
        ({"passed": "10"}, "“result.lowest”（最低分）60 低于合格分 80，与全部合格不符，请核对"),
        ({"passed": "0"}, "“result.highest”（最高分）98 达到合格分 80，与无人合格不符，请核对"),
        ({"lowest": "80"}, "“result.lowest”（最低分）80 达到合格分 80，应当全部合格，请核对合格人数"),
        ({"highest": "79", "average": "70"}, "“result.highest”（最高分）79 低于合格分 80，应当无人合格，请核对合格人数"),
        ({"average": "75.9"}, "“result.average”（平均分）按合格 8 人、不合格 2 人，应在 76.0 和 94.4 之间，请核对"),
        ({"average": "94.5"}, "“result.average”（平均分）按合格 8 人、不合格 2 人，应在 76.0 和 94.4 之间，请核对"),
        ({"average": "85.25"}, "“result.average”（平均分）应是不小于 0、最多一位小数的数，例如 88.4"),
        ({"average": "八十五"}, "“result.average”（平均分）应是不小于 0、最多一位小数的数，例如 88.4"),
        ({"tested": "0"}, "“result.tested”（参测人数）数字太小，例如 tested: 221"),
    ],
)
def test_figures_that_cannot_be(tmp_path: Path, change: dict[str, str], said: str) -> None:
    fields = {"registered": "12", "tested": "10", "passed": "8", "average": "85", "highest": "98", "lowest": "60"} | change
    written = "{" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}"
    assert messages(built(tmp_path, {"docs/tests/a.md": plan(result=written)})) == [f"docs/tests/a.md:13: {said}"]


@pytest.mark.parametrize("result", [
    "{registered: 1, tested: 1, passed: 1, average: 80, highest: 80, lowest: 80}",
    "{registered: 9, tested: 9, passed: 0, average: 61.3, highest: 79, lowest: 0}",
    "{registered: 9, tested: 9, passed: 9, average: 100.0, highest: 100, lowest: 100}",
    "{registered: 2, tested: 2, passed: 1, average: 79.5, highest: 80, lowest: 79}",
])  # fmt: skip
def test_figures_at_the_edge_are_fine(tmp_path: Path, result: str) -> None:
    assert messages(built(tmp_path, {"docs/tests/a.md": plan(result=result)})) == []


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"held": "", "result": FIRST}, "“held”（举行日期）填了成绩汇总，就要填写举行日期，例如 held: 2026-09-23"),
        ({"held": "2026-04-01"}, "“held”（举行日期）2026-04-01 不在2026年第一季度（2026-01-01 至 2026-03-31）内，请核对"),
        ({"pass_score": "60", "full_score": "50"}, "“pass_score”（合格分）60 高于满分 50，请核对"),
        ({"scope": "全体民警"}, "没有“全体民警”这个取值，是否想写“全体民警、辅警”？"),
        ({"mode": "抽查"}, "可写：全员普测、集中抽测"),
        ({"materials": "[../policies/none.md]"}, "“materials[1]”（复习材料）找不到文件 ../policies/none.md"),
        ({"names": "[张某]"}, "不认识的字段"),
    ],
)
def test_mistakes(tmp_path: Path, extra: dict[str, str], said: str) -> None:
    lines = messages(built(tmp_path, {"docs/tests/a.md": plan(**extra)}))
    assert len(lines) == 1
    assert said in lines[0]


def test_a_year_has_four_quarters(tmp_path: Path) -> None:
    line = messages(built(tmp_path, {"docs/tests/a.md": plan().replace("quarter: 1", "quarter: 5")}))
    assert line == ["docs/tests/a.md:6: “quarter”（季度）数字太大，例如 quarter: 3"]


def test_two_tests_of_one_quarter_scope_and_mode(tmp_path: Path) -> None:
    files = {"docs/tests/a.md": plan(), "docs/tests/b.md": plan(), "docs/tests/c.md": plan(scope="党员")}
    assert messages(built(tmp_path, files)) == [
        "docs/tests/b.md:6: “quarter”（季度）2026年第一季度、全体民警、辅警、全员普测的测试已写在 docs/tests/a.md，请合并，或核对季度、范围和方式"
    ]


def test_a_page_links_its_materials_and_its_subjects(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": policy(1, "第一条　内容。\n\n第二条　内容。\n"),
        "docs/tests/a.md": plan(materials="[../policies/a.md, {title: 复习提纲}]", subjects="[《制度1》第二条]", result=FIRST),
    }
    result = built(tmp_path, files)
    page = result.pages["tests/a.md"].markdown
    assert '<a href="../policies/a.html">制度1</a>' in page
    assert "<li>复习提纲</li>" in page
    assert 'href="../policies/a.html#art-2"' in page
    assert "应参测 12 人，参测 10 人，参测率 83.3%；合格 8 人，合格率 80.0%；平均分 85 分，最高 98 分，最低 60 分。" in page
    assert "tests/a" in result.pages["policies/a.md"].markdown, "the article lists who cites it"


def test_the_pages_stand_in_the_menu_of_study(tmp_path: Path) -> None:
    result = built(tmp_path, dict(TWO))
    menu = next(menu for menu in result.menu if menu.title == "学习安排")
    assert ("季度测试", "quarterly/index.md") in menu.pages
    assert ROOM.derives_uri("quarterly/index.md")
    assert (result.pages["tests/a.md"].next, result.pages["tests/b.md"].previous) == ("tests/b.md", "tests/a.md")


def test_a_site_without_tests_says_so(tmp_path: Path) -> None:
    result = built(tmp_path, {})
    assert "还没有季度测试" in result.pages["quarterly/index.md"].markdown
    assert data(result) == []
