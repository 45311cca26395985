from __future__ import annotations

from integrity.kernel.articles import anchor, articles, label

BODY = """## 第一章　总则

第一条　为……，制定本规定。

第二条　有下列情形之一的：

（一）甲；

（二）乙。

前款规定的，从重处理。

第一百二十条之一　丙。
第一百二十一条 丁。

## 附件

附件里的话。

第一条　附件的第一条。
"""


def test_articles_paragraphs_and_items() -> None:
    found = {article.label: article for article in articles(BODY)}
    assert list(found) == ["第一条", "第二条", "第一百二十条之一", "第一百二十一条"]
    assert [(part.paragraph, part.item) for part in found["第二条"].parts] == [(1, 0), (1, 1), (1, 2), (2, 0)]
    assert found["第二条"].parts[1].text == "（一）甲；"
    assert found["第一条"].text == "为……，制定本规定。"


def test_an_article_ends_before_the_next_heading() -> None:
    last = articles(BODY)[-1]
    assert last.text == "丁。"
    assert BODY.split("\n")[last.last] == "第一百二十一条 丁。"


def test_what_an_article_has() -> None:
    second = articles(BODY)[1]
    assert second.has(0, 0)
    assert second.has(2, 0)
    assert second.has(0, 2)
    assert second.has(1, 2)
    assert not second.has(3, 0)
    assert not second.has(2, 1)
    assert not second.has(0, 3)
    assert second.place(0, 2) == (1, 2)


def test_a_mention_begins_no_article() -> None:
    assert [a.label for a in articles("第一条　甲。\n\n依照\n第二条 的规定处理。\n\n第三条的规定适用。\n")] == ["第一条"]


def test_code_holds_no_article() -> None:
    assert articles("```\n第一条　甲。\n```\n") == ()


def test_addresses_and_labels() -> None:
    assert anchor((39, 0)) == "art-39"
    assert anchor((120, 1), 2, 3) == "art-120-1st-p2-i3"
    assert label((1260, 0)) == "第一千二百六十条"
    assert label((120, 1)) == "第一百二十条之一"
