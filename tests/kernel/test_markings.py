from __future__ import annotations

import pytest

from integrity.kernel.markings import markings

STAR = "\N{BLACK STAR}"


@pytest.mark.parametrize(
    "line",
    [
        f"秘密{STAR}",
        f"机密{STAR}10年",
        f"绝密 {STAR} 长期",
        f"机 密{STAR}10年",
        f"机\u200b密{STAR}",
        "机密☆5年",
        "秘密＊",
        "秘密*1年",
        f"<!-- 秘密{STAR} -->",
        "密级：机密",
        "密级: 【秘密】",
        "classification: 秘密",
        'classification: "工作秘密"',
        "工作秘密",
        "**机密**",
        "【绝密】",
        "绝　密",
        "机 密",
        f"机密级{STAR}",
        f"{STAR}机密",
        "机密▲",
        "机密级",
        "机密件",
        "绝密文件",
        "tags: [机密]",
        "tags: [学习, 机密]",
        f"机&#23494;{STAR}",
        f"<b>机</b>密{STAR}",
    ],
)
def test_marks_are_found_through_disguises(line: str) -> None:
    assert [number for number, _ in markings(f"甲\n{line}\n乙")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "保守国家秘密是每名民警的义务",
        "机密工作要细",
        "密级：内部",
        "classification: 公开",
        "商业秘密和工作秘密都要保护",
        "秘密会见律师",
        "* 秘密工作",
        "这是**机密**工作",
        "不得泄露**秘密**",
    ],
)
def test_prose_about_secrets_is_not_a_mark(line: str) -> None:
    assert list(markings(line)) == []
