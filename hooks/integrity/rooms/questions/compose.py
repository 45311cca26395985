"""Two parallel papers from a blueprint and a seed. Same questions, blueprint and seed: same papers, in every version of Python.

Types and chapters are kept to the question, or nothing is composed; where a degree is short its neighbour steps in.
Chance is the order of SHA-256 over the seed, the use and the question's id.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from ...kernel.datafiles import Blueprint
from ...kernel.exam import Pair, Paper, Part, Question
from ...kernel.quiz import CHOICES, DEGREES, LETTERS, ORDER, Item
from .allot import Arc, Ends, apportion, flow
from .index import Entry

T = TypeVar("T")
Cell = tuple[str, str, str]
"""Type, first part of the chapter, degree."""

_BOUND = re.compile(r"以上|上述|以下|[A-HＡ-Ｈ][、和与]")
_FREE, _FAR = 10**6, 10**12


class Short(ValueError):
    """The bank has too few questions; the message says of what."""


def compose(sound: Iterable[Entry], blueprint: Blueprint, seed: str) -> Pair:
    """`sound` are the questions that may be asked. Raises Short, in Chinese, where they do not suffice."""
    pool: dict[Cell, list[Entry]] = defaultdict(list)
    for entry in sorted(sound, key=lambda entry: entry.id):
        pool[_cell(entry)].append(entry)
    supply = {cell: len(entries) for cell, entries in pool.items()}
    rows, chapters = _by_chapter(blueprint, supply)
    cells, degrees = _by_degree(blueprint, supply, rows)
    first, second = list[Entry](), list[Entry]()
    for cell, count in cells.items():
        drawn = _shuffled(pool[cell], seed, "选题", lambda entry: entry.id)
        first += drawn[:count]
        second += (drawn[count:] + drawn[:count][::-1])[:count]
    again = {entry.id for entry in first}
    a, b = _paper(blueprint, "A", first, seed, set()), _paper(blueprint, "B", second, seed, again)
    return Pair(a, b, seed, blueprint.source, chapters, degrees)


def _cell(entry: Entry) -> Cell:
    return entry.item.type, entry.item.chapter.partition("/")[0], entry.item.degree


def _by_chapter(blueprint: Blueprint, supply: Mapping[Cell, int]) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """How many questions of each type and chapter, and what each chapter comes to by its share."""
    types = Counter[str]()
    for part in blueprint.parts:
        types[part.type] += part.count
    have = Counter[tuple[str, str]]()
    for (kind, chapter, _), count in supply.items():
        have[kind, chapter] += count
    shares = _shares(blueprint.chapters, ((chapter, count) for (kind, chapter), count in have.items() if kind in types))
    wanted = apportion(types.total(), shares) if shares else {}
    arcs: dict[Ends, Arc] = {("", kind): (count, _nothing) for kind, count in types.items()}
    for kind, count in types.items():
        for chapter in wanted:
            here = have[kind, chapter]
            arcs[kind, (chapter,)] = (here, _near(count, shares[chapter], sum(shares.values()), here // 2))
    arcs |= {((chapter,), None): (count if blueprint.chapters else _FREE, _nothing) for chapter, count in wanted.items()}
    found = flow(arcs, "", None)
    if missing := _missing(types, wanted if blueprint.chapters else {}, found):
        raise Short(f"题库里的题不够，组不成《{blueprint.title}》：{'；'.join(missing)}")
    return {(kind, chapter): found[kind, (chapter,)] for kind in types for chapter in wanted}, wanted


def _missing(types: Mapping[str, int], chapters: Mapping[str, int], found: Mapping[Ends, int]) -> list[str]:
    said = [f"{kind}要 {count} 道，只凑得出 {found['', kind]} 道" for kind, count in types.items() if found["", kind] < count]
    if said:
        short = {chapter: (count, found[(chapter,), None]) for chapter, count in chapters.items()}
        said += [f"章节“{name}”要 {n} 道，只凑得出 {got} 道" for name, (n, got) in short.items() if got < n]
    return said


def _by_degree(
    blueprint: Blueprint, supply: Mapping[Cell, int], rows: Mapping[tuple[str, str], int]
) -> tuple[dict[Cell, int], dict[str, int]]:
    """How many questions of each cell, and what each degree comes to by its share: a wanted degree takes the nearest."""
    inside = [(degree, supply.get((*row, degree), 0)) for row, count in rows.items() if count for degree in DEGREES]
    shares = {d: n for d, n in _shares({str(name): n for name, n in blueprint.degrees.items()}, inside).items() if n}
    wanted = apportion(sum(rows.values()), shares)
    arcs: dict[Ends, Arc] = {}
    for row, count in rows.items():
        arcs["", row] = (count, _nothing)
        for degree in DEGREES:
            have = supply.get((*row, degree), 0)
            arcs[row, (degree,)] = (have, _near(count, shares.get(degree, 0), sum(shares.values()), have // 2))
    for degree in DEGREES:
        for name in wanted:
            far = (DEGREES.index(degree) - DEGREES.index(name)) ** 2
            arcs[(degree,), name] = (_FREE, _always(_FAR * far))
    arcs |= {(name, None): (count, _nothing) for name, count in wanted.items()}
    found = flow(arcs, "", None)
    return {(*row, degree): n for row in rows for degree in DEGREES if (n := found[row, (degree,)])}, wanted


def _shares(given: Mapping[str, int], supply: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Without shares in the blueprint the bank's own are kept."""
    if given:
        return dict(given)
    made = Counter[str]()
    for name, count in supply:
        made[name] += count
    return dict(sorted(made.items()))


def _near(count: int, share: int, whole: int, apart: int) -> Callable[[int], int]:
    """The price of the k-th question where `count` × `share` / `whole` are due: the growth of the squared distance. Beyond
    `apart` both papers have to share questions, which costs as much as being two away."""

    def price(k: int) -> int:
        grown = (k * whole - count * share) ** 2 - ((k - 1) * whole - count * share) ** 2
        return grown + (4 * whole * whole if k > apart else 0)

    return price


def _always(price: int) -> Callable[[int], int]:
    return lambda k: price


_nothing = _always(0)


def _paper(blueprint: Blueprint, form: str, drawn: Iterable[Entry], seed: str, again: set[str]) -> Paper:
    """Questions in `again` stand on the other paper as well: their options change places here."""
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for entry in _shuffled(drawn, seed, f"{form}卷题序", lambda entry: entry.id):
        waiting[entry.item.type].append(entry)
    parts, no = list[Part](), 0
    for plan in blueprint.parts:
        taken, waiting[plan.type] = waiting[plan.type][: plan.count], waiting[plan.type][plan.count :]
        questions = tuple(_question(no + n, entry, seed, entry.id in again) for n, entry in enumerate(taken, 1))
        parts.append(Part(plan.type, plan.points, questions))
        no += len(taken)
    return Paper(blueprint.title, form, blueprint.minutes, blueprint.pass_score, tuple(parts))


def _question(no: int, entry: Entry, seed: str, again: bool) -> Question:
    item = _turned(entry.item, seed, entry.id) if again else entry.item
    return Question(no, entry.id, item, entry.uri, tuple(dict.fromkeys(basis.title for basis in entry.bases)))


def _turned(item: Item, seed: str, name: str) -> Item:
    """The options in another order, and the letters of the answer with them; not where one option speaks of another."""
    if item.type not in (*CHOICES, ORDER) or any(_BOUND.search(option) for option in item.options):
        return item
    places = list(range(len(item.options)))
    order = _shuffled(places, seed, f"选项 {name}", str)
    order = order if order != places else [*places[1:], 0]
    letters = [LETTERS[order.index(LETTERS.index(letter))] for letter in item.answer]
    answer = "".join(letters if item.type == ORDER else sorted(letters))
    return replace(item, options=tuple(item.options[n] for n in order), answer=answer)


def _shuffled(things: Iterable[T], seed: str, use: str, name: Callable[[T], str]) -> list[T]:
    return sorted(things, key=lambda thing: hashlib.sha256(f"{seed}\n{use}\n{name(thing)}".encode()).digest())
