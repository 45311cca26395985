"""Questions in rows, as workbooks and CSV files have them: the header row is found by its content, columns may stand anywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..kernel.headings import plain_head, tight
from ..kernel.quiz import BLANK, CHOICES, ESSAY, GAP, GAPS, JUDGE, LETTERS, ORDER, Item, blanks_of, guessed, judged
from ..kernel.quizform import settled
from .cells import clean
from .quiz_common import Fault, Read, chapter_of, item_faults, kind_of, split_basis
from .tally import Tally

OPTIONS = tuple(f"选项{letter}" for letter in LETTERS)

_ALIKE = {"题目": "题干", "试题": "题干", "题目类型": "题型", "试题类型": "题型", "类型": "题型", "答案": "正确答案"}
_ALIKE |= {"参考答案": "正确答案", "答案解析": "解析", "试题解析": "解析", "难易度": "难度", "难易程度": "难度"}
_KNOWN = {"题干", "题型", "正确答案", "解析", "章节", "难度", "依据", *OPTIONS}
_IGNORED = {"序号", "题号", "题库", ""}
_DEGREES = {"容易": "易", "简单": "易", "较易": "偏易", "中": "适中", "中等": "适中", "一般": "适中", "较难": "难", "困难": "难"}
_OPTION = re.compile(r"(?:选项|答案选项)?[\[(【]?([A-Za-z])[\])】]?(?:选项|项)?(?:[\[(【].*)?$")
_PLACES = re.compile(r"[（(][\s　]*[）)]")
_BETWEEN = re.compile(r"[\s、,，;；/|.。和及]")
_HEADER_WITHIN = 20

Rows = Iterable[tuple[int, Sequence[str]]]


def column(head: str) -> str:
    """选项 A, 选项E\\n(勿删) and Ａ选项 by one name; an unknown head as it is without spaces and brackets."""
    if option := _OPTION.match(tight(head)):
        return f"选项{option[1].upper()}"
    plain = plain_head(head)
    return _ALIKE.get(plain, plain)


def find_header(cells: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, if this row is the header: it names 题干 and 正确答案."""
    places: dict[str, int] = {}
    for n, cell in enumerate(cells):
        places.setdefault(column(cell), n)
    return places if {"题干", "正确答案"} <= set(places) else None


def read_rows(rows: Rows, tally: Tally, where: str = "") -> Read | None:
    """All questions below the header row; None where there is none. `where` names the sheet in what is said."""
    items: list[Item] = []
    found: list[Fault] = []
    places: dict[str, int] | None = None
    looked = 0
    for line, cells in rows:
        texts = [clean(cell) for cell in cells]
        if not any(texts):
            continue
        if places is not None:
            item, wrong = read_row({name: texts[n] for name, n in places.items() if n < len(texts)}, line, tally)
            items.append(item)
            found += [replace(fault, text=where + fault.text) for fault in wrong]
        elif places := find_header(texts):
            found += [replace(fault, text=where + fault.text) for fault in _head_faults(texts, line, tally)]
        elif (looked := looked + 1) >= _HEADER_WITHIN:
            return None
    return None if places is None else Read(tuple(items), tuple(found))


def _head_faults(cells: Sequence[str], line: int, tally: Tally) -> Iterable[Fault]:
    names = [column(cell) for cell in cells]
    for name in dict.fromkeys(names):
        if name in _KNOWN and names.count(name) > 1:
            yield Fault(line, "这一列有两处，请删去一处", name)
        elif re.fullmatch("选项[I-Z]", name):
            yield Fault(line, "选项最多八个（A 到 H），请删去这一列", name)
        elif name not in _KNOWN and name not in _IGNORED:
            tally.add(f"“{name}”一列没有用上")


def read_row(row: Mapping[str, str], line: int, tally: Tally) -> tuple[Item, list[Fault]]:
    """One question and all that is wrong with it."""
    given = [row.get(name, "") for name in OPTIONS]
    options = _unlettered(given[: max((n for n, text in enumerate(given, 1) if text), default=0)])
    stem, answer = row.get("题干", ""), row.get("正确答案", "")
    kind = kind_of(row["题型"], tally) if row.get("题型") else guessed(len(options), answer, stem)
    if not row.get("题型"):
        tally.add("没有写题型的 {n} 道，按选项和答案判断的题型，请核对")
    explanation, basis = split_basis(row.get("解析", ""))
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", row.get("难度", "")))
    item = Item(
        line,
        kind,
        stem,
        tuple(options),
        explanation=explanation if not row.get("依据") else row.get("解析", ""),
        chapter=chapter_of(row.get("章节", "")),
        degree=_DEGREES.get(said, said) or "适中",
        basis=row.get("依据") or basis,
        line=line,
    )
    wrong = list(_answer_faults(kind, options, answer, line))
    item = _answered(item, answer, tally)
    return item, [*wrong, *item_faults(item, wrong)]


def _unlettered(options: list[str]) -> list[str]:
    """A、三日 in the column of A as 三日, if every cell is written so."""
    marks = [re.match(rf"{letter}\s*[、.．:：]\s*", text) for letter, text in zip(LETTERS, options, strict=False)]
    return [text[mark.end() :] for text, mark in zip(options, marks, strict=True) if mark] if all(marks) else options


def _answer_faults(kind: str, options: Sequence[str], answer: str, line: int) -> Iterable[Fault]:
    if kind in (*CHOICES, ORDER):
        left = re.sub(f"[{LETTERS}]", "", _BETWEEN.sub("", unicodedata.normalize("NFKC", answer).upper()))
        if left:
            yield Fault(line, f"“{answer}”里的“{left}”不是选项的字母，字母连着写，例如 ABD", "正确答案")
    elif kind == ESSAY and options:
        yield Fault(line, "简答题不应有选项；有选项的请写明是哪种选择题", "题型")


def _answered(item: Item, answer: str, tally: Tally) -> Item:
    if item.type == JUDGE:
        letter = unicodedata.normalize("NFKC", answer).strip().upper()
        lettered = len(letter) == 1 and letter in LETTERS[: len(item.options)]
        meant = item.options[LETTERS.index(letter)] if lettered else answer
        return replace(item, options=(), answer=judged(meant))
    if item.type != BLANK:
        return replace(item, answer=settled(item.type, answer))
    blanks = tuple(tuple(word.strip() for word in re.split(r"[|｜]", option)) for option in item.options) or blanks_of(answer)
    stem = item.stem
    if not GAPS.search(stem) and blanks and len(_PLACES.findall(stem)) == len(blanks):
        stem = _PLACES.sub(GAP, stem)
        tally.add(f"填空题的空写成括号的 {{n}} 道，改成了 {GAP}")
    return replace(item, stem=stem, options=(), blanks=blanks)
