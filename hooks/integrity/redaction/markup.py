"""Puts other words in the place of a stretch of Markdown or HTML so that the markup around stays in pairs."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)|(?P<tag></?[A-Za-z][^<>]*>)|(?P<link>\]\([^()\n]*\))|(?P<open>!?\[)|(?P<close>\])|(?P<twin>\*{1,3}|~~|`+|_{1,3})",
    re.S,
)


def without(text: str, start: int, end: int, words: str) -> str:
    """What stands instead of `text[start:end]`: `words`, with the markup in front that only opens inside, and that
    behind that only closes inside.
    """
    opened: list[re.Match[str]] = []
    closed: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, start, end):
        if token["comment"] or (token["tag"] and token[0].endswith("/>")) or _void(token):
            continue
        alone = closed if any(_pair(other, token) for other in closed) else opened
        partner = next((n for n in range(len(alone) - 1, -1, -1) if _pair(alone[n], token)), None)
        if partner is not None:
            del alone[partner]
        elif _opens(text, start, token):
            opened.append(token)
        else:
            closed.append(token)
    return "".join(token[0] for token in opened) + words + "".join(token[0] for token in closed)


def _void(token: re.Match[str]) -> bool:
    return bool(token["tag"] and re.match(r"<(?:br|wbr|img|hr)\b", token[0], re.I))


def _pair(first: re.Match[str], second: re.Match[str]) -> bool:
    one, two = str(first[0]), str(second[0])
    if first["twin"] or second["twin"]:
        return one == two
    if first["open"]:
        return bool(second["link"] or second["close"])
    return bool(first["tag"] and two.startswith("</") and _name(one) == _name(two))


def _name(tag: str) -> str:
    return re.sub(r"[</>]|\s.*", "", tag).lower()


def _opens(text: str, start: int, token: re.Match[str]) -> bool:
    """Signs that open and close alike close what the paragraph opened before."""
    if token["twin"]:
        paragraph = text[text.rfind("\n\n", 0, start) + 1 : start]
        return [str(other[0]) for other in _TOKEN.finditer(paragraph)].count(str(token[0])) % 2 == 0
    return bool(token["open"] or (token["tag"] and not token[0].startswith("</")))
