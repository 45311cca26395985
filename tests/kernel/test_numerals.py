from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.kernel.numerals import chinese, number


@given(st.integers(0, 9999))
def test_every_number_is_read_as_it_is_written(value: int) -> None:
    assert number(chinese(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十九", 39),
        ("十", 10),
        ("一十", 10),
        ("二十", 20),
        ("一百零一", 101),
        ("一百二十", 120),
        ("一百二十条"[:-1], 120),
        ("一千二百六十", 1260),
        ("一千零五", 1005),
        ("二〇二六", 2026),
        ("两", 2),
        ("39", 39),
        ("３９", 39),
        ("一万二千", 12000),
    ],
)
def test_forms_in_use(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "甲", "三x", "条"])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


def test_numbers_are_written_as_statutes_write_them() -> None:
    assert [chinese(n) for n in (0, 5, 10, 11, 20, 101, 110, 120, 1005, 1260)] == [
        "零", "五", "十", "十一", "二十", "一百零一", "一百一十", "一百二十", "一千零五", "一千二百六十",
    ]  # fmt: skip


def test_beyond_the_range() -> None:
    with pytest.raises(ValueError, match="10000"):
        chinese(10_000)
