"""A test paper that is composed: what stands on it in which order. Rooms print it as a page, exchange as a document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .numerals import chinese
from .quiz import ANY, BLANK, CHOICES, ESSAY, JUDGE, MULTIPLE, ORDER, SINGLE, Item

NAMES = {SINGLE: "单项选择题", MULTIPLE: "多项选择题"}
HINTS = {
    SINGLE: "每题只有一个正确答案。",
    MULTIPLE: "每题有两个以上正确答案。",
    ANY: "每题有一个以上正确答案。",
    JUDGE: "正确的写“对”，错误的写“错”。",
    BLANK: "一题有几个空的，按顺序写。",
    ORDER: "按先后顺序写出全部字母。",
    ESSAY: "分点作答。",
}
_GAP = re.compile(r"[_＿]{2,}")
_BRACKET = re.compile(r"[（(][\s　]*[）)]")
_ROOM = "（\u00a0\u00a0\u00a0\u00a0）"
_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True)
class Question:
    """`no` runs through the paper; `item` has its options in the order of this paper. `uri` is where the question stands in
    its bank, `bases` are the titles of the passages that it rests on.
    """

    no: int
    id: str
    item: Item
    uri: str = ""
    bases: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """With wide gaps, and with a bracket for the answer where letters or a sign are asked for."""
        stem, found = _BRACKET.subn(_ROOM, _GAP.sub("＿＿＿＿", self.item.stem))
        asked = self.item.type in (*CHOICES, ORDER, JUDGE)
        return stem if found or not asked else stem + _ROOM

    @property
    def basis(self) -> str:
        """《某规定》第五条、第六条、《某办法》第二条: a title once for the articles that follow each other."""
        said, title = list[str](), ""
        for name in self.bases:
            found = _TITLE.match(name)
            said.append(name[len(title) :] if found and found[0] == title else name)
            title = found[0] if found else ""
        return "、".join(said)

    @property
    def chapter(self) -> str:
        return self.item.chapter.partition("/")[0]


@dataclass(frozen=True)
class Part:
    """Questions of one type, each worth `points`."""

    type: str
    points: int
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        return NAMES.get(self.type, self.type)

    @property
    def hint(self) -> str:
        return HINTS.get(self.type, "")

    @property
    def full(self) -> int:
        return self.points * len(self.questions)

    @property
    def worth(self) -> str:
        """每题 2 分，共 40 分; a single question has no 每题."""
        return f"每题 {self.points} 分，共 {self.full} 分" if len(self.questions) > 1 else f"共 {self.full} 分"

    def heading(self, n: int) -> str:
        return f"{chinese(n)}、{self.name}（{self.worth}）"

    @property
    def rows(self) -> tuple[tuple[Question, ...], ...]:
        """Ten to a row, for the answer sheet and the key; none where words are written."""
        short = self.questions if self.type not in (BLANK, ESSAY) else ()
        return tuple(short[n : n + 10] for n in range(0, len(short), 10))

    @property
    def lines(self) -> int:
        """How many lines the answer sheet has for each question that is answered in words."""
        return 1 if self.type == BLANK else min(24, max(6, self.points)) if self.type == ESSAY else 0


@dataclass(frozen=True)
class Paper:
    """`form` is A or B."""

    title: str
    form: str
    minutes: int
    pass_score: int
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def full(self) -> int:
        return sum(part.full for part in self.parts)

    def count(self, by: str) -> Counter[str]:
        """How many questions of each chapter or degree."""
        return Counter(q.chapter if by == "chapter" else q.item.degree for q in self.questions)


@dataclass(frozen=True)
class Pair:
    """Two parallel papers. `chapters` and `degrees` are what the blueprint asks for, in questions."""

    a: Paper
    b: Paper
    seed: str
    source: str
    chapters: Mapping[str, int]
    degrees: Mapping[str, int]

    @property
    def papers(self) -> tuple[Paper, Paper]:
        return self.a, self.b

    @property
    def shared(self) -> tuple[tuple[int, int], ...]:
        """The numbers on A and on B of each question that stands on both."""
        there = {question.id: question.no for question in self.b.questions}
        return tuple((question.no, there[question.id]) for question in self.a.questions if question.id in there)


def abreast(options: tuple[str, ...], width: int) -> int:
    """How many options stand on one line of `width` full-width signs: four, two, or one. A letter takes two and a half, the
    gap behind an option one."""
    longest = max((length(option) for option in options), default=0) + 3.5
    return next((n for n in (4, 2) if n <= len(options) and longest * n <= width), 1)


def length(text: str) -> float:
    """In full-width signs (UAX 11: W, F and A are wide)."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
