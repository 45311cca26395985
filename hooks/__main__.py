"""The editors' and the administrator's commands: python hooks check | build | redact | gate | new | schema …"""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from integrity import building, standing, unchanged

if TYPE_CHECKING:
    from integrity.kernel.issue import Issue
    from integrity.kernel.settings import Settings

HOME = Path(__file__).resolve().parent.parent


def _again(arguments: list[str]) -> None:
    """What `check` and `build` need no library for is done before the libraries are loaded: both load slowly."""
    if arguments[:1] == ["build"] and (given := building.plain(arguments[1:])):
        sys.exit(_build(*given))
    if arguments[:1] != ["check"] or len(arguments) > 2 or "-" in (word[:1] for word in arguments):
        return
    root = Path(*arguments[1:]).resolve()
    if (root / unchanged.KEPT).is_file() and (answer := unchanged.earlier(root, HOME, os.environ, date.today())):
        lines, passed = unchanged.said(*answer)
        print("\n".join(lines))
        sys.exit(0 if passed else 1)


def _build(root: Path, to: str, engine: str) -> int:
    order = standing.Order(root.resolve(), root / to, HOME, os.environ, date.today(), engine)
    return building.build(order, partial(_settle, order, root), lambda: [str(issue) for issue in _given(root)[2]])


def _settle(order: standing.Order, root: Path) -> None:
    if unchanged.known(order.root, HOME, os.environ, order.clock) is None:
        settings, today, problems = _given(root)
        if not problems:
            unchanged.note(order.root, HOME, os.environ, order.clock, unchanged.told(today, settings))


def _given(root: Path) -> tuple[Settings, date, list[Issue]]:
    """The settings and the day, and what is wrong with either."""
    from integrity.kernel.settings import day_of_build, read_settings

    settings, problems = read_settings(root)
    settings = settings.model_copy(update={"site_address": os.environ.get("SITE_URL", "")})
    today, more = day_of_build(os.environ, settings, date.today())
    return settings, today, [*problems, *more]


if __name__ == "__main__":
    _again(sys.argv[1:])

# ruff: noqa: E402
from integrity.kernel.cores import collect_seldom

collect_seldom()  # what is loaded lives to the end as well

import typer

from integrity import papers, scaffold, shelf, site
from integrity.exchange import quiz_commands
from integrity.kernel.figures import period
from integrity.kernel.issue import errors, listed
from integrity.ledgers import commands as ledgers
from integrity.redaction import commands as redaction
from integrity.rendering import Built

app = typer.Typer(add_completion=False, no_args_is_help=True, help="清风：检查、生成、新建。")
Root = Annotated[Path, typer.Argument(help="内容所在的文件夹（含 docs/ 和 cases/）", file_okay=False, exists=True)]


@app.command()
def check(
    root: Root = Path("."),
    fix: Annotated[bool, typer.Option("--fix", help="列出没有脱敏的内容怎样改写")] = False,
    write: Annotated[bool, typer.Option("--write", help="与 --fix 同用：写回文件")] = False,
) -> None:
    """检查全部内容，列出每一处问题。"""
    if not (root / "docs").is_dir() and not (root / "cases").is_dir():
        typer.echo(f"{root.resolve()} 里没有 docs/ 和 cases/，请到站点的文件夹里运行")
        raise typer.Exit(1)
    settings, today, problems = _given(root)
    if write and not fix:
        typer.echo("--write 要与 --fix 同用；先只写 --fix 看一遍，核对以后再加 --write")
        raise typer.Exit(2)
    if fix:
        raise typer.Exit(1 if redaction.mend(root.resolve(), HOME, today, write) else 0)
    issues, count = (tuple(problems), 0) if problems else site.check(root.resolve(), today, settings, HOME)
    if not problems:
        unchanged.note(root.resolve(), HOME, os.environ, date.today(), unchanged.told(today, settings))
    lines, passed = unchanged.said(issues, count)
    typer.echo("\n".join(lines))
    if not passed:
        raise typer.Exit(1)


@app.command()
def build(
    root: Root = Path("."),
    to: Annotated[str, typer.Option(help="生成到哪个文件夹")] = "site",
    engine: Annotated[str, typer.Option(help="mkdocs 或 properdocs")] = "mkdocs",
) -> None:
    """生成网站；有任何问题时不动原来的网站。"""
    if code := _build(root, to, engine):
        raise typer.Exit(code)


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="种类：" + "、".join(f"{k.kind}（{k.kind_label}）" for k in site.KINDS))],
    path: Annotated[Path, typer.Argument(help="新文件的位置，例如 docs/policies/duty.md")],
    source: Annotated[Path | None, typer.Option("--from", help="整改意见：由这份督察审计发现的问题起草")] = None,
) -> None:
    """按模板新建一份内容，字段、示例和可选的词都写在里面；展板也可以给一个放好图片和文字的文件夹。"""
    if kind in ("panel", "长廊展板") and path.suffix == "":
        _new_panel(path)
        return
    try:
        text = _answer(kind, path, source) if source else scaffold.template(kind, path.as_posix(), HOME / "data")
    except ValueError as problem:
        typer.echo(str(problem))
        raise typer.Exit(1) from None
    if path.exists():
        typer.echo(f"{path} 已经存在，没有改动它。")
        raise typer.Exit(1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    typer.echo(f"已新建 {path}，请填写后运行 python hooks check")


def _answer(kind: str, path: Path, source: Path) -> str:
    """ValueError says what is wrong, as `template` does."""
    from integrity.answering import opinion_from

    if kind not in ("rectification", "整改意见"):
        raise ValueError(
            "--from 只用于整改意见，例如 python hooks new rectification docs/rectification/x.md --from docs/supervision/x.md"
        )
    root = Path.cwd()
    own = root / "data"
    return opinion_from(root, path, source, _given(root)[1], own if (own / "limits.yml").is_file() else HOME / "data")


def _new_panel(folder: Path) -> None:
    """The text that was handed in becomes the body of the panel: its file is renamed after the folder."""
    from integrity.contribution import panel_from

    place = Path(os.path.relpath(folder.resolve(), Path.cwd()))
    if not place.as_posix().startswith("docs/corridor/") or not folder.is_dir():
        typer.echo("请先把图片和文字放进 docs/corridor/ 下的一个文件夹，再写它的位置，例如 docs/corridor/2f/plum")
        raise typer.Exit(1)
    try:
        handed, text = panel_from(Path.cwd(), place, HOME / "data")
    except ValueError as problem:
        typer.echo(str(problem))
        raise typer.Exit(1) from None
    handed.file.write_text(text, "utf-8", newline="\n")
    if handed.old and handed.old != handed.file:
        handed.old.unlink()
    typer.echo(f"已新建 {os.path.relpath(handed.file)}，请看着画填写图片说明和题注，再运行 python hooks check")


@app.command()
def schema(kind: Annotated[str, typer.Argument(help="种类")]) -> None:
    """打印一种内容的 JSON Schema，供编辑器补全。"""
    try:
        typer.echo(scaffold.schema(kind, HOME / "data"), nl=False)
    except ValueError as problem:
        typer.echo(str(problem))
        raise typer.Exit(1) from None


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="时间段，例如 2026H1、2026Q3、2026")],
    root: Root = Path("."),
    docx: Annotated[Path | None, typer.Option(help="另存为 Word 文件")] = None,
) -> None:
    """按模板 data/report.md 写出一段时间的工作情况报告。"""
    from integrity.exchange.report import as_docx, fill

    settings, today, problems = _given(root)
    built = Built(tuple(problems)) if problems else site.build(root.resolve(), today, settings, HOME)
    if found := errors(built.issues):
        typer.echo(listed(found, "报告没有生成"))
        raise typer.Exit(1)
    template = root / "data" / "report.md"
    try:
        text = fill(template if template.is_file() else HOME / "data" / "report.md", built.figures, period(name), settings, today)
    except ValueError as problem:
        typer.echo(str(problem))
        raise typer.Exit(1) from None
    if docx is None:
        typer.echo(text, nl=False)
    else:
        docx.write_bytes(as_docx(text))
        typer.echo(f"已写出 {docx}")


imports = typer.Typer(no_args_is_help=True, help="把别处的文件变成本站的内容。")
app.add_typer(imports, name="import")


@imports.command("laws")
def import_laws(
    folder: Annotated[Path, typer.Argument(help="放法律文本的文件夹，一法一个 .md 文件", file_okay=False, exists=True)],
    to: Annotated[Path, typer.Option(help="写到哪个目录")] = Path("docs/policies/laws"),
    unit: Annotated[str, typer.Option(help="责任单位")] = "法制大队",
) -> None:
    """把法律文本导入政策文件库，并报告读不了的。"""
    from integrity.exchange.laws import read_laws

    laws, failures = read_laws(folder.glob("*.md"), unit)
    to.mkdir(parents=True, exist_ok=True)
    for law in laws:
        (to / law.name).write_text(law.text, "utf-8", newline="\n")
    for failure in failures:
        typer.echo(f"{failure.source}：{'提醒：' if failure.read else '没有导入：'}{failure.reason}")
    lost = sum(not failure.read for failure in failures)
    typer.echo(f"导入 {len(laws)} 件，条文 {sum(law.articles for law in laws)} 条；没有导入 {lost} 件。")
    if lost:
        raise typer.Exit(1)


exports = typer.Typer(no_args_is_help=True, help="把本站的内容变成别处能用的文件。")
app.add_typer(exports, name="export")
redaction.register(app, HOME, lambda root: _given(root)[1])
papers.register(app, HOME, _given)
ledgers.register(imports, exports, HOME, _given)
quiz_commands.register(
    imports,
    exports,
    lambda root: (_given(root)[1], shelf.library(root, HOME)),
    lambda root: shelf.published(root, *_given(root), HOME),
)


if __name__ == "__main__":
    app(prog_name="python hooks")
