"""What our shorter ways give is what Python-Markdown gives."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest
from helpers import sample
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.serializers import to_xhtml_string
from mkdocs.structure.pages import _HTMLHandler

from integrity.kernel.shortcuts import Shortcuts
from integrity.kernel.tags import Doubtful, scan
from integrity.kernel.xhtml import serialized

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "sane_lists"),
    *("pymdownx.details", "pymdownx.superfences"),
]
BLOCKS = frozenset(Markdown().block_level_elements)
PIECES = [
    *(
        "第一条　民警参加学习。",
        "依照规定，见下。",
        "“引文”，**重**点",
        "（一）集中学习；",
        "- 项",
        "1. 其一",
        "# 标题",
        "词",
        ":   释义",
        "    缩进",
    ),
    *(
        "| a | b |",
        "|---|---|",
        "> 引",
        "```",
        "~~~",
        "`<div>`",
        "[链接](a.md)",
        "[^1]",
        "[^1]: 注",
        "*[HTML]: 语言",
        "!!! note",
        "--8<--",
    ),
    *(
        "<div>",
        "</div>",
        '<div markdown="1">',
        '<p class="a">',
        "</p>",
        "<section id='s'>",
        "</section>",
        "<br>",
        "<hr>",
        "<hr/>",
        "<img src=a.png>",
    ),
    *(
        '<a name="n" href="#">',
        "</a>",
        "<span>",
        "</span>",
        "<!-- 注 -->",
        "<script>",
        "</script>",
        "<textarea>",
        "</textarea>",
        "<title>",
        "</title>",
    ),
    *(
        "<svg><path d='M0 0'/></svg>",
        "a < b",
        "&amp;",
        "&#12;",
        "&#x",
        "</>",
        "<?php ?>",
        "<li>",
        "</li>",
        "<DIV ID=x>",
        "</DIV>",
        '<input checked value="<">',
    ),
    *(
        "{: .a #b}",
        "## 节 {#jie .b}",
        "词{: title='引' }",
        "行尾两空  ",
        "\\*",
        "&",
        "\\",
        "  <div>",
        "words <div>",
        "</div> words",
        "<div a='>'>",
        '<div a="',
        "<table><tr><td>",
        "</td></tr></table>",
    ),
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "\n", "\n\n", "\n\n\n", " "])), max_size=14)


def html(text: str, *more: Shortcuts) -> str:
    return Markdown(extensions=[*EXTENSIONS, *more]).convert(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_the_same(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    assert html(text, Shortcuts()) == html(text)


@pytest.mark.parametrize("end", ["", "\n</div>", "\n\n字。\n\n</div>\n\n字。"])
def test_attributes_inside_html_are_found_though_the_lines_have_none(end: str) -> None:
    text = f'<div markdown="1">\n## 节 {{#jie .b}}{end}'
    assert html(text, Shortcuts()) == html(text)
    assert 'id="jie"' in html(text, Shortcuts())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_places_of_any_text_are_those_of_the_parser(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    try:
        found = scan(text, BLOCKS).places
    except Doubtful:
        return
    parser = _HTMLHandler()
    parser.feed(text)
    parser.close()
    assert found == parser.present_anchor_ids - {None}


def test_every_page_of_the_sample_gives_the_same() -> None:
    pages = sample().pages
    assert not [uri for uri, page in pages.items() if html(page.markdown, Shortcuts()) != html(page.markdown)]


def test_most_pages_of_the_sample_need_no_parser() -> None:
    doubtful = 0
    for page in sample().pages.values():
        try:
            scan(page.markdown, BLOCKS)
        except Doubtful:
            doubtful += 1
    assert doubtful < 0.02 * len(sample().pages)


def test_another_inline_pattern_sees_every_text() -> None:
    """With patterns that we do not know no text is passed over."""
    converter = Markdown(extensions=[*EXTENSIONS, Shortcuts()])
    from markdown.inlinepatterns import SimpleTagInlineProcessor

    converter.inlinePatterns.register(SimpleTagInlineProcessor(r"()(重点)", "strong"), "ours", 5)
    assert converter.convert("这是重点。") == "<p>这是<strong>重点</strong>。</p>"


def _tree(children: st.SearchStrategy[etree.Element]) -> st.SearchStrategy[etree.Element]:
    words = st.none() | st.text("字a<>&\"';\n\x02", max_size=6) | st.sampled_from(["&amp;", "&#12;", "&lt", "https://a/?b=1&c"])
    names = st.sampled_from(["p", "P", "script", "STYLE", "br", "IMG", "div", "a"])

    def element(tag: str, text: str | None, tail: str | None, held: dict[str, str], inside: list[etree.Element]) -> etree.Element:
        made = etree.Element(tag, held)
        made.text, made.tail = text, tail
        made.extend(inside)
        return made

    held = st.dictionaries(st.sampled_from(["id", "class", "Href", "checked"]), words.filter(lambda one: one is not None))
    return st.builds(element, names, words, words, held, st.lists(children, max_size=3))


TREES = st.recursive(st.builds(etree.Comment, st.just("注")), _tree, max_leaves=12)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_any_tree_is_written_as_the_library_writes_it(tree: etree.Element) -> None:
    assert serialized(tree) == to_xhtml_string(tree)


def test_a_deep_tree_is_written_too() -> None:
    tree = etree.Element("p")
    inner = tree
    for _ in range(5000):
        inner = etree.SubElement(inner, "b")
    assert serialized(tree) == "<p>" + "<b>" * 5000 + "</b>" * 5000 + "</p>"


@pytest.mark.parametrize(
    "text", ["<!-- 注 -->", "<script>1</script>", "<div>一</div> 二", "<div>", "<div", "<textarea><b></textarea>"]
)
def test_what_is_left_to_the_library(text: str) -> None:
    with pytest.raises(Doubtful):
        scan(text, BLOCKS)
