"""What search finds on the sample site, and in which order: titles a little wrong, articles, numbers, spellings, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from helpers import sample
from playwright.sync_api import Browser, Page, expect

from integrity.rooms.policies.model import Policy

ASK = """([query, options]) => window.qfTestFinder.search(query, Object.assign({limit: 20, counts: true}, options))
    .then(found => Object.assign(found, {hits: found.hits.map(hit => Object.assign(hit, {at: hit.url + (hit.anchor && '#' + hit.anchor)}))}))"""
ALCOHOL, STUDY_DAY, GIFTS = "policies/alcohol.html", "policies/study-day.html", "policies/gifts.html"


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    made = browser.new_page(locale="zh-CN")
    made.goto(server + "search/index.html")
    made.evaluate("base => { window.qfTestFinder = new window.qfFinder(base); }", server)
    yield made
    made.close()


def ask(page: Page, query: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(ASK, [query, options])
    return found


def at(found: dict[str, Any]) -> list[str]:
    return [hit["at"] for hit in found["hits"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("民警饮酒驾车管理规定", ALCOHOL),
        ("政治学习制度", STUDY_DAY),
        ("礼品礼金登记规定", GIFTS),
        ("政治学习日制度第99条", STUDY_DAY),
        ("第三百九十九条", ""),
        ("学习安排第五条", ""),
    ],
)
def test_a_phrase_that_stands_nowhere_is_not_called_found(page: Page, query: str, first: str) -> None:
    found = ask(page, query)
    assert found["loose"]
    assert found["hits"]
    assert found["hits"][0]["url"].startswith(first)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("政治学习日制度第五条", f"{STUDY_DAY}#art-5"),
        ("政治学习日制度第五条第一款", f"{STUDY_DAY}#art-5"),
        ("政治学习日制度第十条第二款", f"{STUDY_DAY}#art-10-p2"),
        ("第十条第（一）项", "policies/"),
        ("政治学习日制度10条", f"{STUDY_DAY}#art-10"),
    ],
)
def test_an_article_and_what_is_in_it(page: Page, query: str, first: str) -> None:
    found = ask(page, query)
    assert not found["loose"]
    assert at(found)[0].startswith(first)
    text = found["hits"][0]["excerpt"]["text"]
    assert text.startswith({"第十条第（一）项": "（一）", "政治学习日制度第十条第二款": "分局领导"}.get(query, "第"))


def test_the_excerpt_of_an_article_ends_where_the_next_begins(page: Page) -> None:
    for query in ("政治学习日制度第十条", "政治学习日制度第十条第二款"):
        hit = ask(page, query)["hits"][0]
        assert hit["excerpt"]["text"]
        assert "第十一条" not in hit["excerpt"]["text"]
        assert not hit["excerpt"]["after"]


def test_an_excerpt_begins_before_the_word_in_its_line(page: Page) -> None:
    for query in ("饮酒", "登记", "礼品 登记", "学习", "值班 饮酒"):
        for hit in ask(page, query)["hits"]:
            for excerpt in (hit["excerpt"], *(other["excerpt"] for other in hit["others"])):
                assert excerpt["text"].strip()
                assert not excerpt["marks"] or "\n" not in excerpt["text"][: excerpt["marks"][0][0]].rstrip("\n")[:-130]


@pytest.mark.parametrize(
    "query", ["示公党【2026】 2 号", "示 公 党 〔 2026 〕 2 号", "示公党［２０２６］２号", "示公党 (2026)2号"]
)
def test_a_number_is_found_however_it_is_written(page: Page, query: str) -> None:
    found = ask(page, query)
    assert at(found)[0] == STUDY_DAY
    assert found["total"] == ask(page, "示公党〔2026〕2号")["total"]


@pytest.mark.parametrize("query", ['"接班前十二小时外"', '饮酒 "接班前十二小时外"', "“民警饮酒驾车管理规定”"])
def test_quoted_words_that_stand_nowhere_find_nothing(page: Page, query: str) -> None:
    found = ask(page, query)
    assert (found["total"], found["hits"], found["loose"]) == (0, [], False)
    assert len(found["quoted"]) == 1


def test_a_hit_in_the_handbook_does_not_hide_the_nearest(page: Page) -> None:
    query = "同一个词放在两组里的"
    found = ask(page, query)
    exact = found["hits"][: found["total"]]
    assert found["near"] > 2
    assert exact
    assert all(hit["url"].startswith("handbook/") for hit in exact)
    near = [hit["url"] for hit in found["hits"][found["total"] :]]
    assert not set(near) & {hit["url"] for hit in exact}
    assert ask(page, query, sort="date")["near"] == 0


def test_the_examples_of_the_handbook_are_not_found(page: Page) -> None:
    hits = ask(page, "什么时候可以不参加学习")["hits"]
    assert STUDY_DAY in [hit["url"] for hit in hits[:3]]
    assert not [hit for hit in ask(page, "政治学习日制度第十条")["hits"] if hit["url"] == "handbook/search.html"]


ALIASES = [(alias, record.url) for record in sample().context.library.of(Policy) for alias in record.aliases]  # type: ignore[union-attr]


@pytest.mark.parametrize(("alias", "url"), ALIASES)
def test_a_short_name_finds_its_document(page: Page, alias: str, url: str) -> None:
    found = ask(page, alias)
    assert found["total"] >= 1
    assert not found["loose"]
    assert found["hits"][0]["url"] == url


def test_what_a_minus_took_away_is_not_called_absent(page: Page) -> None:
    found = ask(page, '饮酒 -规定 "接班前十二小时内"')
    assert (found["total"], found["quoted"]) == (0, [])


@pytest.mark.parametrize(
    ("query", "first"),
    [("zhengzhixuexi", STUDY_DAY), ("zzxxrzd", STUDY_DAY), ("lipinlijin", GIFTS), ("aaaa", ""), ("a" * 2000, ""), ("z" * 61, "")],
)
def test_a_title_typed_in_letters_comes_before_a_tag(page: Page, query: str, first: str) -> None:
    found = ask(page, query)
    assert (found["hits"][0]["url"] if found["hits"] else "") == first


def test_policies_come_before_question_banks(page: Page) -> None:
    urls = [hit["url"] for hit in ask(page, "喝酒")["hits"]]
    assert ALCOHOL in urls[:3]
    assert urls.index(ALCOHOL) < urls.index("questions/alcohol.html")
    for query in ("饮酒 值班", "礼品怎么登记", "公务接待能不能喝酒", "礼品"):
        urls = [hit["url"] for hit in ask(page, query)["hits"]]
        assert urls[0].startswith("policies/"), query


@pytest.mark.parametrize("query", ["饮酒 - 题库", "饮酒 -题库", "饮酒 － 题库"])
def test_a_minus_excludes_with_a_blank_or_without(page: Page, query: str) -> None:
    found = ask(page, query)
    assert found["hits"]
    assert not [hit for hit in found["hits"] if "题库" in hit["title"]]


def test_the_number_of_a_case_and_the_facets_of_a_circular(page: Page) -> None:
    urls = [hit["url"] for hit in ask(page, "2026-04")["hits"]]
    assert urls[0] == "cases/2026/2026-04.html"
    assert "cases/2026/2026-04-circular.html" in urls[:2]
    circular = next(hit for hit in ask(page, "礼品礼金 通报")["hits"] if "circular" in hit["url"])
    assert circular["days"] > 40000
    assert circular["facets"]["违反纪律"]


# In the box of the header


@pytest.fixture
def box(browser: Browser, server: str) -> Iterator[Page]:
    made = browser.new_page(locale="zh-CN", viewport={"width": 1440, "height": 900})
    made.goto(server + "index.html")
    made.keyboard.press("/")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("民警饮酒驾车管理规定", r"^没有页面有连着的“民警饮酒驾车管理规定”，列出最接近的 \d+ 页$"),
        ('"接班前十二小时外"', "^没有页面有连着的“接班前十二小时外”，去掉引号再找$"),
        ("同一个词放在两组里的", r"^共 1 页，后面是最接近的 \d+ 页$"),
    ],
)
def test_the_box_says_what_it_lists(box: Page, query: str, sentence: str) -> None:
    box.keyboard.type(query)
    expect(box.locator(".qf-box__said")).to_have_text(re.compile(sentence))
    expect(box.locator(".qf-box__all a")).to_have_count(0 if '"' in query else 1)
    box.goto(box.url.replace("index.html", f"search/index.html?q={quote(query)}"))
    words = "没有页面有连着的" if "“" in sentence else "最接近的"
    expect(box.locator("[data-seek=main], .qf-seek__main").first).to_contain_text(words)


def test_the_box_says_what_no_longer_holds(box: Page) -> None:
    box.keyboard.type("政治学习日制度第十条")
    items = box.locator(".md-search-result__item")
    expect(items.first).not_to_contain_text("已被修订")
    expect(items.filter(has_text="已被修订").first).to_contain_text("第十条")


def test_the_box_shows_the_words_of_an_article(box: Page) -> None:
    box.keyboard.type("政治学习日制度10条")
    first = box.locator(".md-search-result__item a").first
    expect(first).to_contain_text("第十条")
    expect(first.locator(".qf-box__text")).to_contain_text(re.compile("^第十条.{20}"))


def test_what_the_box_marks_is_marked_on_the_page(box: Page) -> None:
    for query in ("政治学习日制度10条", "礼品怎么登记"):
        box.locator("[data-md-component=search-query]").fill(query)
        expect(box.locator(".qf-box__said")).not_to_be_empty()
        expect(box.locator(".md-search-result__item a mark").first).to_be_visible()
        address = box.locator(".md-search-result__item a").first.get_attribute("href") or ""
        home = box.url
        box.goto(address)
        expect(box.locator("article mark").first).to_be_attached()
        box.goto(home)
        box.keyboard.press("/")
