"""What speaks for a name on its left and right, in nats: posts, roles, kinship, verbs, labels, cells, lists."""

from __future__ import annotations

import re

from .fold import EDGE
from .lexicon import Lexicon
from .readings import is_han

_OPEN = frozenset("\n\0|\"'“”‘’「『《〈（([{")
_CLOSE = frozenset("\n\0|\"'“”‘’」』》〉）)]}")
_STOPS = frozenset("，。；！？,;!?")
_MARKS = frozenset(",(（，")
QUOTES = frozenset("“”‘’\"'「『」』")
NICK = frozenset("小老阿")
"""Before a surname they make a way to address somebody: 小王刚到."""
_ROLES = frozenset("人者员师")
_NO_ROLES = frozenset(
    (
        "本人",
        "他人",
        "别人",
        "个人",
        "众人",
        "人人",
        "为人",
        "有人",
        "无人",
        "何人",
        "某人",
        "全员",
        "人员",
        "动员",
        "复员",
        "专人",
        "多人",
        "几人",
        "每人",
        "家人",
        "旁人",
        "等人",
        "或者",
        "两者",
        "三者",
    )
)
NUMBER = 5.5
"""A telephone or identity number in brackets behind a name."""
ROLE = 2.5
"""An unknown role: 留言者, 申诉人."""
LABEL = 2.5
LIST = 1.0
OPEN = 1.0
STOP = 0.5
TOLD = 12.5
_FORMER = re.compile("[原系任][^，。；\n]{2,20}(?:局|所|队|科|室|处|民警|辅警|长|主任|书记|员)")
NEVER = -50.0


def left(text: str, start: int, lexicon: Lexicon) -> float:
    """What stands before `start`: the longest known word, a label with a colon, a border."""
    if start and is_han(text[start - 1]):
        return _beside(text, start, lexicon)
    at = _skip(text, start, " ")
    quoted = at
    while at and text[at - 1] in QUOTES:
        at = _skip(text, at - 1, " ")
    if not at:
        return OPEN
    sign = text[at - 1]
    if sign in ":：":
        return LABEL + _label(text, at - 1, lexicon)
    if at < quoted:
        return OPEN + word_before(text, at, lexicon) * 0.6
    if sign in "、/_-":
        return LIST
    if sign in _STOPS or sign in ".．":
        return STOP
    if sign in _OPEN:
        return OPEN + (word_before(text, at - 1, lexicon) * 0.6 if sign in "（(" else 0.0)
    if at < start:
        return max(OPEN, word_before(text, at, lexicon) + 1.0)
    return _beside(text, at, lexicon)


def _beside(text: str, at: int, lexicon: Lexicon) -> float:
    """What the word that ends at `at` says."""
    sign = text[at - 1]
    known = word_before(text, at, lexicon)
    if known:
        return known
    if sign in NICK and (at < 2 or not is_han(text[at - 2]) or text[at - 2 : at] not in lexicon.words):
        return -9.0
    if sign in lexicon.never_before or sign.isdigit():
        return -4.0
    return ROLE if sign in _ROLES and text[at - 2 : at] not in _NO_ROLES else 0.0


def _skip(text: str, at: int, signs: str) -> int:
    while at and text[at - 1] in signs:
        at -= 1
    return at


def _label(text: str, at: int, lexicon: Lexicon) -> float:
    """The word before a colon, spaces inside it (记 录 人：) and a bracket after it apart."""
    words = text[max(0, at - 10) : at].replace(" ", "")
    if words[-1:] in ("）", ")"):
        words = words[: max(words.rfind("（"), words.rfind("("), 0)]
    return word_before(words, len(words), lexicon) or (3.0 if words[-1:] in ("人", "员", "者") else 0.0)


def word_before(text: str, end: int, lexicon: Lexicon) -> float:
    """The weight of the longest known word that ends at `end`."""
    before = lexicon.before
    for length in range(min(lexicon.before_longest.get(text[max(0, end - 2) : end], 1), end), 0, -1):
        weight = before.get(text[end - length : end])
        if weight is not None:
            return weight
    return 0.0


def right(text: str, end: int, lexicon: Lexicon) -> float:
    """What stands after `end`."""
    if is_han(text[end : end + 1]):
        if text[end] in lexicon.never_after:
            return NEVER
        return _place(text, end, lexicon) or _after(text, end, lexicon)
    at = end
    while at < len(text) and text[at] == " ":
        at += 1
    if at >= len(text):
        return OPEN
    sign = text[at]
    if sign in lexicon.never_after:
        return NEVER
    if sign in _MARKS:
        return max(STOP, _after_mark(text, at + 1, lexicon), _born(text, at + 1))
    if sign == "、":
        return LIST
    if sign in _STOPS or sign in "：:":
        return STOP
    if sign in _CLOSE:
        if sign == "|":
            return OPEN + min(4.0, max(0.0, _after(text, at + 1, lexicon)))
        return OPEN + (_after(text, at + 1, lexicon) * 0.6 if sign in QUOTES else 0.0)
    if sign == ".":
        return LABEL if text[at + 1 : at + 2].isalpha() else 0.0
    if at > end:
        return max(OPEN, _after(text, at, lexicon))
    if sign in "_-/":
        return OPEN
    return _place(text, end, lexicon) or _after(text, end, lexicon)


def _after_mark(text: str, at: int, lexicon: Lexicon) -> float:
    """Behind a comma or in brackets only what tells a person counts in full: （男, ，系, ，警号."""
    weight = _after(text, at, lexicon)
    if text[at : at + 1] in ("男", "女"):
        return TOLD
    if text[at : at + 7].isdigit():
        return NUMBER
    if _FORMER.match(text, at):
        return TOLD / 2
    return weight if weight >= 4.0 else weight * 0.6


def _born(text: str, at: int) -> float:
    """A year of birth or an age after the name: （1985年3月出生, ，35岁."""
    ahead = text[at : at + 14].lstrip(" ")
    said = ahead[:1].isdigit() or ahead[:2] in ("现年", "今年", "时年")
    return TOLD if said and ("岁" in ahead or "出生" in ahead or "年生" in ahead or "月生" in ahead) else 0.0


def _after(text: str, at: int, lexicon: Lexicon) -> float:
    """The weight of the longest known word at `at`."""
    while text[at : at + 1] == " ":
        at += 1
    after = lexicon.after
    for length in range(lexicon.after_longest.get(text[at : at + 2], 1), 0, -1):
        weight = after.get(text[at : at + length])
        if weight is not None and len(text) >= at + length:
            return min(weight, 1.7) if length == 1 else weight
    return 0.0


def _place(text: str, end: int, lexicon: Lexicon) -> float:
    """A place, a firm or a school that is called like somebody: 李家庄派出所, 万达广场."""
    for length in (4, 3, 2, 1) if text[end] in lexicon.place_heads else ():
        weight = lexicon.places.get(text[end : end + length])
        if weight is not None and _whole(text, end, length, lexicon):
            return weight
    return 0.0


def _whole(text: str, at: int, length: int, lexicon: Lexicon) -> bool:
    """A single sign is a place's only when it does not begin another word: 路 but not 路过."""
    following = text[at : at + 2]
    return (
        length > 1
        or following[:1] == following[1:]
        or len(following) < 2
        or not is_han(following[1])
        or following not in lexicon.words
    )


def bounded(text: str, start: int, end: int) -> bool:
    """Whether nothing but borders stand on both sides: a cell, a value, an item of a list."""
    before, after = text[start - 1 : start] or EDGE, text[end : end + 1] or EDGE
    return not is_han(before) and not is_han(after)
