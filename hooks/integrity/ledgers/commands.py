"""python hooks import rectification FILE.xlsx, python hooks export rectification"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ..exchange.archive import Refused
from ..kernel.issue import Issue
from ..kernel.settings import Settings
from .exporting import exported
from .importing import Order, imported
from .site import open_place, published

Given = Callable[[Path], tuple[Settings, dt.date, list[Issue]]]


def register(imports: typer.Typer, exports: typer.Typer, home: Path, given: Given) -> None:
    """Add the commands to the two groups. `home` is the product's folder; `given` gives a site's settings and the day."""

    @imports.command("rectification")
    def import_rectification(
        file: Annotated[Path, typer.Argument(help="整改台账工作簿 .xlsx")],
        opinion: Annotated[str, typer.Option(help="是哪一份整改意见的台账，例如 docs/rectification/2026-property.md")] = "",
        sheet: Annotated[str, typer.Option(help="读哪一张工作表；只有一张台账的不用写")] = "",
        replace: Annotated[bool, typer.Option("--replace", help="已有台账文件的，整个换成工作簿里的")] = False,
        check: Annotated[bool, typer.Option("--check", help="只核对，说明与原来的台账有什么不同，不写文件")] = False,
    ) -> None:
        """把整改台账工作簿导入到整改意见旁边；有一处读不了，就一条也不导入。"""
        _answer(lambda: imported(Order(file, opinion, sheet, replace, check), open_place(Path("."), home, *given(Path("."))[:2])))

    @exports.command("rectification")
    def export_rectification(
        opinion: Annotated[str, typer.Option(help="只导出一份：整改意见的文件名或标题；不写就是全部，一份一张工作表")] = "",
        to: Annotated[Path | None, typer.Option(help="写到哪个文件，后缀 .xlsx")] = None,
    ) -> None:
        """把整改台账导出成工作簿，版式与印发的台账相同；写好以后读回来核对，一字不差才给。"""

        def answer() -> list[str]:
            settings, today, problems = given(Path("."))
            place = open_place(Path("."), home, settings, today)
            parts = published(Path("."), home, settings, today, problems)
            return exported(opinion, to, parts, today, place.terms, place.columns)

        _answer(answer)


def _answer(work: Callable[[], list[str]]) -> None:
    try:
        said = work()
    except Refused as problem:
        typer.echo(str(problem))
        raise typer.Exit(1) from None
    typer.echo("\n".join(said))
