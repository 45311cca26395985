"""Questions → format → questions: nothing is lost that the format can hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from quizzes import SAMPLES, bare, items, sound

from integrity.exchange.quiz_anki import write_anki
from integrity.exchange.quiz_bank import bank_text
from integrity.exchange.quiz_common import Read, Written
from integrity.exchange.quiz_csv import read_csv, write_csv
from integrity.exchange.quiz_docx import read_docx, write_docx
from integrity.exchange.quiz_gift import write_gift
from integrity.exchange.quiz_giftread import looks_like_gift, read_gift
from integrity.exchange.quiz_kaoshibao import read_kaoshibao, write_kaoshibao
from integrity.exchange.quiz_text import read_text, safe, write_text
from integrity.kernel.frontmatter import parse
from integrity.kernel.quiz import BLANK, ORDER, TYPES, Item
from integrity.kernel.quizform import read_items

often = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
seldom = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
IN_GIFT = tuple(kind for kind in TYPES if kind != ORDER)


def several(**how: object) -> st.SearchStrategy[list[Item]]:
    return st.lists(items(**how).filter(sound), min_size=1, max_size=4)  # type: ignore[arg-type]


def back(written: Written, reader: Callable[[bytes], Read]) -> list[Item]:
    read = reader(written.content)
    assert read.faults == ()
    return bare(read.items)


@often
@given(several(lines=3))
def test_csv(given: list[Item]) -> None:
    written = write_csv(given)
    assert back(written, read_csv) == bare(given)
    assert written.notes == ()


@seldom
@given(several(lines=3))
def test_kaoshibao(given: list[Item]) -> None:
    assert back(write_kaoshibao(given), read_kaoshibao) == bare(given)


@often
@given(several(lines=3))
def test_text(given: list[Item]) -> None:
    assert back(write_text(given), read_text) == bare([safe(item) for item in given])


@often
@given(several(lines=1))
def test_text_keeps_what_stands_on_one_line(given: list[Item]) -> None:
    assume(all("C" not in option for item in given for option in item.options))
    assert back(write_text(given, "题库"), read_text) == bare(given)


@seldom
@given(several(lines=3))
def test_docx(given: list[Item]) -> None:
    assert back(write_docx(given, "题库"), read_docx) == bare([safe(item) for item in given])


@often
@given(several(lines=3, kinds=IN_GIFT, blanks=1))
def test_gift(given: list[Item]) -> None:
    assume(not any("->" in word for item in given for blank in item.blanks for word in blank))
    written = write_gift(given)
    assert back(written, read_gift) == bare(given)
    assert looks_like_gift(written.content.decode())


@often
@given(several(lines=3))
def test_a_bank_gives_back_what_was_imported(given: list[Item]) -> None:
    text, faults = bank_text(given, '题"库', "a.xlsx", dt.date(2026, 11, 24), "廉洁纪律")
    assert faults == ()
    parsed = parse(text)
    assert parsed.head.value["title"] == '题"库'
    read, slips, opening = read_items(parsed.body, 1, "廉洁纪律")
    assert slips == ()
    assert opening.startswith("从“a.xlsx”导入")
    wanted = sorted((safe(item) for item in given), key=lambda item: TYPES.index(item.type))
    assert bare(read) == bare(wanted)


@pytest.mark.parametrize("write", [write_csv, write_kaoshibao, write_gift, write_text])
def test_two_exports_are_equal_byte_for_byte(write: Callable[[tuple[Item, ...]], Written]) -> None:
    assert write(SAMPLES).content == write(SAMPLES).content


def test_word_and_anki_files_are_equal_byte_for_byte() -> None:
    assert write_docx(SAMPLES, "题库").content == write_docx(SAMPLES, "题库").content
    assert write_anki(SAMPLES, "题库").content == write_anki(SAMPLES, "题库").content


def test_every_loss_is_said_once_with_its_count() -> None:
    assert write_gift(SAMPLES).notes == (
        "GIFT 没有“依据”一栏：2 道已并入解析末尾“依据：…”",
        "GIFT 的填空题只有一个空：1 道有几个空的没有导出",
        "GIFT 没有排序题：1 道没有导出",
        "GIFT 的简答题没有评分要点：1 道的参考答案写在总反馈里",
    )
    assert write_kaoshibao(SAMPLES).notes == (
        "考试宝没有“依据”一栏：3 道已并入解析末尾“依据：…”",
        "考试宝没有一空多答：2 道填空题的几种写法用“|”连在一格里",
    )
    nine = Item(1, BLANK, "____" * 1 + "：____" * 8, blanks=(("一",),) * 9, chapter="廉洁纪律")
    assert write_kaoshibao([nine]).notes == ("考试宝的填空题最多 8 个空：1 道没有导出",)
    assert "2 道" in write_text([Item(1, ORDER, "先\n后", ("甲", "乙"), "AB")] * 2).notes[0]
