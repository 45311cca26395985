from __future__ import annotations

import pytest

from integrity.kernel.layout import is_addressee, is_date, is_signature


@pytest.mark.parametrize("line", ["2026年3月5日", "  2026年12月15日　"])
def test_a_date_alone_on_its_line(line: str) -> None:
    assert is_date(line)


@pytest.mark.parametrize("line", ["", "2026年3月", "2026年3月5日印发", "成文于2026年3月5日", "2026-03-05"])
def test_no_such_date(line: str) -> None:
    assert not is_date(line)


def test_a_signature_is_a_name_and_no_sentence() -> None:
    assert is_signature(" 分局纪律检查委员会 ")
    assert is_signature("政" * 40)
    assert not any(is_signature(line) for line in ("", " ", "会议结束。", "特此通报：", "甲，乙", "政" * 41))


def test_an_addressee_begins_with_all_or_is_a_body_and_ends_with_a_colon() -> None:
    assert is_addressee("各科、所、队：")
    assert is_addressee("分局党委：")
    assert is_addressee("示例市公安局：")
    assert not is_addressee("现报告分局党委，请审阅：")
    assert not any(is_addressee(line) for line in ("各科、所、队", "各：", "各科应当学习。各所：", "分局各科："))
