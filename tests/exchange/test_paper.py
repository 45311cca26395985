"""The Word files of a paper, opened again, and the command that writes them."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from helpers import HOME, TODAY, head, policy, write

from integrity.exchange.paper import _whole, composition, files
from integrity.kernel.exam import Pair, Paper, Part, Question
from integrity.kernel.quiz import BLANK, ESSAY, JUDGE, SINGLE, Item

OWNER = "示例市公安局示例分局"


def questions(form: str) -> tuple[Part, ...]:
    choice = Item(
        1, SINGLE, f"{form}礼品几日内上交？", ("三日", "五日", "十日", "不交"), "B", (), "规定是五日。", "廉洁纪律/礼品", "易"
    )
    long = Item(2, SINGLE, "怎样做（　　）", ("退还" * 12, "上交" * 12), "A", chapter="廉洁纪律", degree="难")
    judge = Item(3, JUDGE, "可以。", (), "错", chapter="廉洁纪律")
    blank = Item(4, BLANK, "____日内填____。", (), "", (("五", "5"), ("登记表",)), chapter="廉洁纪律")
    essay = Item(5, ESSAY, "怎么办？", (), "（1）登记。\n（2）上交。", chapter="廉洁纪律")
    made = [
        Question(n, f"{form}-{n}" if n != 3 else "same", item, "", ("《甲》第四条",))
        for n, item in enumerate((choice, long, judge, blank, essay), 1)
    ]
    parts = ((SINGLE, 2, made[:2]), (JUDGE, 2, made[2:3]), (BLANK, 4, made[3:4]), (ESSAY, 10, made[4:]))
    return tuple(Part(kind, points, tuple(inside)) for kind, points, inside in parts)


def pair() -> Pair:
    a, b = (Paper("季度测试", form, 45, 16, questions(form)) for form in "AB")
    return Pair(a, b, "20261124", "《测试办法》第七条", {"廉洁纪律": 5}, {"易": 1, "适中": 3, "难": 1})


def opened(name: str) -> tuple[docx.document.Document, list[str]]:
    document = docx.Document(io.BytesIO(files(pair(), OWNER, TODAY)[name]))
    return document, [paragraph.text for paragraph in document.paragraphs]


def test_a_paper_has_all_questions_and_no_answer() -> None:
    document, lines = opened("A卷")
    assert lines[:4] == [OWNER, "季度测试", "（A卷）", "时间：45 分钟　　满分：20 分　　合格：16 分"]
    assert [line for line in lines if "（每题" in line or "（共" in line] == [
        "一、单项选择题（每题 2 分，共 4 分）",
        "二、判断题（共 2 分）",
        "三、填空题（共 4 分）",
        "四、简答题（共 10 分）",
    ]
    assert "A．三日\tB．五日\tC．十日\tD．不交" in lines
    assert "A．" + "退还" * 12 in lines
    assert any(line.startswith("4．＿＿＿＿日内填＿＿＿＿。") for line in lines)
    text = "\n".join(lines)
    assert not [word for word in ("规定是五日", "《甲》", "登记。", "20261124", "易") if word in text]
    section = document.sections[0]
    assert (abs(section.page_width - Mm(210)) < Mm(0.1), abs(section.page_height - Mm(297)) < Mm(0.1)) == (True, True)
    assert "PAGE" in section.footer._element.xml
    assert 'w:eastAsia="zh-CN"' in document.styles.element.xml
    about = document.core_properties
    assert (about.title, about.author, about.created) == (
        "季度测试（A卷）",
        OWNER,
        dt.datetime(2026, 11, 24, 8, tzinfo=about.created and about.created.tzinfo),
    )


def test_the_second_form_is_another() -> None:
    assert any("B礼品几日内上交" in line for line in opened("B卷")[1])


def test_the_sheet_has_a_place_for_every_answer() -> None:
    document, lines = opened("答题卡")
    assert "A卷　□　　　B卷　□" in lines
    grids = [table for table in document.tables if table.cell(0, 0).text == "题号"]
    assert [[cell.text for cell in table.rows[0].cells if cell.text] for table in grids] == [["题号", "1", "2"], ["题号", "3"]]
    assert [table.rows[1].cells[1].text for table in grids] == ["", ""]
    ruled = [table for table in document.tables if table.cell(0, 0).text != "题号"]
    assert [(table.cell(0, 0).text, len(table.rows)) for table in ruled] == [("4．", 1), ("5．", 10)]


def test_the_key_says_answer_basis_reason_and_seed() -> None:
    document, lines = opened("答案")
    answers = [[cell.text for cell in table.rows[1].cells if cell.text] for table in document.tables]
    assert answers == [["答案", "B", "A"], ["答案", "错"]] * 2
    text = "\n".join(lines)
    for said in (
        "组卷种子：20261124",
        "1．B　《甲》第四条",
        "规定是五日。",
        "4．五或5；登记表",
        "5．参考答案　《甲》第四条\n（1）登记。\n（2）上交。",
        "审题人（签字）",
    ):
        assert said in text
    assert (
        composition(pair())[-1]
        == "两卷有 1 道题相同（同类的题不够），B卷换了题序，有选项的也换了选项次序：A卷第 3 题即B卷第 3 题。"
    )


# The command


def test_a_bracket_is_not_parted_from_the_last_word() -> None:
    bracket = "（\u00a0\u00a0\u00a0\u00a0）"
    assert _whole("题" * 20 + "的是" + bracket) == "题" * 20 + "的是" + bracket
    for many in range(33, 38):
        assert _whole("题" * many + "的是" + bracket) == "题" * many + "\n的是" + bracket
    assert _whole("题" * 50 + "的是" + bracket).count("\n") == 0


def bank(count: int) -> str:
    asked = (f"{n}、第{n}题？\nA、三日\nB、五日{n}\n答案：B\n依据：《制度1》第一条\n" for n in range(1, count + 1))
    fields = "title: 甲题库\ndate: 2026-10-20\nunit: 政治处\nchapter: 廉洁纪律\nchecked: 2026-11-01"
    return head(fields, "## 单选题\n\n" + "\n".join(asked))


PLAN = "title: 小测\nsource: 《制度1》第一条\neffective: 2026-01-01\nminutes: 5\npass_score: 3\nparts:\n  - {type: 单选题, count: 2, points: 2}\n"


def site(root: Path, count: int = 4) -> Path:
    data = {path.relative_to(HOME).as_posix(): path.read_bytes() for path in (HOME / "data").rglob("*.yml")}
    kept: dict[str, str | bytes] = {name: content for name, content in data.items() if "blueprints" not in name}
    return write(
        root, kept | {"data/blueprints/small.yml": PLAN, "docs/policies/a.md": policy(1), "docs/questions/a.md": bank(count)}
    )


def paper(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOME / "hooks"), "paper", *arguments]
    environment = {**os.environ, "SITE_DATE": "2026-11-24"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_writes_four_files_and_says_what_is_in_them(tmp_path: Path) -> None:
    done = paper(site(tmp_path), "small", "--seed", "7", "--to", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"小测-{kind}.docx" for kind in sorted(("A卷", "B卷", "答案", "答题卡"))
    ]
    assert done.stdout.splitlines()[:5] == [
        "《小测》A、B 两卷，满分 4 分，种子 7",
        "题型：单项选择题 2 道。",
        "章节：廉洁纪律 2 道。",
        "难度：适中 2 道。",
        "两卷没有相同的题。",
    ]
    again = paper(tmp_path, "小测", "--seed", "7", "--to", "out")
    assert again.returncode == 1
    assert "已经存在，没有改动它" in again.stdout


def test_without_a_name_the_blueprints_are_listed(tmp_path: Path) -> None:
    done = paper(site(tmp_path))
    assert (done.returncode, done.stdout) == (1, "请写组卷要求的名字，可写：small（小测）\n")


@pytest.mark.parametrize(
    ("count", "name", "said"),
    [
        (1, "small", "题库里的题不够，组不成《小测》：单选题要 2 道，只凑得出 1 道"),
        (4, "smal", "data/blueprints/ 里没有“smal”，是否想写“small”？"),
        (0, "small", "一道题也没有"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(tmp_path: Path, count: int, name: str, said: str) -> None:
    done = paper(site(tmp_path, count), name, "--to", "out")
    assert done.returncode == 1
    assert said in done.stdout
    assert not (tmp_path / "out").exists()
