"""Number plates (GA 36): civil, new-energy, police, trainer, trailer, Hong Kong and Macao, armed police, army."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .quick import matches

_PLACE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_DOT = r"[ \t]?[·•・‧∙⋅.\-‐–—]?[ \t]?"
_SIGN = "[A-Za-z0-9零〇一二三四五六七八九]"
_BODY = rf"{_SIGN}(?:[ \t·•]?{_SIGN}){{3,5}}"
_END = r"(?:[ \t]?[挂学警港澳领使超试临])?(?![A-Za-z0-9])"
_CIVIL = re.compile(rf"(?P<place>[\u4e00-\u9fff])[ \t]?[·•]?[ \t]?(?P<letter>[A-Za-z])(?P<dot>{_DOT})(?P<body>{_BODY}){_END}")
_LETTERED = re.compile("[A-Za-z](?:" + "|".join(rf"(?<=[\u4e00-\u9fff][ \t·•]{{{n}}}.)" for n in range(4)) + ")")
"""Without such a letter there is no _CIVIL, which is slow to look for."""
_ARMED_HEAD = re.compile("[WVKHBSLJNGCEZ使]")
_ARMED = re.compile(
    rf"(?:W[ \t]?J{_DOT}(?:[{_PLACE}]|\d\d)?{_DOT}\d(?:[ \t]?[0-9]){{3,4}}[A-Z]?{_END}"
    rf"|[VKHBSLJNGCEZ][A-Z][·•・‧∙⋅]\d{{5}}(?!\d)"
    rf"|使[ \t]?\d{{3}}[·•]?\d{{3}}(?!\d))"
)
_LABELLED = re.compile(
    r"(?:车牌号?码?|号牌号?码?|牌照号?码?|车号|牌号)(?:[ \t\n\0|:=\"“”'(]|为|是|系|分别|登记|悬挂){0,6}"
    rf"(?P<plate>[\u4e00-\u9fff]{{0,2}}{_DOT}[A-Za-z]?{_DOT}{_BODY}{_END})"
)


def find_plates(text: str) -> Iterator[tuple[int, int]]:
    for match in _CIVIL.finditer(text) if _LETTERED.search(text) else ():
        if _is_civil(match):
            yield match.span()
    for match in matches(text, _ARMED_HEAD, _ARMED):
        before = text[match.start() - 1 : match.start()]
        if not (before.isalnum() and (before.isascii() or match[0][0] == "使")):
            yield match.span()
    for match in _LABELLED.finditer(text) if "牌" in text or "车号" in text else ():
        body = "".join(re.findall(_SIGN, match["plate"]))
        if 5 <= len(body) <= 7 and sum(not ("A" <= sign.upper() <= "Z") for sign in body) >= 3:
            yield match.span("plate")


def _is_civil(match: re.Match[str]) -> bool:
    body = re.sub(r"[\s·•]", "", match["body"])
    tail = match[0][match.end("body") - match.start() :].strip()
    digits = sum(not ("A" <= sign.upper() <= "Z") for sign in body)
    if len(body) not in ((5, 6) if not tail else (4, 5, 6)) or digits < (3 if len(body) == 5 else 2):
        return False
    sure = match["place"] in _PLACE
    return sure or (any(sign in match["dot"] for sign in "·•・‧∙⋅") and digits >= 3)
