"""The ledger of an opinion as the office prints it, one row a measure, and beside it what the opinion itself is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ...kernel.record import Reference
from ...kernel.workbook import BESIDE, CONTINUED, Cell, Column, Sheet, Span, Workbook, tab_names
from .model import Item, Measure, Opinion

COLUMNS: dict[str, Column] = {
    "item_no": Column("序号", 5),
    "problem": Column("存在问题", 20),
    "no": Column("措施编号", 5),
    "text": Column("整改措施", 28),
    "goal": Column("整改目标", 19),
    "unit": Column("责任单位", 9),
    "post": Column("责任人岗位", 9),
    "support": Column("配合单位", 9),
    "due": Column("完成时限", 11),
    "state": Column("整改状态", 8),
    "started": Column("启动日期", 11),
    "completed": Column("完成日期", 11),
    "closed": Column("销号日期", 11),
    "verified_by": Column("验收单位", 9),
    "progress": Column("进展情况", 34),
    "evidence": Column("佐证", 16),
    "result": Column("整改结果", 14),
    "finding": Column("对应发现", 10),
}
"""By the names that data/ledger_columns.yml gives them. One order for what is printed and what is read back."""
SHARED = ("item_no", "problem", "finding")
"""Columns that say the same for every measure of a problem: merged."""
ABOUT = "台账说明"
"""The name of the sheet that tells which opinion each ledger belongs to."""
ABOUT_COLUMNS = (
    Column("工作表", 30), Column("整改意见", 44), Column("文件", 36), Column("发文字号", 22), Column("整改来源", 12),
    Column("印发日期", 12), Column("责任单位", 18), Column("密级", 8), Column("问题", 8), Column("措施", 8),
)  # fmt: skip

_TITLE = re.compile(r"(?:关于)?(.+?)的?整改(?:意见|方案|工作方案|任务)")


@dataclass(frozen=True)
class Part:
    """An opinion with the items of its ledger, wherever they are written."""

    opinion: Opinion
    items: Sequence[Item]


WHOLE = "data/rectification.xlsx"
"""All ledgers in one workbook."""


def book_uri(opinion: Opinion) -> str:
    """The workbook of one opinion's ledger."""
    return f"data/{opinion.uri.removesuffix('.md').replace('/', '-')}.xlsx"


def book(uri: str, parts: Sequence[Part], day: dt.date) -> Workbook:
    """A sheet for each ledger as it stood on `day`, and the one that says what they belong to."""
    *names, about = tab_names([*(ledger_title(part.opinion) for part in parts), ABOUT])
    sheets = [ledger_sheet(part, name, day) for part, name in zip(parts, names, strict=True)]
    return Workbook(uri, (*sheets, _about(parts, names, about)))


def ledger_title(opinion: Opinion) -> str:
    """关于……的整改意见 as ……整改台账."""
    found = _TITLE.fullmatch(opinion.title)
    return f"{found[1] if found else opinion.title}整改台账"


def ledger_sheet(part: Part, name: str, day: dt.date) -> Sheet:
    rows: list[Sequence[Cell]] = []
    spans: list[Span] = []
    keys = list(COLUMNS)
    for item in part.items:
        first = len(rows)
        rows += _rows(item)
        if len(rows) - first > 1:
            spans += [Span(keys.index(key), first, len(rows) - 1) for key in SHARED]
    return Sheet(name, ledger_title(part.opinion), tuple(COLUMNS.values()), rows, (_line(part.opinion, day),), tuple(spans))


def _line(opinion: Opinion, day: dt.date) -> str:
    said = [f"单位：{opinion.unit}", f"截至日期：{day.year}年{day.month}月{day.day}日", f"密级：{opinion.classification}"]
    return "　　".join([*said, *([f"依据：{opinion.doc_no}"] if opinion.doc_no else [])])


def _rows(item: Item) -> Iterator[Sequence[Cell]]:
    """A problem without measures has a row of its own."""
    first: dict[str, Cell] = {"item_no": item.no, "problem": item.problem, "finding": item.finding}
    for n, cells in enumerate([_cells(measure) for measure in item.measures] or [{}]):
        row = cells if n else first | cells
        yield [row.get(key) for key in COLUMNS]


def _cells(measure: Measure) -> dict[str, Cell]:
    plain: dict[str, Cell] = {key: getattr(measure, key) for key in COLUMNS if key in type(measure).model_fields}
    return plain | {
        "support": "、".join(measure.support) or None,
        "progress": _listed(f"{step.date} {step.text}" for step in measure.progress),
        "evidence": _listed(_piece(piece) for piece in measure.evidence),
    }


def _listed(texts: Iterator[str]) -> str | None:
    """Each text on a line of its own; the further lines of one text are marked."""
    return "\n".join(text.replace("\n", f"\n{CONTINUED}") for text in texts) or None


def _piece(piece: Reference) -> str:
    """A path as it is from ./ or ../ on, a title as it is, both with a line between them."""
    path = piece.path or ""
    shown = path if not path or path.startswith("../") else f"./{path}"
    if not piece.title:
        return shown
    alike = BESIDE.strip() in piece.title or piece.title.startswith(("./", "../", CONTINUED))
    return f"{piece.title}{BESIDE}{shown}".rstrip() if shown or alike else piece.title


def _about(parts: Sequence[Part], names: Sequence[str], name: str) -> Sheet:
    rows = [_facts(part, tab) for part, tab in zip(parts, names, strict=True)]
    line = "导入时按这张表找到整改意见；进展情况每条一行，以日期开头；佐证每件一行，写站内文件的路径或者材料名称。"
    return Sheet(name, ABOUT, ABOUT_COLUMNS, rows, (line,))


def _facts(part: Part, tab: str) -> Sequence[Cell]:
    opinion, measures = part.opinion, list(chain.from_iterable(item.measures for item in part.items))
    about = (opinion.doc_no, opinion.source, opinion.issued, opinion.unit, opinion.classification)
    return (tab, opinion.title, opinion.origin.path, *about, len(part.items), len(measures))
