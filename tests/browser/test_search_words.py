"""The script in the browser folds and cuts a query as the build folds and cuts a page; old browsers can read every script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import esprima
import pytest
from helpers import HOME
from playwright.sync_api import Browser, Page

from integrity.search.fold import fold, traditional
from integrity.search.grams import LONGEST, article_keys, grams

SCRIPTS = HOME / "overrides" / "assets" / "js"
TEXTS = [
    "示公党 [2026] 2 号",
    "示公党【２０２６】２號",
    "Ｗord 2019  文件,and\tPDF（第２版）",
    "收受紅包、購物卡",
    "第三十九条第一款，第39条、第 一百二十 条",
    "  前后　空白  ",
    "①㈠ ﹝甲﹞ {乙} ㎡ ½",
    "emoji 😀 与 扩展 𠮷 汉字",
    "2022年3月5日 12号 A4纸",
    "Ａ-b_c.d  e f１",
]


@pytest.fixture(scope="module")
def words(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=str(SCRIPTS / "search" / "words.js"))
    page.evaluate("pairs => qfWords.traditional(pairs)", "".join(old + new for old, new in traditional().items()))
    yield page
    page.close()


@pytest.mark.parametrize("text", TEXTS)
def test_a_query_folds_like_a_page(words: Page, text: str) -> None:
    assert words.evaluate("text => qfWords.fold(text)", text) == fold(text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_key_of_a_query_is_a_key_of_the_page_that_has_it(words: Page, text: str) -> None:
    keys = words.evaluate("text => qfWords.keys(qfWords.fold(text))", text)
    assert keys or len(fold(text)) < 2
    assert set(keys) <= grams(fold(text))
    assert all(len(key) <= LONGEST for key in keys)


def test_the_number_of_an_article_is_one_key(words: Page) -> None:
    keys = words.evaluate("text => qfWords.keys(text)", "法第三十二条规定")
    assert sorted(keys) == ["§32", "条规", "法第", "规定"]
    assert set(keys) <= grams("依照本法第三十二条规定的")


@pytest.mark.parametrize("said", ["政务处分法39条", "政务处分法第39条", "政务处分法第三十九条", "《政务处分法》的第 三十九 条"])
def test_an_article_is_asked_for_in_any_manner(words: Page, said: str) -> None:
    found = words.evaluate("text => qfWords.article(qfWords.fold(text))", said)
    assert found == {"name": "政务处分法", "key": "§39", "rest": "", "paragraph": 0, "item": 0}
    assert article_keys("第三十九条") == {"§39"}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("第二款", (2, 0)),
        ("第（三）项", (0, 3)),
        ("（三）", (0, 3)),
        ("第二款第三项", (2, 3)),
        ("第二款第（三）项的规定", (2, 3)),
    ],
)
def test_and_its_paragraph_and_item(words: Page, said: str, wanted: tuple[int, int]) -> None:
    found = words.evaluate("text => qfWords.article(qfWords.fold(text))", f"政务处分法第五条{said}")
    assert (found["rest"], found["paragraph"], found["item"]) == ("", *wanted)
    assert words.evaluate("text => qfWords.article(text).rest", "政务处分法第五条处分种类") == "处分种类"
    assert words.evaluate("text => qfWords.article(text).rest", "十九条第二款的") == "第二款的"


@pytest.mark.parametrize(
    ("query", "terms", "without"),
    [
        ("示公党【2026】 2 号", ["示公党〔2026〕2号"], []),
        ("示 公 党 〔 ２０２６ 〕 ２ 號", ["示公党〔2026〕2号"], []),
        ("学习 示公党（2026）2号 礼品", ["学习", "示公党〔2026〕2号", "礼品"], []),
        ("饮酒 -示公党〔2026〕 2号", ["饮酒"], ["示公党〔2026〕2号"]),
        ("饮酒 - 题库", ["饮酒"], ["题库"]),
        ("饮酒 －题库", ["饮酒"], ["题库"]),
        ("饮酒-驾车", ["饮酒-驾车"], []),
        ('"接班前 十二小时" 值班', ["接班前十二小时", "值班"], []),
    ],
)
def test_a_query_is_cut_into_words(words: Page, query: str, terms: list[str], without: list[str]) -> None:
    found = words.evaluate("text => qfWords.parse(text)", query)
    assert ([term["text"] for term in found["terms"]], found["without"]) == (terms, without)


@pytest.mark.parametrize("number", ["十", "二十", "一百零五", "一百二十", "一千零一十二", "两百", "一二〇", "12"])
def test_numbers_are_read_as_the_build_reads_them(words: Page, number: str) -> None:
    key = words.evaluate("text => qfWords.article(text).key", f"第{number}条")
    assert {key} == article_keys(f"第{number}条")


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.js")), ids=lambda path: path.name)
def test_an_old_browser_reads_the_script(path: Path) -> None:
    """Chromium 86 knows more than ES2017, and everything in it."""
    esprima.parseScript(path.read_text("utf-8"))
