"""What we add to Python-Markdown: links across docs/ and cases/, anchors for articles, the layout of official documents.

公文 layout after GB/T 9704-2012: 主送机关 flush left (7.3.2), 发文机关署名 and 成文日期 to the right (7.3.5).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from .links import in_docs_tree

ARTICLE = re.compile(r"\s*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]")
_DATE_LINE = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*")
_ADDRESSEE = re.compile(r"\s*各[^。；]{1,40}：\s*")
_ADDRESSES = {"a": "href", "img": "src"}


class SiteExtension(Extension):
    """One instance serves a whole build: set `path` (below the root) and `articles` before each page is converted."""

    path = ""
    articles = False

    def extendMarkdown(self, md: Markdown) -> None:
        # MkDocs resolves links at priority 0 and inline patterns run at 20: ours must come between.
        md.treeprocessors.register(_Links(md, self), "integrity-links", 10)
        md.treeprocessors.register(_Articles(md, self), "integrity-articles", 9)
        md.treeprocessors.register(_Layout(md), "integrity-layout", 8)


class _Links(Treeprocessor):
    def __init__(self, md: Markdown, site: SiteExtension) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: etree.Element) -> None:
        if not self.site.path:
            return
        for element in root.iter():
            key = _ADDRESSES.get(element.tag) if isinstance(element.tag, str) else None
            if key and (target := element.get(key)):
                element.set(key, in_docs_tree(self.site.path, target))


class _Articles(_Links):
    """A paragraph that begins with 第X条 becomes an anchor of that name, its number set apart."""

    def run(self, root: etree.Element) -> None:
        if not self.site.articles:
            return
        for paragraph in root.iter("p"):
            match = ARTICLE.match(paragraph.text or "")
            if not match:
                continue
            number = etree.Element("strong", {"class": "qf-article"})
            number.text = match[1]
            number.tail = "　" + (paragraph.text or "")[match.end() :].lstrip()
            paragraph.set("id", match[1])
            paragraph.text = ""
            paragraph.insert(0, number)


class _Layout(Treeprocessor):
    """Marks the addressee, the title of an enclosed document, and the signature with its date."""

    def run(self, root: etree.Element) -> None:
        blocks = list(root)
        for n, block in enumerate(blocks):
            if block.tag != "p":
                continue
            if _is_bold_line(block):
                block.set("class", "qf-subtitle")
            elif not len(block) and _ADDRESSEE.fullmatch(block.text or ""):
                block.set("class", "qf-to")
            elif not len(block) and _DATE_LINE.fullmatch(block.text or ""):
                block.set("class", "qf-sign")
                if n and _is_signature(blocks[n - 1]):
                    blocks[n - 1].set("class", "qf-sign")


def _is_bold_line(block: etree.Element) -> bool:
    return len(block) == 1 and block[0].tag == "strong" and not (block.text or "").strip() and not (block[0].tail or "").strip()


def _is_signature(block: etree.Element) -> bool:
    text = (block.text or "").strip()
    return block.tag == "p" and not len(block) and 0 < len(text) <= 40 and not re.search("[。；：，]", text)
