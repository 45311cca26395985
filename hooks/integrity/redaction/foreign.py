"""Names of other tongues in Han signs: 阿依古丽·买买提 and, beside a post, 扎西顿珠; and nicknames in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import left, right
from .lexicon import Lexicon

DOTS = "·・•⋅‧∙∘●･᛫."
_HAN = "[\u4e00-\u9fff]"
_DOTTED = re.compile(f"{_HAN}[ ]?[{DOTS}][ ]?{_HAN}")
_DOT = re.compile(f"[{DOTS}](?:(?<={_HAN}.)|(?<={_HAN}[ ].))")
"""Without such a dot there is no _DOTTED, which is slow to look for."""
_NICKNAME = re.compile(
    "(?:绰号|外号|诨号|诨名|花名|小名|乳名|人称|人送外号)(?:叫做|叫|为|是)?[:：]?[“\"‘'「]([^”\"’'」\n]{1,6})[”\"’'」]"
)
_JOINT = re.compile(f"[ ]?[{DOTS}][ ]?(?={_HAN})")


def find_nicknames(text: str) -> Iterator[tuple[int, int]]:
    for match in _NICKNAME.finditer(text):
        if not re.search("某|[×xX]{2}", match[1]):
            yield match.span(1)


def find_foreign(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    done = 0
    for match in _DOTTED.finditer(text) if _DOT.search(text) else ():
        if match.start() < done:
            continue
        span = _grow(text, match, lexicon)
        if span:
            done = span[1]
            yield span
    yield from _undotted(text, lexicon)


def _grow(text: str, match: re.Match[str], lexicon: Lexicon) -> tuple[int, int] | None:
    """The parts around the dot, as far as transliterating signs go."""
    start, end = match.start() + 1, match.end() - 1
    first = _back(text, start, lexicon)
    last = _on(text, end, lexicon)
    while (again := _JOINT.match(text, last)) and (further := _on(text, again.end(), lexicon)) > again.end():
        last = further
    if start - first < 1 or last - end < 1 or last - first < 4 or (last - end < 2 and start - first < 2):
        return None
    if _ordinary(text[first:start], lexicon) or _ordinary(text[end:last], lexicon):
        return None
    return first, last


def _back(text: str, end: int, lexicon: Lexicon) -> int:
    start = end
    while start and end - start < 8 and text[start - 1] in lexicon.syllables:
        start -= 1
    for at in range(start, end - 1):
        if any(text[max(0, at + 1 - n) : at + 1] in lexicon.before for n in (2, 3, 4)) or text[at - 1 : at + 1] in lexicon.before:
            start = at + 1
    return start


def _on(text: str, start: int, lexicon: Lexicon) -> int:
    end = start
    while end < len(text) and end - start < 8 and text[end] in lexicon.syllables:
        if end > start and any(len(text[end : end + n]) == n and text[end : end + n] in lexicon.after for n in (2, 3)):
            break
        end += 1
    return end


def _ordinary(part: str, lexicon: Lexicon) -> bool:
    """Whether a part is a common word: 学习·思考, 黄河·长江."""
    return lexicon.words.get(part, 99) <= 11 and part not in lexicon.morphemes


def _undotted(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Runs of transliterating signs with a part that only such names have, beside something telling."""
    done = 0
    for match in lexicon.tribal.finditer(text):
        if match.start() < done:
            continue
        start, end = _back(text, match.start(), lexicon), _on(text, match.end(), lexicon)
        for first, last in _cuts(text, start, end, match):
            if _told(text, first, last, lexicon):
                done = last
                yield first, last
                break


def _cuts(text: str, start: int, end: int, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The spans around a part, the longest first, of three to eight signs."""
    spans = [(a, b) for a in range(start, match.start() + 1) for b in range(match.end(), end + 1) if 3 <= b - a <= 8]
    yield from sorted(spans, key=lambda span: span[0] - span[1])


def _told(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    if any(text[start:b] in lexicon.words and text[start:b] not in lexicon.morphemes for b in range(start + 3, end + 1)):
        return False
    before, after = left(text, start, lexicon), right(text, end, lexicon)
    return after > -1.0 and (before >= 3.0 or after >= 3.0) and before + after >= 3.5
