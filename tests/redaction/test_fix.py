"""--fix: the text as it would be, its form kept, and what is left to the editor. All people are made up."""

from __future__ import annotations

import io

import pytest
from helpers import case
from PIL import Image

from integrity.kernel.frontmatter import parse
from integrity.redaction.fix import fix
from integrity.redaction.gate import Rules, hits
from integrity.redaction.markup import without

CASE = "cases/2026/2026-07.md"


def fixed(text: str, rules: Rules, path: str = CASE) -> str:
    return fix(path, text.encode(), rules).content.decode()


def test_names_and_numbers_are_rewritten(rules: Rules) -> None:
    text = case(body="民警张建国（手机13800000000）到案，张建国供述。\n")
    after = fixed(text, rules)
    assert "民警张某某（手机某手机号）到案，张某某供述。" in after
    assert hits(CASE, after.encode(), rules) == []


def test_two_people_of_one_surname_stay_two(rules: Rules) -> None:
    after = fixed(case(body="民警张建国、民警张建军到案，张建国供述。\n"), rules)
    names = [part[:3] for part in after.rpartition("---")[2].replace("民警", "|").split("|")[1:]]
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("张**建国**", "**张某某**"),
        ("**张建**国", "**张某某**"),
        ("**张**建**国**", "**张某某**"),
        ("张*建*国", "张某某"),
        ("[张建](a.md)国", "[张某某](a.md)"),
        ("[张](a.md)建国", "[张某某](a.md)"),
        ("张[建](a.md)国", "张某某"),
        ("张[建国](a.md)", "[张某某](a.md)"),
        ("张<b>建</b>国", "张某某"),
        ("张<b>建国</b>", "<b>张某某</b>"),
        ("<b>张建</b>国", "<b>张某某</b>"),
        ("张<br>建国", "张某某"),
        ("张<!-- 注 -->建国", "张某某"),
        ("张\u200b建&#22269;", "张某某"),
    ],
)
def test_markup_stays_in_pairs(before: str, after: str, rules: Rules) -> None:
    assert f"民警{after}到案。" in fixed(case(body=f"民警{before}到案。\n"), rules)


def test_signs_that_open_before_close_behind() -> None:
    text = "**张建**国"
    assert without(text, 2, 7, "张某某") == "张某某**"


def test_line_breaks_mark_and_encoding_are_kept(rules: Rules) -> None:
    text = "第一行\r\n民警张建国到案\r\n第三行\n民警张建国\r"
    for code in ("utf-8", "utf-8-sig", "gb18030"):
        after = fix("docs/a.txt", text.encode(code), rules).content
        assert after == text.replace("张建国", "张某某").encode(code)


def test_front_matter_stays_valid(rules: Rules) -> None:
    text = case(title="民警张建国受贿案", tags="[民警张建国, '手机13800000000']")
    after = fixed(text, rules)
    assert parse(after).head.value["tags"] == ["民警张某某", "手机某手机号"]
    assert parse(after).head.troubles == []


def test_links_and_file_names_are_left_to_the_editor(rules: Rules) -> None:
    text = case(image="民警张建国.jpg", body="[民警张建国](民警张建国.md)和<img src='民警张建国.png'>\n")
    result = fix(CASE, text.encode(), rules)
    after = result.content.decode()
    assert "image: 民警张建国.jpg" in after
    assert "[民警张某某](民警张建国.md)和<img src='民警张建国.png'>" in after
    assert len(result.left) == 3


def test_what_is_shown_is_masked(rules: Rules) -> None:
    result = fix(CASE, case(body="民警张建国供述[某](民警李建军.md)。\n").encode(), rules)
    assert [(change.before, change.after) for change in result.changes] == [
        ("民警张**供述[某](民警李**.md)。", "民警张某某供述[某](民警李**.md)。")
    ]


def test_a_clean_file_and_an_attachment_are_not_touched(rules: Rules) -> None:
    clean = case(body="民警张某某到案。\n").encode()
    assert fix(CASE, clean, rules).content == clean
    assert fix("docs/a.docx", b"PK\x03\x04", rules).content == b"PK\x03\x04"


def test_a_picture_loses_its_metadata_and_says_which(rules: Rules) -> None:
    file = io.BytesIO()
    data = Image.Exif()
    data[0x013B], data[0x0112] = "Zhang Jianguo", 6
    Image.new("RGB", (8, 8), (9, 99, 199)).save(file, "JPEG", exif=data)
    result = fix("docs/a.jpg", file.getvalue(), rules)
    assert hits("docs/a.jpg", result.content, rules) == []
    assert result.changes[0].before == "图片带有：作者"
    assert result.notes == ("这张照片靠方向信息转正，只留下了这一项，其余已去掉",)
