from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from helpers import Files, built, head, ledger, measure, messages, opinion

FILES: Files = {
    "docs/rectification/a.md": opinion(
        measure("1-1", state="未启动", due="2026-12-31")
        + measure("1-2", state="整改中", started="2026-04-01", due="2026-11-23")
        + measure("1-3", state="已完成", completed="2026-05-01")
        + measure("1-4", state="已销号", completed="2026-05-01", closed="2026-06-01", verified_by="警务督察大队", unit="政治处")
        + measure("1-5", state="长期坚持", due="2026-06-01")
    )
}


def ledger_of(root: Path, day: str = "2026-11-24") -> Any:
    return json.loads(built(root, dict(FILES), dt.date.fromisoformat(day)).data["data/rectification.json"].content)


def test_totals_equal_a_count_by_hand(tmp_path: Path) -> None:
    totals = ledger_of(tmp_path)["totals"]
    assert totals == {
        "measures": 5,
        "done": 3,
        "closed": 1,
        "overdue": 1,
        "by_state": {"未启动": 1, "整改中": 1, "已完成": 1, "已销号": 1, "长期坚持": 1},
    }


def test_a_measure_is_late_the_day_after_it_is_due(tmp_path: Path) -> None:
    assert ledger_of(tmp_path, "2026-11-23")["totals"]["overdue"] == 0
    assert [m["no"] for m in ledger_of(tmp_path)["measures"] if m["overdue"]] == ["1-2"]
    assert ledger_of(tmp_path, "2027-01-01")["totals"]["overdue"] == 2


def test_what_comes_due_is_listed_within_the_threshold(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES), dt.date(2026, 12, 1)).pages["rectification/overdue.md"].markdown
    assert "逾期 1 条，即将到期 1 条" in page
    page = built(tmp_path, dict(FILES), dt.date(2026, 11, 30)).pages["rectification/overdue.md"].markdown
    assert "逾期 1 条，即将到期 0 条" in page, "31 days away is beyond the 30 of data/limits.yml"


def test_pages_show_the_rates(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES)).pages["rectification/index.md"].markdown
    assert "<b>60.0%</b><span>完成率</span>" in page
    assert "<b>20.0%</b><span>销号率</span>" in page
    assert "<b>20.0%</b><span>逾期占比</span>" in page
    assert "<b>1</b><span>长期坚持（另列）</span>" in page
    assert page.count("<li><b>1</b>") == 4, "the chain has four steps and 长期坚持 is none of them"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"goal": "……"}, "“items[1].measures[1].goal”（整改目标）还是模板里的文字，请写上内容"),
        ({"state": "已完成"}, "写了已完成，就要填写 completed（完成日期），例如 completed: 2026-06-20"),
        (
            {"state": "已销号", "completed": "2026-05-01", "closed": "2026-06-01"},
            "就要填写 verified_by（验收单位），例如 verified_by: 警务督察大队",
        ),
        ({"state": "整改中", "closed": "2026-06-01"}, "不应有销号日期"),
        ({"state": "未启动", "started": "2026-06-01"}, "不应是未启动"),
        ({"due": "2026-02-01"}, "早于印发日期 2026-03-01"),
        ({"started": "2026-02-01"}, "早于印发日期 2026-03-01"),
        ({"state": "已完成", "started": "2026-05-02", "completed": "2026-05-01"}, "早于启动日期 2026-05-02"),
        ({"state": "已完成", "completed": "2026-12-01"}, "晚于今天（2026-11-24）"),
        ({"verified_by": "法制大队"}, "不能由责任单位自己验收"),
        ({"verified_by": "政治处", "support": "[政治处]"}, "政治处是配合单位，不能参加验收"),
        ({"support": "[法制大队]"}, "法制大队已是责任单位"),
        ({"completed": "2026-05-01"}, "已有完成日期，不应是整改中"),
        (
            {"state": "已销号", "completed": "2026-05-02", "closed": "2026-05-01", "verified_by": "政治处"},
            "早于完成日期 2026-05-02",
        ),
        ({"state": "长期坚持", "closed": "2026-05-01"}, "有销号日期，就要写验收单位"),
        ({"started": ""}, "提醒：“items[1].measures[1].state”（整改状态）写了整改中，请补启动日期，例如 started: 2026-03-01"),
        ({"progress": "[{date: 2026-04-02, text: 甲}, {date: 2026-04-01, text: 乙}]"}, "早于上一条的 2026-04-02"),
        (
            {"progress": "[{date: 2026-12-01, text: 甲}]"},
            "提醒：“items[1].measures[1].progress[1].date”（日期）2026-12-01 晚于今天",
        ),
        ({"no": "2-1"}, "2-1 与问题序号 1 对不上，编号以问题序号开头，例如 1-1"),
        ({"evidence": "[{}]"}, "请写站内文件的路径，或者佐证材料的名称"),
        ({"evidence": "[../study/2026-s9.md]"}, "佐证 study/2026-s9.md 没有这个页面"),
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


def test_what_is_kept_up_stays_so_before_it_is_closed(tmp_path: Path) -> None:
    dates = {"completed": "2026-05-01", "closed": "2026-06-01", "verified_by": "警务督察大队", "result": "已坚持"}
    files = {"docs/rectification/a.md": opinion(measure(state="长期坚持", **dates))}

    def on(day: str) -> Any:
        data = json.loads(built(tmp_path, dict(files), dt.date.fromisoformat(day)).data["data/rectification.json"].content)
        return data["measures"][0]["state"], data["measures"][0]["closed"], data["measures"][0]["result"]

    assert on("2026-04-30") == ("整改中", None, None)
    assert on("2026-05-31") == ("长期坚持", None, "已坚持")
    assert on("2026-06-01") == ("长期坚持", "2026-06-01", "已坚持")


def test_numbers_are_used_once(tmp_path: Path) -> None:
    text = opinion(measure() + measure())
    item = text[text.index("  - no: 1") : text.index("---", 5)]
    lines = messages(built(tmp_path, {"docs/rectification/a.md": text.replace(item, item + item.replace("1-1", "1-2"))}))
    assert [line.partition("）")[2] for line in lines] == [
        "1-1 重复，每条措施一个编号",
        "1 重复，每个问题一个序号",
        "1-2 重复，每条措施一个编号",
    ]


BARE = head("title: 意见\ndate: 2026-03-01\nunit: 分局党委\nsource: 审计\nissued: 2026-03-01")
BESIDE: Files = {"docs/rectification/x.md": BARE, "docs/rectification/x-ledger.yml": ledger(measure())}


def test_a_ledger_beside_its_opinion_is_its_items(tmp_path: Path) -> None:
    result = built(tmp_path, dict(BESIDE))
    assert result.issues == ()
    data = json.loads(result.data["data/rectification.json"].content)
    assert [(m["url"], m["opinion"], m["source"]) for m in data["measures"]] == [("rectification/x-m1-1.html", "意见", "审计")]
    assert result.pages["rectification/x-ledger.md"].source == "docs/rectification/x-ledger.yml"
    assert "rectification/x-table.md" not in result.pages
    assert 'id="m1-1"' in result.pages["rectification/x.md"].markdown
    assert 'href="x-ledger.html"' in result.pages["rectification/x.md"].markdown


def test_a_mistake_in_a_ledger_has_its_own_file_and_line(tmp_path: Path) -> None:
    files = BESIDE | {"docs/rectification/x-ledger.yml": ledger(measure(due="2026-02-01"))}
    [line] = messages(built(tmp_path, files))
    assert line.startswith("docs/rectification/x-ledger.yml:13: “items[1].measures[1].due”（整改期限）2026-02-01 早于印发日期")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"x-ledger.yml": None}, "x.md:1: “items”（问题清单）没有问题清单，请在这里写 items，或者在旁边放台账 x-ledger.yml"),
        ({"x.md": None}, "x-ledger.yml:1: 没有这份台账的整改意见 docs/rectification/x.md，请先写意见，或者改文件名"),
        (
            {"x.md": opinion(measure())},
            "x.md:7: “items”（问题清单）旁边的台账 docs/rectification/x-ledger.yml 也有问题清单，请只留一处",
        ),
        ({"y.yml": ledger(measure())}, "y.yml:1: 台账的文件名以 -ledger.yml 结尾，与整改意见同名，例如 2026-property-ledger.yml"),
        (
            {"x.md": BARE.replace("title", "draft: true\ntitle")},
            "x-ledger.yml:1: “draft”（草稿）整改意见 docs/rectification/x.md 还是草稿",
        ),
        (
            {"x-ledger.yml": ledger(measure(), draft="true")},
            "x.md:1: “items”（问题清单）台账 docs/rectification/x-ledger.yml 还是草稿",
        ),
        (
            {"x-ledger.yml": ledger(measure()).partition("items:")[0] + "items: []\n"},
            "x-ledger.yml:4: “items”（问题清单）问题清单是空的",
        ),
        ({"x-table.md": opinion(measure())}, "x-table.md:1: 与自动生成的页面重名，请改文件名"),
    ],
)
def test_an_opinion_and_its_ledger_belong_together(tmp_path: Path, files: dict[str, str | None], said: str) -> None:
    given = {**BESIDE, **{f"docs/rectification/{name}": text for name, text in files.items()}}
    lines = messages(built(tmp_path, {name: text for name, text in given.items() if text is not None}))
    assert len(lines) == 1
    assert lines[0].startswith("docs/rectification/" + said)


def test_a_ledger_that_cannot_be_read_is_one_mistake(tmp_path: Path) -> None:
    files = BESIDE | {"docs/rectification/x-ledger.yml": ledger(measure(unit="法制队"))}
    assert len(messages(built(tmp_path, files))) == 1
