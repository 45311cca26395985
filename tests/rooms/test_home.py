from __future__ import annotations

import json
from pathlib import Path

from helpers import built, case, head, policy

WORDS = head("title: 清风\ndate: 2026-01-05\nunit: 政治处", "欢迎语。\n")


def test_the_home_page_gathers_what_the_rooms_offer(tmp_path: Path) -> None:
    files = {"docs/index.md": WORDS, "docs/policies/a.md": policy(1), "cases/2026/2026-01.md": case()}
    page = built(tmp_path, dict(files)).pages["index.md"]
    for expected in (
        "本周学什么",
        "以案为鉴",
        "新发文件",
        "整改落实",
        "欢迎语。",
        'href="cases/2026/2026-01.html"',
        'type="search"',
    ):
        assert expected in page.markdown


def test_a_site_without_a_written_home_page_has_one(tmp_path: Path) -> None:
    assert "清风" in built(tmp_path, {"docs/policies/a.md": policy(1)}).pages["index.md"].markdown


def test_the_catalogue_lists_every_record_with_its_facts(tmp_path: Path) -> None:
    files = {"docs/index.md": WORDS, "docs/policies/a.md": policy(1), "cases/2026/2026-01.md": case(draft="true")}
    catalogue = built(tmp_path, dict(files)).data["data/catalogue.json"].content
    assert json.loads(catalogue) == [
        {
            "kind": "policy",
            "title": "制度1",
            "url": "policies/a.html",
            "date": "2026-01-12",
            "unit": "政治处",
            "classification": "内部",
            "status": "发布",
        }
    ]
    assert "制度1" in catalogue, "UTF-8, not escaped"
