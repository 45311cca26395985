"""Files as they come from elsewhere: moved columns, numbers as cells, numbered lists, broken rows, hostile archives."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from helpers import built, messages
from hypothesis import given, settings
from hypothesis import strategies as st
from quizzes import SAMPLES

from integrity.exchange.archive import Refused
from integrity.exchange.quiz_bank import Shelved, bank_text
from integrity.exchange.quiz_commands import imported, read_file
from integrity.exchange.quiz_common import Read
from integrity.exchange.quiz_csv import read_csv
from integrity.exchange.quiz_docx import read_docx
from integrity.exchange.quiz_giftread import read_gift
from integrity.exchange.quiz_kaoshibao import HEADER, SHEET, read_kaoshibao, write_kaoshibao
from integrity.exchange.quiz_text import read_text
from integrity.kernel.quiz import ANY, BLANK, ESSAY, JUDGE, MULTIPLE, ORDER, SINGLE, Item

DAY = dt.date(2026, 11, 24)


def workbook(*rows: tuple[Any, ...], head: tuple[str, ...] = HEADER, notice: bool = True, first: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    if first:
        sheet.title = first
        sheet = book.create_sheet(SHEET)
    else:
        sheet.title = SHEET
        book.create_sheet("版本号").append(["20221101"])
    for row in [*([("填写说明：本说明不用删除",)] if notice else []), head, *rows]:
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def row(
    stem: Any, kind: str, *options: Any, answer: Any = "", why: str = "", chapter: str = "廉洁纪律", degree: str = "易"
) -> tuple[Any, ...]:
    return (stem, kind, *options, *("",) * (8 - len(options)), answer, why, chapter, degree)


def said(read: Read) -> list[str]:
    return [f"{fault.line} {fault.column} {fault.text}" for fault in read.faults]


def test_the_reference_workbook_with_every_quirk() -> None:
    content = workbook(
        row(
            " 几个工作日内登记？ ",
            "单选题 ",
            3.0,
            5,
            0.1,
            answer="ｂ",
            why="写的是五个。依据：《某规定》第四条",
            chapter="廉洁纪律／ 礼品",
        ),
        (None,) * 14,
        ("  ",) * 14,
        row("哪些要登记？", "多选题", "礼金", "礼品", "文件", answer="a,B"),
        row("可以代收。", "判断题", "对", "错", answer="B"),
        row("可以代收吗。", "判断题", "错误", "正确", answer="Ａ"),
        row("不得代收。", "判断题", answer=True),
        row("在____日内填写____。", "填空题", "三|3", "登记表"),
        row("由（　　）保管。", "填空题", "办公室"),
        row("先后次序是？", "排序题", "上交", "拒收", "登记", answer="BCA"),
        row("哪些可以收？", "不定项选择题", "样品", "礼金", answer="A", degree="较难"),
        row("算一算。", "计算题", answer="三天。"),
        row("谈一谈。", "论述题", answer="先拒收。\r\n再登记。"),
        row("谈一谈。", "简答题", answer=5),
    )
    read = read_kaoshibao(content)
    assert said(read) == []
    assert [item.type for item in read.items] == [
        SINGLE,
        MULTIPLE,
        JUDGE,
        JUDGE,
        JUDGE,
        BLANK,
        BLANK,
        ORDER,
        ANY,
        ESSAY,
        ESSAY,
        ESSAY,
    ]
    first = Item(
        3, SINGLE, "几个工作日内登记？", ("3", "5", "0.1"), "B", (), "写的是五个。", "廉洁纪律/礼品", "易", "《某规定》第四条", 3
    )
    assert read.items[0] == first
    assert [item.answer for item in read.items[1:5]] == ["AB", "错", "错", "对"]
    assert [item.blanks for item in read.items[5:7]] == [(("三", "3"), ("登记表",)), (("办公室",),)]
    assert (read.items[6].stem, read.items[8].degree) == ("由____保管。", "难")
    assert [item.answer for item in read.items[9:]] == ["三天。", "先拒收。\n再登记。", "5"]
    assert read.notes == ("填空题的空写成括号的 1 道，改成了 ____", "计算题按简答题导入：1 道", "论述题按简答题导入：1 道")


def test_columns_may_stand_anywhere_under_names_of_their_own() -> None:
    head = ("序号", "难 度", "答案", "题目", "选项（Ａ）", "B选项", "选项 c\n（勿删）", "题 型", "出处")
    read = read_kaoshibao(
        workbook((1, "易", "C", "选哪个？", "A．甲", "B．乙", "C．丙", "单选", "某处"), head=head, notice=False, first="说明")
    )
    assert said(read) == []
    assert (read.items[0].options, read.items[0].answer, read.items[0].degree) == (("甲", "乙", "丙"), "C", "易")
    assert read.notes == ("“出处”一列没有用上",)


def test_percentages_and_days_are_read_as_they_are_seen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(row("多少？", "单选题", 0.05, dt.datetime(2026, 3, 5), 1e16, answer="A"))))
    book[SHEET]["C3"].number_format = "0%"
    kept = io.BytesIO()
    book.save(kept)
    assert read_kaoshibao(kept.getvalue()).items[0].options == ("5%", "2026-03-05", "10000000000000000")


def test_every_broken_row_is_said_by_its_number_and_column() -> None:
    read = read_kaoshibao(
        workbook(
            row("没有答案。", "单选题", "甲", "乙"),
            row("只有一个。", "多选题", "甲", "乙", answer="A"),
            row("超出。", "单选题", "甲", "乙", answer="D"),
            row("不是字母。", "单选题", "甲", "乙", answer="A甲"),
            row("泄题（B）。", "单选题", "甲", "乙", answer="B"),
            row("", "单选题", "甲", "乙", answer="B"),
            row("没有的题型。", "连线题", answer="B"),
            row("空一格。", "单选题", "甲", "", "丙", answer="A"),
            row("章节。", "判断题", answer="对", chapter="一/二/三/四/五"),
            row("难度。", "判断题", answer="对", degree="超难"),
            row("是公式。", "单选题", "=1+1", "乙", answer="A"),
        )
    )
    lines = said(read)
    assert lines[0].startswith("3 正确答案 没有答案")
    assert lines[1].startswith("4 正确答案 多选题至少有两个答案")
    assert lines[2] == "5 正确答案 里的 D 没有对应的选项"
    assert lines[3].startswith("6 正确答案 “A甲”里的“甲”不是选项的字母")
    assert lines[4].startswith("7 题干 里留着答案“（B）”")
    assert lines[5] == "8 题干 没有题干"
    assert lines[6].startswith("9 题型 没有“连线题”这种题型")
    assert lines[7] == "10 选项 B 是空的"
    assert lines[8].startswith("11 章节 ")
    assert lines[9].startswith("12 难度 “超难”不在表里")
    assert lines[10].startswith("13 C 列 是公式")


def test_every_visible_sheet_with_a_header_is_read_and_the_others_are_said() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(row("一。", "判断题", answer="对"))))
    for title, state in (("多选", "visible"), ("旧题", "hidden")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(HEADER)
        sheet.append(row(title, "判断题", answer="也许"))
    kept = io.BytesIO()
    book.save(kept)
    read = read_kaoshibao(kept.getvalue())
    assert [item.stem for item in read.items] == ["一。", "多选"]
    assert said(read) == ["2 正确答案 工作表“多选”：判断题的答案写“对”或“错”，例如 答案：对"]
    assert read.notes == ("工作表“旧题”是隐藏的，没有读",)


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(2):
            with archive.open(f"xl/{n}.xml", "w") as part:
                for _ in range(40):
                    part.write(b"0" * 2**20)
    return kept.getvalue()


def entities() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return kept.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 90


def half() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", bomb(), "展开以后超过 60 MB"),
        ("a.docx", bomb(), "展开以后超过 60 MB"),
        ("a.xlsx", entities(), "不该有的内容"),
        ("a.xlsx", half(), "读不了这个工作簿"),
        ("a.docx", half(), "读不了这个文件"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加了密码的文件或旧的 .xls 文件"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加了密码的文件或旧的 .doc 文件"),
        ("a.xlsx", compound("EncryptedPackage"), "文件加了密码，请在 WPS 或 Excel 里去掉打开密码"),
        ("a.xlsx", compound("Workbook"), "是旧的 .xls 文件"),
        ("a.docx", compound("WordDocument"), "是旧的 .doc 文件"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "读不了旧的 .xls 文件"),
        ("a.xlsx", b"not a zip", "不是 .xlsx 文件或已经损坏"),
        ("a.xlsx", b"", "不是 .xlsx 文件或已经损坏"),
        ("a.csv", b"\xff\x00\x81 nothing", "编码认不出来"),
        ("a.csv", "没有,表头\r\n".encode(), "没有找到表头"),
        ("a.txt", b"a\x00b", "不是文字文件"),
        ("a.pdf", b"%PDF", "不认识 .pdf 文件，可以导入：.xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=words) as caught:
        read_file(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert f"{name}:1: " in str(caught.value)


def test_a_workbook_cut_short_or_scribbled_on_is_said_in_one_line() -> None:
    whole = write_kaoshibao(SAMPLES).content
    for content in (whole[: len(whole) // 2], whole[:400] + b"\x55" * 40 + whole[440:]):
        with pytest.raises(ValueError, match="另存为") as caught:
            read_kaoshibao(content)
        assert "\n" not in str(caught.value)


def test_csv_of_chinese_windows_with_tabs() -> None:
    text = "题干\t题型\t选项A\t选项B\t答案\n“是，否”？\t单选\t是\t否\ta\n"
    read = read_csv(text.encode("gb18030"))
    assert (read.items[0].stem, read.items[0].answer, read.faults) == ("“是，否”？", "A", ())
    assert read.notes == ("文件不是 UTF-8，按 GBK 读的，请核对有没有乱码",)


def test_csv_says_the_line_where_a_row_begins() -> None:
    text = '题干,题型,选项A,选项B,正确答案\n"两\n行",单选题,甲,乙,A\n三,单选题,甲,乙,\n四,"单"选题,甲,乙,A\n'
    assert [(fault.line, fault.column) for fault in read_csv(text.encode()).faults] == [(4, "正确答案"), (5, "")]


def test_a_cell_that_would_be_a_formula_is_text_in_csv_and_workbook() -> None:
    from integrity.exchange.quiz_csv import write_csv

    item = Item(1, SINGLE, "=HYPERLINK()", ("+1", "-1", "@a", "'=b"), "A", chapter="廉洁纪律")
    assert b",'=HYPERLINK(),'+1,'-1,'@a,''=b," in write_csv([item]).content
    cell = openpyxl.load_workbook(io.BytesIO(write_kaoshibao([item]).content)).worksheets[0]["A3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK()", "s")


TEXT = """廉洁题库

一、单项选择题（每题 2 分）
1.几个工作日内登记？
A.三个  B.五个  C.十个
答案：B
解析：写的是五个。
章节：廉洁纪律
二、判断题
2、可以代收。
答案：×
三、论述题
3、谈一谈。
答案：先拒收。
1. 再登记。
"""


def test_text_with_headings_as_papers_have_them() -> None:
    read = read_text(TEXT.encode("gb18030"))
    assert said(read) == []
    assert [(item.type, item.answer, item.line) for item in read.items] == [
        (SINGLE, "B", 4),
        (JUDGE, "错", 10),
        (ESSAY, "先拒收。\n1. 再登记。", 13),
    ]
    assert read.items[0].options == ("三个", "五个", "十个")
    assert "论述题按简答题导入：1 道" in read.notes


def test_text_says_letters_that_are_none() -> None:
    assert said(read_text("1、选？\nA、甲\nB、乙\n答案：AX\n".encode())) == [
        "1 正确答案 “AX”里的“X”不是选项的字母，答案写选项的字母，例如 答案：B"
    ]


def test_what_a_column_says_is_not_said_twice() -> None:
    content = workbook(
        row("几日？", "单选题", "三日", "五日", answer="E", degree="很难"),
        row("在____日内交到____。", "填空题", "三"),
        row("几日？", "单选题", "三日", "五日", answer="五日"),
    )
    assert said(read_kaoshibao(content)) == [
        "3 正确答案 里的 E 没有对应的选项",
        "3 难度 “很难”不在表里，可写：易、偏易、适中、难",
        "4 题干 有 2 个空，答案有 1 个；几个空的答案用“；”分开，一个空的几种写法用“|”分开",
        "5 正确答案 “五日”里的“五日”不是选项的字母，字母连着写，例如 ABD",
    ]


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>"""


def listed(document: Any, text: str, number: int) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr()._add_numPr()
    numbering = paragraph._p.pPr.numPr
    numbering._add_ilvl().val = 0
    numbering._add_numId().val = number


def test_numbered_lists_of_word_are_read_as_if_typed() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    for n, form in ((90, "decimal"), (91, "upperLetter")):
        root.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"), n=n, form=form)))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'))
    document.add_paragraph("## 单选题")
    for stem in ("甲乙？", "丙丁？"):
        listed(document, stem, 90)
        for option in ("一", "二"):
            listed(document, option, 91)
        document.add_paragraph("答案：B\n解析：对的。")
    document.add_paragraph("3、【简答题】怎么办？")
    document.add_paragraph("答案：")
    listed(document, "先拒收。", 90)
    listed(document, "再登记。", 90)
    document.add_paragraph("4、【单选题】没有答案？")
    document.add_table(1, 1)
    kept = io.BytesIO()
    document.save(kept)
    read = read_docx(kept.getvalue())
    assert [(item.stem, item.options, item.answer) for item in read.items[:3]] == [
        ("甲乙？", ("一", "二"), "B"),
        ("丙丁？", ("一", "二"), "B"),
        ("怎么办？", (), "（1）先拒收。\n（2）再登记。"),
    ]
    assert {fault.line for fault in read.faults} == {14}
    assert read.notes == ("文件里有 1 个表格，没有读；表格里的题请存成 .xlsx 再导入",)


GIFT = r"""
// 说明
$CATEGORY: $course$/top/廉洁纪律/礼品

::一:: [html]<p>谁 &amp; 谁？</p><p>几个？</p> {
  =三个 # 对了
  ~五个
  ~%30%十个
}

登记用{~%50%登记表 ~%50%清单 ~%-100%口头}。

可以\:代收。{F#不对#对####写明了不行。\n依据：《某规定》第四条}

由谁保管？{=办公室 =%50%政治处 =分局办公室}

几天？{#3}

说说。{}

只是一段说明。
"""


def test_gift_as_moodle_writes_it() -> None:
    read = read_gift(GIFT.encode())
    assert said(read) == ["19 正确答案 没有答案，请写参考答案，例如 答案：应当先登记，再报告。"]
    single, several, judge, short, number, _ = read.items
    assert (single.stem, single.options, single.answer, single.chapter) == (
        "谁 & 谁？\n几个？",
        ("三个", "五个", "十个"),
        "A",
        "廉洁纪律/礼品",
    )
    assert (several.type, several.stem, several.answer) == (MULTIPLE, "登记用____。", "AB")
    assert (judge.stem, judge.answer, judge.explanation, judge.basis) == ("可以:代收。", "错", "写明了不行。", "《某规定》第四条")
    assert (short.stem, short.blanks, number.blanks) == ("由谁保管？____", (("办公室", "分局办公室"),), (("3",),))
    assert read.notes == (
        "每个答案自己的反馈没有导入：2 处",
        "部分给分没有导入：1 道按全对才得分",
        "简短答案题里只给部分分的答案没有导入：1 个",
        "题干里没有空的简短答案题 2 道，在题干末尾加了空",
        "没有答案的说明文字 1 段，没有导入",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("配。{=甲->乙 =丙->丁}", "配对题导不进来"),
        ("几天？{#3:1}", "数值题有误差范围"),
        ("缺。{=甲 ~乙", "要有一对 { }"),
        ("多。{=甲 =乙 ~丙}", "单选题写了几个 ="),
        ("无。{~甲 ~乙}", "没有答案"),
    ],
)
def test_gift_that_has_no_form_here_is_said_with_its_line(text: str, words: str) -> None:
    faults = read_gift(f"\n\n{text}\n".encode()).faults
    assert [(fault.line, words in fault.text) for fault in faults] == [(3, True)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "廉洁题库.xlsx").write_bytes(write_kaoshibao(SAMPLES).content)
    return tmp_path


TO = Path("docs/questions/clean.md")


def test_an_import_is_a_draft_that_the_check_accepts(place: Path) -> None:
    said = imported(Path("廉洁题库.xlsx"), TO, "", DAY, ())
    assert said[0] == "提醒：没有依据的题 5 道，检查不提醒草稿，发布以前请补上"
    assert said[-1].startswith("已导入 8 题，写在 docs/questions/clean.md（草稿）")
    text = (place / TO).read_text("utf-8")
    assert text.startswith(
        '---\ntitle: "廉洁题库"\ndate: 2026-11-24\nunit: 政治处\nclassification: 内部\nstatus: 起草\ndraft: true\nchecked: 2026-11-24\nchapter: "廉洁纪律"\n---\n'
    )
    assert [line for line in messages(built(place, {})) if "questions" in line and "提醒" not in line] == []


def test_line_breaks_that_a_bank_cannot_hold_are_said(place: Path) -> None:
    Path("a.xlsx").write_bytes(
        workbook(row("下列\n哪个？", "单选题", "甲\n乙", "丙 B、丁", answer="A"), row("【案例】对吗？", "判断题", answer="对"))
    )
    said = imported(Path("a.xlsx"), TO, "", DAY, ())
    assert said[1] == "提醒：题库里题干和选项各占一行：1 道里的换行接到了一起，请核对"
    text = (place / TO).read_text("utf-8")
    assert "1、下列哪个？\nA、甲乙\nB、丙B、丁\n答案：A\n" in text
    assert "2、【判断题】【案例】对吗？\n" in text


def test_one_broken_row_and_nothing_is_written(place: Path) -> None:
    Path("坏.xlsx").write_bytes(
        workbook(
            row("好。", "判断题", answer="对"), row("坏。", "单选题", "甲", "乙"), row("也坏。", "多选题", "甲", "乙", answer="B")
        )
    )
    with pytest.raises(ValueError, match="一道题也没有导入") as caught:
        imported(Path("坏.xlsx"), TO, "", DAY, ())
    lines = str(caught.value).split("\n")
    assert lines[0].startswith("坏.xlsx:4: “正确答案”没有答案")
    assert lines[1].startswith("坏.xlsx:5: “正确答案”多选题至少")
    assert lines[2] == "共 2 处问题，一道题也没有导入。"
    assert not (place / "docs").exists()


def test_an_import_never_overwrites_and_never_misplaces(place: Path) -> None:
    imported(Path("廉洁题库.xlsx"), TO, "", DAY, ())
    before = (place / TO).read_bytes()
    with pytest.raises(ValueError, match="已经存在，没有改动它"):
        imported(Path("廉洁题库.xlsx"), TO, "", DAY, ())
    assert (place / TO).read_bytes() == before
    for wrong in ("docs/a.md", "docs/questions/../a.md", "/tmp/a.md", "docs/questions/a.yml"):
        with pytest.raises(ValueError, match="题库应放在 docs/questions/ 下"):
            imported(Path("廉洁题库.xlsx"), Path(wrong), "", DAY, ())


def test_questions_that_the_library_has_are_said_and_left_out(place: Path) -> None:
    held = Shelved("gifts", "docs/questions/gifts.md", "礼品题库", SAMPLES[:3])
    said = imported(Path("廉洁题库.xlsx"), TO, "", DAY, (held,))
    assert said[0] == "提醒：“礼品题库”（docs/questions/gifts.md）里有同样的题：3 道没有导入"
    assert said[-1].startswith("已导入 5 题")
    again = imported(Path("廉洁题库.xlsx"), TO.with_name("b.md"), "", DAY, (Shelved("a", "a", "廉洁题库", SAMPLES),))
    assert again[-1] == "这些题题库里都有了，没有写新文件。"
    assert not (place / TO.with_name("b.md")).exists()
    with pytest.raises(ValueError, match="已有同名的题库"):
        imported(Path("廉洁题库.xlsx"), TO.with_name("b.md"), "", DAY, (Shelved("x", "docs/questions/x.md", "廉洁题库", ()),))


def test_a_file_without_chapters_needs_one(place: Path) -> None:
    Path("a.txt").write_text("1、对吗？\n答案：对\n", "utf-8")
    with pytest.raises(ValueError, match="请加 --chapter"):
        imported(Path("a.txt"), TO, "", DAY, ())
    with pytest.raises(ValueError, match="--chapter 应是用 / 隔开的章节"):
        imported(Path("a.txt"), TO, "廉洁纪律//礼品", DAY, ())
    imported(Path("a.txt"), TO, "廉洁纪律／礼品", DAY, ())
    assert 'chapter: "廉洁纪律/礼品"' in (place / TO).read_text("utf-8")
    Path("空.txt").write_text("没有题\n", "utf-8")
    with pytest.raises(ValueError, match=r"空\.txt:1: 一道题也没有找到"):
        imported(Path("空.txt"), TO.with_name("c.md"), "", DAY, ())


def test_answers_that_the_written_form_cannot_hold_are_said_by_their_row(place: Path) -> None:
    Path("a.xlsx").write_bytes(workbook(row("好。", "判断题", answer="对"), row("填____。", "填空题", "甲；乙")))
    with pytest.raises(ValueError, match=r"a\.xlsx:4: 填空题的答案里不能有“；”"):
        imported(Path("a.xlsx"), TO, "", DAY, ())


PIECES = [
    "1、",
    "2.",
    "A、",
    "B.",
    "答案：",
    "解析：",
    "题型：",
    "## 单选题",
    "二、判断题",
    "{",
    "}",
    "=",
    "~",
    "#",
    "####",
    "%50%",
    "%..%",
    "::",
    "//",
    "\\",
    "$CATEGORY:",
]
PIECES += [
    "[html]",
    "<p",
    "->",
    "T",
    "____",
    "|",
    "；",
    ",",
    '"',
    "题干,正确答案",
    "选项A",
    "\n",
    "\t",
    " ",
    "对",
    "AB",
    "字",
    "\x00",
    "\u2028",
    "\ud7ff",
]
NOISE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(NOISE, st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_whatever_a_text_file_holds_it_is_read_or_refused(text: str, encoding: str) -> None:
    for reader in (read_text, read_gift, read_csv):
        try:
            read = reader(text.encode(encoding, "replace"))
        except Refused:
            continue
        if not read.faults:
            bank_text(read.items, "题库", "a", DAY, "廉洁纪律")
