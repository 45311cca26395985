"""data/redirects.yml: old addresses of pages and where they lie now, a line each (cases/by-form.html: cases/index.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .issue import Issue
from .yamlread import read_yaml

WRITTEN_IN = "data/redirects.yml"
_RESERVED = ("assets/", "data/", "search/", "404.html")
_EXAMPLE = "例如 policies/old.html: policies/new.html"


@dataclass(frozen=True)
class Move:
    """Addresses from the site's root. `new` may have a #place; `line` is where it is written."""

    old: str
    new: str
    line: int

    @property
    def target(self) -> str:
        return self.new.partition("#")[0]

    def issue(self, text: str) -> Issue:
        return Issue(WRITTEN_IN, self.line, self.old, text)


@dataclass(frozen=True)
class Moves:
    all: tuple[Move, ...] = ()
    issues: tuple[Issue, ...] = ()


def read_moves(root: Path) -> Moves:
    """What the site at `root` says of its old addresses; nothing where it has no such file."""
    path = root / WRITTEN_IN
    if not path.is_file():
        return Moves()
    try:
        read = read_yaml(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        return Moves((), (Issue(WRITTEN_IN, 1, "", "不是 UTF-8 编码（可能是 GBK），请用编辑器另存为 UTF-8"),))
    issues = [
        Issue(WRITTEN_IN, one.line, ".".join(map(str, one.loc)), one.text.replace("文件头", "文件")) for one in read.troubles
    ]
    if read.value is not None and not isinstance(read.value, dict):
        issues.append(Issue(WRITTEN_IN, 1, "", f"应由“旧网址: 新网址”组成，每行一条，{_EXAMPLE}"))
    values: Mapping[str, Any] = read.value if isinstance(read.value, dict) else {}
    moves = [Move(unquote(old), new if isinstance(new, str) else "", read.line((old,))) for old, new in values.items()]
    wrong = [move.issue(problem) for move in moves if (problem := _spelling(move))]
    chained = [] if wrong else list(_chains(moves))
    return Moves(tuple(moves) if not (issues or wrong or chained) else (), (*issues, *wrong, *chained))


def _spelling(move: Move) -> str:
    """What is wrong with the addresses as they are written. An old one may well be Chinese: it is why the page was moved."""
    if not move.new:
        return f"缺少新网址，{_EXAMPLE}"
    for name, address, signs in (("旧网址", move.old, r"[^\s#?%\\:]+"), ("新网址", move.new, r"[\w./~-]+(#[^\s#]+)?")):
        path = address.partition("#")[0]
        if address.startswith("/") or "//" in address or ".." in path or not re.fullmatch(signs, address):
            return f"{name} {address} 写法不对，应从网站根目录写起，不带开头的斜杠、域名和问号，{_EXAMPLE}"
        if not path.endswith(".html"):
            return f"{name} {address} 不是页面，应以 .html 结尾，{_EXAMPLE}"
    if not move.target.isascii():
        return f"新网址 {move.target} 里有汉字或全角字符，请先把文件改成字母、数字和连字符的名字"
    return "旧网址是留给程序的，不能用" if move.old.startswith(_RESERVED) else ""


def _chains(moves: list[Move]) -> Iterator[Issue]:
    next_of = {move.old: move for move in moves}
    for move in moves:
        seen, last = {move.old}, move
        while last.target in next_of and last.target not in seen:
            seen.add(last.target)
            last = next_of[last.target]
        if last.target in seen:
            yield move.issue(f"转来转去又回到 {last.target}，请写现在能打开的网址")
        elif last is not move:
            yield move.issue(f"新网址 {move.target} 自己也转走了，请直接写 {last.new}")
