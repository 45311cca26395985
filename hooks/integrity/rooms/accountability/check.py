"""Rules of a list: numbers that are used once, days within the year, points that add up; and what is weak in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...kernel.fields import ALWAYS
from ...kernel.issue import Issue
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .index import index
from .model import AccountabilityList, Indicator, Measure
from .points import check_points
from .refs import found
from .weaknesses import current


def check(context: Context) -> Iterator[Issue]:
    lists = context.library.of(AccountabilityList)
    for one in lists:
        yield from _check_list(one, lists, context)
    yield from _check_years(lists)
    for weakness in current(index(context)):
        yield weakness.issue()


def _check_list(one: AccountabilityList, lists: Iterable[AccountabilityList], context: Context) -> Iterator[Issue]:
    if not one.subjects and not one.indicators:
        yield one.issue("责任清单（subjects）和考核指标（indicators）至少写一样，请对照编者手册“主体责任清单”", "subjects")
    yield from _check_numbers(one)
    for at, _, item, measure in one.placed():
        if not measure.no.startswith(f"{item.no}-"):
            yield one.issue(f"{measure.no} 不属于事项 {item.no}，请以事项序号开头，例如 {item.no}-1", *at, "no")
        yield from _check_units(one, measure, at)
        yield from _check_days(one, measure, at, context)
    for n, indicator in enumerate(one.indicators):
        yield from _check_units(one, indicator, ("indicators", n))
        if indicator.deadline and indicator.deadline.year != one.year:
            yield one.issue(_outside(str(indicator.deadline), one.year), "indicators", n, "deadline")
        yield from _check_refs(one, indicator, ("indicators", n, "measures"), lists)
    yield from check_points(one)


def _check_numbers(one: AccountabilityList) -> Iterator[Issue]:
    items = [(("subjects", s, "items", n), i.no) for s, sub in enumerate(one.subjects) for n, i in enumerate(sub.items)]
    yield from _twice(one, items, "每个事项一个序号，全清单依次编排")
    yield from _twice(one, [(at, measure.no) for at, _, _, measure in one.placed()], "每条措施一个编号")
    yield from _twice(one, [(("indicators", n), i.no) for n, i in enumerate(one.indicators)], "每个指标一个序号")


def _twice(one: AccountabilityList, numbered: Iterable[tuple[Loc, object]], rule: str) -> Iterator[Issue]:
    seen: set[object] = set()
    for at, no in numbered:
        if no in seen:
            yield one.issue(f"{no} 重复，{rule}", *at, "no")
        seen.add(no)


def _check_units(one: AccountabilityList, what: Measure | Indicator, at: Loc) -> Iterator[Issue]:
    for key, units in (("lead", what.lead), ("support", what.support)):
        if twice := next((unit for n, unit in enumerate(units) if unit in units[:n]), ""):
            yield one.issue(f"“{twice}”写了两遍，请删去一个", *at, key)
    if both := next((unit for unit in what.support if unit in what.lead), ""):
        yield one.issue(f"“{both}”已是牵头单位，不用再写成配合单位，请删去", *at, "support")


def _check_days(one: AccountabilityList, measure: Measure, at: Loc, context: Context) -> Iterator[Issue]:
    deadline, done = measure.deadline, measure.done
    if not isinstance(deadline, str) and deadline.year != one.year:
        yield one.issue(_outside(str(deadline), one.year), *at, "deadline")
    if done is None:
        return
    if deadline == ALWAYS:
        yield one.issue(f"时限写的是{ALWAYS}，全年都要做，不写完成日期；做过的写进 evidence（佐证）", *at, "done")
    elif done.year < one.year:
        yield one.issue(f"{done} 早于 {one.year} 年，请核对", *at, "done")
    elif done > context.today:
        yield one.issue(f"{done} 晚于今天（{context.today}），按尚未完成推算", *at, "done", level="warning")


def _outside(day: str, year: int) -> str:
    return f"{day} 不在 {year} 年内，这是 {year} 年的清单，例如 {year}-12-15"


def _check_refs(one: AccountabilityList, indicator: Indicator, at: Loc, lists: Iterable[AccountabilityList]) -> Iterator[Issue]:
    for n, text in enumerate(indicator.measures):
        places = found(text, one, lists)
        if not places:
            yield one.issue(f"{one.year} 年的清单里没有措施 {text}，请核对编号，例如 3-1，或者 2026-list#3-1", *at, n)
        elif len(places) > 1:
            names = [place.partition("/")[2] for place in places]
            yield one.issue(f"{text} 在几份清单里都有，请写明是哪一份，例如 {names[0].replace('.md#m', '#')}", *at, n)


def _check_years(lists: Iterable[AccountabilityList]) -> Iterator[Issue]:
    first: dict[int, AccountabilityList] = {}
    for one in sorted((one for one in lists if one.indicators), key=lambda one: (one.date, one.origin.path)):
        other = first.setdefault(one.year, one)
        if other is not one:
            text = f"{one.year} 年的考核指标已写在 {other.origin.path}，一个年度只有一份，请并成一份"
            yield one.issue(text, "indicators")
