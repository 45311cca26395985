"""A workbook's ledger beside its opinion: read, checked by the room's own rules, looked at by the gate, and only then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..exchange.archive import LARGEST, Refused
from ..exchange.grid import Grid, read_grids
from ..exchange.ledger_found import Known, Ledger
from ..exchange.ledger_head import Slip, find_head
from ..exchange.ledger_rows import read_ledger
from ..exchange.ledger_yaml import ledger_text
from ..kernel.frontmatter import parse_ledger
from ..kernel.issue import Issue
from ..kernel.nearest import nearest
from ..kernel.record import read_record
from ..redaction.check import covered
from ..redaction.gate import hits
from ..rooms.rectification import model
from ..rooms.rectification.model import Opinion
from ..rooms.rectification.sheet import ABOUT, ABOUT_COLUMNS, ledger_title
from .checking import slips_of
from .comparing import ALIKE, compared
from .site import Place, existing, find, ledger_path

_OLD, _READ = (".xls", ".et"), (".xlsx", ".xlsm")
_SHOWN = 5


@dataclass(frozen=True)
class Order:
    """What was typed: the file, and what is to be done with it."""

    file: Path
    opinion: str = ""
    sheet: str = ""
    replace: bool = False
    only_check: bool = False


def imported(order: Order, place: Place) -> list[str]:
    """Write the ledger and tell what was done. Refused tells, a line each, why nothing was written."""
    grids, commented = _open(order.file)
    grid, notes = _sheet(grids, order, place)
    opinion = _opinion(order, place, grids, grid)
    target = ledger_path(opinion)
    _refuse_place(order, opinion, place.root / target)
    known = Known(frozenset(place.terms["units"].words), place.terms["measure_states"].words, place.columns, opinion.issued)
    found = read_ledger(grid, known)
    assert found is not None
    if not any(item["measures"] for item in found.items) and not found.slips:
        found.slips.append(Slip((grid.rows[-1], 0), "表头下面没有一条措施"))
    head = _head(opinion, order, grid, place)
    found.slips += slips_of(found, head, opinion, place)
    if found.slips:
        raise Refused("\n".join(_report(order.file, grid, found.slips, place)))
    text = ledger_text(head, found.items)
    _refuse_text(text, target, found, order, grid, place)
    notes += [f"提醒：工作表“{grid.title}”{note}" for note in found.tally.notes]
    notes += ["提醒：批注没有读，要紧的请写进格子里"] if commented else []
    return [*covered_lines(notes, place), *_done(order, opinion, target, text, found, place)]


def _open(file: Path) -> tuple[tuple[Grid, ...], bool]:
    """Refused, with the name of the file, where there is nothing that can be read."""
    suffix = file.suffix.lower()
    try:
        if suffix in _OLD:
            raise Refused(f"读不了旧的 {suffix} 文件，请用 WPS 或 Excel 打开，另存为 .xlsx 再导入")
        if suffix not in _READ:
            raise Refused(f"不认识 {suffix or '没有后缀的'} 文件，请用 WPS、Excel 或 LibreOffice 另存为 .xlsx 再导入")
        if file.stat().st_size > LARGEST:
            raise Refused(f"文件超过 {LARGEST // 2**20} MB，没有读，请删去图片，或分成几个文件")
        return read_grids(file.read_bytes())
    except OSError:
        raise Refused(f"{file.as_posix()}: 读不到这个文件") from None
    except Refused as problem:
        raise Refused(f"{file.as_posix()}: {problem}") from None


def _sheet(grids: Sequence[Grid], order: Order, place: Place) -> tuple[Grid, list[str]]:
    """The sheet to read, and what to say about the others."""
    wanted, file = order.sheet, order.file
    fit = [grid for grid in grids if find_head(grid, place.columns)]
    names = "、".join(grid.title for grid in fit if grid.visible)
    if wanted:
        chosen = next((grid for grid in grids if grid.title == wanted), None)
        if chosen is None:
            near = nearest(wanted, [grid.title for grid in grids], 0.4)
            hint = f"是否想写“{near}”？" if near else ""
            raise Refused(f"{file.as_posix()}: 没有工作表“{wanted}”，{hint}可写：{'、'.join(grid.title for grid in grids)}")
        if not chosen.visible:
            raise Refused(f"{file.as_posix()}:工作表“{wanted}”：是隐藏的，请取消隐藏，核对以后再导入")
        if chosen not in fit:
            raise Refused(f"{file.as_posix()}:工作表“{wanted}”：{_no_head(place)}")
        return chosen, []
    shown = [grid for grid in fit if grid.visible]
    if not shown:
        hidden = "；隐藏的工作表不读，要读请取消隐藏" if fit else ""
        raise Refused(f"{file.as_posix()}: {_no_head(place)}{hidden}")
    if len(shown) > 1 and order.opinion:
        asked = find(order.opinion, place.opinions).origin.path
        shown = [grid for grid in shown if _named(grids, grid) == asked] or shown
    if len(shown) > 1:
        raise Refused(f"{file.as_posix()}: 有 {len(shown)} 张台账，请用 --sheet 写明导入哪一张：{names}")
    return shown[0], [f"提醒：工作表“{grid.title}”是隐藏的，没有读" for grid in fit if not grid.visible]


def _no_head(place: Place) -> str:
    columns = place.columns.columns
    said = "、".join(f"“{columns[key][0]}”" for key in ("problem", "text", "unit", "due", "state"))
    return f"没有找到台账的表头，表里要有一行写着{said}等列名；本单位另有叫法的，加到 data/ledger_columns.yml"


def _opinion(order: Order, place: Place, grids: Sequence[Grid], grid: Grid) -> Opinion:
    """The one that was named, the one that our own export names, or the only one there is."""
    opinions = place.opinions
    if order.opinion:
        return find(order.opinion, opinions)
    if path := _named(grids, grid):
        return find(path, opinions)
    if len(opinions) == 1:
        return opinions[0]
    known = "、".join(opinion.origin.path for opinion in opinions) or "（还没有，先写一份）"
    raise Refused(f"请用 --opinion 写明是哪一份整改意见的台账，可写：{known}")


def _named(grids: Sequence[Grid], grid: Grid) -> str:
    """The path that the sheet 台账说明 gives for this sheet."""
    labels = [column.label for column in ABOUT_COLUMNS]
    for other in grids:
        rows = {row: list(other.texts(row).values()) for row in other.rows}
        if other.title.startswith(ABOUT) and any(texts[:3] == labels[:3] for texts in rows.values()):
            return next((other.at(row, 3).text for row in rows if other.at(row, 1).text == grid.title), "")
    return ""


def _refuse_place(order: Order, opinion: Opinion, target: Path) -> None:
    if order.only_check:
        return
    if opinion.items:
        advice = "要改用台账文件，先把它的 items 一项整个删去，再导入；只核对的，加 --check"
        raise Refused(f"{opinion.origin.path}: 文件头里已经写着问题清单，没有改动它；{advice}")
    if target.exists() and not order.replace:
        raise Refused(f"{ledger_path(opinion)}: 已经存在，没有改动它；要整个换成工作簿里的，加 --replace；只核对的，加 --check")


def _head(opinion: Opinion, order: Order, grid: Grid, place: Place) -> dict[str, Any]:
    """The ledger's own fields: those of the file that it replaces, with the workbook as one more source; else its opinion's. A
    new one is held back as long as its opinion is."""
    source = {"title": f"{order.file.name}（工作表“{grid.title}”）", "checked": place.context.today}
    if there := existing(opinion, place):
        kept = {key: value for key, value in there.model_dump(exclude_unset=True).items() if key not in ("items", "sources")}
        notes = [note.model_dump(exclude_unset=True) for note in there.sources]
        return kept | {"sources": [*(note for note in notes if note["title"] != source["title"]), source]}
    head: dict[str, Any] = {
        "title": ledger_title(opinion),
        "date": place.context.today,
        "unit": opinion.unit,
        "classification": opinion.classification,
        "status": opinion.status,
        "sources": [source],
    }
    return head | ({"draft": True} if opinion.draft else {})


def _refuse_text(text: str, target: str, found: Ledger, order: Order, grid: Grid, place: Place) -> None:
    """The file as a whole: what the gate sees in it, whether it is read back as meant, and its size."""
    left = [hit for hit in hits(target, text.encode(), place.rules) if hit.kind != "scan"]
    if left:
        issues = (Issue(order.file.as_posix(), 1, "", hit.text) for hit in left)
        said = [str(issue).replace(":1: ", f":工作表“{grid.title}”：", 1) for issue in covered(issues, place.rules)]
        raise Refused("\n".join([*said, f"共 {len(said)} 处问题，一条也没有导入。"]))
    limit = place.terms.number("file_size")
    if (size := len(text.encode())) > limit:
        big = f"写成的台账有 {size / 2**20:.1f} MB，超过上限 {limit / 2**20:.1f} MB（data/limits.yml 的 file_size）"
        raise Refused(f"{order.file.as_posix()}: {big}，一条也没有导入；请分成几份整改意见")
    record, _ = read_record(model.Ledger, parse_ledger(text), target, "", place.terms)
    if not isinstance(record, model.Ledger) or list(record.items) != list(_expected(found, place)):
        raise Refused(f"{order.file.as_posix()}: 有的文字存成台账会读错，一条也没有导入；请去掉不可见的控制字符再导入")


def _expected(found: Ledger, place: Place) -> Iterator[model.Item]:
    for item in found.items:
        yield model.Item.model_validate(item, context={"terms": place.terms})


def _done(order: Order, opinion: Opinion, target: str, text: str, found: Ledger, place: Place) -> list[str]:
    count = f"问题 {len(found.items)} 个，措施 {sum(len(item['measures']) for item in found.items)} 条"
    said = compared(found.items, opinion, place)
    if order.only_check:
        return [*said, f"核对完毕：{count}，没有写任何文件"]
    if existing(opinion, place) and said == [ALIKE]:
        return [*said, f"{target} 没有改动"]
    (place.root / target).write_text(text, "utf-8", newline="\n")
    return [*said, f"已导入{count}，写在 {target}；请核对，再运行 python hooks check"]


def _report(file: Path, grid: Grid, slips: Iterable[Slip], place: Place) -> list[str]:
    """Every problem, in the order of the sheet; the same at several cells of a column is one line."""
    same: dict[tuple[str, str], list[Slip]] = {}
    for slip in sorted(set(slips), key=lambda slip: (slip.place, slip.text)):
        same.setdefault((slip.column, slip.text), []).append(slip)
    issues = []
    for (column, text), group in same.items():
        cells = "、".join(slip.where for slip in group[:_SHOWN]) + (f" 等 {len(group)} 处" if len(group) > _SHOWN else "")
        label = f"“{column}”" if column else ""
        issues.append(Issue(f"{file.as_posix()}:工作表“{grid.title}”{cells}", 1, "", label + text))
    said = [f"{issue.path}：{issue.text}" for issue in covered(issues, place.rules)]
    return [*said, f"共 {sum(map(len, same.values()))} 处问题，一条也没有导入。"]


def covered_lines(lines: Iterable[str], place: Place) -> list[str]:
    """With whatever identifies somebody masked."""
    return [issue.text for issue in covered((Issue("", 1, "", line) for line in lines), place.rules)]
