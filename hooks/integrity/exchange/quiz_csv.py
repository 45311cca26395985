"""CSV (RFC 4180) with every field of a question, in UTF-8 with a mark so that Excel shows Chinese."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from ..kernel.quiz import BLANK, LETTERS, Item
from .archive import Refused
from .quiz_common import Fault, Read, Written, decoded
from .quiz_rows import OPTIONS, read_rows
from .tally import Tally

HEADER = ("序号", "题型", "题干", *OPTIONS, "正确答案", "解析", "章节", "难度", "依据")

_FORMULA = re.compile(r"(?='*[=+\-@])")


def write_csv(items: Iterable[Item]) -> Written:
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(HEADER)
    count = 0
    for item in items:
        count += 1
        writer.writerow([_FORMULA.sub("'", cell, count=1) if _FORMULA.match(cell) else cell for cell in _row(item)])
    return Written(kept.getvalue().encode("utf-8-sig"), count)


def _row(item: Item) -> list[str]:
    options = [*item.options, *[""] * (len(LETTERS) - len(item.options))]
    answer = "；".join("|".join(blank) for blank in item.blanks) if item.type == BLANK else item.answer
    return [str(item.no), item.type, item.stem, *options, answer, item.explanation, item.chapter, item.degree, item.basis]


def read_csv(content: bytes) -> Read:
    """Commas or tabs. A fault is said with the line on which the row begins. Refused without a header row."""
    tally = Tally()
    text = decoded(content, tally)
    broken: list[Fault] = []
    read = read_rows(_rows(text, broken), tally)
    if read is None and not broken:
        raise Refused("没有找到表头，要有一行写着“题干”和“正确答案”")
    return Read(read.items if read else (), (*(read.faults if read else ()), *broken), tally.notes)


def _rows(text: str, broken: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    head = next((line for line in text.split("\n") if "题干" in line), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if head.count("\t") > head.count(",") else ",", strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, [cell[1:] if re.match(r"'+[=+\-@]", cell) else cell for cell in cells]
            start = reader.line_num + 1
    except csv.Error:
        broken.append(Fault(start, "这一行的引号不成对，或者一格太长；格里的引号要写两个，整格用引号括起来"))
