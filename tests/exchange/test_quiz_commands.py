"""The two commands, as an editor types them, and the files that they write."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from helpers import HOME, head, policy, write
from quizzes import SAMPLES, bare

from integrity.exchange.quiz_anki import write_anki
from integrity.exchange.quiz_bank import Shelved
from integrity.exchange.quiz_commands import READERS, WRITERS, exported, read_file
from integrity.exchange.quiz_kaoshibao import HEADER, SHEET, VERSION_SHEET, write_kaoshibao
from integrity.kernel.quiz import SINGLE, Item

BANK = """题库说明。

## 判断题

1、礼品可以代收。
答案：错
解析：第一条写的是不得代收。
依据：《制度1》第一条

2、礼品应当登记。
答案：对
依据：《制度1》第二条
"""
FIELDS = "title: 礼品题库\ndate: 2026-11-24\nunit: 政治处\nchecked: 2026-01-01\nchapter: 廉洁纪律/礼品"
SHELF = (Shelved("gifts", "docs/questions/gifts.md", "礼品题库", SAMPLES, frozenset({2})),)


def hooks(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOME / "hooks"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_export_and_import_as_typed(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "docs/policies/a.md": policy(1, "第一条　不得代收。\n\n第二条　应当登记。\n"),
            "docs/questions/gifts.md": head(FIELDS, BANK),
        },
    )
    done = hooks("export", "questions", "--format", "kaoshibao", "--bank", "gifts", "--stale", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split("\n")[:2] == ["考试宝没有“依据”一栏：2 道已并入解析末尾“依据：…”", "已导出 2 题，写在 礼品题库.xlsx"]
    (tmp_path / "礼品题库.xlsx").rename(tmp_path / "送来的题.xlsx")
    write(tmp_path, {"docs/questions/gifts.md": "不是题库"})
    done = hooks("export", "questions", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.endswith("没有导出。\n")
    done = hooks("import", "questions", "送来的题.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "docs/questions/送来的题.md").is_file()


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert exported("csv", "gifts", None, True, SHELF)[-1] == "已导出 8 题，写在 礼品题库.csv"
    with pytest.raises(ValueError, match="已经存在，没有改动它"):
        exported("csv", "gifts", None, True, SHELF)


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_is_written_and_most_are_read_again(tmp_path: Path, name: str) -> None:
    suffix = WRITERS[name][0]
    said = exported(name, "", tmp_path / f"a{suffix}", True, SHELF)
    assert said[-1].endswith(f"写在 {(tmp_path / f'a{suffix}').as_posix()}")
    if suffix in READERS and name != "gift":
        assert bare(read_file(tmp_path / f"a{suffix}").items) == bare(SAMPLES)


def test_a_gift_file_named_txt_is_known_by_its_content(tmp_path: Path) -> None:
    exported("gift", "gifts", tmp_path / "a.txt", True, SHELF)
    assert len(read_file(tmp_path / "a.txt").items) == 6


def test_stale_questions_stay_at_home_unless_asked_for(tmp_path: Path) -> None:
    said = exported("csv", "gifts", tmp_path / "a.csv", False, SHELF)
    assert said[:2] == ["待复核的题 1 道没有导出，要一起导出加 --stale", f"已导出 7 题，写在 {(tmp_path / 'a.csv').as_posix()}"]


@pytest.mark.parametrize(
    ("name", "bank", "to", "words"),
    [
        ("kaoshibo", "", None, "是否想写 kaoshibao？"),
        ("csv", "nothing", None, "没有“nothing”这个题库，可写：gifts"),
        ("csv", "", Path("no/where/a.csv"), "没有 no/where 这个文件夹"),
        ("kaoshibao", "", Path("all.kaoshibao"), "kaoshibao 格式的文件后缀是 .xlsx，请写 --to all.xlsx"),
        ("docx", "", Path("a.txt"), "后缀是 .docx"),
    ],
)
def test_what_cannot_be_exported_is_said(name: str, bank: str, to: Path | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        exported(name, bank, to, False, SHELF)


def test_the_workbook_is_the_one_that_kaoshibao_gives_out() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_kaoshibao(SAMPLES).content))
    assert book.sheetnames == [SHEET, VERSION_SHEET]
    rows = list(book[SHEET].iter_rows(values_only=True))
    assert rows[0][1:] == (None,) * 13
    assert rows[1] == HEADER
    assert HEADER == (
        "题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)", "选项F\n(勿删)", "选项G\n(勿删)", "选项H\n(勿删)",
        "正确答案\n（必填）", "解析\n（勿删）", "章节\n（勿删）", "难度",
    )  # fmt: skip
    assert rows[2] == (
        "几个工作日内登记？",
        "单选题",
        "三个",
        "五个",
        "十个",
        *(None,) * 5,
        "B",
        "第四条写的是五个。\n依据：《某规定》第四条",
        "廉洁纪律/礼品",
        "易",
    )
    assert rows[3][10] == "ABD"
    assert (rows[5][2:4], rows[5][10]) == (("对", "错"), "B")
    assert (rows[6][2:4], rows[6][10]) == (("三|3", "登记表"), None)
    assert rows[7][10] == "BCA"


def test_the_package_has_a_card_for_each_question(tmp_path: Path) -> None:
    tricky = Item(9, SINGLE, "<b>几个？\n{{题干}}", ("一 & 二", "三"), "A", chapter="廉洁 纪律/礼品")
    archive = zipfile.ZipFile(io.BytesIO(write_anki([*SAMPLES, tricky], "题库").content))
    (tmp_path / "cards.db").write_bytes(archive.read("collection.anki2"))
    base = sqlite3.connect(tmp_path / "cards.db")
    notes = base.execute("select flds, tags, guid from notes order by id").fetchall()
    (decks,) = base.execute("select decks from col").fetchone()
    count = base.execute("select count(*) from cards").fetchone()
    base.close()
    assert count == (9,)
    assert len({guid for _, _, guid in notes}) == 9
    assert "题库" in {deck["name"] for deck in json.loads(decks).values()}
    assert notes[0][0].split("\x1f") == [
        "单选题",
        "几个工作日内登记？",
        "<li>三个</li><li>五个</li><li>十个</li>",
        "B　五个",
        "第四条写的是五个。",
        "《某规定》第四条",
    ]
    assert notes[4][0].split("\x1f")[3] == "三或3；登记表"
    assert notes[5][0].split("\x1f")[3] == "1. B　拒收<br>2. C　登记<br>3. A　上交"
    assert notes[8][0].split("\x1f")[1:3] == ["&lt;b&gt;几个？<br>{{题干}}", "<li>一 &amp; 二</li><li>三</li>"]
    assert notes[8][1].split() == ["廉洁_纪律::礼品", "单选题", "适中"]
