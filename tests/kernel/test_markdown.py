from __future__ import annotations

from markdown import Markdown

from integrity.kernel.markdown import SiteExtension


def html(text: str, path: str = "docs/policies/a.md", articles: bool = True) -> str:
    extension = SiteExtension()
    extension.path, extension.articles = path, articles
    return Markdown(extensions=[extension]).convert(text)


def test_links_leave_docs_for_cases_and_come_back() -> None:
    assert 'href="../cases/2026/2026-01.md"' in html("[案](../../cases/2026/2026-01.md)")
    assert 'src="../../policies/a.png"' in html("![图](../../docs/policies/a.png)", "cases/2026/2026-01.md")


def test_code_is_left_alone() -> None:
    assert "../../cases/2026/2026-01.md" in html("`[案](../../cases/2026/2026-01.md)`")


def test_an_article_has_an_address_in_chinese_and_in_ascii_and_a_link_to_copy() -> None:
    made = html("第一百二十条之一　民警应当学习。")
    assert '<p id="第一百二十条之一"><span class="qf-anchor" id="art-120-1st"></span>' in made
    assert '<strong class="qf-article">第一百二十条之一</strong>　民警应当学习。' in made
    assert 'href="#第一百二十条之一" title="复制第一百二十条之一的链接"' in made


def test_paragraphs_and_items_have_addresses() -> None:
    made = html("第三条　下列：\n\n（一）甲；\n\n（二）乙。\n\n丙。\n\n## 第二章\n\n丁。\n")
    for address in ("art-3", "art-3-p1-i1", "art-3-p1-i2", "art-3-p2"):
        assert f'id="{address}"' in made
    assert "<p>丁。</p>" in made


def test_an_annex_that_counts_anew_does_not_repeat_an_address() -> None:
    assert html("第一条　甲。\n\n## 附件\n\n第一条　乙。\n").count('id="art-1"') == 1


def test_a_mention_of_an_article_is_not_an_anchor() -> None:
    assert "id=" not in html("依照第三条处理。")
    assert "id=" not in html("第三条的规定适用。")
    assert "id=" not in html("第三条　内容。", articles=False)


def test_addressee_title_and_signature_are_laid_out() -> None:
    text = "**关于某案的通报**\n\n各科、所、队：\n\n正文。\n\n分局纪律检查委员会\n\n2026年3月5日\n"
    made = html(text)
    assert '<p class="qf-subtitle">' in made
    assert '<p class="qf-to">各科、所、队：</p>' in made
    assert '<p class="qf-sign">分局纪律检查委员会</p>' in made
    assert '<p class="qf-sign">2026年3月5日</p>' in made
    assert "<p>正文。</p>" in made


def test_a_date_after_a_sentence_takes_no_signature_from_it() -> None:
    assert "<p>会议结束。</p>" in html("会议结束。\n\n2026年3月5日\n")
