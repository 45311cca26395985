"""python hooks import questions FILE, python hooks export questions --format …"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..kernel.issue import Issue, listed
from ..kernel.nearest import nearest
from ..kernel.quiz import Item, chapter_fault
from .archive import LARGEST, Refused
from .quiz_anki import write_anki
from .quiz_bank import Shelved, bank_text, chapter_for, without_twins
from .quiz_common import Fault, Read, Written, chapter_of, decoded
from .quiz_csv import read_csv, write_csv
from .quiz_docx import read_docx, write_docx
from .quiz_gift import write_gift
from .quiz_giftread import looks_like_gift, read_gift
from .quiz_kaoshibao import read_kaoshibao, write_kaoshibao
from .quiz_text import read_text, safe, write_text
from .tally import Tally

FOLDER = Path("docs/questions")

Library = Callable[[Path], tuple[dt.date, tuple[Shelved, ...]]]
"""The day and every bank below a root, drafts too."""
Published = Callable[[Path], tuple[tuple[Issue, ...], tuple[Shelved, ...]]]
"""The banks of a root that is sound, else what is wrong with it."""

READERS: dict[str, Callable[[bytes], Read]] = {".xlsx": read_kaoshibao, ".xlsm": read_kaoshibao, ".docx": read_docx}
READERS |= {".csv": read_csv, ".gift": read_gift, ".txt": read_text, ".md": read_text}
_ALSO = {"text": (".md",), "gift": (".txt",)}
"""Suffixes besides the usual one under which a format can be read again."""
WRITERS: dict[str, tuple[str, Callable[[list[Item], str], Written]]] = {
    "kaoshibao": (".xlsx", lambda items, title: write_kaoshibao(items)),
    "text": (".txt", write_text),
    "docx": (".docx", write_docx),
    "gift": (".gift", lambda items, title: write_gift(items)),
    "anki": (".apkg", write_anki),
    "csv": (".csv", lambda items, title: write_csv(items)),
}


def register(imports: typer.Typer, exports: typer.Typer, library: Library, published: Published) -> None:
    """Add the commands to the two groups."""

    @imports.command("questions")
    def import_questions(
        file: Annotated[Path, typer.Argument(help="考试宝工作簿 .xlsx、Word .docx、文字 .txt、Moodle GIFT、.csv")],
        to: Annotated[Path | None, typer.Option(help="写成哪个题库，例如 docs/questions/gifts.md")] = None,
        chapter: Annotated[str, typer.Option(help="没有写章节的题归到哪一章，例如 廉洁纪律/礼品礼金")] = "",
    ) -> None:
        """把别处的题目导入成一个题库草稿；有一行读不了，就一道也不导入。"""
        try:
            if not Path("docs").is_dir():
                raise Refused(f"{Path.cwd()} 里没有 docs/，请到站点的文件夹里运行")
            day, banks = library(Path("."))
            said = imported(file, to or FOLDER / f"{_slug(file.stem)}.md", chapter, day, banks)
        except Refused as problem:
            typer.echo(str(problem))
            raise typer.Exit(1) from None
        typer.echo("\n".join(said))

    @exports.command("questions")
    def export_questions(
        format: Annotated[str, typer.Option("--format", help="、".join(WRITERS))],
        bank: Annotated[str, typer.Option(help="只导出一个题库：文件名或标题；不写就是全部")] = "",
        to: Annotated[Path | None, typer.Option(help="写到哪个文件")] = None,
        stale: Annotated[bool, typer.Option("--stale", help="待复核的题也导出")] = False,
    ) -> None:
        """把题库导出成考试宝、Word、文字、Moodle、Anki 或 CSV 用的文件，并说明装不下什么。"""
        issues, banks = published(Path("."))
        if issues:
            typer.echo(listed(issues, "没有导出"))
            raise typer.Exit(1)
        try:
            said = exported(format, bank, to, stale, banks)
        except Refused as problem:
            typer.echo(str(problem))
            raise typer.Exit(1) from None
        typer.echo("\n".join(said))


def imported(file: Path, to: Path, chapter: str, day: dt.date, library: Iterable[Shelved]) -> list[str]:
    """Write the bank and tell what was done. Refused tells, a line each, why nothing was written."""
    banks = list(library)
    _refuse_place(to)
    if chapter and (fault := chapter_fault(chapter_of(chapter))):
        raise Refused(f"--chapter {fault}")
    read = read_file(file)
    tally = Tally()
    items = without_twins(read.items, banks, tally)
    tally.add("没有依据的题 {n} 道，检查不提醒草稿，发布以前请补上", sum(not item.basis for item in items))
    tally.add("题库里题干和选项各占一行：{n} 道里的换行接到了一起，请核对", sum(safe(item) != item for item in items))
    notes = [f"提醒：{note}" for note in (*read.notes, *tally.notes)]
    if read.items and not items and not read.faults:
        return [*notes, "这些题题库里都有了，没有写新文件。"]
    whole = chapter_for(items, chapter_of(chapter) if chapter else "")
    faults = [*read.faults, *_whole_faults(read, whole, file, banks)]
    text, more = ("", ()) if faults else bank_text(items, file.stem, file.name, day, whole)
    if wrong := [*faults, *more]:
        raise Refused(_report(file, wrong))
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("x", encoding="utf-8", newline="\n") as out:
        out.write(text)
    done = f"已导入 {len(items)} 题，写在 {to.as_posix()}（草稿）：请逐题核对，补上依据，"
    return [*notes, done + "改好文件头，删去 draft，再运行 python hooks check"]


def _whole_faults(read: Read, chapter: str, file: Path, banks: Iterable[Shelved]) -> Iterator[Fault]:
    """What is wrong with the file as a whole."""
    if not read.items:
        if not read.faults:
            yield Fault(1, "一道题也没有找到，题目这样写：1、题干，下面每行一个选项，再写 答案：B")
    elif not chapter:
        yield Fault(1, "题目没有写章节，请加 --chapter，例如 --chapter 廉洁纪律/礼品礼金")
    if other := next((bank for bank in banks if bank.title == file.stem), None):
        yield Fault(1, f"已有同名的题库 {other.path}，请把文件改名再导入")


def _refuse_place(to: Path) -> None:
    if to.is_absolute() or to.parts[:2] != FOLDER.parts or ".." in to.parts or to.suffix != ".md":
        raise Refused(f"{to}: 题库应放在 docs/questions/ 下，后缀 .md，例如 docs/questions/gifts.md")
    if to.exists():
        raise Refused(f"{to.as_posix()}: 已经存在，没有改动它，请用 --to 换一个文件名")


def _slug(stem: str) -> str:
    return re.sub(r"[^\w\-]+", "-", stem.lower()).strip("-_") or "questions"


def _report(file: Path, faults: Iterable[Fault]) -> str:
    issues = sorted({Issue(file.as_posix(), fault.line, fault.column, fault.text) for fault in faults})
    return listed(issues, "一道题也没有导入")


def read_file(file: Path) -> Read:
    """The questions of a file of any kind. Refused, with the file's name, when it cannot be read at all."""
    suffix = file.suffix.lower()
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(f"文件超过 {LARGEST // 2**20} MB，没有读，请分成几个文件")
        content = file.read_bytes()
        return _reader(suffix, content)(content)
    except OSError:
        raise Refused(f"{file.as_posix()}:1: 读不到这个文件") from None
    except Refused as problem:
        raise Refused(f"{file.as_posix()}:1: {problem}") from None


def _reader(suffix: str, content: bytes) -> Callable[[bytes], Read]:
    if suffix in (".xls", ".et", ".doc", ".wps"):
        kind = ".xlsx" if suffix in (".xls", ".et") else ".docx"
        raise Refused(f"读不了旧的 {suffix} 文件，请用 WPS 或 Office 打开，另存为 {kind} 再导入")
    if suffix not in READERS:
        raise Refused(f"不认识 {suffix or '没有后缀的'} 文件，可以导入：{'、'.join(READERS)}")
    if suffix == ".txt" and looks_like_gift(decoded(content, Tally())):
        return read_gift
    return READERS[suffix]


def exported(name: str, bank: str, to: Path | None, stale: bool, banks: tuple[Shelved, ...]) -> list[str]:
    """Write the file and tell what it holds and what it cannot. Refused tells what is wrong with what was asked."""
    if name not in WRITERS:
        near = nearest(name, list(WRITERS), 0.5)
        raise Refused(f"没有“{name}”这种格式，可写：{'、'.join(WRITERS)}" + (f"，是否想写 {near}？" if near else ""))
    chosen = [one for one in banks if bank in ("", one.name, one.title)]
    if not chosen:
        known = "、".join(one.name for one in banks) or "（还没有题库）"
        raise Refused(f"没有“{bank}”这个题库，可写：{known}")
    items = [item for one in chosen for item in one.items if stale or item.no not in one.stale]
    left = sum(len(one.items) for one in chosen) - len(items)
    title = chosen[0].title if len(chosen) == 1 else "题库"
    suffix, writer = WRITERS[name]
    if to is not None and to.suffix.lower() not in (suffix, *_ALSO.get(name, ())):
        raise Refused(f"{name} 格式的文件后缀是 {suffix}，请写 --to {to.with_suffix(suffix).as_posix()}")
    target = to or Path(re.sub(r'[\\/:*?"<>|]', "-", title) + suffix)
    if to is None and target.exists():
        raise Refused(f"{target} 已经存在，没有改动它，请用 --to 写明文件名")
    if not target.parent.is_dir():
        raise Refused(f"没有 {target.parent} 这个文件夹")
    written = writer([replace(item, no=n) for n, item in enumerate(items, 1)], title)
    target.write_bytes(written.content)
    said = [*written.notes, *([f"待复核的题 {left} 道没有导出，要一起导出加 --stale"] if left else [])]
    return [*said, f"已导出 {written.count} 题，写在 {target.as_posix()}"]
