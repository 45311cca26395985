"""Personal names in official prose.

A candidate (candidates.py) is reported when the gain of its reading as a name (readings.py) and the evidence around it
(evidence.py) pass a threshold. What is certain once in a text counts at every other mention of the same signs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .candidates import Candidate, Reader
from .evidence import left, right
from .finding import Finding
from .fold import Folded
from .foreign import find_foreign, find_nicknames
from .forms import Forms
from .lexicon import Lexicon
from .readings import gains
from .spaced import find_spaced
from .tabular import name_cells
from .weights import BESIDE, THRESHOLD

AGAIN = 0.5
"""The threshold for signs that were certain elsewhere in the text."""
SURE = 99.0
SETTLED = 9.0
"""What is better is a name even if a place is called the same."""
NEAR = 16
"""Names of one list are at most so many signs apart."""

_GAP = re.compile(
    r"""(?:[（(][^（）()]{1,8}[）)])?
    (?:(?P<list>[ ]?[、/|;；][ ]?(?:\d{1,2}[ ]?[.．、][ ]?)?|,?[ ]?\n[ ]*-[ ]+["']?|["'],?[ ]?["'])|[，,][ ]?|[和与及同]|[ ])""",
    re.X,
)


def find_names(folded: Folded, lexicon: Lexicon) -> Iterator[Finding]:
    """Every personal name of `folded`, in the order of the text; offsets are those of the original."""
    text = folded.text
    plain = text.translate(lexicon.traditional) if lexicon.hints.search(text) else text
    cells = frozenset(name_cells(plain))
    others = (*find_foreign(plain, lexicon), *find_nicknames(plain), *find_spaced(plain, cells, lexicon))
    settled = [one for one in _settled(Reader(plain, cells, lexicon)) if one.score >= SETTLED or not _place(plain, one, lexicon)]
    chosen = _apart([*settled, *(Candidate(*span, SURE) for span in others)])
    chosen = _apart([*chosen, *_mentions(plain, chosen, lexicon)])
    forms = Forms(plain, lexicon)
    for one in chosen:
        start, end = folded.span(one.start, one.end)
        words = text[one.start : one.end].replace(" ", "").replace("\n", "")
        yield Finding(start, end, "name", words, forms.advice(plain[one.start : one.end]))


def _place(text: str, one: Candidate, lexicon: Lexicon) -> bool:
    """Whether the same words are a place elsewhere in the text: 柳泉 beside 柳泉派出所."""
    words, at = text[one.start : one.end], -1
    while (at := text.find(words, at + 1)) >= 0:
        if any(text[at + len(words) : at + len(words) + n] in lexicon.places for n in (3, 2)):
            return True
    return False


def _settled(reader: Reader) -> list[Candidate]:
    """The candidates that pass, those beside another name with less evidence."""
    weighed = list(reader.candidates())
    firm = [one for one in weighed if one.score >= THRESHOLD]
    loose = [one for one in weighed if THRESHOLD - 2 * BESIDE <= one.score < THRESHOLD]
    for _ in range(2):
        chosen = _apart(firm)
        starts, ends = [one.start for one in chosen], [one.end for one in chosen]
        more = [one for one in loose if one.score + _beside(reader, one, starts, ends) >= THRESHOLD]
        loose = [one for one in loose if one not in more]
        firm += more
    return firm


def _beside(reader: Reader, one: Candidate, starts: list[int], ends: list[int]) -> float:
    """What a name close by in the same list adds."""
    text, lexicon = reader.text, reader.lexicon
    after, before = bisect_left(starts, one.end), bisect_right(ends, one.start) - 1
    total = _joined(text[one.end : starts[after]], lexicon) if after < len(starts) and starts[after] - one.end < NEAR else 0.0
    if before >= 0 and one.start - ends[before] < NEAR:
        total += _joined(text[ends[before] : one.start], lexicon)
    return total


def _joined(gap: str, lexicon: Lexicon) -> float:
    """What a gap between two names says of a list; a post may follow the first: 张建国所长、李志强教导员."""
    post = next((n for n in (4, 3, 2) if lexicon.after.get(gap[:n], 0.0) >= 5.0), 0)
    match = _GAP.fullmatch(gap, post)
    return 0.0 if not match else BESIDE if post or match["list"] else BESIDE / 2


def _mentions(text: str, sure: list[Candidate], lexicon: Lexicon) -> Iterator[Candidate]:
    """Every other place of the words that are certain somewhere."""
    for words in sorted({text[one.start : one.end] for one in sure}):
        at = text.find(words) if words.isalpha() or "·" in words else -1
        while at >= 0:
            yield from _again(text, at, words, lexicon)
            at = text.find(words, at + 1)


def _again(text: str, at: int, words: str, lexicon: Lexicon) -> Iterator[Candidate]:
    end = at + len(words)
    gain = gains(text, at, [(end, 10.0)], lexicon)[0] if len(words) < 5 else 10.0
    around = right(text, end, lexicon) + min(left(text, at, lexicon), 4.0)
    if gain + around >= AGAIN + (2.0 if words in lexicon.words else 0.0):
        yield Candidate(at, end, gain + around)


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Without overlap, the best first."""
    taken: set[int] = set()
    kept = []
    for one in sorted(candidates, key=lambda c: (-c.score, c.start, -c.end)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda c: c.start)
