from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, Files, built, measure, messages, opinion, write
from openpyxl import load_workbook

from integrity import site
from integrity.kernel.figures import period, shown
from integrity.kernel.money import added, wan
from integrity.kernel.room import Context
from integrity.kernel.settings import Settings
from integrity.rendering import Built
from integrity.rooms.supervision import ROOM

DAY = dt.date(2026, 11, 24)
FINDINGS = """
  - {no: 1, text: 报销不规范, unit: 警务保障室, amount: 0.1, basis: [《报销规定》第一条]}
  - {no: 2, text: 盘点不彻底, unit: 警务保障室, amount: 0.2}
"""


def inspection(findings: str = FINDINGS, **extra: str) -> str:
    fields = {
        "title": "关于财务收支的审计报告",
        "date": "2026-11-16",
        "unit": "分局纪委",
        "type": "内部审计",
        "period": "{begins: 2025-01-01, ends: 2025-12-31}",
        "scope": "2025年度财务收支",
        "units": "[警务保障室, 看守所]",
        "amount": "1286.45",
        "findings": findings,
    } | extra
    written = "\n".join(f"{key}: {value.rstrip()}" for key, value in fields.items() if value)
    return f"---\n{written}\n---\n\n分局党委：\n\n现将情况报告如下。\n\n## 情况\n\n情况。\n"


def answer(*measures: str, finding: str = "../supervision/a.md#f1") -> str:
    return opinion("".join(measures)).replace("    measures:", f"    finding: {finding}\n    measures:")


def data(result: Built) -> dict[str, Any]:
    assert all("提醒" in line for line in messages(result)), messages(result)
    found: dict[str, Any] = json.loads(result.data["data/supervision.json"].content)
    return found


def context(root: Path, files: Files, day: dt.date = DAY) -> Context:
    found = site.read(write(root, files), day, Settings(), HOME, drafts=False)[1]
    assert found is not None
    return found


ONE = {"docs/supervision/a.md": inspection()}
CLOSED = measure("1-1", state="已销号", completed="2026-05-01", closed="2026-05-08", verified_by="警务督察大队")


def test_decimals_are_added_exactly() -> None:
    assert added([Decimal("0.1"), None, Decimal("0.2")]) == Decimal("0.3")
    assert added([]) == 0


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "0.00"), ("0.3", "0.30"), ("12.3", "12.30"), ("1286.45", "1,286.45"), ("1234567.8", "1,234,567.80"),
        ("100", "100.00"), ("0.000001", "0.000001"), ("12.345600", "12.3456"), ("1E+3", "1,000.00"),
    ],
)  # fmt: skip
def test_an_amount_as_an_office_writes_it(amount: str, written: str) -> None:
    assert wan(Decimal(amount)) == written
    assert shown(Decimal(amount), "万元") == f"{written}万元"


@pytest.mark.parametrize("amount", ["12.3", "12", "0", '"12.3"', "0.000001"])
def test_an_amount_is_the_decimal_that_is_written(tmp_path: Path, amount: str) -> None:
    found = data(built(tmp_path, {"docs/supervision/a.md": inspection(amount="99999999.99", saved=amount)}))
    assert found["inspections"][0]["saved"] == amount.strip('"')


@pytest.mark.parametrize(
    "amount", ["-1", "1.2345678", "12万", "1,286.45", "true", "9999999999999999999999999999999", "NaN", "[1]"]
)
def test_what_is_no_amount_is_said(tmp_path: Path, amount: str) -> None:
    lines = messages(built(tmp_path, {"docs/supervision/a.md": inspection(saved=f'"{amount}"' if "," in amount else amount)}))
    assert len(lines) == 1
    assert "例如 12.35" in lines[0]
    assert lines[0].startswith("docs/supervision/a.md:")


def test_totals_equal_a_count_by_hand(tmp_path: Path) -> None:
    files: Files = {
        **ONE,
        "docs/supervision/b.md": inspection(
            "\n  - {no: 1, text: 油料, unit: 看守所, amount: 0.7}", title="乙", amount="0.7", saved="0.1", date="2026-05-06"
        ),
        "docs/supervision/c.md": inspection("", title="丙", type="专项督察", amount="", saved="0.2", date="2025-05-06"),
        "docs/supervision/d.md": inspection(title="丁", date="2026-11-25", saved="5"),
    }
    found = data(built(tmp_path, files))
    assert found["totals"] == {
        "inspections": 3, "amount": "1287.15", "questioned": "1.00", "saved": "0.30", "findings": 3, "listed": 0, "closed": 0,
    }  # fmt: skip
    assert [(year["year"], year["inspections"], year["saved"]) for year in found["years"]] == [
        (2026, 2, "0.10"),
        (2025, 1, "0.20"),
    ]
    assert [(one["type"], one["amount"]) for one in found["types"]] == [("专项督察", "0.00"), ("内部审计", "1287.15")]
    page = built(tmp_path, {}).pages["supervision/index.md"].markdown
    assert "审计金额 1,287.15 万元，问题金额 1.00 万元，核减、节约、挽回 0.30 万元" in page


def test_figures_are_exact_and_count_on_the_day(tmp_path: Path) -> None:
    given = context(
        tmp_path, {**ONE, "docs/supervision/b.md": inspection(title="乙", amount="0.1", saved="0.2", date="2026-02-03")}
    )
    figures = {figure.key: figure for figure in ROOM.figures(ROOM.index(given), given)}
    assert {key: figure.value(period("2026")) for key, figure in figures.items()} == {
        "inspections": 2, "inspection-findings": 4, "inspection-amount": Decimal("1286.55"), "inspection-saved": Decimal("0.2"),
    }  # fmt: skip
    assert figures["inspection-saved"].value(period("2026H2")) is None
    assert figures["inspection-amount"].value(period("2026H1")) == Decimal("0.1")


@pytest.mark.parametrize(
    ("measures", "state"),
    [
        ((), "未列入台账"),
        ((measure("1-1"),), "正在整改"),
        ((CLOSED, measure("1-2")), "正在整改"),
        ((CLOSED, measure("1-2", state="已完成", completed="2026-05-01")), "整改完成"),
        ((CLOSED,), "整改销号"),
        ((CLOSED, measure("1-2", state="长期坚持", completed="2026-05-01", closed="2026-05-08", verified_by="警务督察大队")), "整改销号"),
    ],
)  # fmt: skip
def test_a_finding_shows_what_the_ledger_says(tmp_path: Path, measures: tuple[str, ...], state: str) -> None:
    files: Files = ONE | ({"docs/rectification/o.md": answer(*measures)} if measures else {})
    result = built(tmp_path, files)
    first = data(result)["inspections"][0]["findings"][0]
    assert first["state"] == state
    assert [one["no"] for one in first["measures"]] == [f"1-{n}" for n in range(1, len(measures) + 1)]
    page = result.pages["supervision/a.md"].markdown
    assert (f'href="../rectification/o-m1-{len(measures)}.html"' in page) == bool(measures)
    assert 'id="f1"' in page


def test_the_ledger_of_an_opinion_answers_too(tmp_path: Path) -> None:
    ledger = (
        "title: 整改台账\ndate: 2026-03-01\nunit: 分局党委\nitems:\n  - no: 1\n    problem: 甲\n"
        "    finding: ../supervision/a.md#f2\n    measures:\n" + "".join(f"      {line}\n" for line in measure().splitlines())
    )
    bare = opinion(measure()).partition("items:")[0] + "---\n\n意见。\n"
    given = context(tmp_path, {**ONE, "docs/rectification/o.md": bare, "docs/rectification/o-ledger.yml": ledger})
    (found,) = given.answers
    assert (found.finding, found.uri) == ("supervision/a.md#f2", "rectification/o.md#p1")
    assert [entry.finding.no for entry in ROOM.index(given).open] == [1]


def test_the_state_is_that_of_the_day(tmp_path: Path) -> None:
    files = ONE | {"docs/rectification/o.md": answer(CLOSED)}
    given = context(tmp_path, files, dt.date(2026, 5, 7))
    assert [(answer.done, answer.closed) for answer in given.answers] == [(True, False)]


def test_a_finding_that_was_settled_needs_no_ledger(tmp_path: Path) -> None:
    settled = FINDINGS.replace("amount: 0.2", "settled: {date: 2026-11-17, text: 当场纠正}")
    found = data(built(tmp_path, {"docs/supervision/a.md": inspection(settled, date="2026-01-05")}))
    assert [one["state"] for one in found["inspections"][0]["findings"]] == ["未列入台账", "另行办结"]
    assert (found["totals"]["listed"], found["totals"]["closed"]) == (1, 1)


def test_a_finding_is_remembered_after_the_limit_and_not_before(tmp_path: Path) -> None:
    assert messages(built(tmp_path / "a", ONE, dt.date(2026, 11, 30))) == []
    late = messages(built(tmp_path / "b", ONE, dt.date(2026, 12, 1)))
    assert len(late) == 2
    assert late[0].startswith(
        "docs/supervision/a.md:11: 提醒：“findings[1].text”（问题）成文已 15 天，超过 14 天还没有列入整改台账"
    )
    assert "finding: ../supervision/a.md#f1" in late[0]


def test_every_finding_without_a_ledger_is_a_signal(tmp_path: Path) -> None:
    given = context(tmp_path, ONE | {"docs/rectification/o.md": answer(measure())})
    (signal,) = ROOM.signals(ROOM.index(given), given)
    assert (signal.rule, signal.amount, signal.unit) == ("open-findings", Decimal(8), "警务保障室")
    assert signal.proofs[0].uri == "supervision/a.md#f2"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"period": "{begins: 2025-12-31, ends: 2025-01-01}"}, "2025-01-01 早于起始日期 2025-12-31"),
        ({"date": "2024-12-31"}, "2024-12-31 早于督察审计期间（2025-01-01 起）"),
        ({"date": "2026-11-25"}, "2026-11-25 晚于今天（2026-11-24），不计入各项数字"),
        ({"findings": FINDINGS.replace("no: 2", "no: 1")}, "1 重复，每个问题一个序号"),
        ({"findings": FINDINGS.replace("0.2", "1286.46")}, "1,286.46 万元多于审计金额 1,286.45 万元"),
        ({"saved": "1286.46"}, "1,286.46 万元多于审计金额 1,286.45 万元"),
        ({"questioned": "0.31"}, "0.31 万元，各问题的金额合计 0.30 万元，两者不同"),
        ({"amount": ""}, "是审计，应填写审计金额 amount"),
        ({"units": "[看守所]"}, "警务保障室不在被督察审计单位里"),
        ({"type": "内部审查"}, "没有“内部审查”这个取值，是否想写“内部审计”"),
        ({"units": "[]"}, "至少写一项"),
    ],
)  # fmt: skip
def test_slips_are_said_at_their_line(tmp_path: Path, extra: dict[str, str], said: str) -> None:
    lines = [line for line in messages(built(tmp_path, {"docs/supervision/a.md": inspection(**extra)})) if said in line]
    assert lines
    assert all(line.startswith("docs/supervision/a.md:") for line in lines)


def test_an_item_names_a_finding_that_exists(tmp_path: Path) -> None:
    files = ONE | {"docs/rectification/o.md": answer(measure(), finding="../supervision/a.md#f3")}
    (line,) = messages(built(tmp_path, files))
    assert line.startswith("docs/rectification/o.md:10: “items[1].finding”")
    assert "a.md#f3 指的位置不存在" in line


@pytest.mark.parametrize("finding", ["../supervision/a.md", "../supervision/a.md#情况", "o.md#m1-1"])
def test_an_item_names_a_finding_and_nothing_else(tmp_path: Path, finding: str) -> None:
    (line,) = messages(built(tmp_path, ONE | {"docs/rectification/o.md": answer(measure(), finding=finding)}))
    assert "不是督察审计发现的问题，应写到问题的序号，例如 ../supervision/2026-audit.md#f1" in line


def test_the_workbook_says_what_the_pages_say(tmp_path: Path) -> None:
    content = built(tmp_path, ONE | {"docs/rectification/o.md": answer(measure())}).data["data/supervision.xlsx"].content
    assert isinstance(content, bytes)
    book = load_workbook(io.BytesIO(content))
    first, last = list(book["督察审计"].iter_rows(min_row=4))
    assert [cell.value for cell in first] == [
        1, "关于财务收支的审计报告", "内部审计", None, dt.datetime(2026, 11, 16), "分局纪委", 1286.45, 0.3, None, 2, 1, 0,
    ]  # fmt: skip
    assert [cell.value for cell in last][6:10] == [1286.45, 0.3, 0, 2]
    assert first[6].number_format == "#,##0.00####"
    findings = [[cell.value for cell in row] for row in book["发现的问题"].iter_rows(min_row=4)]
    assert findings[0][2:7] == ["报销不规范", "警务保障室", 0.1, "《报销规定》第一条", "正在整改"]
    assert findings[0][7] == "1-1　修订登记办法（法制大队，整改中）"
    assert findings[1][6] == "未列入台账"


def test_a_draft_is_in_no_number(tmp_path: Path) -> None:
    result = built(tmp_path, {**ONE, "docs/supervision/b.md": inspection(title="没有定稿的审计", draft="true", saved="5")})
    assert data(result)["totals"]["inspections"] == 1
    assert "没有定稿的审计" not in "".join(page.markdown for page in result.pages.values())
    content = result.data["data/supervision.xlsx"].content
    assert isinstance(content, bytes)
    assert "没有定稿的审计" not in str([list(sheet.values) for sheet in load_workbook(io.BytesIO(content))])


def test_an_inspector_from_outside_is_named(tmp_path: Path) -> None:
    result = built(tmp_path, {**ONE, "docs/supervision/b.md": inspection(title="乙", by="示例市公安局审计处")})
    assert [one["by"] for one in data(result)["inspections"]] == ["示例市公安局审计处", "分局纪委"]
    assert "示例市公安局审计处" in result.pages["supervision/b.md"].markdown


def test_by_unit_counts_the_findings_of_each(tmp_path: Path) -> None:
    index = ROOM.index(context(tmp_path, ONE))
    assert [(one.unit, one.inspections, len(one.entries), one.amount) for one in index.units] == [
        ("警务保障室", 1, 2, Decimal("0.3")),
        ("看守所", 1, 0, Decimal(0)),
    ]


def hooks(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOME / "hooks"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_an_opinion_is_drafted_from_the_findings(tmp_path: Path) -> None:
    settled = FINDINGS + "  - {no: 3, text: 当场纠正的, unit: 看守所, settled: {date: 2026-11-17, text: 已纠正}}\n"
    write(tmp_path, {"docs/supervision/a.md": inspection(settled)})
    order = ("new", "整改意见", "docs/rectification/b/a.md", "--from", "docs/supervision/a.md")
    done = hooks(*order, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    text = (tmp_path / "docs/rectification/b/a.md").read_text("utf-8")
    assert "title: 关于财务收支审计发现问题的整改意见" in text
    assert "source: 审计" in text
    assert text.count("    finding: ") == 2
    assert 'finding: "../../supervision/a.md#f2"' in text
    assert "当场纠正的" not in text
    assert messages(built(tmp_path, {})) == []
    assert hooks(*order, cwd=tmp_path).stdout.startswith("docs/rectification/b/a.md 已经存在")
    filled = text.replace("draft: true", "draft: false").replace("……", "写好的内容")
    assert messages(built(tmp_path, {"docs/rectification/b/a.md": filled})) == []
    assert data(built(tmp_path, {}))["totals"]["listed"] == 3


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (("rectification", "docs/rectification/a.md", "--from", "docs/supervision/z.md"), "没有 docs/supervision/z.md 这份督察审计，现有：docs/supervision/a.md"),
        (("rectification", "docs/a.md", "--from", "docs/supervision/a.md"), "整改意见应放在 docs/rectification/ 里"),
        (("policy", "docs/policies/a.md", "--from", "docs/supervision/a.md"), "--from 只用于整改意见"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_made_says_why(tmp_path: Path, order: tuple[str, ...], said: str) -> None:
    write(tmp_path, dict(ONE))
    done = hooks("new", *order, cwd=tmp_path)
    assert done.returncode == 1
    assert said in done.stdout
    assert not (tmp_path / order[1]).exists()


def test_the_sample_is_answered_item_by_item() -> None:
    given = site.read(HOME, DAY, Settings(), HOME, drafts=False)[1]
    assert given is not None
    index = ROOM.index(given)
    special = next(seen for seen in index.seen if seen.inspection.uri == "supervision/2026-supervision.md")
    assert [len(entry.answers) for entry in special.entries] == [1, 1, 1, 1]
    assert (special.totals.findings, special.totals.listed, special.totals.closed) == (4, 4, 0)
    by_hand = sum(map(Decimal, ("3.86", "2.14", "12.4", "1.27", "29.48", "17.35")))
    audit = next(seen for seen in index.seen if seen.inspection.type == "内部审计")
    assert audit.totals.questioned == by_hand == Decimal("66.5")
    assert index.totals.saved == Decimal("9.3") + Decimal("1.08")
    assert [entry.state for entry in audit.entries].count("未列入台账") == 0
    fresh = next(seen for seen in index.seen if seen.inspection.type == "日常督察")
    assert [entry.state for entry in fresh.entries] == ["未列入台账", "未列入台账", "另行办结"]
    assert not any(entry.late for entry in fresh.entries)


def test_a_site_without_inspections_says_so(tmp_path: Path) -> None:
    assert "还没有督察审计记录" in built(tmp_path, {}).pages["supervision/index.md"].markdown
