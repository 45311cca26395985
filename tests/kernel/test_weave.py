from __future__ import annotations

import datetime as dt
import re

import pytest
from markdown import Markdown

from integrity.kernel.cited import Reader
from integrity.kernel.markdown import SiteExtension
from integrity.kernel.statutes import Document, Statutes
from integrity.kernel.weave import html

DAY = dt.date(2026, 3, 1)
LAW = Document(
    "甲规定",
    "policies/a.md",
    "第一条　甲。\n\n第三条　乙。\n\n丙。\n",
    dt.date(2020, 1, 1),
    dt.date(2020, 1, 1),
    "示公〔2020〕1号",
)
OWN = Document(
    "乙规定", "policies/b.md", "第一条　甲。\n\n第二条　依照第一条和本规定第一条。\n", dt.date(2021, 1, 1), dt.date(2021, 1, 1)
)
STATUTES = Statutes((LAW, OWN))
READER = Reader(STATUTES, DAY, DAY, OWN)


def links(text: str) -> list[tuple[str, str]]:
    extension = SiteExtension()
    extension.path, extension.reader, extension.articles = "docs/policies/b.md", READER, True
    made = Markdown(extensions=[extension, "tables", "admonition", "toc", "attr_list", "md_in_html"]).convert(text)
    return [
        (match[1], re.sub("<[^>]+>", "", match[2]))
        for match in re.finditer(r'<a class="qf-cite" href="([^"]+)"[^>]*>(.*?)</a>', made)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "见《甲规定》第三条。",
        "- 见《甲规定》第三条。",
        "| 甲 |\n|---|\n| 见《甲规定》第三条 |",
        "> 见《甲规定》第三条。",
        '!!! note "提示"\n\n    见《甲规定》第三条。',
        "1. 一\n\n    - 见《甲规定》第三条。",
        '<div markdown="1">\n\n见《甲规定》第三条。\n\n</div>',
    ],
)
def test_citations_are_linked_in_every_kind_of_block(text: str) -> None:
    assert links(text) == [("a.html#art-3", "《甲规定》第三条")]


@pytest.mark.parametrize(
    "text",
    [
        "`《甲规定》第三条`",
        "```\n《甲规定》第三条\n```",
        "## 《甲规定》第三条",
        "[《甲规定》第三条](c.md)",
        "    《甲规定》第三条",
    ],
)
def test_code_headings_and_links_are_left_alone(text: str) -> None:
    assert links(text) == []


def test_headings_keep_their_ids() -> None:
    extension = SiteExtension()
    extension.path, extension.reader = "docs/policies/b.md", READER
    assert 'id="_1"' in Markdown(extensions=[extension, "toc"]).convert("## 《甲规定》第三条")


def test_an_article_after_a_linked_or_bold_title_is_linked() -> None:
    assert links("[《甲规定》](c.md)第三条") == [("a.html#art-3", "第三条")]
    assert links("《**甲规定**》第三条") == [("a.html#art-3", "第三条")]


def test_a_document_links_to_its_own_articles_but_not_to_itself() -> None:
    assert links("第二条　依照第一条和本规定第一条，《乙规定》适用。") == [("b.html#art-1", "第一条"), ("b.html#art-1", "第一条")]


def test_several_places_and_markup_between_them() -> None:
    assert links("《甲规定》第一条、**第三条第二款**") == [
        ("a.html#art-1", "《甲规定》第一条"),
        ("a.html#art-3-p2", "第三条第二款"),
    ]


def test_a_number_alone_is_linked_without_the_words_before_it() -> None:
    assert links("依据示公〔2020〕1号办理") == [("a.html", "示公〔2020〕1号")]


def test_an_article_that_does_not_exist_leaves_the_title_linked() -> None:
    assert links("《甲规定》第九条") == [("a.html", "《甲规定》")]


def test_text_of_a_template_is_escaped_and_linked() -> None:
    assert html("<b>《甲规定》第三条", READER, "study/x.md") == (
        '&lt;b&gt;<a class="qf-cite" href="../policies/a.html#art-3" title="《甲规定》第三条">《甲规定》第三条</a>'
    )


def test_a_superseded_version_is_marked() -> None:
    old = Document("丙规定", "policies/c.md", "第一条　甲。\n", DAY, DAY, until=dt.date(2026, 6, 1))
    reader = Reader(Statutes((old,)), dt.date(2026, 11, 24), DAY)
    assert 'data-note="已被取代"' in html("《丙规定》第一条", reader, "study/x.md")
