"""How much better a stretch of text reads with a personal name in it than as ordinary words only.

The text around a candidate is cut into the cheapest run of words twice: with the name as one word, and without. The
difference of costs (in nats) is the gain of the reading as a name.
"""

from __future__ import annotations

from .lexicon import Lexicon

HAN = ("\u3400", "\u9fff")
UNHEARD = float("inf")
"""The cost of signs that are no word together."""
AROUND = 5
"""Signs on each side of a candidate that are read with it."""
UNKNOWN = 15.0
"""The cost of a sign that is no word by itself."""
NAME = 3.5
"""The cost of there being a name at all."""
RARE = 12.0
"""The cost of a sign that nobody counts among those of given names."""


def is_han(sign: str) -> bool:
    return HAN[0] <= sign <= HAN[1]


def stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the clause around `text[start:end]` that is read."""
    first, last = start, end
    while first > 0 and start - first < AROUND and is_han(text[first - 1]):
        first -= 1
    while last < len(text) and last - end < AROUND and is_han(text[last]):
        last += 1
    return first, last


def gains(text: str, start: int, ends: list[tuple[int, float]], lexicon: Lexicon) -> list[float]:
    """For each `(end, cost of the name)` the gain of reading `text[start:end]` as a name."""
    if not ends:
        return []
    first, last = stretch(text, start, ends[-1][0])
    piece = text[first:last]
    to = _forward(piece, lexicon)
    back = _backward(piece, ends[0][0] - first, lexicon)
    return [to[-1] - to[start - first] - cost - back[end - first] for end, cost in ends]


def _forward(piece: str, lexicon: Lexicon) -> list[float]:
    """The least cost of the words up to each place."""
    words = lexicon.words
    costs = [0.0]
    for end in range(1, len(piece) + 1):
        best = costs[end - 1] + words.get(piece[end - 1], UNKNOWN)
        for begin in range(max(0, end - 4), end - 1):
            cost = words.get(piece[begin:end])
            if cost is not None and costs[begin] + cost < best:
                best = costs[begin] + cost
        costs.append(best)
    return costs


def _backward(piece: str, down_to: int, lexicon: Lexicon) -> dict[int, float]:
    """The least cost of the words from each place to the end."""
    words = lexicon.words
    length = len(piece)
    costs = {length: 0.0}
    for begin in range(length - 1, down_to - 1, -1):
        best = costs[begin + 1] + words.get(piece[begin], UNKNOWN)
        for end in range(begin + 2, min(begin + 4, length) + 1):
            cost = words.get(piece[begin:end])
            if cost is not None and costs[end] + cost < best:
                best = costs[end] + cost
        costs[begin] = best
    return costs


def least(name: str, lexicon: Lexicon) -> float:
    """The least cost of `name` as ordinary words: less what it costs as a name, no context makes the gain larger."""
    words = lexicon.words
    if len(name) > 3:
        return _forward(name, lexicon)[-1]
    one = words.get(name[0], UNKNOWN)
    two = min(one + words.get(name[1], UNKNOWN), words.get(name[:2], UNHEARD))
    if len(name) < 3:
        return two
    return min(two + words.get(name[2], UNKNOWN), words.get(name, UNHEARD), one + words.get(name[1:], UNHEARD))


def name_cost(surname: float, given: str, lexicon: Lexicon) -> float:
    """The cost of a name whose given name has one or two signs."""
    table = lexicon.given
    if len(given) == 1:
        return NAME + surname + table.only.get(given, RARE)
    return NAME + surname + table.first.get(given[0], RARE) + table.second.get(given[1], RARE)
