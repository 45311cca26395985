"""Rules of the ledger: one place for the items of an opinion, steps in their order, and nobody closes his own."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.fields import declared
from ...kernel.issue import Issue
from ...kernel.record import Record
from ...kernel.room import Context
from ...kernel.yamlread import Loc
from .entry import Entry, entries, holder
from .model import Item, Ledger, Measure, Opinion
from .pairs import check_pairs
from .standing import OPEN

_STEPS = (("started", "启动日期"), ("completed", "完成日期"), ("closed", "销号日期"))
_NEEDS = {"已完成": ("completed",), "已销号": ("completed", "closed", "verified_by")}
_MAY_CLOSE = ("已销号", "长期坚持")


def check(context: Context) -> Iterator[Issue]:
    yield from check_pairs(context)
    ledgers = {ledger.uri: ledger for ledger in context.library.of(Ledger)}
    for opinion in context.library.of(Opinion):
        yield from _check_numbers(holder(opinion, ledgers))
    for entry in entries(context):
        yield from _check_written(entry)
        yield from _check_state(entry)
        yield from _check_closure(entry)
        yield from _check_dates(entry, context)
        yield from _check_progress(entry, context)
        for n, piece in enumerate(entry.written.evidence):
            if not (piece.path or piece.title):
                yield entry.record.issue("请写站内文件的路径，或者佐证材料的名称", *entry.at, "evidence", n)


def _check_numbers(record: Opinion | Ledger) -> Iterator[Issue]:
    problems: set[int] = set()
    measures: set[str] = set()
    for n, item in enumerate(record.items):
        if item.no in problems:
            yield record.issue(f"{item.no} 重复，每个问题一个序号", "items", n, "no")
        problems.add(item.no)
        yield from _check_measure_numbers(record, item, ("items", n), measures)


def _check_measure_numbers(record: Record, item: Item, at: Loc, seen: set[str]) -> Iterator[Issue]:
    if not item.measures:
        yield record.issue("没有措施，每个问题至少写一条", *at, "measures")
    for m, measure in enumerate(item.measures):
        loc = (*at, "measures", m, "no")
        if measure.no in seen:
            yield record.issue(f"{measure.no} 重复，每条措施一个编号", *loc)
        elif measure.no.partition("-")[0] != str(item.no):
            text = f"{measure.no} 与问题序号 {item.no} 对不上，编号以问题序号开头，例如 {item.no}-{m + 1}"
            yield record.issue(text, *loc, level="warning")
        seen.add(measure.no)


def _check_written(entry: Entry) -> Iterator[Issue]:
    """What an opinion drafted from findings leaves to be written does not leave the house as dots."""
    for key in ("text", "post", "goal"):
        if not getattr(entry.written, key).strip("… "):
            yield entry.record.issue("还是模板里的文字，请写上内容", *entry.at, key)


def _check_state(entry: Entry) -> Iterator[Issue]:
    measure, issue, at = entry.written, entry.record.issue, entry.at
    for key in _NEEDS.get(measure.state, ()):
        if getattr(measure, key) is None:
            wanted = next(item for item in declared(Measure) if item.key == key)
            text = f"写了{measure.state}，就要填写 {key}（{wanted.label}），例如 {key}: {wanted.example}"
            yield issue(text, *at, "state")
    if measure.state != OPEN[0] and measure.started is None:
        text = f"写了{measure.state}，请补启动日期，例如 started: {entry.opinion.issued}"
        yield issue(text, *at, "state", level="warning")
    if measure.closed and measure.state not in _MAY_CLOSE:
        yield issue(f"状态还是{measure.state}，不应有销号日期", *at, "closed")
    if measure.state == OPEN[0] and (measure.started or measure.completed):
        yield issue("已有启动或完成日期，不应是未启动", *at, "state")
    elif measure.state == OPEN[1] and measure.completed:
        yield issue("已有完成日期，不应是整改中；等待验收的写已完成", *at, "state")


def _check_closure(entry: Entry) -> Iterator[Issue]:
    """整改工作销号管理办法: whoever answers for a measure or helped with it does not check it."""
    measure, issue, loc = entry.written, entry.record.issue, (*entry.at, "verified_by")
    if measure.verified_by == measure.unit:
        yield issue("不能由责任单位自己验收，请写其他单位，例如 警务督察大队", *loc)
    elif measure.verified_by in measure.support:
        yield issue(f"{measure.verified_by}是配合单位，不能参加验收，请写其他单位，例如 警务督察大队", *loc)
    if measure.closed and measure.state == "长期坚持" and measure.verified_by is None:
        yield issue("有销号日期，就要写验收单位，例如 verified_by: 警务督察大队", *entry.at, "closed")
    if measure.unit in measure.support:
        yield issue(f"{measure.unit}已是责任单位，不再写作配合单位", *entry.at, "support")


def _check_dates(entry: Entry, context: Context) -> Iterator[Issue]:
    measure, issue, at = entry.written, entry.record.issue, entry.at
    last, label = entry.opinion.issued, "印发日期"
    if measure.due < last:
        yield issue(f"{measure.due} 早于印发日期 {last}，请核对", *at, "due")
    for key, name in _STEPS:
        day = getattr(measure, key)
        if day is None:
            continue
        if day < last:
            yield issue(f"{day} 早于{label} {last}，请核对", *at, key)
        if day > context.today:
            yield issue(f"{day} 晚于今天（{context.today}），按尚未发生推算", *at, key, level="warning")
        last, label = day, name


def _check_progress(entry: Entry, context: Context) -> Iterator[Issue]:
    measure: Measure = entry.written
    last = None
    for n, step in enumerate(measure.progress):
        loc = (*entry.at, "progress", n, "date")
        if last and step.date < last:
            yield entry.record.issue(f"{step.date} 早于上一条的 {last}，进展请按日期先后写", *loc)
        if step.date > context.today:
            yield entry.record.issue(f"{step.date} 晚于今天（{context.today}），台账里还不显示", *loc, level="warning")
        last = step.date
