"""Classification marks that must never reach the site.

国家秘密标志 is 密级★保密期限 (保守国家秘密法实施条例; 国家秘密定密管理暂行规定): 绝密★, 机密★10年, 秘密★长期. A marking is found
in any text file, code blocks and front matter included, through full-width forms, spaces and zero-width characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_STARS = "★☆✩✪✭✮✯✰⭐🌟⋆٭"
_MARK = re.compile(rf"(绝\s*密|机\s*密|秘\s*密)\s*(?:[{_STARS}]|\*\s*(?:\d+\s*[年月天]|长期))")
_FIELD = re.compile(r"(?:密\s*级|classification)[”\"'）)\s]*[:：]\s*[\"'“【]?\s*(绝密|机密|秘密|工作秘密)")
_ALONE = re.compile(r"^[\s#>*_【\[(（]*(绝密|机密|秘密|工作秘密)(?:\s*(?:\d+\s*[年月天]|长期))?[\s】\])）*_]*$")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def markings(text: str) -> Iterator[tuple[int, str]]:
    """(line from 1, the level) of every marking above 内部."""
    for number, line in enumerate(text.split("\n"), 1):
        plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", line))
        match = _MARK.search(plain) or _FIELD.search(plain) or _ALONE.match(plain)
        if match:
            yield number, re.sub(r"\s", "", match[1])
