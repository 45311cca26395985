from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from integrity.kernel.figures import Fact, Figure, Kind, period, shown


def facts(*rows: tuple[str, int, int]) -> tuple[Fact, ...]:
    return tuple(Fact(dt.date.fromisoformat(day), Decimal(value), "", "", Decimal(of)) for day, value, of in rows)


ROWS = facts(("2026-01-31", 3, 4), ("2026-06-30", 5, 5), ("2026-07-01", 1, 8))


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("sum", "2026", "9"),
        ("sum", "2026H1", "8"),
        ("sum", "2026Q3", "1"),
        ("rate", "2026H1", "88.9"),
        ("mean", "2026H1", "4.1"),
        ("rate", "2026-07", "12.5"),
    ],
)
def test_a_figure_for_any_period(kind: Kind, name: str, value: str) -> None:
    assert Figure("x", "x", "", ROWS, kind).value(period(name)) == Decimal(value)


def test_no_record_is_not_nought() -> None:
    assert Figure("x", "x", "场", ROWS).value(period("2025")) is None
    assert shown(None, "场") == "无记录"
    assert shown(Decimal(0), "场") == "0场"
    assert shown(Decimal("88.9"), "%") == "88.9%"
    assert shown(Decimal("4.0"), "分") == "4分"


def test_periods() -> None:
    assert (period("2026H2").first, period("2026H2").last) == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert (period("2026Q1").last, period("2026-02").last) == (dt.date(2026, 3, 31), dt.date(2026, 2, 28))
    assert period("2026H1").title == "2026年上半年"
    assert period("2026q4").title == "2026年第四季度"
    with pytest.raises(ValueError, match="不是时间段"):
        period("2026H3")
