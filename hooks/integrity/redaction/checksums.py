"""Whether digits can be a number of their kind: check digits and dates."""

from __future__ import annotations

import datetime as dt
import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def day(year: int, month: int, number: int) -> bool:
    try:
        dt.date(year, month, number)
    except ValueError:
        return False
    return True


def born(digits: str) -> bool:
    """`digits` is a date of birth as YYYYMMDD, or as YYMMDD of the last century."""
    full = digits if len(digits) == 8 else "19" + digits
    return full.isdecimal() and 1900 <= int(full[:4]) <= 2035 and day(int(full[:4]), int(full[4:6]), int(full[6:]))


def dated(digits: str) -> bool:
    """`digits` begin with a day as serial numbers and file names do: 20260305…"""
    return digits[:2] in ("19", "20") and digits[:8].isdecimal() and len(digits) >= 8 and born(digits[:8])


def identity(digits: str) -> bool:
    """A resident identity number (GB 11643) of 18 signs with the right check sign, of any region, the last sign in upper case."""
    if not re.fullmatch(r"\d{17}[\dX]", digits) or not born(digits[6:14]):
        return False
    return _CHECKS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def old_identity(digits: str) -> bool:
    """A resident identity number of 15 digits, which has a date of birth and no check digit."""
    return len(digits) == 15 and digits.isdecimal() and born(digits[6:12]) and not dated(digits)


def luhn(digits: str) -> bool:
    if not digits.isdecimal() or len(set(digits)) == 1:
        return False
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def credit_code(signs: str) -> bool:
    """A unified social credit code (GB 32100): a unit's number, which can look like a person's."""
    if len(signs) != 18 or any(sign not in _CREDIT for sign in signs):
        return False
    total = sum(_CREDIT.index(sign) * pow(3, n, 31) for n, sign in enumerate(signs[:17]))
    return _CREDIT[-total % 31] == signs[17]
