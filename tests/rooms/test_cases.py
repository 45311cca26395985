from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers import built, case, messages


def test_indexes_hold_a_case_under_each_of_its_disciplines(tmp_path: Path) -> None:
    files = {
        "cases/2026/2026-01.md": case("2026-01", disciplines="[廉洁纪律, 工作纪律]"),
        "cases/2025/2025-01.md": case("2025-01", date="2025-03-05", disciplines="[工作纪律]"),
    }
    page = built(tmp_path, dict(files)).pages["cases/index.md"].markdown
    assert "## 廉洁纪律（1）" in page
    assert "## 工作纪律（2）" in page
    assert page.index("廉洁纪律（1）") < page.index("工作纪律（2）"), "the official order of the six disciplines"


def test_sanctions_are_named_in_full(tmp_path: Path) -> None:
    text = case("2026-01", party_sanction="开除党籍", public_sanction="开除", criminal="true", form="第四种形态")
    data = json.loads(built(tmp_path, {"cases/2026/2026-01.md": text}).data["data/cases.json"].content)
    assert data[0]["sanctions"] == ["开除党籍", "政务开除", "移送司法机关"]
    assert data[0]["url"] == "cases/2026/2026-01.html"


def test_related_cases_share_tags_or_disciplines(tmp_path: Path) -> None:
    files = {
        "cases/2026/2026-01.md": case("2026-01", tags="[酒驾, 八小时以外]"),
        "cases/2026/2026-02.md": case("2026-02", tags="[酒驾]"),
        "cases/2026/2026-03.md": case("2026-03", disciplines="[群众纪律]"),
    }
    page = built(tmp_path, dict(files)).pages["cases/2026/2026-01.md"].markdown
    assert 'href="2026-02.html"' in page
    assert 'href="2026-03.html"' not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"case_no": "26-1"}, "应是四位年份、连字符和序号"),
        ({"party_sanction": ""}, "至少写一项"),
        ({"form": "第二形态"}, "是否想写“第二种形态”"),
        ({"disciplines": "[]"}, "违反纪律"),
        ({"redacted": "{by: 案件审理岗}"}, "“redacted.date”（脱敏日期）缺少必填项"),
    ],
)
def test_mistakes(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    lines = messages(built(tmp_path, {"cases/2026/2026-01.md": case("2026-01", **fields)}))
    assert len(lines) == 1
    assert said in lines[0]


def test_an_unfinished_case_is_refused_once_published_but_may_be_drafted(tmp_path: Path) -> None:
    short = {"cases/2026/2026-01.md": case(body="## 基本案情\n\n内容。\n")}
    assert "“## 通报”" in messages(built(tmp_path, dict(short)))[0]
    assert messages(built(tmp_path, {"cases/2026/2026-01.md": case(body="内容。\n", status="审核")})) == []


def test_a_heading_inside_code_is_no_section(tmp_path: Path) -> None:
    body = "```\n## 通报\n```\n"
    assert "“## 通报”" in messages(built(tmp_path, {"cases/2026/2026-01.md": case(body=body)}))[0]
