"""Numbers that show by themselves what they are: identity numbers, mobiles, bank cards, telephones with an area code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import checksums
from .finding import Kind
from .runs import LONG, Number, Piece, machine_made, numbers, pieces

Hit = tuple[int, int, Kind]
"""Start and end in the folded text."""

_GROUPED = {(3, 4, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (3, 5, 3)}
_AMOUNT = re.compile(
    r"\s?(?:\.\d{1,2}\s?)?(?:[多余]?[万亿千百]?[多余]?(?:元|美元|欧元|港元)|[万亿]|%|立方|平方|吨|公斤|千克|股|字节)"
)
_MONEY = re.compile(r"(?:[¥$€]|金额|人民币|合计|总计|共计)[:为约计]?\s?$")
_SERIAL = re.compile(
    r"(?:(?<!证)(?<!警)(?<!员)编号|单号|文号|案号|流水号?|序列号|凭证号?|凭证号码|票号|发票号码?|发票代码|合同号?|代码|税号|识别号|条形?码|批号|档号"
    r"|备案号|许可证号?|登记号|批准文号|书号|刊号|串号|设备号|识别码|追溯码|校验码|验证码|哈希值?|IMEI|ISBN|ISSN|S/N|(?<![A-Za-z])(?:No|NO|SN|sn)\.?)"
    r"[^0-9\n]{0,6}$|第$"
)
_UNIT = re.compile(r"(?:信用代码|机构代码|识别号|税号|注册号)[^0-9\n]{0,8}$")
_CARD = re.compile(r"[卡账帐]|银行|存折")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)")
EXTENSION = re.compile(
    r"\s?(?:\(\s?(?:转|分机号?|[Ee]xt\.?)\s?\d{1,6}\)?|(?:,?\s?(?:转|分机号?|[Ee]xt\.?)\s?|[-—*#])\s?\d{1,6})(?!\d)"
)
_WHOLE = re.compile(r"\d+\.$")
_COUNTRY = re.compile(r"(?:\(\+\s?86\)|\+\s?86|0086)[ \-]?$|\+\s?$")


def find_shapes(text: str) -> Iterator[Hit]:
    for match in LONG.finditer(text):
        row = pieces(text, match.start(), match.end())
        taken: set[int] = set()
        for _, start, end, kind in sorted(_readings(text, row)):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield start, end, kind


def _readings(text: str, row: list[Piece]) -> Iterator[tuple[int, int, int, Kind]]:
    """What the numbers of `row` can be, the surest with the lowest rank."""
    for number in numbers(text, row):
        for reading in _kinds(text, number):
            if not machine_made(text, number.start, number.end) and not _fraction(text, number.start):
                yield reading


def _fraction(text: str, start: int) -> bool:
    """What begins at `start` are the decimals of a figure (9.13800000000), unless that is the number of an item in a list."""
    whole = _WHOLE.search(text, max(0, start - 12), start)
    if not whole:
        return False
    leading = text[max(0, whole.start() - 8) : whole.start()].rstrip(" ")
    return len(whole[0]) > 3 or (leading != "" and not leading.endswith("\n"))


def _kinds(text: str, number: Number) -> Iterator[tuple[int, int, int, Kind]]:
    start, end = number.start, number.end
    before = text[max(0, start - 24) : start]
    if _identity(before, number):
        yield 0, start, end, "identity"
    readings = list(_weaker(text, number, before))
    if readings and not (_SERIAL.search(before) or _MONEY.search(before) or _AMOUNT.match(text, end)):
        yield from readings


def _weaker(text: str, number: Number, before: str) -> Iterator[tuple[int, int, int, Kind]]:
    """What the digits can be unless the words around them say that they count or number something."""
    start, end, single = number.start, number.end, len(number.shape) == 1
    if mobile(number):
        yield (1 if single else 3), start - len(_lead(before)), end, "mobile"
    if checksums.old_identity(number.digits) and (single or number.spelt or number.shape == (6, 6, 3)):
        yield 2, start, end, "identity"
    if _card(before, number):
        yield 2, start, end, "card"
    if phone(number):
        more = EXTENSION.match(text, end)
        yield 4, start - len(_opening(text, number)), more.end() if more else end, "phone"
    if single and len(number.digits) == 22 and all(_is_mobile(d) for d in (number.digits[:11], number.digits[11:])):
        yield 1, start, start + 11, "mobile"
        yield 1, start + 11, end, "mobile"


def _identity(before: str, number: Number) -> bool:
    return len(number.digits) == 18 and checksums.identity(number.digits) and not _UNIT.search(before)


def _is_mobile(digits: str) -> bool:
    return len(digits) == 11 and digits.isdecimal() and digits[0] == "1" and digits[1] in "3456789"


def mobile(number: Number) -> bool:
    """Eleven digits in a usual grouping, with or without the country code."""
    shape, digits = number.shape, number.digits
    if not 11 <= len(digits) <= 15:
        return False
    for code in ("0086", "86"):
        if digits.startswith(code) and _is_mobile(digits[len(code) :]):
            digits = digits[len(code) :]
            shape = shape[1:] if shape[0] == len(code) else (shape[0] - len(code), *shape[1:])
    if not _is_mobile(digits):
        return False
    dotted = any("." in gap for gap in number.gaps)
    return len(shape) == 1 or number.spelt or shape in _GROUPED or (len(shape) == 2 and not dotted)


def _lead(before: str) -> str:
    match = _COUNTRY.search(before)
    return match[0].lstrip() if match else ""


def _card(before: str, number: Number) -> bool:
    digits, shape = number.digits, number.shape
    if not 13 <= len(digits) <= 19 or not checksums.luhn(digits) or checksums.dated(digits):
        return False
    named = _CARD.search(before) is not None
    if not named and (len(digits) < 16 or (before[-1:].isascii() and before[-1:].isalpha())):
        return False
    if not named and len(digits) == 18 and (checksums.credit_code(digits) or checksums.born(digits[6:14])):
        return False
    regular = (set(shape[:-1]) == {4} and shape[-1] <= 4) or number.spelt or (len(shape) == 2 and (named or shape[0] == 6))
    return len(shape) == 1 or (regular and not any("." in gap for gap in number.gaps))


def phone(number: Number) -> bool:
    """An area code and seven or eight digits."""
    digits, shape, gaps = number.digits, number.shape, number.gaps
    if digits[0] not in "08" or any("." in gap or "_" in gap for gap in gaps):
        return False
    if digits.startswith("86") and len(shape) > 1 and shape[0] == 2:
        digits, shape, gaps = "0" + digits[2:].removeprefix("0"), (shape[1] + (digits[2] != "0"), *shape[2:]), gaps[1:]
    if not digits.isdecimal() or digits[:1] != "0" or not 10 <= len(digits) <= 12:
        return False
    if len(shape) == 1 or number.spelt:
        area = _AREA.match(digits)
        return area is not None and digits[area.end()] in "2345678" and len(digits) - area.end() in (7, 8)
    apart = any(sign in gaps[0] for sign in "-)‐‑–—―−")
    return _split(digits, shape, apart)


def _split(digits: str, shape: tuple[int, ...], apart: bool) -> bool:
    if shape[0] not in (3, 4) or shape[1:] not in {(7,), (8,), (4, 4), (3, 4), (4, 3)}:
        return False
    local = digits[shape[0] :]
    sure = _AREA.fullmatch(digits[: shape[0]]) is not None
    return ((sure and (apart or local[0] in "2345678")) or apart) and not checksums.dated(local)


def _opening(text: str, number: Number) -> str:
    """The bracket before an area code, and the country code."""
    before = text[max(0, number.start - 6) : number.start]
    match = re.search(r"(?:\+\s?)?\(?$", before)
    return match[0] if match and (")" in number.gaps[:1] or "+" in match[0]) else ""
