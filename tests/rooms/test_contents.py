from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers import built, case, head, messages, policy

from integrity.rooms.contents import MOST

FILES = {
    "docs/policies/a.md": policy(1),
    "docs/policies/b.md": policy(2, issued="2025-03-04", date="2025-03-04", effective="2025-04-01"),
    "cases/2026/2026-01.md": case(),
}


def test_every_page_is_listed_once_below_its_section(tmp_path: Path) -> None:
    result = built(tmp_path, dict(FILES))
    lists = [page for uri, page in result.pages.items() if uri.startswith("all/")]
    text = "".join(page.markdown for page in lists)
    for uri in result.pages:
        if not uri.startswith("all/") and uri != "all/index.md":
            assert text.count(f'href="../{uri[:-3]}.html"') == 1, uri
    assert not any(page.indexed for page in lists)


def test_a_section_has_its_list_last_in_its_menu(tmp_path: Path) -> None:
    menus = {menu.title: menu.pages for menu in built(tmp_path, dict(FILES)).menu}
    assert menus["政策文件"][-1] == ("本栏目全部页面", "all/policies.md")
    assert menus["警示教育"][-1] == ("本栏目全部页面", "all/cases.md")
    assert menus["首页"] == (("首页", "index.md"),)


def test_what_is_made_of_a_record_stands_behind_it(tmp_path: Path) -> None:
    content = built(tmp_path, dict(FILES)).data["data/nav/cases.js"].content
    assert isinstance(content, str)
    name, _, groups = content.removeprefix("qfNav(").removesuffix(");\n").partition(",")
    assert json.loads(name) == "cases"
    shown = dict(json.loads(groups))
    assert next(iter(shown)) == "栏目目录"
    kind = next(title for title in shown if title.endswith("案例"))
    assert [(page[0], page[2:]) for page in shown[kind]][:2] == [
        ("cases/2026/2026-01.html", []),
        ("cases/2026/2026-01-circular.html", [1]),
    ]


def test_a_large_section_is_divided_by_years_and_then_by_pages(tmp_path: Path) -> None:
    files = {f"docs/policies/p{n}.md": policy(n, date=f"{2020 + n % 2}-01-12") for n in range(1, MOST + 101)}
    result = built(tmp_path, dict(files))
    first, second = result.pages["all/policies.md"], result.pages["all/policies-2.md"]
    assert first.markdown.count("<li") == MOST
    assert "policies-2.html" in first.markdown
    assert 'href="policies.html"' in second.markdown
    assert "（续）" in second.markdown or second.markdown.count("## ") == 1
    assert not second.nav
    assert "all/policies-3.md" not in result.pages


def test_a_chinese_file_name_is_said_with_a_short_one(tmp_path: Path) -> None:
    result = built(tmp_path, FILES | {"docs/policies/礼品登记.md": policy(3)})
    assert messages(result) == [
        "docs/policies/礼品登记.md:1: 提醒：文件名里有汉字或全角字符，网址会很长，建议改成 lpdj.md；已经发布过的，旧网址写进 data/redirects.yml"
    ]
    assert "policies/礼品登记.md" in result.pages


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("docs/policies/办法/值班.md", "建议移到 docs/policies/bf/zb.md"),
        ("docs/policies/值班2026.md", "建议改成 zb2026.md"),
        ("docs/policies/值.md", "建议改成 20260112-"),
        ("docs/policies/来得及.md", "建议改成 20260112-"),
        ("docs/policies/" + "关于进一步加强和改进节假日期间值班备勤工作纪律的若干规定.md", "建议改成 20260112-"),
    ],
)
def test_the_short_name_is_free_and_says_something(tmp_path: Path, path: str, said: str) -> None:
    taken = {"docs/policies/ldj.md": policy(4)}
    assert said in messages(built(tmp_path, {**taken, path: policy(3)}))[0]


def test_the_sections_are_counted(tmp_path: Path) -> None:
    page = built(
        tmp_path, {"docs/policies/a.md": policy(1), "docs/notes.md": head("title: 说明\ndate: 2026-01-05\nunit: 政治处")}
    ).pages["all/index.md"]
    assert 'href="policies.html"' in page.markdown
    assert "另有：" in page.markdown
    assert 'href="../index.html"' in page.markdown
