from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, built, messages
from openpyxl import load_workbook

from integrity import site
from integrity.kernel.figures import period
from integrity.kernel.room import Context
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rendering import Built
from integrity.rooms.campaigns import ROOM

STAGES = """
  - {title: 部署, begins: 2026-10-01, ends: 2026-10-09}
  - {title: 自查, begins: 2026-10-12, ends: 2026-10-31, report: true, tasks: [逐项自查]}
  - {title: 整改, begins: 2026-11-02, ends: 2026-12-11, report: true}
  - {title: 总结, begins: 2026-12-14, ends: 2026-12-25}
"""
REPORTS = """
  - {unit: 城东派出所, date: 2026-10-30, stage: 自查, problems: 3, fixed: 2, summary: 发现三个问题}
  - {unit: 城西派出所, date: 2026-11-04, stage: 自查, problems: 5, fixed: 1, summary: 迟报四天}
  - {unit: 城东派出所, date: 2026-11-20, stage: 整改, problems: 1, fixed: 1, summary: 全部整改}
"""


def campaign(reports: str = REPORTS, stages: str = STAGES, **extra: str) -> str:
    fields = {
        "title": "专项治理",
        "date": "2026-09-28",
        "unit": "警务督察大队",
        "begins": "2026-10-01",
        "ends": "2026-12-25",
        "units": "[警务督察大队, 城东派出所, 城西派出所, 滨河派出所]",
        "exempt": "[{unit: 警务督察大队, reason: 牵头单位}]",
        "stages": stages,
        "reports": reports,
    } | extra
    written = "\n".join(f"{key}: {value.rstrip()}" for key, value in fields.items() if value)
    return f"---\n{written}\n---\n\n各科、所、队：\n\n现通知如下。\n"


def site_of(tmp_path: Path, today: dt.date = dt.date(2026, 11, 24), **extra: str) -> Built:
    return built(tmp_path, {"docs/campaigns/a.md": campaign(**extra)}, today)


def data(result: Built) -> dict[str, Any]:
    assert all("提醒" in line for line in messages(result)), messages(result)
    (found,) = json.loads(result.data["data/campaigns.json"].content)
    return dict(found)


def cells(found: dict[str, Any]) -> dict[tuple[str, str], tuple[str, int]]:
    return {(cell["unit"], cell["stage"]): (cell["state"], cell["days"]) for cell in found["coverage"]}


def context(root: Path, day: dt.date = dt.date(2026, 11, 24)) -> Context:
    terms = load_terms(HOME / "data")
    return Context(read_library(root, site.KINDS, terms), day, terms)


def test_who_reported_when_counted_by_hand(tmp_path: Path) -> None:
    found = data(site_of(tmp_path))
    assert cells(found) == {
        ("城东派出所", "自查"): ("已报送", 0),
        ("城东派出所", "整改"): ("已报送", 0),
        ("城西派出所", "自查"): ("迟报", 4),
        ("城西派出所", "整改"): ("待报送", 0),
        ("滨河派出所", "自查"): ("未报送", 24),
        ("滨河派出所", "整改"): ("待报送", 0),
    }
    assert found["totals"] == {"due": 6, "reported": 3, "late": 1, "missing": 1, "problems": 9, "fixed": 4}
    assert (found["state"], found["stage"]) == ("进行中", "整改")


def test_the_day_is_an_argument(tmp_path: Path) -> None:
    early = data(site_of(tmp_path, dt.date(2026, 10, 31)))
    assert early["totals"] == {"due": 3, "reported": 1, "late": 0, "missing": 0, "problems": 3, "fixed": 2}
    assert cells(early)["城西派出所", "自查"] == ("待报送", 0)
    assert cells(early)["城西派出所", "整改"] == ("未开始", 0)
    after = data(built(tmp_path, {}, dt.date(2026, 12, 26)))
    assert (after["state"], after["stage"], after["totals"]["missing"]) == ("已结束", None, 3)


def test_without_stages_that_ask_each_unit_owes_one_report(tmp_path: Path) -> None:
    stages = "\n  - {title: 全程, begins: 2026-10-01, ends: 2026-11-20}"
    reports = "\n  - {unit: 城东派出所, date: 2026-11-21, problems: 0, fixed: 0, summary: 没有发现问题}"
    found = data(site_of(tmp_path, stages=stages, reports=reports, ends="2026-11-20"))
    assert cells(found)["城东派出所", "全程"] == ("迟报", 1)
    assert cells(found)["滨河派出所", "全程"] == ("未报送", 4)


def test_without_units_the_groups_of_the_vocabulary_report(tmp_path: Path) -> None:
    found = data(site_of(tmp_path, units=""))
    units = {cell["unit"] for cell in found["coverage"]}
    assert len(units) == 15
    assert not units & {"分局党委", "分局纪委", "警务督察大队"}


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"stages": STAGES.replace("ends: 2026-12-25}", "ends: 2026-12-31}")}, "2026-12-31 不在专项工作期间（2026-10-01 至 2026-12-25）内"),
        ({"stages": STAGES.replace("begins: 2026-11-02", "begins: 2026-10-31")}, "2026-10-31 与“自查”（到 2026-10-31）重叠"),
        ({"stages": STAGES.replace("begins: 2026-12-14", "begins: 2026-12-26")}, "2026-12-25 早于开始日期 2026-12-26"),
        ({"stages": STAGES.replace("title: 总结", "title: 自查")}, "自查 已经写过"),
        ({"ends": "2026-09-01"}, "2026-09-01 早于开始日期 2026-10-01"),
        ({"reports": REPORTS.replace("date: 2026-10-30", "date: 2026-09-30")}, "提醒：“reports[1].date”（报送日期）2026-09-30 早于"),
        ({"reports": REPORTS.replace("date: 2026-11-20", "date: 2026-11-25")}, "2026-11-25 晚于今天（2026-11-24），按尚未报送推算"),
        ({"reports": REPORTS.replace("stage: 整改", "stage: 自查")}, "城东派出所“自查”的自查报告已经写过（2026-10-30）"),
        ({"reports": REPORTS.replace("fixed: 2", "fixed: 4")}, "4 多于自查问题数 3"),
        ({"reports": REPORTS.replace("城西派出所", "警务督察大队")}, "警务督察大队已列为免报单位，却有自查报告"),
        ({"reports": REPORTS.replace("城西派出所", "东湖派出所")}, "东湖派出所不在参加单位里"),
        ({"reports": REPORTS.replace("城西派出所", "城西所")}, "没有“城西所”这个取值，是否想写“城西派出所”"),
        ({"reports": REPORTS.replace("stage: 整改", "stage: 部署")}, "“部署”没有要求报送自查报告（report: true），可写：自查、整改"),
        ({"reports": REPORTS.replace("stage: 整改", "stage: 整改阶段")}, "没有“整改阶段”这个阶段，是否想写“整改”？"),
        ({"reports": REPORTS.replace(" stage: 整改,", "")}, "要求报送的阶段不止一个，请写明所属阶段，可写：自查、整改"),
        ({"exempt": "[{unit: 看守所, reason: 甲}]"}, "看守所不在参加单位里，不用写免报"),
        ({"units": "[城东派出所, 城东派出所, 城西派出所, 警务督察大队]"}, "城东派出所 已经写过"),
    ],
)  # fmt: skip
def test_slips_are_said_at_their_line(tmp_path: Path, extra: dict[str, str], said: str) -> None:
    lines = [line for line in messages(site_of(tmp_path, **extra)) if said in line]
    assert len(lines) == 1
    assert lines[0].startswith("docs/campaigns/a.md:")
    assert not lines[0].startswith("docs/campaigns/a.md:1:")


def test_figures_count_a_report_on_its_day(tmp_path: Path) -> None:
    site_of(tmp_path)
    given = context(tmp_path)
    figures = {figure.key: figure for figure in ROOM.figures(ROOM.index(given), given)}
    values = {key: (figure.value(period("2026-10")), figure.value(period("2026-11"))) for key, figure in figures.items()}
    one = Decimal(1)
    assert values == {
        "campaign-reports": (one, Decimal(2)),
        "campaign-problems": (Decimal(3), Decimal(6)),
        "campaign-fixed": (Decimal(2), Decimal(2)),
    }


def test_a_stage_that_is_over_and_lacks_reports_is_a_signal(tmp_path: Path) -> None:
    site_of(tmp_path)
    given = context(tmp_path)
    (signal,) = ROOM.signals(ROOM.index(given), given)
    assert (signal.rule, signal.amount, signal.unit) == ("missing-reports", Decimal(1), "滨河派出所")
    assert signal.proofs[0].uri == "campaigns/a.md#coverage"
    later = context(tmp_path, dt.date(2026, 12, 26))
    assert [signal.amount for signal in ROOM.signals(ROOM.index(later), later)] == [Decimal(1), Decimal(2)]


def test_what_is_not_reported_is_owed_by_the_end_of_its_stage(tmp_path: Path) -> None:
    site_of(tmp_path)
    given = context(tmp_path)
    owed = list(ROOM.deadlines(ROOM.index(given), given))
    assert [(one.unit, one.day, one.kind) for one in owed] == [
        ("城西派出所", dt.date(2026, 12, 11), "自查报告"),
        ("滨河派出所", dt.date(2026, 10, 31), "自查报告"),
        ("滨河派出所", dt.date(2026, 12, 11), "自查报告"),
    ]
    assert len({one.uid for one in owed}) == 3
    assert all(one.uid.isascii() for one in owed)


def test_the_page_shows_today_the_missing_and_the_late(tmp_path: Path) -> None:
    page = site_of(tmp_path).pages["campaigns/a.md"].markdown
    assert 'data-state="now" aria-current="step"' in page
    assert "未报送：滨河派出所" in page
    assert "迟 4 天" in page
    assert "未报送，已过期限 24 天" in page
    assert "免报：警务督察大队（牵头单位）" in page
    assert 'id="r3"' in page


def test_a_report_of_tomorrow_is_on_no_page(tmp_path: Path) -> None:
    result = site_of(tmp_path, reports=REPORTS.replace("date: 2026-11-20", "date: 2026-11-25"))
    assert "全部整改" not in result.pages["campaigns/a.md"].markdown
    assert data(result)["totals"]["reported"] == 2


def test_the_workbook_holds_a_row_for_every_unit_and_stage(tmp_path: Path) -> None:
    content = site_of(tmp_path).data["data/campaigns-a.xlsx"].content
    assert isinstance(content, bytes)
    sheet = load_workbook(io.BytesIO(content))["自查报送情况"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "专项治理自查报送情况"
    assert rows[1][0] == ("截至2026年11月24日：应报 6 份，已报 3 份（迟报 1 份），逾期未报 1 份；自查问题 9 个，已整改 4 个。")
    assert [(row[2], row[4], row[6], row[7]) for row in rows[4:-1]] == [
        ("自查", "已报送", 3, 2), ("整改", "已报送", 1, 1), ("自查", "迟报 4 天", 5, 1),
        ("整改", "待报送", None, None), ("自查", "未报送", None, None), ("整改", "待报送", None, None),
    ]  # fmt: skip
    assert (rows[-1][1], rows[-1][6], rows[-1][7]) == ("合计", 9, 4)


def test_a_site_without_campaigns_says_so(tmp_path: Path) -> None:
    assert "还没有专项工作" in built(tmp_path, {}).pages["campaigns/index.md"].markdown


def test_the_sample_has_one_campaign_with_late_units_and_one_with_two_missing() -> None:
    given = context(HOME)
    running, ended = ROOM.index(given).entries
    assert (running.state, running.coverage[0].missing) == ("进行中", ("出入境管理大队", "滨河派出所"))
    assert ended.state == "已结束"
    assert ended.totals.missing == 0
    assert ended.totals.late == 3
    assert ended.totals.reported == ended.totals.due == 22
    assert (ended.totals.problems, ended.totals.fixed) == (33 + 7, 32 + 7)
