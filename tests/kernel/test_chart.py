from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from decimal import Decimal
from itertools import pairwise

import pytest

from integrity.kernel.chart import Series, Value, bar_chart, line_chart

SVG = "{http://www.w3.org/2000/svg}"
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def values(*written: str) -> tuple[Value, ...]:
    return tuple(Decimal(one) if one else None for one in written)


def lines(
    *series: Series, labels: tuple[str, ...] = QUARTERS, unit: str = "%", ceiling: Decimal | None = Decimal(100)
) -> etree.Element:
    return etree.fromstring(line_chart(labels, series, "rate", "合格率", unit, ceiling))


def texts(chart: etree.Element, role: str) -> list[str]:
    return ["".join(text.itertext()) for text in chart.iter(f"{SVG}text") if text.get("class") == f"qf-chart__{role}"]


def heights(chart: etree.Element) -> list[float]:
    return [float(mark.get("cy", "")) for mark in chart.iter(f"{SVG}circle")]


def test_a_chart_has_a_name_and_says_its_values_in_words() -> None:
    chart = lines(Series("普测", values("90", "", "95.5", "")), Series("抽测", values("", "80", "", "")))
    assert chart.get("role") == "img"
    title, told = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert chart.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}" == "rate-title rate-desc"
    assert title.text == "合格率"
    assert told.text == (
        "普测：一季度 90%，二季度 无记录，三季度 95.5%，四季度 无记录；抽测：一季度 无记录，二季度 80%，三季度 无记录，四季度 无记录。"
    )


def test_values_stand_at_their_heights() -> None:
    chart = lines(Series("", values("90", "95", "100", "92.5")))
    low, middle, high, between = heights(chart)
    assert low > between > middle > high
    assert low - middle == pytest.approx(middle - high)
    assert low - between == pytest.approx((low - high) / 4, abs=0.1)
    assert texts(chart, "value") == ["90%", "95%", "100%", "92.5%"]


def test_a_missing_value_leaves_a_gap() -> None:
    chart = lines(Series("", values("90", "91", "", "92", "93", "", "94")), labels=tuple("一二三四五六七"))
    runs = [len((line.get("points") or "").split()) for line in chart.iter(f"{SVG}polyline")]
    assert runs == [2, 2]
    assert len(heights(chart)) == 5
    assert texts(chart, "none") == ["无记录", "无记录"]


def test_series_differ_without_colour() -> None:
    chart = lines(*(Series(f"第{n}组", values("90", f"{90 + n}", "91", "92")) for n in range(4)))
    drawn = {line.get("data-series"): line.get("stroke-dasharray") for line in chart.iter(f"{SVG}polyline")}
    assert len(drawn) == len(set(drawn.values())) == 4
    shapes = {
        mark.get("data-series"): (mark[1].tag, re.sub(r"^M[\d. ]+", "", mark[1].get("d", "")))
        for mark in chart.iter(f"{SVG}g")
        if mark.get("class") == "qf-chart__mark"
    }
    assert len(shapes) == len(set(shapes.values())) == 4
    assert sorted(texts(chart, "name")) == ["第0组", "第1组", "第2组", "第3组"]


def test_names_beside_the_plot_do_not_overlap_and_stay_inside() -> None:
    chart = lines(*(Series(f"第{n}组\n抽测", values("90", "91", "92", "93")) for n in range(8)))
    places = sorted(float(text.get("y", "")) for text in chart.iter(f"{SVG}text") if text.get("class") == "qf-chart__name")
    assert min(b - a for a, b in pairwise(places)) >= 28
    assert places[-1] + 14 < float(chart.get("height", ""))


def test_only_the_highest_and_the_lowest_are_written_where_lines_are_close() -> None:
    chart = lines(*(Series(name, values(value, "", "", "")) for name, value in (("甲", "90"), ("乙", "91"), ("丙", "92"))))
    assert texts(chart, "value") == ["92%", "90%"]


def test_a_number_never_covers_the_axis() -> None:
    def places(low: str, high: str) -> list[float]:
        chart = lines(Series("甲", values(high, "90", "95", "95")), Series("乙", values(low, "100", "", "")))
        return [float(text.get("y", "")) for text in chart.iter(f"{SVG}text") if text.get("class") == "qf-chart__value"][:2]

    axis = 26 + 150
    assert max(places("90", "96")) < axis, "written above its mark"
    assert max(places("92", "96")) < axis, "there is room below"
    assert places("90", "90.5")[1] < places("90", "90.5")[0], "no room at all: the second is that of the next label"


@pytest.mark.parametrize(
    ("written", "ceiling", "ticks"),
    [
        (("85.2", "94.2"), "100", ["84%", "86%", "88%", "90%", "92%", "94%", "96%"]),
        (("100", "100"), "100", ["99%", "100%"]),
        (("98.1", "99.9"), "100", ["98%", "99%", "100%"]),
        (("0", "0"), None, ["0%", "1%"]),
        (("0", "1200"), None, ["0%", "200%", "400%", "600%", "800%", "1000%", "1200%"]),
    ],
)
def test_the_scale_has_round_steps_and_ends_where_values_can(
    written: tuple[str, str], ceiling: str | None, ticks: list[str]
) -> None:
    chart = lines(Series("", values(*written)), labels=("甲", "乙"), ceiling=Decimal(ceiling) if ceiling else None)
    assert texts(chart, "tick") == ticks


def test_labels_may_have_two_lines_and_any_signs() -> None:
    chart = line_chart(("2026年\n一季度", "<b>&"), (Series('"甲"', values("1", "2")),), "x", "<题>", "分")
    assert "<b>" not in chart
    assert "2026年一季度 1分" in chart
    assert texts(etree.fromstring(chart), "label") == ["2026年一季度", "<b>&"]


def test_what_has_no_value_has_no_chart() -> None:
    assert line_chart((), (), "x", "甲") == ""
    assert line_chart(("一",), (Series("甲", (None,)),), "x", "甲") == ""
    assert bar_chart(("一",), (None,), "x", "甲") == ""


def test_a_value_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="“甲”有 1 个值，标签有 2 个"):
        line_chart(("一", "二"), (Series("甲", values("1")),), "x", "甲")
    with pytest.raises(ValueError, match="值有 1 个，标签有 2 个"):
        bar_chart(("一", "二"), values("1"), "x", "甲")
    with pytest.raises(ValueError, match="不能小于 0"):
        bar_chart(("一",), values("-1"), "x", "甲")


def test_bars_are_as_long_as_their_values() -> None:
    chart = etree.fromstring(
        bar_chart(("城东派出所", "滨河派出所", "看守所", "法制大队"), values("12", "3", "", "0"), "x", "场次", "场")
    )
    assert [float(bar.get("width", "")) for bar in chart.iter(f"{SVG}rect")] == [240, 60]
    assert texts(chart, "label") == ["城东派出所", "滨河派出所", "看守所", "法制大队"]
    assert texts(chart, "value") == ["12场", "3场", "0场"]
    assert texts(chart, "none") == ["无记录"]


@pytest.mark.parametrize(
    "chart",
    [line_chart(QUARTERS, (Series("甲", values("1", "", "3", "2")),), "x", "甲"), bar_chart(("甲",), values("1"), "x", "甲")],
)
def test_a_chart_holds_no_script_no_colour_and_no_blank_line(chart: str) -> None:
    assert "<script" not in chart
    assert "style" not in chart
    assert not re.search(r"#[0-9a-f]{3}", chart)
    assert "\n\n" not in chart, "Markdown would end the block there"


def test_a_long_chart_keeps_its_size_and_scrolls() -> None:
    months = tuple(f"{n}月" for n in range(1, 13))
    assert "qf-chart--wide" in line_chart(months, (Series("", values(*"123456789123")),), "x", "甲")
    assert "qf-chart--wide" not in line_chart(months[:6], (Series("", values(*"123456")),), "x", "甲")
