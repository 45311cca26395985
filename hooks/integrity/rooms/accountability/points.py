"""Whether percentages and points add up, with the sums and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...kernel.issue import Issue
from .model import AccountabilityList


def check_points(one: AccountabilityList) -> Iterator[Issue]:
    if not one.indicators:
        if one.weights:
            yield one.issue("没有考核指标（indicators），权重没有用处，请补写指标或者删去权重", "weights")
        return
    wrong = list(_check_categories(one))
    yield from wrong
    total = sum((indicator.points for indicator in one.indicators), Decimal(0))
    if total != one.full_score and not wrong:
        yield one.issue(
            f"各指标分值合计 {told(total)} 分，满分是 {told(one.full_score)} 分，{_gap(total, one.full_score)}", "indicators"
        )


def _check_categories(one: AccountabilityList) -> Iterator[Issue]:
    """Nothing where no weights are written."""
    if not one.weights:
        return
    names = [weight.category for weight in one.weights]
    percents = sum((weight.percent for weight in one.weights), Decimal(0))
    if percents != 100:
        parts = "、".join(f"{weight.category} {told(weight.percent)}" for weight in one.weights)
        yield one.issue(f"各类别权重合计 {told(percents)}%，应为 100%，{_gap(percents, Decimal(100), '%')}（{parts}）", "weights")
    for n, weight in enumerate(one.weights):
        if weight.category in names[:n]:
            yield one.issue(f"“{weight.category}”写了两遍，请并成一行", "weights", n, "category")
        elif percents == 100:
            yield from _check_share(one, n)
    for n, indicator in enumerate(one.indicators):
        if indicator.category not in names:
            text = f"“{indicator.category}”不在类别权重里，可写：{'、'.join(names)}"
            yield one.issue(text, "indicators", n, "category")


def _check_share(one: AccountabilityList, n: int) -> Iterator[Issue]:
    weight = one.weights[n]
    inside = [indicator for indicator in one.indicators if indicator.category == weight.category]
    wanted, have = one.full_score * weight.percent / 100, sum((i.points for i in inside), Decimal(0))
    if have != wanted:
        parts = _listed(f"{indicator.no} 号 {told(indicator.points)}" for indicator in inside)
        text = f"“{weight.category}”占 {told(weight.percent)}%，应有 {told(wanted)} 分，指标分值合计 {told(have)} 分，"
        yield one.issue(f"{text}{_gap(have, wanted)}{parts}", "weights", n)


def _listed(parts: Iterable[str]) -> str:
    text = "、".join(parts)
    return f"（{text}）" if text else "，没有这一类的指标"


def _gap(have: Decimal, wanted: Decimal, unit: str = " 分") -> str:
    return f"{'还差' if have < wanted else '多出'} {told(abs(wanted - have))}{unit}"


def told(value: Decimal) -> str:
    """A number as people write it: 4, 2.5, 100."""
    return f"{value.normalize():f}"
