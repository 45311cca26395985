"""The ledger over time, the risks it shows, what units owe, and a page for each measure."""

from __future__ import annotations

import datetime as dt
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, TODAY, Files, arrangement, built, measure, opinion, write

from integrity import site
from integrity.kernel.figures import Figure, period
from integrity.kernel.issue import errors
from integrity.kernel.room import Context
from integrity.kernel.settings import Settings
from integrity.rooms.rectification import ROOM
from integrity.rooms.rectification.course import Days, course, months_before
from integrity.rooms.rectification.model import Measure
from integrity.rooms.rectification.standing import OPEN, as_of

CHECKED = "警务督察大队"
MEASURES = (
    measure("1-1", state="未启动", due="2026-12-10")
    + measure("1-2", state="整改中", started="2026-04-01", due="2026-10-31")
    + measure("1-3", state="已完成", completed="2026-05-20", due="2026-04-30")
    + measure("1-4", state="已销号", completed="2026-05-01", closed="2026-06-01", verified_by=CHECKED, unit="政治处")
    + measure("1-5", state="长期坚持", due="2026-06-01", unit="政治处")
    + measure("1-6", state="长期坚持", completed="2026-07-07", closed="2026-08-08", verified_by=CHECKED, support="[政治处]")
)
FILES: Files = {"docs/rectification/a.md": opinion(MEASURES)}


def context(root: Path, files: Files = FILES, today: dt.date = TODAY) -> Context:
    issues, read = site.read(write(root, files), today, Settings(), HOME, drafts=False)
    assert errors(issues) == ()
    assert read is not None
    return read


def index(root: Path, files: Files = FILES, today: dt.date = TODAY) -> Any:
    return ROOM.index(context(root, files, today))


def test_every_day_of_the_course_is_a_count_by_hand(tmp_path: Path) -> None:
    entries = index(tmp_path).entries
    days = Days((entry.opinion.issued, entry.written) for entry in entries)
    for n in range(400):
        day = dt.date(2026, 2, 1) + dt.timedelta(days=n)
        there = [as_of(entry.written, day) for entry in entries if entry.opinion.issued <= day]
        still = [m for m in there if m.state in OPEN]
        counted = (len(there), len(there) - len(still), sum(m.closed is not None for m in there), sum(m.due < day for m in still))
        point = days.on(day)
        assert (point.measures, point.done, point.closed, point.overdue) == counted, day


def test_the_course_tells_the_ends_of_the_months_and_today(tmp_path: Path) -> None:
    told = index(tmp_path).course
    assert [point.day.isoformat() for point in told[:2]] == ["2026-03-31", "2026-04-30"]
    assert told[-1].day == TODAY
    assert [point.done for point in told] == [1, 1, 3, 3, 4, 4, 4, 4, 4]
    assert [point.closed for point in told] == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert [point.overdue for point in told] == [0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert told[-1].done_rate == Decimal("66.7")
    assert index(tmp_path, today=dt.date(2026, 2, 1)).course == ()


def test_two_years_are_told_at_most() -> None:
    days = Days(
        [(dt.date(2020, 1, 5), Measure.model_construct(state="未启动", due=dt.date(2020, 5, 1), closed=None, completed=None))]
    )
    told = course(days, dt.date(2026, 11, 30))
    assert [told[0].day, told[-2].day, told[-1].day] == [dt.date(2024, 11, 30), dt.date(2026, 10, 31), dt.date(2026, 11, 30)]
    assert len(told) == 25


def test_the_course_of_a_large_ledger_is_told_at_once() -> None:
    issued = dt.date(2024, 1, 10)
    one = {
        "state": "已销号",
        "due": dt.date(2024, 6, 1),
        "started": issued,
        "completed": dt.date(2025, 3, 1),
        "closed": dt.date(2025, 4, 1),
    }
    measures = [(issued + dt.timedelta(days=n % 700), Measure.model_construct(**one)) for n in range(5000)]
    begin = time.process_time()
    assert course(Days(measures), TODAY)[-1].closed == 5000
    assert time.process_time() - begin < 0.5


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-11-24", 3, "2026-08-24"),
        ("2026-05-31", 3, "2026-02-28"),
        ("2026-02-10", 3, "2025-11-10"),
        ("2026-03-31", 12, "2025-03-31"),
    ],
)
def test_months_before(day: str, months: int, found: str) -> None:
    assert months_before(dt.date.fromisoformat(day), months).isoformat() == found


def test_shares_count_for_the_unit_that_answers(tmp_path: Path) -> None:
    legal, political = sorted(index(tmp_path).by_unit, key=lambda share: share.name == "政治处")
    assert (legal.name, legal.uri, legal.totals.measures, len(legal.supports)) == (
        "法制大队",
        "rectification/by-unit-legal.md",
        4,
        0,
    )
    assert (political.totals.measures, [entry.measure.no for entry in political.supports]) == (2, ["1-6"])
    assert [share.uri for share in index(tmp_path).by_source] == ["rectification/by-source-tour.md"]


def test_signals_say_how_late_and_how_it_rose(tmp_path: Path) -> None:
    given = context(tmp_path)
    late, rising = ROOM.signals(ROOM.index(given), given)
    assert (late.rule, late.amount, late.unit) == ("overdue-measures", 24, "法制大队")
    assert [proof.uri for proof in late.proofs] == ["rectification/a-m1-2.md"]
    assert (rising.rule, rising.subject, rising.amount) == ("rising-overdue", "法制大队", Decimal("25.0"))
    assert "由2026年8月24日的 0.0% 升至 25.0%，上升 25.0 个百分点" in rising.text


def test_deadlines_are_those_of_open_measures(tmp_path: Path) -> None:
    given = context(tmp_path)
    owed = list(ROOM.deadlines(ROOM.index(given), given))
    assert [(one.uid, one.day.isoformat(), one.unit) for one in owed] == [
        ("measure-rectification-a-m1-1", "2026-12-10", "法制大队"),
        ("measure-rectification-a-m1-2", "2026-10-31", "法制大队"),
    ]


def figure(root: Path, key: str) -> Figure:
    return next(one for one in built(root, dict(FILES)).figures if one.key == key)


def test_overdue_can_be_counted_for_any_period(tmp_path: Path) -> None:
    late = figure(tmp_path, "measures-overdue")
    days = {entry.measure.no: entry for entry in index(tmp_path).entries}
    assert days["1-3"].measure.completed == dt.date(2026, 5, 20)
    values = {name: late.value(period(name)) for name in ("2026-04", "2026-05", "2026-10", "2026-11")}
    assert values == {"2026-04": 0, "2026-05": 0, "2026-10": 0, "2026-11": 1}
    days_late = [fact for fact in late.facts if fact.since == dt.date(2026, 5, 1)]
    assert [fact.value for fact in days_late] == [1], "1-3 was late from 1 to 19 May"


SESSION = "- {no: 1, date: 2026-04-01, focus: 1, title: 甲, form: 自学, held: {date: 2026-04-01, expected: 9, actual: 9}}"


def test_a_measure_has_its_page_and_its_way(tmp_path: Path) -> None:
    more = {
        "evidence": "[../study/2026-s1.md, {title: 盘点表}]",
        "result": "账实相符",
        "progress": "[{date: 2026-04-01, text: 已学}]",
    }
    text = measure(
        "1-1", state="已完成", completed="2026-05-01", text="修订登记办法，写明出库、入库和盘点的手续并组织全员学习", **more
    )
    result = built(
        tmp_path, {"docs/rectification/a.md": opinion(text + measure("1-2")), "docs/study/2026.md": arrangement(SESSION)}
    )
    assert result.issues == ()
    page, after = result.pages["rectification/a-m1-1.md"], result.pages["rectification/a-m1-2.md"]
    assert page.title == "措施1-1　修订登记办法…"
    assert (page.previous, page.next, after.previous) == (
        "rectification/a.md",
        "rectification/a-m1-2.md",
        "rectification/a-m1-1.md",
    )
    line = page.markdown[page.markdown.index("qf-trace") : page.markdown.index("</ol>")]
    assert re.findall(r'data-step="(..)"', line) == ["问题", "措施", "佐证", "结果"]
    assert 'href="a.html#p1"' in line
    assert 'href="../study/2026-s1.html"' in line
    assert "盘点表" in line
    assert "已完成：账实相符" in line
    assert 'href="../rectification/a-m1-1.html"' in result.pages["study/2026-s1.md"].markdown, "and the way back"
    days = re.findall(r'<li data-kind="(\w+)"><time datetime="([\d-]+)">', page.markdown)
    assert days == [("step", "2026-03-01"), ("step", "2026-03-02"), ("note", "2026-04-01"), ("step", "2026-05-01")]


def test_the_lists_have_their_pages(tmp_path: Path) -> None:
    pages = built(tmp_path, dict(FILES)).pages
    lists = ("index", "ledger", "by-unit", "by-source", "by-opinion", "overdue", "this-month", "by-unit-legal", "by-source-tour")
    assert {f"rectification/{name}.md" for name in (*lists, "a-table", *(f"a-m1-{n}" for n in range(1, 7)))} <= set(pages)
    whole = pages["rectification/ledger.md"].markdown
    assert whole.count("<tr data-k=") == 6
    assert '<tr data-k="overdue going legal tour a 2026">' in whole
    assert "待验收销号" in pages["rectification/this-month.md"].markdown
    table = pages["rectification/a-table.md"].markdown
    assert 'rowspan="6"' in table
    assert all(f'id="m1-{n}"' in table for n in range(1, 7))


def test_this_month_lists_what_comes_due_and_what_waits(tmp_path: Path) -> None:
    found = index(tmp_path, today=dt.date(2026, 10, 5))
    assert [entry.measure.no for entry in found.month] == ["1-2"]
    assert [entry.measure.no for entry in found.waiting] == ["1-3"]
