"""The gate's commands: redact, gate, and what `check --fix` does. The clock and the product's folder come from above."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ..kernel.issue import Issue, ordered
from ..kernel.terms import load_terms
from . import history
from .allow import FILE
from .check import Lost, guarded, is_guarded, load_rules
from .fix import Fixed, fix
from .gate import Hit, Rules, examine, hits, issues_of
from .sources import wanted

Day = Callable[[Path], dt.date]


def register(app: typer.Typer, home: Path, day: Day) -> None:
    """Add the commands. `home` is the product's folder; `day` gives the day on which a site is looked at."""

    @app.command()
    def redact(
        files: Annotated[list[str], typer.Argument(help="要查的文件，不限位置；- 表示从标准输入读文字")],
        fix: Annotated[bool, typer.Option("--fix", help="列出改写前后的样子")] = False,
        write: Annotated[bool, typer.Option("--write", help="与 --fix 同用：写回文件")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="以 JSON 列出")] = False,
    ) -> None:
        """查文件里还有没有姓名、号码等没有脱敏的内容，Word、Excel、PDF 和图片都可以。"""
        if write and not fix:
            typer.echo("--write 要与 --fix 同用", err=True)
            raise typer.Exit(2)
        rules = _rules(Path("."), home, day(Path(".")))
        told: list[dict[str, str | int]] | None = [] if as_json else None
        left = sum([_redacted(name, rules, fix, write, told) for name in files])
        if told is not None:
            typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        raise typer.Exit(1 if left else 0)

    @app.command()
    def gate(
        staged: Annotated[bool, typer.Option("--staged", help="查将要提交的文件")] = False,
        receive: Annotated[bool, typer.Option("--receive", help="在服务器上查推送来的每一个提交")] = False,
    ) -> None:
        """由 Git 钩子运行：没有脱敏的内容不能提交，不能推送。"""
        if staged == receive:
            typer.echo("请写 --staged 或 --receive")
            raise typer.Exit(2)
        try:
            said = _of_staged(home, day) if staged else _of_push(home, day, sys.stdin.read())
        except (history.GitError, Lost) as problem:
            said = [f"脱敏检查没有做成，不能放行：{problem}"]
        except Exception as error:  # whatever it is: nothing passes unseen, and no traceback quotes a file
            said = [f"脱敏检查没有做成，不能放行：程序出错（{type(error).__name__}），请告诉管理员"]
        for line in said:
            typer.echo(line)
        raise typer.Exit(1 if said else 0)


def mend(root: Path, home: Path, today: dt.date, write: bool) -> int:
    """Show what --fix would change below `root`, and with `write` change it. Returns how many findings stay."""
    rules = _rules(root, home, today)
    left = changed = 0
    for path in guarded(root):
        if not wanted(path):
            continue
        fixed = fix(path, (root / path).read_bytes(), rules)
        _show(path, fixed)
        changed += len(fixed.changes)
        left += len(fixed.left)
        if write and fixed.changes:
            _replace(root / path, fixed.content)
    typer.echo(_summary(changed, left, write))
    return left + (0 if write else changed)


def _summary(changed: int, left: int, write: bool) -> str:
    if not changed and not left:
        return "没有发现需要脱敏的内容。"
    done = f"已改写 {changed} 处" if write else f"可以改写 {changed} 处，还没有写入；核对以后加 --write 写入"
    return done + (f"；另有 {left} 处要手工处理。" if left else "。")


def _rules(root: Path, home: Path, today: dt.date, allowances: str | None = None) -> Rules:
    data = root / "data" if (root / "data" / "limits.yml").is_file() else home / "data"
    try:
        return load_rules(root, home, load_terms(data).words(), today, allowances)
    except Lost as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(2) from None


def _redacted(name: str, rules: Rules, mending: bool, write: bool, told: list[dict[str, str | int]] | None) -> int:
    """How many findings stay in one file. With a list in `told` they go there instead of being printed."""
    path = Path(name)
    try:
        content = sys.stdin.buffer.read() if name == "-" else path.read_bytes()
    except OSError:
        typer.echo(f"{name}：读不到这个文件", err=True)
        return 1
    shown = name if name == "-" else path.as_posix()
    if mending and told is None:
        return _mended(path, fix(shown, content, rules), shown, write)
    found = hits(shown, content, rules)
    if told is not None:
        told += [_told(hit) for hit in found]
        return len(told)
    for issue in ordered(issues_of(found)):
        typer.echo(str(issue))
    return len([hit for hit in found if hit.kind != "scan"])


def _mended(path: Path, fixed: Fixed, shown: str, write: bool) -> int:
    if write and shown == "-":
        sys.stdout.buffer.write(fixed.content)
        return len(fixed.left)
    _show(shown, fixed)
    if write and fixed.changes:
        _replace(path, fixed.content)
    typer.echo(_summary(len(fixed.changes), len(fixed.left), write))
    return len(fixed.left) + (0 if write else len(fixed.changes))


def _told(hit: Hit) -> dict[str, str | int]:
    said: dict[str, str | int] = {"path": hit.path, "kind": hit.kind, "start": hit.start, "end": hit.end, "line": hit.line}
    said |= {"masked": hit.masked, "advice": hit.advice}
    return said | {"place": hit.place} if hit.place else said


def _show(path: str, fixed: Fixed) -> None:
    path = next((hit.path for hit in fixed.left), path)
    for change in fixed.changes:
        typer.echo(f"{path}:{change.line}:\n  原来：{change.before}\n  改成：{change.after}")
    for note in fixed.notes:
        typer.echo(f"{path}:1: 提醒：{note}")
    for issue in ordered(issues_of(fixed.left)):
        typer.echo(f"{issue}（要手工处理）")


def _replace(path: Path, content: bytes) -> None:
    """The new content in one step: a reader, or a power cut, finds the old file or the new one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
    try:
        os.chmod(file.name, path.stat().st_mode & 0o7777)
        os.replace(file.name, path)
    except OSError:
        os.unlink(file.name)
        raise


def _of_staged(home: Path, day: Day) -> list[str]:
    folder = history.top(Path("."))
    blobs = [blob for blob in history.staged(folder) if is_guarded(blob.path)]
    if not blobs:
        return []
    listed = history.file_at(folder, "", FILE) or ""
    rules = _rules(folder, home, day(folder), listed)
    issues = _issues(folder, blobs, rules)
    found = [str(issue) for issue in ordered(issue for _, issue in issues)]
    if any(blob.path == FILE for blob in blobs):
        found += [str(issue) for issue in rules.allowed.issues]
    return [*found, f"共 {len(found)} 处没有脱敏，没有提交。改好以后重新 git add，再提交。"] if found else []


def _of_push(home: Path, day: Day, lines: str) -> list[str]:
    folder = Path(".")
    refs = [history.Ref(*line.split(" ", 2)) for line in lines.splitlines() if line.strip()]
    blobs = [blob for blob in history.received(folder, refs) if is_guarded(blob.path)]
    if not blobs:
        return []
    listed = next((text for ref in refs if not ref.deleted and (text := history.file_at(folder, ref.new, FILE))), None)
    rules = _rules(home, home, day(home), listed or "")
    found = [f"提交 {commit[:8]}　{issue}" for commit, issue in _issues(folder, blobs, rules)]
    if not found:
        return []
    last = "推送没有接收：历史里不能留下没有脱敏的内容，后面的提交改好了也不行。请改写这些提交（见编者手册“脱敏检查”）再推送。"
    mark = "GL-HOOK-ERR: " if "GL_ID" in os.environ else ""  # GitLab shows its readers only such lines
    return [mark + line for line in (*found, last)]


def _issues(folder: Path, blobs: Iterable[history.Blob], rules: Rules) -> list[tuple[str, Issue]]:
    """(commit, error) for everything in the blobs, in their order."""
    blobs = list(blobs)
    seen = [blob for blob in blobs if wanted(blob.path)]
    unread = [(blob, b"") for blob in blobs if not wanted(blob.path)]
    read = ((blob, content) for blob, (_, content) in zip(seen, history.contents(folder, [b.oid for b in seen]), strict=True))
    said = [(blob.commit, issue) for blob, content in (*unread, *read) for issue in examine(blob.path, content, rules)]
    return [(commit, issue) for commit, issue in said if issue.level == "error"]
