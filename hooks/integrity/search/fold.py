"""What search takes for the same: NFKC, case, kinds of brackets, white space between Chinese, traditional characters.

Shapes: folding never needs the surroundings beyond neighbouring white space, so that the script in the browser
(assets/js/search/words.js, `fold`) can do the same sign by sign. Characters: TSCharacters of OpenCC.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import unicodedata

HAN = "\u3400-\u9fff"
BRACKETS = {**dict.fromkeys("[(【〖{", "〔"), **dict.fromkeys("])】〗}", "〕")}
_GAP = re.compile(r" (?:(?<![a-z0-9] )|(?![a-z0-9]))")


@functools.cache
def traditional() -> dict[str, str]:
    """Traditional to simplified, one character each, only where the simplified form is another one of the BMP."""
    path = importlib.resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    found = {old: new.split(" ")[0] for old, new in pairs}
    return {old: new for old, new in found.items() if len(old) == len(new) == 1 and old != new and max(old, new) < "\ufb00"}


class _Signs(dict[str, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, sign: str) -> str:
        plain = "".join(BRACKETS.get(one, one) for one in unicodedata.normalize("NFKC", sign).lower())
        self[sign] = "".join(traditional().get(one, one) for one in plain)
        return self[sign]


_SIGNS = _Signs()
MUCH = 400_000
_seen = 0


@functools.cache
def _others() -> re.Pattern[str]:
    """The characters that become another one: few of a text, so that most of it is passed over. Chinese and Hangul
    become nothing but what `traditional` says; beyond the BMP any may."""
    still = (range(0x3400, 0xA000), range(0xAC00, 0xF900))
    codes = (code for code in range(0x10000) if not any(code in one for one in still))
    signs = (sign for sign in map(chr, codes) if sign.lower() != sign or unicodedata.normalize("NFKC", sign) != sign)
    found = [*traditional(), *BRACKETS, *signs]
    return re.compile("[" + "".join(map(re.escape, found)) + "\U00010000-\U0010ffff]")


def fold(text: str) -> str:
    """`text` for comparing: white space is left only between two Latin words."""
    return _GAP.sub("", " ".join(_plain(text).split()))


def _plain(text: str) -> str:
    """The pattern is made for much text only: that takes as long as a page looked at sign by sign."""
    global _seen
    _seen += len(text)
    if _seen < MUCH:
        return "".join(map(_SIGNS.__getitem__, text))
    return _others().sub(lambda found: _SIGNS[found[0]], text)
