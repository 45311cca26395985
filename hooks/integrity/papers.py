"""The command `paper`: a test paper in two parallel forms, its answer sheet and its key, as Word files."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from . import site
from .kernel.datafiles import Blueprint
from .kernel.exam import Pair
from .kernel.issue import Issue, errors, listed
from .kernel.nearest import nearest
from .kernel.room import Context
from .kernel.settings import Settings
from .kernel.terms import load_terms
from .rooms.questions.compose import compose
from .rooms.questions.index import index

Given = Callable[[Path], tuple[Settings, date, list[Issue]]]


def register(app: typer.Typer, home: Path, given: Given) -> None:
    """Add the command. `home` is the product's folder; `given` gives a site's settings and the day."""

    @app.command()
    def paper(
        blueprint: Annotated[str, typer.Argument(help="组卷要求的名字，即 data/blueprints/ 里的文件名，例如 quarterly")] = "",
        seed: Annotated[str, typer.Option(help="组卷种子，相同的种子组出相同的卷；不写就随机取一个")] = "",
        to: Annotated[Path, typer.Option(help="写到哪个文件夹", file_okay=False)] = Path("."),
        root: Annotated[Path, typer.Option(help="内容所在的文件夹", file_okay=False, exists=True)] = Path("."),
    ) -> None:
        """从题库组一套试卷：A卷、B卷、答题卡和答案，写成 Word 文件。"""
        settings, today, problems = given(root)
        try:
            if not blueprint:
                data = root / "data" if (root / "data" / "limits.yml").is_file() else home / "data"
                raise ValueError(f"请写组卷要求的名字，{_known(load_terms(data).blueprints)}")
            context = _context(root.resolve(), today, settings, home, problems)
            plan = _plan(context, blueprint)
            pair = compose(index(context).sound, plan, seed.strip() or str(secrets.randbelow(9 * 10**8) + 10**8))
            written = write(pair, to, settings.unit, today)
        except ValueError as problem:
            typer.echo(str(problem))
            raise typer.Exit(1) from None
        _say(pair, written)


def _context(root: Path, today: date, settings: Settings, home: Path, problems: list[Issue]) -> Context:
    issues, context = (tuple(problems), None) if problems else site.read(root, today, settings, home, drafts=False)
    if context is None or errors(issues):
        raise ValueError(listed(errors(issues), "试卷没有生成"))
    return context


def _plan(context: Context, name: str) -> Blueprint:
    known = context.terms.blueprints
    by_title = {blueprint.title: key for key, blueprint in known.items()}
    key = by_title.get(name, name.removesuffix(".yml").rpartition("/")[2])
    if key in known:
        return known[key]
    near = nearest(key, sorted(known), 0.4)
    said = f"，是否想写“{near}”？" if near else f"，{_known(known)}"
    raise ValueError(f"data/blueprints/ 里没有“{name}”{said}")


def _known(blueprints: Mapping[str, Blueprint]) -> str:
    return f"可写：{'、'.join(f'{name}（{blueprint.title}）' for name, blueprint in sorted(blueprints.items()))}"


def write(pair: Pair, folder: Path, owner: str, today: date) -> tuple[Path, ...]:
    """The four files of `pair` below `folder`; ValueError where one of them is there already."""
    from .exchange.paper import files  # the library loads slowly

    name = re.sub(r'[\\/:*?"<>|\s]+', "", pair.a.title)
    made = {folder / f"{name}-{kind}.docx": content for kind, content in files(pair, owner, today).items()}
    if there := [path for path in made if path.exists()]:
        raise ValueError(f"{there[0]} 已经存在，没有改动它；请用 --to 指定另一个文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in made.items():
        path.write_bytes(content)
    return tuple(made)


def _say(pair: Pair, written: tuple[Path, ...]) -> None:
    from .exchange.paper import composition

    typer.echo(f"《{pair.a.title}》A、B 两卷，满分 {pair.a.full} 分，种子 {pair.seed}")
    for line in composition(pair):
        typer.echo(line)
    for path in written:
        typer.echo(f"已写出 {path}")
    typer.echo("试题在测试以前要保密：这几个文件和种子不要放进题库，也不要上网。")
