from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from helpers import built, messages, policy

OLD = policy(1, title="学习日制度", date="2023-05-10", issued="2023-05-10", effective="2023-06-01", doc_no="示公党〔2023〕11号")


def new(title: str = "学习日制度（2026年修订）") -> str:
    return policy(2, title=title, supersedes="[示公党〔2023〕11号]")


def states(root: Path, files: dict[str, str], day: str) -> dict[str, str]:
    data = json.loads(built(root, dict(files), dt.date.fromisoformat(day)).data["data/policies.json"].content)
    return {entry["doc_no"]: entry["state"] for entry in data}


@pytest.mark.parametrize(
    ("day", "old", "successor"),
    [("2026-01-20", "现行有效", "尚未生效"), ("2026-01-31", "现行有效", "尚未生效"), ("2026-02-01", "已修订", "现行有效")],
)
def test_the_state_follows_the_day(tmp_path: Path, day: str, old: str, successor: str) -> None:
    files = {"docs/policies/a.md": OLD, "docs/policies/b.md": new()}
    assert states(tmp_path, files, day) == {"示公党〔2023〕11号": old, "示公党〔2026〕2号": successor}


def test_a_document_of_another_name_repeals_rather_than_revises(tmp_path: Path) -> None:
    files = {"docs/policies/a.md": OLD, "docs/policies/b.md": new("学习管理办法")}
    assert states(tmp_path, files, "2026-06-01")["示公党〔2023〕11号"] == "已废止"


def test_a_superseded_page_points_to_its_successor(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/a.md": OLD, "docs/policies/b.md": new()})
    page = result.pages["policies/a.md"].markdown
    assert 'href="b.html"' in page
    assert "已修订" in page


def test_dates_out_of_order_and_a_document_superseding_itself(tmp_path: Path) -> None:
    wrong = policy(1, issued="2026-01-10", effective="2026-01-01", supersedes="[示公党〔2026〕1号]")
    said = messages(built(tmp_path, {"docs/policies/a.md": wrong}))
    assert [line.split("：")[0].split(": ", 1)[1] for line in said] == [
        "“issued”（印发日期）早于成文日期 2026-01-12，请核对",
        "“effective”（施行日期）早于印发日期 2026-01-10，请核对",
        "“supersedes[1]”（废止文件）写的是本文件自己的字号，请写被废止的文件",
    ]


def test_an_older_document_cannot_supersede_a_newer_one(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": policy(1, issued="2026-03-01", effective="2026-03-01"),
        "docs/policies/b.md": policy(2, supersedes="[示公党〔2026〕1号]"),
    }
    assert "印发在后" in messages(built(tmp_path, files))[0]


def test_a_document_not_in_the_library_is_a_reminder_only(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/b.md": new()})
    assert [issue.level for issue in result.issues] == ["warning"]
    assert "policies/b.md" in result.pages


def test_articles_are_counted(tmp_path: Path) -> None:
    body = "第一条　甲。\n\n依照第一条处理。\n\n第二条　乙。\n\n（一）丙；\n"
    result = built(tmp_path, {"docs/policies/a.md": policy(1, body=body)})
    assert json.loads(result.data["data/policies.json"].content)[0]["articles"] == 2


def test_neighbours_follow_the_list(tmp_path: Path) -> None:
    files = {f"docs/policies/{n}.md": policy(n, issued=f"2026-02-0{n}", effective="2026-03-01") for n in (1, 2, 3)}
    page = built(tmp_path, files).pages["policies/2.md"]
    assert (page.previous, page.next) == ("policies/3.md", "policies/1.md")
