"""A tree of elements as text: what markdown.serializers.to_xhtml_string (Python-Markdown 3.10) gives, in half of its time."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown.serializers import HTML_EMPTY, RE_AMP, to_xhtml_string  # type: ignore[attr-defined]


class _Unusual(Exception):
    """What is no element with a name in plain text, such as a comment."""


def serialized(root: etree.Element) -> str:
    """`root` and what is in it as XHTML."""
    made: list[str] = []
    try:
        _write(root, made.append)
    except (_Unusual, RecursionError):
        return to_xhtml_string(root)
    return "".join(made)


def _write(element: etree.Element, write: Callable[[str], None]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    if type(tag) is not str:
        raise _Unusual
    if text and ("&" in text or "<" in text or ">" in text) and tag.lower() not in ("script", "style"):
        text = _escaped(text)
    if tail and ("&" in tail or "<" in tail or ">" in tail):
        tail = _escaped(tail)
    attributes = _attributes(element) if element.items() else ""
    if tag.lower() in HTML_EMPTY:
        if len(element) or text:
            raise _Unusual
        write(f"<{tag}{attributes} />{tail or ''}")
    elif len(element):
        write(f"<{tag}{attributes}>{text or ''}")
        for child in element:
            _write(child, write)
        write(f"</{tag}>{tail or ''}")
    else:
        write(f"<{tag}{attributes}>{text or ''}</{tag}>{tail or ''}")


def _attributes(element: etree.Element) -> str:
    made = ""
    for name, value in sorted(element.items()):
        if type(name) is not str or not isinstance(value, str):
            raise _Unusual
        if "&" in value or "<" in value or ">" in value or '"' in value:
            value = _escaped(value).replace('"', "&quot;")
        made += f' {name}="{value}"'
    return made


def _escaped(text: str) -> str:
    """An & that begins an entity stays."""
    return RE_AMP.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
