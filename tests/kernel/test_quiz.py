from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.kernel.quiz import BLANK, ESSAY, JUDGE, MULTIPLE, ORDER, SINGLE, Item, blanks_of, faults, judged, letters_of, plain
from integrity.kernel.quizform import read_items, write_items

GOOD = Item(
    1,
    SINGLE,
    "礼品应当在几个工作日内登记？",
    ("三个", "五个", "十个"),
    "B",
    explanation="第四条。",
    chapter="廉洁纪律",
    basis="《甲》第四条",
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"answer": ""}, "没有答案，例如 答案：B"),
        ({"answer": "五个"}, "答案“五个”不是选项的字母，答案写选项的字母，例如 答案：B"),
        ({"answer": "AX"}, "答案“AX”里的“X”不是选项的字母"),
        ({"answer": "D"}, "答案里的 D 没有对应的选项"),
        ({"answer": "AB"}, "单选题只有一个答案，现在写了 AB"),
        ({"type": MULTIPLE}, "多选题至少有两个答案"),
        ({"type": MULTIPLE, "answer": "AA"}, "答案里有重复的字母"),
        ({"options": ("三个",)}, "选项有 1 个"),
        ({"options": ("三个", "三个"), "answer": "A"}, "两个选项都是“三个”"),
        ({"options": ("三个", "", "十个"), "answer": "A"}, "选项 B 是空的"),
        ({"type": ORDER, "answer": "BA"}, "排序题的答案要把 3 个选项都排上"),
        ({"type": JUDGE, "options": (), "answer": "大概"}, "判断题的答案写“对”或“错”"),
        ({"type": BLANK, "options": (), "answer": ""}, "题干里没有空"),
        ({"type": BLANK, "stem": "____和____", "options": (), "blanks": (("一",),)}, "题干有 2 个空，答案有 1 个"),
        ({"type": ESSAY, "options": (), "answer": ""}, "没有答案，请写参考答案"),
        ({"type": "选择题"}, "没有“选择题”这种题型"),
        ({"degree": "容易"}, "难度“容易”不在表里"),
        ({"stem": "礼品应当（B）内登记"}, "题干里留着答案“（B）”"),
        ({"stem": ""}, "没有题干"),
    ],
)
def test_what_keeps_a_question_from_being_asked(changes: dict[str, object], said: str) -> None:
    assert list(faults(GOOD)) == []
    found = list(faults(replace(GOOD, **changes)))  # type: ignore[arg-type]
    assert any(said in fault for fault in found), found


def test_answers_are_read_as_people_write_them() -> None:
    assert letters_of("ｂ、a, D") == "BAD"
    assert [judged(text) for text in ("√", "正确", " A ", "×", "错误", "f")] == ["对", "对", "对", "错", "错", "错"]
    assert blanks_of("三|3；登记表") == (("三", "3"), ("登记表",))
    assert plain(" ３ 日Ａ") == plain("3日a")


FORM = """这套题考登记。

## 单选题

1、收到礼品，应当在几个工作日内登记？（　　）
A、三个
B、五个  C、十个
答案：Ｂ
解析：第四条规定五个工作日。
难度：易
依据：《甲》第四条

## 判断题

2．登记表可以事后补。
答案：×

## 填空题

3、应当在____个工作日内交到____。
答案：五|5；分局纪委

4、【排序】登记的步骤
A、填表
B、交出
答案：AB

## 简答题

5、收到红包怎么办？
答案：
1、当场退回；
2、退不回的登记上交。
章节：廉洁纪律/红包
"""


def test_a_bank_in_words() -> None:
    items, slips, opening = read_items(FORM, 10, "廉洁纪律")
    assert (slips, opening) == ((), "这套题考登记。")
    assert [(item.no, item.type, item.answer) for item in items[:2]] == [(1, SINGLE, "B"), (2, JUDGE, "错")]
    assert items[0].options == ("三个", "五个", "十个")
    assert items[0].line == 14
    assert items[2].blanks == (("五", "5"), ("分局纪委",))
    assert (items[3].type, items[3].answer) == (ORDER, "AB")
    assert items[4].answer == "1、当场退回；\n2、退不回的登记上交。"
    assert (items[4].chapter, items[0].chapter) == ("廉洁纪律/红包", "廉洁纪律")
    assert [fault for item in items for fault in faults(item)] == []


def test_a_stem_may_begin_with_a_word_in_brackets() -> None:
    [item], slips, _ = read_items("## 判断题\n\n1、【案例】张某收了红包，可以不报。\n答案：错\n")
    assert (item.type, item.stem, slips) == (JUDGE, "【案例】张某收了红包，可以不报。", ())


def test_slips_of_the_form_have_their_line() -> None:
    _, slips, _ = read_items("## 选择题\n\n1、问？\nA、甲\nC、乙\n答案：A\n答案：B\n", 5)
    assert [(slip.line, slip.text.partition("，")[0]) for slip in slips] == [
        (5, "标题“选择”不是题型"),
        (9, "选项 C 的顺序不对"),
        (11, "“答案”前面已经写过了"),
    ]


JUDGED = "1、礼品可以代收。\n答案：错\n难度：易\n\n"
OPTIONS = "A、三个\nB、五个\n答案：B\n"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        # a first question without its mark is no description of the bank
        ("1 几个工作日内上交？\n" + OPTIONS, [(1, "“1 几个工作日内上交？”像一道题，题号后面要有顿号，例如 1、几个工作日内上交…")]),
        ("说明。\n\n1 可以代收。\n答案：错\n\n2、可以登记。\n答案：对\n", [(3, "“1 可以代收。”像一道题")]),
        ("1）在____日内？\n\n" + JUDGED, [(1, "“1）在____日内？”像一道题")]),
        ("几个工作日内上交？\n" + OPTIONS + "\n" + JUDGED, [(2, "“A、三个”前面没有题，题号后面要有顿号")]),
        ("依据：《甲》第一条\n\n" + JUDGED, [(1, "“依据：《甲》第一条”前面没有题")]),
        ("2026年考什么？\n10 道题，都会吗？\n\n" + JUDGED, []),
        # one in the middle takes nothing from the one above
        (JUDGED + "2 对主动上交的可以发奖金。\n答案：错\n难度：易\n", [(5, "“2 对主动上交的可以发奖…”像一道题，题号后面要有顿号，例如 2、")]),
        (JUDGED.replace("难度：易\n", "") + "可以发奖金。\n答案：错\n", [(5, "“答案”前面已经写过了，请删去一处；是另一道题的，那道题漏了题号，例如 2、题干")]),
        ("1、怎样做？\n答案：\n2 日内登记。\n3 日内上交。\n解析：无。\n", []),
        # options
        ("1、几个？\nA、三个\nB五个\nC、七个\n答案：B\n", [(3, "“B五个”的字母后面要有顿号，例如 B、五个")]),
        ("1、几个？\nA三个\nB五个\n答案：B\n", [(2, "“A三个”的字母后面要有顿号"), (3, "“B五个”")]),
        ("1、几个？\nA、三个 B五个\nC、七个\n答案：A\n", [(3, "选项 C 的顺序不对，这里应是选项 B")]),
        ("1、看图\nA市的民警几日内上交？\nA、三日\nB、五日\n答案：B\n", []),
        # a heading without ##
        ("**判断题**\n\n1、可以。\n答案：错\n\n二、单选题（每题2分）\n\n2、几个？\n" + OPTIONS, [(1, "“**判断题**”要写成标题，例如 ## 判断题"), (6, "例如 ## 单选题")]),
        # numbers inside a stem
        ("5、哪些不得收受？\n1、土特产；\n2、礼金。\n" + OPTIONS, [(2, "“1、土特产；”写在第 5 题的题干里，会当作一道新题；题干里分点请写（1）（2）")]),
        ("1、\n几个？\n" + OPTIONS, []),
    ],
)  # fmt: skip
def test_a_slip_is_said_once_and_where_it_is(body: str, wrong: list[tuple[int, str]]) -> None:
    items, slips, _ = read_items(body)
    assert len(slips) == len(wrong), slips
    for slip, (line, text) in zip(slips, wrong, strict=True):
        assert slip.line == line
        assert text in slip.text
    assert [fault for item in items for fault in faults(item)] == []


WORDS = st.text("礼品登记上交三日内报告“”《》、，；1aA （）", min_size=1, max_size=20).map(lambda text: "问" + text.strip())


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=2, max_size=8, unique=True), WORDS), max_size=5))
def test_what_is_written_is_read_again(parts: list[tuple[str, list[str], str]]) -> None:
    items = [
        Item(n, MULTIPLE, stem, tuple(options), "AB", explanation=why, chapter="甲/乙", basis="《甲》第一条")
        for n, (stem, options, why) in enumerate(parts, 1)
    ]
    again, slips, _ = read_items(write_items(items, "甲/乙"), 1, "甲/乙")
    assert slips == ()
    assert [replace(item, line=0) for item in again] == items
