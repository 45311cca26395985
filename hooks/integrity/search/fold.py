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
_BLANK = re.compile(r"\s+")
_GAP = re.compile(r"(?<![a-z0-9]) | (?![a-z0-9])")


@functools.cache
def traditional() -> dict[str, str]:
    """Traditional to simplified, one character each, only where the simplified form is another one of the BMP."""
    path = importlib.resources.files("opencc") / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    found = {old: new.split(" ")[0] for old, new in pairs}
    return {old: new for old, new in found.items() if len(old) == len(new) == 1 and old != new and max(old, new) < "\ufb00"}


class _Signs(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = "".join(BRACKETS.get(sign, sign) for sign in unicodedata.normalize("NFKC", chr(code)).lower())
        self[code] = "".join(traditional().get(sign, sign) for sign in plain)
        return self[code]


_SIGNS = _Signs()


def fold(text: str) -> str:
    """`text` for comparing: white space is left only between two Latin words."""
    return _GAP.sub("", _BLANK.sub(" ", text.translate(_SIGNS)))
