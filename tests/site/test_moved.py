"""Old addresses in data/redirects.yml: what is wrong with them is said, and a small page leads on from each."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import built, case, messages, policy

from integrity.kernel.settings import Settings

FILES = {"docs/policies/a.md": policy(1), "cases/2026/2026-01.md": case()}


def moves(*lines: str) -> dict[str, str | bytes]:
    return {**FILES, "data/redirects.yml": "".join(f"{line}\n" for line in ("# 改过的网址", *lines))}


def test_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    result = built(tmp_path, moves("policies/old/b.html: policies/a.html#第一条", "cases/by-form.html: cases/overview.html"))
    assert messages(result) == []
    page = result.data["policies/old/b.html"].content
    assert isinstance(page, str)
    for expected in (
        'content="0; url=../a.html#%E7%AC%AC%E4%B8%80%E6%9D%A1"',
        '<link rel="canonical" href="../a.html#',
        "data-qf-moved>制度1</a>",
        "此页已移到",
        'src="../../assets/js/moved.js"',
    ):
        assert expected in page
    assert "cases/by-form.html" in result.data
    assert "policies/old/b.md" not in result.pages
    assert "old/b" not in str(result.data["data/catalogue.json"].content)
    assert not any("old/b" in uri for uri in result.found)


def test_the_canonical_address_is_whole_where_the_site_has_one(tmp_path: Path) -> None:
    result = built(tmp_path, moves("b.html: policies/a.html"), settings=Settings(site_address="http://qingfeng.intranet/"))
    assert 'rel="canonical" href="http://qingfeng.intranet/policies/a.html"' in str(result.data["b.html"].content)


def test_a_chinese_address_may_be_left_but_not_moved_to(tmp_path: Path) -> None:
    result = built(tmp_path, moves("policies/礼品.html: policies/a.html", "policies/%E5%80%BC.html: policies/a.html"))
    assert messages(result) == []
    assert {"policies/礼品.html", "policies/值.html"} <= set(result.data)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("b.html: films/none-at-all.html", "找不到新网址 films/none-at-all.html 的页面，请核对"),
        ("b.html: policies/aa.html", "找不到新网址 policies/aa.html 的页面，是否想写 policies/a.html？"),
        ("b.html: policies/by-nothing.html", "找不到新网址 policies/by-nothing.html 的页面"),
        ("policies/a.html: policies/index.html", "这个网址现在就有页面"),
        ("policies/index.html: policies/a.html", "这个网址现在就有页面"),
        ("b.html: b.html", "转来转去又回到 b.html"),
        ("b.html: policies/礼品.html", "新网址 policies/礼品.html 里有汉字或全角字符"),
        ("/b.html: policies/a.html", "旧网址 /b.html 写法不对"),
        ("http://x/b.html: policies/a.html", "写法不对"),
        ("../b.html: policies/a.html", "旧网址 ../b.html 写法不对"),
        ("b.html: ../policies/a.html", "新网址 ../policies/a.html 写法不对"),
        ("b.html#x: policies/a.html", "写法不对"),
        ("b.md: policies/a.html", "旧网址 b.md 不是页面，应以 .html 结尾"),
        ("b.html: policies/a.md", "新网址 policies/a.md 不是页面"),
        ("b.html:", "缺少新网址"),
        ("data/b.html: policies/a.html", "旧网址是留给程序的"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    result = built(tmp_path, moves(line))
    first = messages(result)[0]
    assert first.startswith("data/redirects.yml:2: “")
    assert said in first
    assert not result.pages


def test_a_move_to_what_moves_itself_names_the_end(tmp_path: Path) -> None:
    found = messages(built(tmp_path, moves("a.html: b.html", "b.html: c.html", "c.html: policies/a.html")))
    assert found == [
        "data/redirects.yml:2: “a.html”新网址 b.html 自己也转走了，请直接写 policies/a.html",
        "data/redirects.yml:3: “b.html”新网址 c.html 自己也转走了，请直接写 policies/a.html",
    ]


def test_a_circle_is_a_circle_for_each_of_it(tmp_path: Path) -> None:
    found = messages(built(tmp_path, moves("a.html: b.html", "b.html: a.html")))
    assert [line.rpartition("又回到 ")[2] for line in found] == ["a.html，请写现在能打开的网址", "b.html，请写现在能打开的网址"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a.html\n", "data/redirects.yml:1: 应由“旧网址: 新网址”组成"),
        ("a.html: policies/a.html\na.html: policies/a.html\n", "data/redirects.yml:2: “a.html”重复出现（第 1 行已写过）"),
        ("旧\n".encode("gbk"), "data/redirects.yml:1: 不是 UTF-8 编码"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert messages(built(tmp_path, {**FILES, "data/redirects.yml": text}))[0].startswith(said)


def test_an_empty_file_is_no_mistake(tmp_path: Path) -> None:
    assert messages(built(tmp_path, moves())) == []
