"""What search finds among pages made for the question: the index is built here and answered from memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
from helpers import HOME
from playwright.sync_api import Browser, Route

from integrity.search.build import build
from integrity.search.pages import Entry

SCRIPTS = HOME / "overrides/assets/js/search"
NAMES = re.findall(r"\"([\w-]+\.js)\"", (SCRIPTS / "worker.js").read_text("utf-8").split("importScripts(")[1].split(")")[0])
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(browser: Browser) -> Iterator[Ask]:
    page = browser.new_page()

    def hits(entries: list[Entry], query: str, synonyms: Sequence[Sequence[str]] = ()) -> list[dict[str, Any]]:
        files = {file.name: file.text() for file in build(entries, None, synonyms)}

        def answered(route: Route) -> None:
            name = urlsplit(route.request.url).path.removeprefix("/search/")
            if name in files:
                route.fulfill(body=files[name], content_type="text/javascript; charset=utf-8")
            else:
                route.fulfill(body="<!doctype html>", content_type="text/html")

        page.route("http://made.test/**", answered)
        page.goto("http://made.test/")
        for name in NAMES:
            page.add_script_tag(path=str(SCRIPTS / name))
        found: dict[str, Any] = page.evaluate("query => new qfFinder('http://made.test/').search(query)", query)
        return list(found["hits"])

    yield hits
    page.close()


def article(anchor: str, number: str, words: str) -> str:
    return f'<p><span class="qf-anchor" id="{anchor}"></span>{number}　{words}</p>'


def test_the_article_of_the_text_opens_and_not_that_of_its_annex(ask: Ask) -> None:
    between = "".join(f"<p>{n}号表格按月填写，由本单位留存备查。</p>" for n in range(60))
    html = article("art-2", "第二条", "登记在五日内办理。") + between + article("annex-2", "第二条", "附件里的另一条。")
    hits = ask([Entry("a.html", "礼品登记规定", html), Entry("b.html", "会议制度", "<p>别的话。</p>")], "礼品登记规定2条")
    assert (hits[0]["url"], hits[0]["anchor"]) == ("a.html", "art-2")


def test_a_tag_does_not_stand_above_the_title_where_a_word_is_missing(ask: Ask) -> None:
    words = "<p>收到礼品要登记。</p>"
    entries = [
        Entry("a.html", "慎独", words, also=("礼品",)),
        Entry("b.html", "礼品登记规定", words),
        Entry("c.html", "会议", words),
    ]
    assert ask(entries, "礼品 量子纠缠")[0]["url"] == "b.html"


SHORT = ("保密法", "保守国家秘密法")


@pytest.mark.parametrize(("query", "anchor"), [("保密法", ""), ("保密法39条", "art-39"), ("保密法第三十九条", "art-39")])
def test_a_statute_comes_first_by_its_short_name(ask: Ask, query: str, anchor: str) -> None:
    rules = "<p>根据保守国家秘密法（以下简称保密法）制定。保密法第三十九条另有规定的除外。</p>" * 8
    act = "<p>为了保守国家秘密。</p>" + article("art-39", "第三十九条", "泄露国家秘密的，依法处理。")
    entries = [
        Entry("a.html", "保守国家秘密法实施条例", rules),
        Entry("b.html", "中华人民共和国保守国家秘密法", act),
        Entry("c.html", "会议制度", rules),
    ]
    first = ask(entries, query, [SHORT])[0]
    assert (first["url"], first["anchor"]) == ("b.html", anchor)


def test_a_question_with_an_everyday_word_finds_the_word_of_the_law(ask: Ask) -> None:
    entries = [
        Entry("a.html", "行政处罚法", "<p>行政处罚的种类。怎样处罚，由本法规定。</p>" * 9),
        Entry("b.html", "交通管理规定", "<p>醉酒驾驶机动车的，依法处罚。</p>"),
    ]
    assert ask(entries, "醉驾怎么处罚", [("醉驾", "醉酒驾驶")])[0]["url"] == "b.html"


def test_blocks_are_found_behind_pages_of_any_length(ask: Ask) -> None:
    """Numbers of blocks leave room behind each page: more behind a long one."""
    entries = [
        Entry(
            f"{n:03}.html",
            f"规定{n}",
            "".join(f"<p>{'一般内容' * 30}{n}之{m}。</p>" for m in range(n * 7 % 90)) + f"<p>独有词语{chr(0x5000 + n) * 2}。</p>",
        )
        for n in range(150)
    ]
    for n in (0, 77, 149):
        (hit,) = ask(entries, f'"独有词语{chr(0x5000 + n) * 2}"')
        assert (hit["url"], hit["excerpt"]["text"][-7:]) == (f"{n:03}.html", f"独有词语{chr(0x5000 + n) * 2}。")
