"""Names with spaces or one line break inside: 王　强, 李 志 强."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .evidence import left, right
from .lexicon import Lexicon
from .readings import is_han, name_cost
from .tabular import Span

_APART = re.compile(r"[\u4e00-\u9fff](?: +)[\u4e00-\u9fff](?![\u4e00-\u9fff])")
_GAP = re.compile(r"(?: (?<=[\u4e00-\u9fff] ) *|\n(?<=[\u4e00-\u9fff]\n))(?=[\u4e00-\u9fff])")
_BLANK, _BREAK = (re.compile(rf"{sign}(?<=[\u4e00-\u9fff]{sign}) *(?=[\u4e00-\u9fff])") for sign in (" ", "\n"))
"""What _GAP begins with, each found much faster than both together."""
BEST = 24.0
"""The dearest name that is believed when it is spaced out."""
TELLING = 3.0
"""The least evidence before a name that has more signs before it, or a line break inside."""


def find_spaced(text: str, cells: frozenset[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Spans of names that a gap splits; `cells` stand in columns of names."""
    done = 0
    for gap in _GAP.finditer(text) if _BLANK.search(text) or _BREAK.search(text) else ():
        if gap.start() < done:
            continue
        for start, end in _spans(text, gap, bool(cells), lexicon):
            if _good(text, start, end, (start, end) in cells, lexicon):
                yield start, end
                done = end
                break


def _spans(text: str, gap: re.Match[str], cells: bool, lexicon: Lexicon) -> Iterator[Span]:
    """A surname of one or two signs before the gap, one or two signs after it, the two perhaps apart as well; without
    `cells` a gap that breaks the line counts only behind something telling.
    """
    last = gap.end()
    for length in (1, 2):
        start = gap.start() - length
        if start < 0 or not _begins(text[start], lexicon):
            continue
        if not cells and gap[0] == "\n" and left(text, start, lexicon) < TELLING:
            continue
        second = _APART.match(text, last)
        if second:
            yield start, second.end()
        if last + 2 <= len(text):
            yield start, last + 2
        yield start, last + 1


def _begins(sign: str, lexicon: Lexicon) -> bool:
    return sign.isspace() or sign in lexicon.surnames or sign in lexicon.double_heads


def _good(text: str, start: int, end: int, cell: bool, lexicon: Lexicon) -> bool:
    piece = text[start:end]
    words = "".join(piece.split())
    if not all(map(is_han, words)) or "某" in words or words in lexicon.own:
        return False
    told = cell or left(text, start, lexicon) >= 5.0
    if words in lexicon.words and not told:
        return False
    surname, given = _cut(words, piece, lexicon)
    if surname is None or not 1 <= len(given) <= 2 or name_cost(surname, given, lexicon) > BEST:
        return False
    return cell or _framed(text, start, end, "\n" in piece, lexicon)


def _cut(words: str, piece: str, lexicon: Lexicon) -> tuple[float | None, str]:
    if words[:2] in lexicon.double:
        return lexicon.double[words[:2]], words[2:]
    return lexicon.surnames.get(words[0]), words[1:]


def _framed(text: str, start: int, end: int, broken: bool, lexicon: Lexicon) -> bool:
    """Nothing or something telling on both sides; a line break wants more of it."""
    before, after = left(text, start, lexicon), right(text, end, lexicon)
    open_left = start == 0 or not is_han(text[start - 1])
    open_right = end >= len(text) or not is_han(text[end])
    if broken:
        return before >= TELLING and after > 0.0
    return (open_left or before >= TELLING) and (open_right or after >= 2.0) and after > -1.0
