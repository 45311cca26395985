"""Personal names in official prose: candidates at surnames, read against ordinary words, weighed with their context.

A candidate is reported when the gain of its reading as a name (readings.py) and the evidence around it (evidence.py) pass a
threshold. What is certain once in a text counts at every other mention of the same signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .evidence import NEVER, bounded, left, right
from .finding import Finding
from .fold import Folded
from .foreign import find_foreign, find_nicknames
from .forms import Forms
from .lexicon import Lexicon
from .readings import gains, is_han, name_cost
from .spaced import find_spaced

THRESHOLD = 4.5
AGAIN = 0.5
"""The threshold for signs that were certain elsewhere in the text."""
BESIDE = 2.5
"""A name beside another one: 张建国、李志强."""
ORDINARY = 2.0
"""What speaks against a name that is a word: 高峰, 成功."""
CLEAR = 12
"""A word of at most this cost is common."""


@dataclass(frozen=True)
class Candidate:
    """`text[start:end]` may be a name; `score` is the sum of gain and evidence in nats."""

    start: int
    end: int
    score: float
    gain: float = 0.0


def find_names(folded: Folded, lexicon: Lexicon) -> Iterator[Finding]:
    """Every personal name of `folded`, in the order of the text; offsets are those of the original."""
    text = folded.text
    plain = text.translate(lexicon.traditional) if any(map(text.__contains__, lexicon.hints)) else text
    sure = _settled(plain, lexicon)
    sure += [
        Candidate(*span, 99.0) for span in (*find_foreign(plain, lexicon), *find_nicknames(plain), *find_spaced(plain, lexicon))
    ]
    chosen = _apart(sure)
    chosen = _apart([*chosen, *_mentions(plain, chosen, lexicon)])
    forms = Forms(plain, lexicon)
    for one in chosen:
        start, end = folded.span(one.start, one.end)
        words = text[one.start : one.end].replace(" ", "").replace("\n", "")
        yield Finding(start, end, "name", words, forms.advice(plain[one.start : one.end]))


def _settled(text: str, lexicon: Lexicon) -> list[Candidate]:
    """The candidates that pass, those beside another name with less evidence."""
    weighed = [one for one in _candidates(text, lexicon) if one.score > THRESHOLD - 2 * BESIDE]
    firm = [one for one in weighed if one.score >= THRESHOLD]
    for _ in range(2):
        starts, ends = {one.start for one in firm}, {one.end for one in firm}
        more = [one for one in weighed if one.score < THRESHOLD and one.score + _beside(text, one, starts, ends) >= THRESHOLD]
        firm += [one for one in more if one not in firm]
    return firm


def _beside(text: str, one: Candidate, starts: set[int], ends: set[int]) -> float:
    after = one.end + 1 if text[one.end : one.end + 1] in _JOINTS else -1
    before = one.start - 1 if text[one.start - 1 : one.start] in _JOINTS else -1
    return BESIDE * ((after in starts) + (before in ends))


_JOINTS = frozenset("、,，和与及同 /")


def _candidates(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    words, given = lexicon.words, lexicon.given
    for match in lexicon.start.finditer(text):
        at = match.start()
        pair = text[at : at + 2]
        cost = words.get(pair, 99)
        if cost <= CLEAR and not _marked(text, at, pair):
            continue
        if words.get(text[at - 1 : at + 1], 99) <= CLEAR and words.get(text[at + 1 : at + 3], 99) <= CLEAR + 1:
            continue
        yield from _weigh(text, at, 1, lexicon.surnames[pair[0]], lexicon)
    for match in lexicon.start_double.finditer(text):
        if text[match.end() : match.end() + 1] in given.only or text[match.end() : match.end() + 1] in given.first:
            yield from _weigh(text, match.start(), len(match[0]), lexicon.double[match[0]], lexicon)


def _marked(text: str, at: int, pair: str) -> bool:
    """Whether there is anything around a common word such as 高峰 or 成功 that a name would have."""
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    return not before or not after or before in _BEFORE or after in _AFTER or text[at + 1 : at + 3] == "某"


_BEFORE = frozenset(":：、|/人长员警记者任委会友学子女夫妻父母兄弟姐妹导板机名由与和同叫民工师干政")
_AFTER = frozenset("，,（(、|.同男女系供交承辩称表说")


def _weigh(text: str, at: int, length: int, surname: float, lexicon: Lexicon) -> Iterator[Candidate]:
    """The candidates of one and two given signs that begin at `at`."""
    ends: list[tuple[int, float]] = []
    for end in (at + length + 1, at + length + 2):
        given = text[at + length : end]
        if len(given) == end - at - length and all(map(is_han, given)) and "某" not in given:
            ends.append((end, name_cost(surname, given, lexicon)))
    if not ends:
        return
    before = left(text, at, lexicon)
    for (end, _), gain in zip(ends, gains(text, at, ends, lexicon), strict=True):
        yield Candidate(at, end, gain + before + _about(text, at, end, lexicon), gain)


def _about(text: str, start: int, end: int, lexicon: Lexicon) -> float:
    """The evidence on the right, and what speaks against these very words."""
    words = text[start:end]
    after = right(text, end, lexicon)
    if after <= NEVER or words in lexicon.own:
        return NEVER
    for length in (2, 3):
        known = lexicon.public.get(text[start : start + length])
        if known and (not known.beside or any(word in text[max(0, start - 30) : end + 10] for word in known.beside)):
            after -= known.weight
            break
    if words in lexicon.words:
        after -= ORDINARY
    if words[1:2] == "家" and len(words) == 3:
        after -= 6.0
    return after + (1.0 if bounded(text, start, end) else 0.0)


def _mentions(text: str, sure: list[Candidate], lexicon: Lexicon) -> Iterator[Candidate]:
    """Every other place of the words that are certain somewhere."""
    for words in {text[one.start : one.end] for one in sure if one.end - one.start <= 12}:
        if " " in words or "\n" in words:
            continue
        at = text.find(words)
        while at >= 0:
            yield from _again(text, at, words, lexicon)
            at = text.find(words, at + 1)


def _again(text: str, at: int, words: str, lexicon: Lexicon) -> Iterator[Candidate]:
    end = at + len(words)
    gain = gains(text, at, [(end, 10.0)], lexicon)[0] if len(words) < 5 else 10.0
    around = right(text, end, lexicon) + min(left(text, at, lexicon), 4.0)
    need = AGAIN + (2.0 if words in lexicon.words else 0.0)
    if gain + around >= need:
        yield Candidate(at, end, gain + around, gain)


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Without overlap, the best first."""
    taken: set[int] = set()
    kept = []
    for one in sorted(candidates, key=lambda c: (-c.score, c.start, -c.end)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda c: c.start)
