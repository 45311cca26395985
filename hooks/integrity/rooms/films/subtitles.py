"""Subtitles in WebVTT (W3C Candidate Recommendation, 4 April 2019): cues with their times, and every slip with its line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_STAMP = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_STAMP}[ \t]+-->[ \t]+{_STAMP}(?:[ \t]+\S.*)?\s*")
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.\S+)?\s+([^>]+)>")
_EXAMPLE = "00:05.000 --> 00:08.500"


@dataclass(frozen=True)
class Cue:
    """What stands on the screen from `start` to `end`, both in milliseconds. `line` is that of its times."""

    start: int
    end: int
    text: str
    line: int
    speaker: str = ""

    @property
    def clock(self) -> str:
        """When it begins: 1:05, 1:02:05."""
        minutes, second = divmod(self.start // 1000, 60)
        hours, minute = divmod(minutes, 60)
        return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


@dataclass(frozen=True)
class Slip:
    """What is wrong on a line, counted from 1."""

    line: int
    text: str


def read(text: str, length: int = 0) -> tuple[tuple[Cue, ...], tuple[Slip, ...]]:
    """The cues of a file and what is wrong in it. `length` is the film's in seconds; a begun second counts, 0 is unknown."""
    cues: list[Cue] = []
    slips: list[Slip] = []
    lines = text.removeprefix("\ufeff").split("\n")
    if not _HEADER.fullmatch(lines[0].rstrip()):
        slips.append(Slip(1, "字幕文件的第一行应是 WEBVTT，后面空一行"))
    for number, block in _blocks(lines):
        made = _cue(number, block)
        if isinstance(made, Cue):
            slips.extend(_order(made, cues[-1] if cues else None, length))
            cues.append(made)
        elif made:
            slips.append(made)
    if not cues and not slips:
        slips.append(Slip(1, f"没有字幕，请写时间和文字，例如 {_EXAMPLE}"))
    return tuple(cues), tuple(slips)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """(line of the first, lines) of each group of lines without a blank one between; the header is left out."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
            continue
        first = number - len(block)
        header = first == 1 and not any("-->" in item for item in block)
        if block and not header and not re.match(r"NOTE\b", block[0]):
            yield first, block
        block = []


def _cue(number: int, block: list[str]) -> Cue | Slip | None:
    at = next((n for n, line in enumerate(block) if "-->" in line), None)
    if re.match(r"(?:STYLE|REGION)\s*$", block[0]):
        return Slip(number, f"字幕里只写时间和文字，不写 {block[0].strip()}，请删去这一段")
    if at is None or (at > 1 and number > 1):
        return Slip(number, f"这一段前面没有时间，每段先写一行时间，例如 {_EXAMPLE}")
    line, words = number + at, block[at + 1 :]
    times = _TIMES.fullmatch(block[at])
    if times is None:
        return Slip(line, f"时间写法不对，冒号和小数点用半角，小数点后面三位，例如 {_EXAMPLE}")
    if wrong := next((n for n, word in enumerate(words) if "-->" in word), None):
        return Slip(line + 1 + wrong, "这个时间前面要空一行")
    if not words:
        return Slip(line, "时间下面没有字幕文字")
    speaker = next((match[1].strip() for word in words if (match := _VOICE.search(word))), "")
    return Cue(_milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:8]), _plain(words), line, speaker)


def _order(cue: Cue, before: Cue | None, length: int) -> Iterator[Slip]:
    if cue.end <= cue.start:
        yield Slip(cue.line, "结束时间应晚于开始时间")
    if before and cue.start < before.start:
        yield Slip(cue.line, f"开始时间早于第 {before.line} 行的上一段，请按时间先后排列")
    if length and cue.end >= (length + 1) * 1000:
        yield Slip(cue.line, f"超出影片时长（{length // 60}:{length % 60:02}），请核对时间或者时长")


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hour, minute, second, rest = (int(part or 0) for part in parts)
    return ((hour * 60 + minute) * 60 + second) * 1000 + rest


def _plain(words: list[str]) -> str:
    """The words without tags, joined as Chinese is: a space only between Latin ones."""
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", "", word)).strip() for word in words)
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)
