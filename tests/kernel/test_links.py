from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.kernel.links import address, between, host_of, in_docs_tree, is_local, relative_path, resolve, scan


def targets(body: str) -> list[tuple[int, str]]:
    return [(link.line, link.target) for link in scan(body, 10)]


def test_links_pictures_definitions_and_html() -> None:
    body = "\n".join(
        [
            '见[制度](../policies/a.md#第一条)和![图](a.png "题")',
            "[乙]: b.md",
            '<img alt="x" src="c.svg"> <https://x.example/>',
            "[括号](d_(1).md) [尖](<e f.md>)",
        ]
    )
    assert targets(body) == [
        (10, "../policies/a.md#第一条"),
        (10, "a.png"),
        (11, "b.md"),
        (12, "c.svg"),
        (12, "https://x.example/"),
        (13, "d_(1).md"),
        (13, "e f.md"),
    ]


@pytest.mark.parametrize(
    "body", ["`[a](b.md)`", "```\n[a](b.md)\n```", "~~~md\n[a](b.md)\n~~~", "<!-- [a](b.md) -->", "``[a](b.md) ` ``"]
)
def test_code_and_comments_hold_no_links(body: str) -> None:
    assert targets(body) == []


@pytest.mark.parametrize(
    "body",
    [
        '<iframe src="https://x.example/">',
        "<video poster=https://x.example/>",
        "[字\n折行](https://x.example/)",
        "<object data='https://x.example/'>",
    ],
)
def test_no_address_hides(body: str) -> None:
    assert targets(body) == [(10, "https://x.example/")]


def test_a_link_does_not_reach_over_a_paragraph() -> None:
    assert targets("[甲\n\n乙](b.md)") == []


def test_lines_hold_after_code_and_comments() -> None:
    assert targets("```\nx\n```\n<!--\n\n-->\n[a](b.md)") == [(16, "b.md")]


def test_between_is_relative_and_ends_in_html() -> None:
    assert between("index.md", "policies/a.md#第一条") == "policies/a.html#%E7%AC%AC%E4%B8%80%E6%9D%A1"
    assert between("cases/2026/a.md", "policies/a.md") == "../../policies/a.html"
    assert between("policies/a.md", "policies/a.md") == "a.html"
    assert between("corridor/1f/a.md", "corridor/1f/a b.svg") == "a%20b.svg"
    assert address("study/a.md#s1") == "study/a.html#s1"


@pytest.mark.parametrize(
    ("path", "target", "seen"),
    [
        ("docs/policies/a.md", "../../cases/2026/2026-01.md", "../cases/2026/2026-01.md"),
        ("cases/2026/2026-01.md", "../../docs/policies/a.md#第一条", "../../policies/a.md#第一条"),
        ("docs/policies/a.md", "b.md", "b.md"),
        ("docs/policies/a.md", "#第一条", "#第一条"),
        ("docs/policies/a.md", "https://x.example/a.md", "https://x.example/a.md"),
        ("docs/a.md", "../../elsewhere.md", "../../elsewhere.md"),
    ],
)
def test_links_as_mkdocs_must_see_them(path: str, target: str, seen: str) -> None:
    assert in_docs_tree(path, target) == seen


def test_paths_are_resolved_from_the_file() -> None:
    assert resolve("docs/policies/a.md", "../../cases/2026/%E6%A1%88.md#x") == "cases/2026/案.md"
    assert resolve("docs/a.md", "/b.md") == "/b.md"


def test_what_is_an_address() -> None:
    assert host_of("https://Video.Intranet/x") == "video.intranet"
    assert host_of("//cdn.example/x.js") == "cdn.example"
    assert host_of("a/b.md") == ""
    assert is_local("a.md#b")
    assert not is_local("#b")
    assert not is_local("mailto:a@b.example")


FOLDERS = st.lists(st.sampled_from(["a", "b", "ab", "某", ".x"]), max_size=4)


@given(FOLDERS, FOLDERS, st.sampled_from(["", "/", "..", "./", "index.html"]))
def test_a_relative_path_is_that_of_the_library(folder: list[str], target: list[str], end: str) -> None:
    start, path = "/".join(folder) or ".", "/".join([*target, end]) or "a"
    assert relative_path(path, start) == posixpath.relpath(path, start)
