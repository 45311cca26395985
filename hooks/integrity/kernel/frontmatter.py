"""Front matter, read by us: MkDocs swallows errors in it and prints the block as text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .yamlread import Trouble, Yaml, read_yaml

_EXAMPLE = "请在文件最前面写：---、title: 标题、date: 2026-03-05、unit: 政治处、---，每项一行"
_LEDGER = "请从第一行起写字段，每项一行，例如 title: 标题"


@dataclass(frozen=True)
class Parsed:
    """`head.value` is a dict (empty after trouble); `body` starts at line `body_line` of the file."""

    head: Yaml
    body: str
    body_line: int


def parse(text: str) -> Parsed:
    """Split a Markdown file into front matter and body. Line numbers count in the file, from 1."""
    lines = text.split("\n")
    if not text.strip():
        return _failed("文件是空的。" + _EXAMPLE, text)
    if lines[0].rstrip() != "---":
        return _failed("缺少文件头。" + _EXAMPLE, text)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return _failed("文件头没有结束，请在最后一个字段后另起一行写 ---", text)
    head = read_yaml("\n".join(lines[1:end]) + "\n", first_line=2)
    head.lines[()] = 1
    if not isinstance(head.value, dict):
        if not head.troubles:
            head.troubles.append(Trouble((), 2, "文件头里没有“字段: 值”，冒号应是半角，后面空一格，例如 title: 标题"))
        head.value = {}
    return Parsed(head, "\n".join(lines[end + 1 :]), end + 2)


def parse_ledger(text: str) -> Parsed:
    """A YAML file that is fields from the first line to the last."""
    if not text.strip():
        return _failed("文件是空的。" + _LEDGER, "")
    head = read_yaml(text)
    head.lines[()] = 1
    head.troubles = [replace(trouble, text=trouble.text.replace("文件头", "文件")) for trouble in head.troubles]
    if not isinstance(head.value, dict):
        if not head.troubles:
            head.troubles.append(Trouble((), 1, "文件里没有“字段: 值”。" + _LEDGER))
        head.value = {}
    return Parsed(head, "", 1)


def _failed(problem: str, text: str) -> Parsed:
    return Parsed(Yaml({}, {(): 1}, [Trouble((), 1, problem)]), text, 1)
