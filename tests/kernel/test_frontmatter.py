from __future__ import annotations

import pytest

from integrity.kernel.frontmatter import parse


def test_lines_count_in_the_file() -> None:
    parsed = parse("---\ntitle: 甲\ntags: [乙]\n---\n\n正文\n")
    assert parsed.head.value == {"title": "甲", "tags": ["乙"]}
    assert parsed.head.line(("tags",)) == 3
    assert parsed.body == "\n正文\n"
    assert parsed.body_line == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "文件是空的"),
        ("  \n\n", "文件是空的"),
        ("# 标题\n", "缺少文件头"),
        ("---\ntitle: 甲\n", "文件头没有结束"),
        ("---\n标题：甲\n---\n", "冒号应是半角"),
        ("---\n- 甲\n---\n", "冒号应是半角"),
        ("---\n---\n正文", "冒号应是半角"),
    ],
)
def test_a_file_without_usable_front_matter(text: str, said: str) -> None:
    parsed = parse(text)
    assert [said in trouble.text for trouble in parsed.head.troubles] == [True]
    assert parsed.head.value == {}


def test_a_rule_in_the_body_is_no_front_matter() -> None:
    assert parse("---\ntitle: 甲\n---\n上\n\n---\n\n下\n").body == "上\n\n---\n\n下\n"
