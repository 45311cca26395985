"""What the recogniser of names knows: surnames, signs of given names, ordinary words, contexts, public names.

Read once from `data/redaction/` (surnames.yml, given.yml, words.txt, context.yml, public_names.yml). Costs are negative
natural logarithms of shares: the larger, the rarer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from .marks import HAN, marks
from .quick import Lines, alternatives

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LABELS = 5.0
PERSONS = "人员者长主东警象手客师友妻夫子女父母弟兄姐妹"
"""The least weight of a word that is a label."""
BORNE = "江山河湖海峰岭峡塘"
"""Signs of places that given names end with as well."""
PUBLIC = 12
"""The cost of a public name as a word."""
COMMON = 6.5
"""Surnames of less cost are common."""
CLEAR = 12
"""A word of at most this cost is common."""
VOCABULARY = 9
"""The cost of a word of the site's own vocabularies: a common one."""


@dataclass(frozen=True)
class Given:
    """Costs of the signs of given names: the first and the second of two, or the only one."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    only: Mapping[str, float]


@dataclass(frozen=True)
class Public:
    """Names that are no secret: how much speaks against reporting them, and words that must stand near for that."""

    weight: float
    beside: tuple[str, ...]


Promised = tuple[tuple[int, float, float], ...]
"""Names that may begin at a place: how many signs, their cost, and a gain that no context makes larger."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    words: Mapping[str, int]
    clear: frozenset[str]
    """Of the words of one or two signs those that are common."""
    nearly: frozenset[str]
    """The same, and those that are nearly so."""
    surnames: Mapping[str, float]
    double: Mapping[str, float]
    """Surnames of two and more signs (复姓)."""
    given: Given
    before: Mapping[str, float]
    after: Mapping[str, float]
    before_longest: Mapping[str, int]
    """The length of the longest word of `before` that ends with two signs."""
    after_longest: Mapping[str, int]
    """The length of the longest word of `after` that begins with two signs."""
    announcing: frozenset[str]
    """The last two signs of what strongly expects a name: 对象, 任命."""
    never_before: frozenset[str]
    never_after: frozenset[str]
    places: Mapping[str, float]
    endings: frozenset[str]
    """Places of one sign: a name seldom ends with them."""
    titles: frozenset[str]
    """Signs that make a title of a surname: 王所, 李队."""
    deeds: re.Pattern[str]
    """Words that tell that the subject of a clause is a person."""
    confessions: re.Pattern[str]
    """Words that tell it beyond doubt."""
    public: Mapping[str, Public]
    traditional: Mapping[int, str]
    syllables: frozenset[str]
    """Signs that transliterated names are written with."""
    morphemes: tuple[str, ...]
    """Parts that only transliterated names have: 买买提, 扎西."""
    tribal: re.Pattern[str]
    hints: re.Pattern[str]
    """A traditional sign."""
    start: re.Pattern[str]
    """A surname of one sign before another sign: the group is there where the two are `marked`; where they are not, that
    is the first sign of a given name or a common surname."""
    marked: re.Pattern[str]
    """A sign, and another one, beside something that a name would have."""
    both: frozenset[str]
    """Two surnames that many people bear, one behind the other."""
    signs: frozenset[str]
    """The first signs of given names."""
    labels: Lines
    """A label such as 经办人： before two or three signs."""
    start_double: re.Pattern[str]
    own: frozenset[str]
    """Words of the site's vocabularies: never names."""
    place_heads: frozenset[str]
    """The first signs of places."""
    long_places: frozenset[str]
    """The first two signs of those of three and more."""
    double_heads: frozenset[str]
    """The first signs of surnames of two and more signs."""
    public_heads: frozenset[str]
    """The first two signs of public names."""
    alone: dict[str, Promised] = field(default_factory=dict)
    """What was found out of three signs that begin with a surname, where nothing else speaks for a name."""
    beside: dict[str, Promised] = field(default_factory=dict)
    """The same where something telling stands beside them."""
    lefts: dict[str, tuple[float, bool, float]] = field(default_factory=dict)
    """What was found out of two signs before a name, and of two behind one."""
    rights: dict[str, tuple[float, bool, bool, bool, float, float]] = field(default_factory=dict)


def load_lexicon(data: Path, words: Iterable[str] = ()) -> Lexicon:
    """Read the tables below `data`/redaction; `words` are those of the site's vocabularies. Raises OSError or YAMLError.

    Unchanged tables are read once in the life of the process.
    """
    folder = data / "redaction"
    stamps = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.glob("*.*")))
    return _read(folder, frozenset(words), stamps)


@lru_cache(maxsize=2)
def _read(folder: Path, words: frozenset[str], stamps: tuple[tuple[str, int, int], ...]) -> Lexicon:
    surnames, context, public = (_yaml(folder / name) for name in ("surnames.yml", "context.yml", "public_names.yml"))
    given, foreign = _yaml(folder / "given.yml"), _yaml(folder / "foreign.yml")
    single = {sign: group["weight"] for group in reversed(surnames["groups"]) for sign in _signs(group)}
    double = {word: group["weight"] for group in surnames["groups"] for word in _words(group)}
    costs = Given(*(_costs(given[name]) for name in ("first", "second", "only")))
    own = frozenset(word for word in words if len(word) > 1) | frozenset(context["ordinary"].split())
    people = {word: _public(group) for group in public["groups"] for word in _words(group)}
    places = context["places"].split()
    pairs = surnames["traditional"].split()
    before, after = _weights(context["before"]), _weights(context["after"])
    announcing = _announcing(context["before"]) | frozenset(context["announcing"].split())
    marked = marks(announcing)
    ordinary, common = _ordinary(folder / "words.txt", people, own)
    nearly = {word: cost for word in common if len(word) < 3 and (cost := ordinary[word]) <= CLEAR + 1}
    return Lexicon(
        ordinary,
        frozenset(word for word, cost in nearly.items() if cost <= CLEAR),
        frozenset(nearly),
        single,
        double,
        costs,
        before,
        after,
        _longest(before, slice(-2, None), 9),
        _longest(after, slice(2), 6),
        announcing,
        frozenset(context["never_before"].split()),
        frozenset(context["never_after"].split()),
        dict.fromkeys(places, -7.0),
        frozenset(word for word in places if len(word) == 1) - frozenset(BORNE),
        frozenset(context["titles"].split()),
        re.compile("|".join(context["deeds"].split())),
        re.compile("|".join(context["confessions"].split())),
        people,
        {ord(old): new for old, new in pairs},
        frozenset(_signs(foreign)),
        tuple(sorted(_words(foreign), key=len, reverse=True)),
        re.compile("|".join(sorted((word for word in _words(foreign) if len(word) > 1), key=len, reverse=True))),
        re.compile(f"[{''.join(old for old, _ in pairs)}]"),
        _start(single, marked, {*costs.first, *costs.only, *_common(single)}),
        re.compile(f".{marked}", re.S),
        frozenset(one + other for one in _common(single) for other in _common(single)),
        frozenset({*costs.first, *costs.only}),
        _labels(context["before"]),
        re.compile("|".join(double)),
        own,
        frozenset(word[0] for word in places),
        frozenset(word[:2] for word in places if len(word) > 2),
        frozenset(name[0] for name in double),
        frozenset(name[:2] for name in people),
    )


def _start(surnames: Iterable[str], marked: str, following: Iterable[str]) -> re.Pattern[str]:
    """`marked` is the pattern of marks; `following` are the signs behind which a name may go on without them."""
    return re.compile(f"[{''.join(surnames)}](?=(?!某)[{HAN}])(?:{marked}()|(?=[{''.join(sorted(following))}]))", re.S)


def _common(surnames: Mapping[str, float]) -> frozenset[str]:
    return frozenset(sign for sign, cost in surnames.items() if cost < COMMON)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8-sig"), Loader=_Loader)


def _signs(group: Mapping[str, Any]) -> str:
    return "".join(group.get("signs", "").split())


def _words(group: Mapping[str, Any]) -> list[str]:
    return str(group.get("words", "")).split()


def _costs(groups: Mapping[float, str]) -> dict[str, float]:
    return {sign: float(cost) for cost, signs in groups.items() for sign in signs}


def _weights(groups: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The first mention of a word counts."""
    weights: dict[str, float] = {}
    for group in groups:
        for word in _words(group):
            weights.setdefault(word, float(group["weight"]))
    return weights


def _longest(words: Iterable[str], part: slice, most: int) -> dict[str, int]:
    """The length of the longest of those words of two to `most` signs that share a part, by that part."""
    return {word[part]: len(word) for word in sorted(words, key=len) if 1 < len(word) <= most}


def _announcing(groups: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Of the labels only those that are persons: 签字 stands before 齐全 as well."""
    words = (word for group in groups if group["weight"] >= LABELS for word in _words(group) if len(word) > 1)
    return frozenset(word[-2:] for word in words if word[-1] in PERSONS)


def _labels(groups: Iterable[Mapping[str, Any]]) -> Lines:
    words = [word for group in groups for word in _words(group) if group["weight"] >= LABELS and len(word) > 1]
    value = f"[:： ]*[\"'“]?(?=[{HAN}]{{2,3}}(?![{HAN}]))"
    tail = re.compile(f"[{''.join(sorted({word[-1] for word in words}))}]{value}")
    return Lines(re.compile(alternatives(words) + value), tail, frozenset(word[-2:] for word in words))


def _public(group: Mapping[str, Any]) -> Public:
    return Public(float(group["weight"]), tuple(str(group.get("beside", "")).split()))


def _ordinary(path: Path, people: Iterable[str], own: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """The cost of every word, and those of it that may be common."""
    words, common = dict.fromkeys(people, PUBLIC), [*people, *own]
    for line in path.read_text("utf-8-sig").splitlines():
        if line and line[0] != "#":
            cost, *some = line.split(" ")
            words.update(dict.fromkeys(some, int(cost)))
            if int(cost) <= CLEAR + 1:
                common += some
    words.update(dict.fromkeys(own, VOCABULARY))
    return words, common
