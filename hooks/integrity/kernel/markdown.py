"""What we add to Python-Markdown: links across docs/ and cases/, anchors for articles, the layout of official documents.

公文 layout after GB/T 9704-2012: 主送机关 flush left (7.3.2), 发文机关署名 and 成文日期 to the right (7.3.5).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from .articles import HEAD, ITEM, Key, anchor, key_of
from .cited import Reader
from .layout import is_addressee, is_date, is_signature
from .links import in_docs_tree, uri_of
from .numerals import number
from .shortcuts import Shortcuts
from .weave import weave

_ADDRESSES = {"a": "href", "img": "src"}


class SiteExtension(Extension):
    """One instance serves a whole build: set its attributes before each page is converted.

    `path` is the written file below the root, `reader` what its citations mean, `articles` whether it is a document
    whose articles get addresses. `ledgers` are the paths of the files in YAML that have a page; they serve every page.
    """

    path = ""
    reader: Reader | None = None
    articles = False
    ledgers: frozenset[str] = frozenset()

    def extendMarkdown(self, md: Markdown) -> None:
        # MkDocs resolves links at priority 0 and inline patterns run at 20: ours must come between. Citations come last,
        # since their addresses are already those of the site.
        Shortcuts().extendMarkdown(md)
        md.treeprocessors.register(_Links(md, self), "integrity-links", 10)
        md.treeprocessors.register(_Articles(md, self), "integrity-articles", 9)
        md.treeprocessors.register(_Layout(md), "integrity-layout", 8)
        md.treeprocessors.register(_Citations(md, self), "integrity-citations", -10)


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
                element.set(key, in_docs_tree(self.site.path, target, self.site.ledgers))


class _Citations(_Links):
    def run(self, root: etree.Element) -> None:
        if self.site.reader and self.site.path:
            weave(root, self.site.reader, uri_of(self.site.path))


class _Articles(_Links):
    """第X条 becomes an anchor of that name and an ASCII one, each 款 and 项 an ASCII one; articles.py says what they are."""

    def run(self, root: etree.Element) -> None:
        key: Key | None = None
        paragraph, seen = 0, set[Key]()
        for block in root if self.site.articles else ():
            if block.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                key = None
            text = "".join(block.itertext()) if block.tag == "p" else ""
            if not text.strip() or text.startswith(STX):
                continue
            if head := HEAD.match(block.text or ""):
                key, paragraph = key_of(head), 1
                key = _mark_article(block, head, key) if key not in seen else None
                seen |= {key} if key else set()
            elif key and (item := ITEM.match(text)):
                block.set("id", anchor(key, paragraph, number(item[1] or item[2]) or 0))
            elif key:
                paragraph += 1
                block.set("id", anchor(key, paragraph))


def _mark_article(block: etree.Element, head: re.Match[str], key: Key) -> Key:
    """第三条　… as <p id="第三条"><span id="art-3"/><strong>第三条</strong>…, with a link to itself at the end."""
    block.set("id", head[1])
    target = etree.Element("span", {"id": anchor(key), "class": "qf-anchor"})
    title = etree.Element("strong", {"class": "qf-article"})
    title.text = head[1]
    copy = etree.Element("a", {"class": "headerlink qf-copy", "href": f"#{head[1]}", "title": f"复制{head[1]}的链接"})
    copy.text = "¶"
    title.tail = "　" + (block.text or "")[head.end() :].lstrip()
    block.text = ""
    block.insert(0, target)
    block.insert(1, title)
    block.append(copy)
    return key


class _Layout(Treeprocessor):
    """Marks the addressee, the title of an enclosed document, and the signature with its date."""

    def run(self, root: etree.Element) -> None:
        blocks = list(root)
        for n, block in enumerate(blocks):
            if _is_bold_line(block):
                block.set("class", "qf-subtitle")
            elif _says(block, is_addressee):
                block.set("class", "qf-to")
            elif _says(block, is_date):
                block.set("class", "qf-sign")
                if n and _says(blocks[n - 1], is_signature):
                    blocks[n - 1].set("class", "qf-sign")


def _is_bold_line(block: etree.Element) -> bool:
    alone = block.tag == "p" and len(block) == 1 and not (block.text or "").strip()
    return alone and block[0].tag == "strong" and not (block[0].tail or "").strip()


def _says(block: etree.Element, rule: Callable[[str], bool]) -> bool:
    """Whether the block is a paragraph of nothing but words, and `rule` takes them."""
    return block.tag == "p" and not len(block) and rule(block.text or "")
