"""Draws citations as links: in the tree of a converted page, and in a text that a template shows."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import NamedTuple

from markupsafe import Markup, escape

from .articles import HEAD, label
from .cited import Link, Reader
from .links import between

_BLOCKS = frozenset(
    "p li td th dd dt blockquote div section article figcaption summary details table thead tbody tr ul ol dl".split()  # noqa: SIM905
)
_CLOSED = frozenset(
    ("code", "pre", "script", "style", "kbd", "samp", "button", "svg", "math", "h1", "h2", "h3", "h4", "h5", "h6")
)


def attributes(link: Link, uri: str) -> dict[str, str]:
    """The attributes of the <a> that draws `link` on the page `uri`."""
    document = link.target.document
    place = label(link.ref.key) if link.ref else ""
    title = f"《{document.title}》{place}" + (f"（{link.target.note}）" if link.target.note else "")
    found = {"class": "qf-cite", "href": between(uri, link.uri), "title": title}
    return found | ({"data-note": link.target.note} if link.target.note else {})


def html(text: str, reader: Reader, uri: str) -> Markup:
    """Plain text as HTML for the page `uri`, its citations linked."""
    made: list[str] = []
    position = 0
    for link in reader.links(text):
        drawn = " ".join(f'{key}="{escape(value)}"' for key, value in attributes(link, uri).items())
        made += escape(text[position : link.start]), f"<a {drawn}>{escape(text[link.start : link.end])}</a>"
        position = link.end
    return Markup("".join([*made, escape(text[position:])]))


class _Node(NamedTuple):
    """A piece of text in the tree: `owner.text`, or the tail of `owner` whose parent is `parent`."""

    owner: etree.Element
    parent: etree.Element | None
    text: str
    open: bool
    start: int


def weave(root: etree.Element, reader: Reader, uri: str) -> None:
    """Link the citations in every block below `root`. Code, headings and what is a link already are left alone."""
    for block in [element for element in root.iter() if element.tag in _BLOCKS]:
        if not _may_cite("".join(block.itertext())):
            continue
        nodes = list(_nodes(block))
        text = "".join(node.text for node in nodes)
        if _may_cite(text) and (links := list(reader.links(text))):
            _draw(nodes, links, uri)


def _may_cite(text: str) -> bool:
    """An article's own number at its beginning cites nothing."""
    if "《" in text or "号" in text:
        return True
    return "条" in text and (text.count("条") > 1 or not HEAD.match(text))


def _nodes(block: etree.Element) -> list[_Node]:
    nodes: list[_Node] = []
    position = 0

    def add(owner: etree.Element, parent: etree.Element | None, text: str | None, is_open: bool, hidden: bool) -> None:
        nonlocal position
        if text:
            nodes.append(_Node(owner, parent, "\0" * len(text) if hidden else text, is_open and not hidden, position))
            position += len(text)

    def walk(element: etree.Element, is_open: bool, hidden: bool) -> None:
        add(element, None, element.text, is_open, hidden)
        for child in element:
            if child.tag not in _BLOCKS:
                closed = not isinstance(child.tag, str) or child.tag in _CLOSED
                walk(child, is_open and child.tag != "a", hidden or closed)
            add(child, element, child.tail, is_open, hidden)

    walk(block, True, False)
    return nodes


def _draw(nodes: list[_Node], links: list[Link], uri: str) -> None:
    for node in reversed(nodes):
        inside = [part for link in links if (part := _within(link, node))]
        if node.open and inside:
            _replace(node, inside, uri)


def _within(link: Link, node: _Node) -> Link | None:
    """`link` if the node holds all of it; the part that names the article if the title lies in another node."""
    end = node.start + len(node.text)
    if node.start <= link.start and link.end <= end:
        return link
    if link.ref and node.start <= link.ref.start and link.end <= end:
        return Link(link.ref.start, link.end, link.uri, link.target, link.ref)
    return None


def _replace(node: _Node, links: list[Link], uri: str) -> None:
    before = node.text[: links[0].start - node.start]
    made = []
    for link, following in zip(links, [*links[1:], None], strict=True):
        anchor = etree.Element("a", attributes(link, uri))
        anchor.text = node.text[link.start - node.start : link.end - node.start]
        stop = following.start - node.start if following else len(node.text)
        anchor.tail = node.text[link.end - node.start : stop]
        made.append(anchor)
    if node.parent is None:
        node.owner.text, at, parent = before, 0, node.owner
    else:
        parent = node.parent
        node.owner.tail, at = before, list(parent).index(node.owner) + 1
    for n, anchor in enumerate(made):
        parent.insert(at + n, anchor)
