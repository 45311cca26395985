"""Days as people write them into cells. Only what means one day is read; for all else it is said what to write."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from ..kernel.numerals import number
from .grid import GridCell

DAY = r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)[日号]?"
"""2026-03-05, 2022.3.5, 2022/3/5 and 2022年3月5日."""

_WHOLE = re.compile(DAY + r"(?:\s*T?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_BY = re.compile(r"[之以]?前(?:完成)?$")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(?:(\d{4})\s*[-./年]\s*)(\d{1,2})\s*月?\s*(?:底|末|初|中旬|上旬|下旬|份|以前|之前|前)?")
_LOOSE = re.compile(
    r"(?:(\d{4})年|今年|明年)?\s*([一二三四五六七八九十\d]{1,2})月\s*(?:底|末|初|中旬|上旬|下旬|份|中|以前|之前|前)?"
)
_NO_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_EPOCH = dt.date(1899, 12, 30)
"""Day 0 of Excel's serial numbers from March 1900 on."""


@dataclass(frozen=True)
class Reading:
    """The day, or why there is none; `note` says what was taken for granted."""

    day: dt.date | None = None
    fault: str = ""
    note: str = ""


def read_day(cell: GridCell, since: dt.date) -> Reading:
    """The day in a cell that is not empty. `since` is the day of the opinion, for examples."""
    if isinstance(cell.value, dt.datetime):
        return Reading(cell.value.date())
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _from_number(cell.value, cell.text, since)
    return _from_text(unicodedata.normalize("NFKC", cell.text).strip(), since)


def day_of(text: str) -> dt.date | None:
    """2022.3.5 as a day; None for anything that is not one whole day."""
    found = _WHOLE.fullmatch(text) or _WHOLE.fullmatch(re.sub(r"\s", "", text)) or _EIGHT.fullmatch(text)
    return _real(*found.groups()[:3]) if found else None


def _from_number(value: float, text: str, since: dt.date) -> Reading:
    """46097 is a day whose format got lost; 20260316 and 2026.03 are typed."""
    if float(value).is_integer():
        if day := day_of(str(int(value))):
            return Reading(day)
        if _FIRST <= (day := _EPOCH + dt.timedelta(days=min(max(int(value), 0), 99_999))) <= _LAST:
            return Reading(day, note=f"是没有设成日期格式的数字 {text}，按 {day} 读的，请核对")
    return _from_text(text, since)


def _from_text(text: str, since: dt.date) -> Reading:
    plain = _BY.sub("", text)
    if day := day_of(plain):
        return Reading(day, note="" if plain == text else f"“{text}”按 {day} 读的，请核对")
    if _WHOLE.fullmatch(plain) or _EIGHT.fullmatch(plain):
        return Reading(fault=f"“{text}”这一天不存在，请核对年月日，例如 {since}")
    if len(re.findall(DAY, text)) > 1:
        return Reading(fault=f"“{_short(text)}”里不止一个日期，只写一个，例如 {since}；延期的经过写进进展情况")
    if found := _MONTH.fullmatch(text) or _LOOSE.fullmatch(text):
        month = number(found[2])
        if month and 1 <= month <= 12:
            return Reading(fault=f"“{text}”没有写到日，请写成年月日，例如 {_month_end(found[1], month, since)}")
    if (found := _NO_YEAR.fullmatch(plain)) and (day := _next(found[1], found[2], since)):
        return Reading(fault=f"“{text}”没有写年份，请写成年月日，例如 {day}")
    return Reading(fault=f"“{_short(text)}”不是日期，请写成年月日，例如 {since}")


def _real(year: str, month: str, day: str) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found


def _next(month: str, day: str, since: dt.date) -> dt.date | None:
    """The first such day that is not before `since`."""
    days = (_real(str(year), month, day) for year in (since.year, since.year + 1))
    return next((found for found in days if found and found >= since), None)


def _month_end(given: str | None, month: int, since: dt.date) -> dt.date:
    """The last day of the month: of the year that was given, else of the first such month that does not end before `since`."""
    years = [int(given)] if given and int(given) else [since.year, since.year + 1]
    ends = [dt.date(year, month, calendar.monthrange(year, month)[1]) for year in years]
    return next((end for end in ends if end >= since), ends[-1])


def _short(text: str) -> str:
    text = text.replace("\n", "")
    return text if len(text) <= 20 else text[:20] + "…"
