"""What a careful recorder checks: the figures of one test agree, and a quarter has one test of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...kernel.issue import Issue
from ...kernel.room import Context
from .model import QuarterlyTest, Result

_ROUNDING = Decimal("0.05")


def check(context: Context) -> Iterator[Issue]:
    first: dict[tuple[int, int, str, str], QuarterlyTest] = {}
    for test in context.library.of(QuarterlyTest):
        other = first.setdefault((test.year, test.quarter, test.scope, test.mode), test)
        if other is not test:
            same = f"{test.period.title}、{test.scope}、{test.mode}"
            yield test.issue(f"{same}的测试已写在 {other.origin.path}，请合并，或核对季度、范围和方式", "quarter")
        if test.pass_score > test.full_score:
            yield test.issue(f"{test.pass_score} 高于满分 {test.full_score}，请核对", "pass_score")
        yield from _check_day(test, context)
        if test.result:
            yield from _check_counts(test, test.result)
            yield from _check_scores(test, test.result)


def _check_day(test: QuarterlyTest, context: Context) -> Iterator[Issue]:
    if test.held is None:
        if test.result:
            yield test.issue("填了成绩汇总，就要填写举行日期，例如 held: 2026-09-23", "held")
        return
    quarter = test.period
    if test.held not in quarter:
        yield test.issue(f"{test.held} 不在{quarter.title}（{quarter.first} 至 {quarter.last}）内，请核对", "held")
    if test.held > context.today:
        yield test.issue(f"晚于今天（{context.today}），按尚未举行推算", "held", level="warning")


def _check_counts(test: QuarterlyTest, result: Result) -> Iterator[Issue]:
    if result.tested > result.registered:
        yield test.issue(f"{result.tested} 多于应参测人数 {result.registered}，请核对", "result", "tested")
    if result.passed > result.tested:
        yield test.issue(f"{result.passed} 多于参测人数 {result.tested}，请核对", "result", "passed")


def _check_scores(test: QuarterlyTest, result: Result) -> Iterator[Issue]:
    if result.highest > test.full_score:
        yield test.issue(f"{result.highest} 高于满分 {test.full_score}，请核对", "result", "highest")
    if result.lowest > result.highest:
        yield test.issue(f"{result.lowest} 高于最高分 {result.highest}，请核对", "result", "lowest")
    elif not result.lowest <= result.average <= result.highest:
        said = f"{result.average} 不在最低分 {result.lowest} 和最高分 {result.highest} 之间，请核对"
        yield test.issue(said, "result", "average")
    elif result.passed <= result.tested:
        yield from _check_passed(test, result)


def _check_passed(test: QuarterlyTest, result: Result) -> Iterator[Issue]:
    """The best and the worst score say whether all or none passed; the number who passed bounds the average."""
    line = test.pass_score
    if result.passed == result.tested and result.lowest < line:
        yield test.issue(f"{result.lowest} 低于合格分 {line}，与全部合格不符，请核对", "result", "lowest")
    elif result.passed == 0 and result.highest >= line:
        yield test.issue(f"{result.highest} 达到合格分 {line}，与无人合格不符，请核对", "result", "highest")
    elif result.passed < result.tested and result.lowest >= line:
        yield test.issue(f"{result.lowest} 达到合格分 {line}，应当全部合格，请核对合格人数", "result", "lowest")
    elif result.passed and result.highest < line:
        yield test.issue(f"{result.highest} 低于合格分 {line}，应当无人合格，请核对合格人数", "result", "highest")
    else:
        low, high = _bounds(test, result)
        if not low - _ROUNDING <= result.average <= high + _ROUNDING:
            said = (
                f"按合格 {result.passed} 人、不合格 {result.tested - result.passed} 人，应在 {low:.1f} 和 {high:.1f} 之间，请核对"
            )
            yield test.issue(said, "result", "average")


def _bounds(test: QuarterlyTest, result: Result) -> tuple[Decimal, Decimal]:
    """Between which the average must lie if all who passed have at least the pass mark and the others less."""
    failed = result.tested - result.passed
    low = result.passed * max(test.pass_score, result.lowest) + failed * result.lowest
    high = result.passed * result.highest + failed * min(test.pass_score, result.highest)
    return Decimal(low) / result.tested, Decimal(high) / result.tested
