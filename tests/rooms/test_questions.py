from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from helpers import HOME, TODAY, Files, built, case, head, messages, policy, write

from integrity.kernel.settings import Settings
from integrity.rendering import Built
from integrity.site import check

BANK = """
title: 登记题库
date: 2026-03-05
unit: 政治处
chapter: 廉洁纪律/礼品礼金
checked: 2026-03-05
"""
QUESTION = "1、礼品应当在几日内登记？\nA、三日\nB、五日\n答案：B\n解析：第一条。\n依据：《制度1》第一条\n"


def bank(body: str = QUESTION, **extra: str) -> str:
    fields = BANK + "\n".join(f"{key}: {value}" for key, value in extra.items())
    return head(fields, body)


FILES: Files = {
    "docs/policies/one.md": policy(body="第一条　礼品应当在五日内登记。\n\n第二条　逾期的说明理由。\n"),
    "docs/questions/gifts.md": bank(),
}


def asked(result: Built) -> list[dict[str, object]]:
    text = str(result.data["data/questions.js"].content)
    found: list[dict[str, object]] = json.loads(text.removeprefix("window.qfQuestions=").rstrip().removesuffix(";"))["questions"]
    return found


def test_a_question_carries_the_passage_it_rests_on(tmp_path: Path) -> None:
    result = built(tmp_path, dict(FILES))
    assert messages(result) == []
    [question] = asked(result)
    assert question["id"] == "gifts-1"
    assert question["url"] == "questions/gifts.html#q1"
    [basis] = question["bases"]  # type: ignore[misc]
    assert (basis["title"], basis["url"]) == ("《制度1》第一条", "policies/one.html#art-1")  # type: ignore[index]
    assert "五日内登记" in basis["text"]  # type: ignore[index]


def test_every_article_of_a_range_is_quoted_once(tmp_path: Path) -> None:
    body = "第一条　甲。\n\n第二条　乙。\n\n第三条　丙。\n"
    files = {
        "docs/policies/one.md": policy(body=body),
        "docs/questions/gifts.md": bank(QUESTION.replace("第一条\n", "第一条至第三条\n")),
    }
    [question] = asked(built(tmp_path, files))
    assert [basis["title"] for basis in question["bases"]] == [f"《制度1》第{n}条" for n in "一二三"]  # type: ignore[attr-defined]


def test_the_same_in_yaml(tmp_path: Path) -> None:
    sheet = BANK.strip() + (
        "\nquestions:\n  - {no: 1, type: 单选, stem: 礼品应当在几日内登记？, options: [三日, 五日], answer: b, "
        "explanation: 第一条。, basis: 《制度1》第一条}\n"
    )
    result = built(tmp_path, {"docs/policies/one.md": FILES["docs/policies/one.md"], "docs/questions/gifts.yml": sheet})
    assert messages(result) == []
    words = built(tmp_path / "words", dict(FILES))
    assert asked(result) == asked(words)


def test_a_question_on_a_case(tmp_path: Path) -> None:
    files = {
        "cases/2026/2026-01.md": case(),
        "docs/questions/gifts.md": bank(QUESTION.replace("《制度1》第一条", "案例 2026-01")),
    }
    [question] = asked(built(tmp_path, files))
    assert question["bases"][0]["url"] == "cases/2026/2026-01.html"  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date": "2026-03-06", "issued": "2026-03-06", "effective": "2026-03-07"}, "《制度1》在核对以后修订过（2026-03-06）"),
        ({"body": "第三条　别的。\n"}, "依据“《制度1》第一条”找不到"),
    ],
)
def test_what_changed_after_the_check_marks_the_question(tmp_path: Path, change: dict[str, str], said: str) -> None:
    result = built(tmp_path, FILES | {"docs/policies/one.md": policy(**{"body": "第一条　三日。\n", **change})})
    [line] = [line for line in messages(result) if "待复核" in line]
    assert said in line
    assert line.startswith("docs/questions/gifts.md:")
    assert said in str(asked(result)[0]["stale"])
    assert said in result.pages["questions/review.md"].markdown


NEWER = {"date": "2026-03-08", "issued": "2026-03-08", "effective": "2026-03-10", "supersedes": "[示公党〔2026〕1号]"}


@pytest.mark.parametrize(
    ("title", "basis", "said"),
    [
        ("制度2", "《制度1》第一条", "《制度1》已不再施行；对照现行的文件改题，把依据改成现行文件的全称"),
        ("制度1", "《制度1》第一条", "《制度1》已修订，现行的是示公党〔2026〕2号（2026年3月10日起施行）；整个题库核对以后改文件头的 checked"),
        ("制度1（2026年修订）", "《制度1》第一条", "已修订，现行的是《制度1（2026年修订）》（2026年3月10日起施行）；整个题库核对以后改"),
        ("制度1", "示公党〔2026〕1号第一条", "起施行）；对照现行的改题，把依据改成现行的名称"),
    ],
)  # fmt: skip
def test_a_document_that_was_replaced_marks_the_question(tmp_path: Path, title: str, basis: str, said: str) -> None:
    newer = policy(2, body="第一条　十日。\n", title=title, **NEWER)
    asking = bank(QUESTION.replace("《制度1》第一条", basis))
    result = built(tmp_path, FILES | {"docs/policies/two.md": newer, "docs/questions/gifts.md": asking})
    assert said in "".join(line for line in messages(result) if "待复核" in line)
    assert said.partition("；")[0] in str(asked(result)[0]["stale"])


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("制度1第一条", ""),
        ("示公党〔2026〕1号第一条", ""),
        ("《制度1》", "依据“《制度1》”没有写到条；请补上条号，例如 《某规定》第四条"),
        ("制度九第一条", "依据“制度九第一条”找不到；请改正依据的名称、条号或者案例编号"),
        ("案例 2026-77", "依据“案例 2026-77”找不到"),
    ],
)
def test_forms_of_a_basis(tmp_path: Path, basis: str, said: str) -> None:
    lines = messages(built(tmp_path, FILES | {"docs/questions/gifts.md": bank(QUESTION.replace("《制度1》第一条", basis))}))
    assert [line for line in lines if "待复核" in line and said in line] if said else not lines


def test_the_banks_of_the_handbook_are_sound_beside_those_of_the_sample(tmp_path: Path) -> None:
    page = (HOME / "docs/handbook/questions.md").read_text("utf-8")
    words, sheet = (page.partition(f"```{kind}\n")[2].partition("```")[0] for kind in ("markdown", "yaml"))
    places = re.findall(r"hooks new bank(?:-sheet)? (docs/questions/\S+?)`", page)
    files: Files = dict(zip(places, (words, sheet), strict=True))
    for folder in ("questions", "policies"):
        files |= {f"docs/{folder}/{path.name}": path.read_bytes() for path in (HOME / "docs" / folder).iterdir()}
    assert not {(HOME / place).with_suffix("") for place in places} & {
        p.with_suffix("") for p in (HOME / "docs/questions").iterdir()
    }
    issues, _ = check(write(tmp_path, files), TODAY, Settings(), HOME)
    assert [str(issue) for issue in issues if issue.path in places] == []


def test_a_check_in_the_future_is_pointed_out(tmp_path: Path) -> None:
    lines = messages(built(tmp_path, dict(FILES), dt.date(2026, 3, 4)))
    assert lines == ["docs/questions/gifts.md:6: 提醒：“checked”（核对日期）晚于今天（2026-03-04），请核对"]


def test_a_first_question_without_its_mark_is_no_description(tmp_path: Path) -> None:
    body = QUESTION.replace("1、", "1 ") + "\n" + QUESTION.replace("1、", "2、").replace("几日", "几天")
    lines = messages(built(tmp_path, FILES | {"docs/questions/gifts.md": bank(body)}))
    assert lines == ["docs/questions/gifts.md:9: “1 礼品应当在几日内登记？”像一道题，题号后面要有顿号，例如 1、礼品应当在几日内…"]


def test_a_check_after_the_new_document_clears_the_mark(tmp_path: Path) -> None:
    """《制度1》 means the version in force on the day of the check."""
    newer = policy(
        2,
        title="制度1（2026年修订）",
        supersedes="[示公党〔2026〕1号]",
        date="2026-03-01",
        issued="2026-03-01",
        effective="2026-03-02",
    )
    [question] = asked(built(tmp_path, FILES | {"docs/policies/two.md": newer}))
    assert "stale" not in question
    assert question["bases"][0]["url"] == "policies/two.html#art-1"  # type: ignore[index]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("没有题。\n", "一道题也没有"),
        (QUESTION + "\n" + QUESTION.replace("几日", "几天"), "题号 1 在第 9 行已经有了"),
        (QUESTION + "\n" + QUESTION.replace("1、", "2、"), "第 2 题与 docs/questions/gifts.md 第 1 题完全一样"),
        (QUESTION.replace("答案：B", "答案：C"), "第 1 题答案里的 C 没有对应的选项"),
    ],
)
def test_mistakes_in_a_bank(tmp_path: Path, body: str, said: str) -> None:
    lines = messages(built(tmp_path, FILES | {"docs/questions/gifts.md": bank(body)}))
    assert len(lines) == 1
    assert said in lines[0]


def test_a_question_without_a_basis_is_pointed_out(tmp_path: Path) -> None:
    lines = messages(built(tmp_path, FILES | {"docs/questions/gifts.md": bank(QUESTION.replace("依据：《制度1》第一条\n", ""))}))
    assert ["第 1 题没有依据" in line for line in lines] == [True]


def test_chapters_are_paths(tmp_path: Path) -> None:
    lines = messages(
        built(tmp_path, FILES | {"docs/questions/gifts.md": bank(QUESTION + "\n").replace("廉洁纪律/礼品礼金", "廉洁纪律//礼")})
    )
    assert "应是用 / 隔开的章节，最多四级" in lines[0]


def test_a_bank_reads_as_a_page_with_the_answers_folded(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES)).pages["questions/gifts.md"].markdown
    assert '<li id="q1" value="1">' in page
    assert "<details><summary>答案</summary>" in page
