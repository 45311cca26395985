"""What search takes for the same, the keys of a text, and the words of a page."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.search import fold as folding
from integrity.search.extract import extract
from integrity.search.fold import fold
from integrity.search.grams import grams, pair, pairs, words
from integrity.search.numbers import ALPHABET, ENDS, FEW, MORE, plain, rising
from integrity.search.pages import BLOCK, Entry, page_of
from integrity.search.pinyin import typed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("示公党 [2026] 2 号", "示公党〔2026〕2号"),
        ("示公党【２０２６】２号", "示公党〔2026〕2号"),
        ("收受紅包", "收受红包"),
        ("Word  文件 and\nPDF", "word文件and pdf"),
        ("第 三十九 条", "第三十九条"),
        ("饮酒\n驾车", "饮酒驾车"),
    ],
)
def test_what_is_the_same_folds_to_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("（Ａ〔[國臺①ﬁ한 　")), max_size=40))
def test_much_text_folds_as_little_does(text: str) -> None:
    seen, folding._seen = folding._seen, 0
    little = fold(text)
    folding._seen = folding.MUCH
    assert fold(text) == little
    folding._seen = seen


def test_folding_twice_changes_nothing_more() -> None:
    @given(st.text(max_size=60))
    def twice(text: str) -> None:
        assert fold(fold(text)) == fold(text)

    twice()


def test_keys_are_pairs_words_and_numbers_with_their_sign() -> None:
    assert grams("饮酒驾车") == {"饮酒", "酒驾", "驾车"}
    assert {"2026", "2026年", "12", "12号", "pdf", "文件"} <= grams("2026年，12号，pdf文件")
    assert grams("第三十九条") & grams("第39条") == {"§39"}
    assert {"第三", "三十"} <= grams("第三十九条")


def test_a_title_is_typed_in_letters() -> None:
    keys = typed("政务处分法")
    assert {"'zw", "'wc", "'cf", "'ff", "^zhen", "^wuch", "^nfa"} - keys == {"^nfa"}
    assert "^enfa" in keys


PAGE = """
<h1 id="t">礼品登记规定<a class="headerlink" href="#t">¶</a></h1>
<p data-search-exclude>打印</p>
<h2 id="one">第一章 总则<a class="headerlink" href="#one">¶</a></h2>
<p id="第三条"><span class="qf-anchor" id="art-3"></span><strong>第三条</strong>　收到礼品的&amp;<em>五日</em>内<br>登记。<a class="headerlink qf-copy" href="#">¶</a></p>
<table><tr><td>甲</td><td>乙</td></tr></table><script>var x = "<p>不</p>";</script><svg><text>图</text></svg>
<ul><li>一<!-- 注 --></li><li title="a > b">二</li></ul>
"""


def test_the_words_of_a_page_without_its_furniture() -> None:
    words = extract(PAGE, "礼品登记规定")
    assert words.text == "第一章 总则\n第三条 收到礼品的&五日内 登记。\n甲 乙\n一\n二"
    assert [(words.text[mark.at :][:3], mark.anchor, mark.name, mark.heading) for mark in words.marks] == [
        ("第一章", "one", "第一章 总则", True),
        ("第三条", "art-3", "第三条", False),
    ]


def test_a_paragraph_of_an_article_is_marked_and_its_tags_spelled_apart() -> None:
    html = '<p><span class="qf-anchor" id="art-3"></span>第三条　登记。</p><p id="art-3-p2">退还。</p>'
    page = page_of(Entry("a.html", "礼品", html, also=("登记",)))
    assert list(map(json.loads, page.blocks)) == [
        ["第三条 登记。\n退还。", [[0, "art-3", "第三条", 0], [8, "art-3-p2", "", 2]], "", ""]
    ]
    assert ("'lp" in page.title, "'dj" in page.title, "'dj" in page.single, "登记" in page.title) == (True, False, True, True)


def test_blocks_hold_every_word_once_and_mark_where_they_stand() -> None:
    html = (
        "<h2 id='a'>甲</h2>"
        + "<p>"
        + "长" * 1100
        + "</p><h2 id='b'>乙</h2>"
        + "".join(f"<p>{n}号短句子。</p>" for n in range(90))
    )
    blocks = list(map(json.loads, page_of(Entry("a.html", "题", html)).blocks))
    assert "".join(block[0] for block in blocks).replace("\n", "") == extract(html).text.replace("\n", "")
    assert all(len(block[0]) <= BLOCK for block in blocks)
    assert [block[2] for block in blocks if block[0].startswith("长")] == ["a"] * 3
    assert blocks[-1][2:] == ["b", "乙"]


def unpacked(text: str) -> list[int]:
    """numbers.plain read back by the words of its docstring."""
    values, value, unit = [], 0, 1
    for sign in text:
        found = ALPHABET.index(sign)
        value += unit * found
        unit *= MORE
        if found < ENDS:
            values.append(value)
            value, unit = 0, 1
    return values


@given(st.lists(st.integers(0, 3_000_000), max_size=40))
def test_numbers_are_read_back(values: list[int]) -> None:
    assert unpacked(plain(values)) == values


@given(st.sets(st.integers(0, 900), min_size=1, max_size=400))
def test_rising_numbers_are_read_back(values: set[int]) -> None:
    few, text = rising(sorted(values), 901)
    more, *gaps = unpacked(text)
    if few == FEW - 1 and more == 0:
        cells = [ALPHABET.index(sign) for sign in text[-gaps[0] :]]
        read = [cell * 6 + bit for cell, value in enumerate(cells) for bit in range(6) if value >> bit & 1]
        assert text == plain([0, gaps[0]]) + text[-gaps[0] :]
    else:
        count, gaps = (few + 1, [more, *gaps]) if few < FEW - 1 else (FEW - 1 + more, gaps)
        assert len(gaps) == count
        read = [sum(gaps[: n + 1]) + n for n in range(count)]
    assert read == sorted(values)
    assert not set(text) & set('"\\ ~!')


@given(st.text(max_size=60))
def test_pairs_as_numbers_are_the_pairs(text: str) -> None:
    folded = fold(text)
    found = {"".join(map(chr, signs)) for number in pairs(folded) if (signs := pair(number))}
    assert found | words(folded) == grams(folded)
