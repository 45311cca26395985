from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from integrity.kernel.yamlread import read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("false", False),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.50", Decimal("1.50")),
        ("14:30", "14:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("2026-03-05", dt.date(2026, 3, 5)),
        ("2026-3-5", "2026-3-5"),
        ('"012"', "012"),
        ("'2026-03-05'", "2026-03-05"),
        ("null", None),
        ("~", None),
        ("", None),
        ("《规定》：第一条", "《规定》：第一条"),
    ],
)
def test_scalars_mean_what_an_editor_means(text: str, value: object) -> None:
    read = read_yaml(f"key: {text}\n")
    assert read.troubles == []
    assert read.value == {"key": value}
    assert type(read.value["key"]) is type(value)


def test_the_key_no_is_a_word_not_false() -> None:
    assert read_yaml("no: 3\n").value == {"no": 3}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("no: 012\n", 1, '以 0 开头的数字会被当成八进制，请写 12，或加引号写成 "012"'),
        ("a: 1\ndate: 2022-02-30\n", 2, "“2022-02-30”这一天不存在"),
        ("a: 1\nb: 2\na: 3\n", 3, "重复出现（第 1 行已写过）"),
        ("a: &x [1]\nb: *x\n", 1, "YAML 的 * 引用"),
        ("a: !!python/object:os.system x\n", 1, "YAML 标签"),
        ("title: 通知: 关于学习\n", 1, "第二个“: ”"),
        ("a: 1\n\tb: 2\n", 2, ""),
        ("a: [1, 2\n", 2, ""),
        ('a: "x\n', 2, "引号没有成对"),
        ("a: @x\n", 1, "特殊字符"),
        ("a: 1\ntitle：通知\nunit: 政治处\n", 2, "全角冒号"),
        ("a: 1\n  b: 2\n", 2, "缩进没有对齐"),
        ("a: 1\ntitle:政治\nunit: 甲\n", 2, "冒号后面要空一格"),
        ("a: 1\ntitle:　政治\nunit: 甲\n", 2, "半角空格"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n", 2, "合并冲突"),
        ("title: [重要]通知\n", 1, "方括号开头"),
        ("- a\nb: 1\n", 2, ""),
    ],
)
def test_traps_are_answered_in_chinese_with_their_line(text: str, line: int, said: str) -> None:
    troubles = read_yaml(text).troubles
    assert len(troubles) == 1
    assert troubles[0].line == line
    assert said in troubles[0].text
    assert not any(word in troubles[0].text for word in ("expected", "found", "while"))


def test_every_key_and_nested_item_has_a_line() -> None:
    read = read_yaml("a: 1\nsessions:\n  - no: 1\n    held:\n      date: 2026-01-02\n  - no: 2\n", first_line=2)
    assert read.line(("a",)) == 2
    assert read.line(("sessions",)) == 3
    assert read.line(("sessions", 0, "held", "date")) == 6
    assert read.line(("sessions", 1, "no")) == 7
    assert read.line(("sessions", 1, "title")) == 7, "a missing key is reported at the item around it"


def test_all_duplicates_are_reported_in_one_reading() -> None:
    assert len(read_yaml("a: 1\na: 2\nb: [{c: 1, c: 2}]\n").troubles) == 2
