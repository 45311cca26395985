"""YAML as editors mean it: every key and item has a line, and the traps of YAML 1.1 are answered, not obeyed.

Plain scalars become int, Decimal, bool (true/false only), date (YYYY-MM-DD) or None; everything else is text:
`no` is a word, `14:30` a time. An integer with a leading zero is refused, since YAML 1.1 reads 012 as ten.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

import yaml

Loc = tuple[str | int, ...]

_INT = re.compile(r"-?(0|[1-9]\d*)\Z")
_OCTAL = re.compile(r"-?0\d+\Z")
_FLOAT = re.compile(r"-?\d+\.\d+\Z")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None,
    "true": True, "True": True, "false": False, "False": False,
}  # fmt: skip


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Resolves nothing by itself: every plain scalar reaches us as it was written."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


@dataclass(frozen=True)
class Trouble:
    """A problem found while reading, before anybody knows which kind of record it is."""

    loc: Loc
    line: int
    text: str


@dataclass
class Yaml:
    """`lines` maps the path of every key and item to its line; `troubles` lists what was refused."""

    value: Any = None
    lines: dict[Loc, int] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def line(self, loc: Loc, default: int = 1) -> int:
        """The line of `loc`, or of the nearest thing around it that has one."""
        while loc:
            if loc in self.lines:
                return self.lines[loc]
            loc = loc[:-1]
        return self.lines.get((), default)


def read_yaml(text: str, first_line: int = 1) -> Yaml:
    """Read one YAML document. Never raises for bad input: see `troubles`."""
    result = Yaml()
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        result.troubles.append(_broken(error, text, first_line))
        return result
    if node is not None:
        result.value = _Walk(result, first_line).value(node, ())
    return result


class _Walk:
    def __init__(self, result: Yaml, first_line: int) -> None:
        self.result = result
        self.first_line = first_line
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        line = self._line(node)
        self.result.lines.setdefault(loc, line)
        if id(node) in self.seen:
            return self._refuse(loc, line, "用了 YAML 的 * 引用，请把内容直接写出来")
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.rpartition(":")[2] not in ("str", "seq", "map"):
            return self._refuse(loc, line, "带有 YAML 标签（以 ! 开头），请去掉；若是文字，请加引号")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, n)) for n, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, loc, line)

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self._line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(loc, line, "字段名应是一个词")
                continue
            here = (*loc, key_node.value)
            if key_node.value in values:
                first = self.result.lines[here]
                self._refuse(here, line, f"重复出现（第 {first} 行已写过），请只留一处")
                continue
            self.result.lines[here] = line
            values[key_node.value] = self.value(value_node, here)
        return values

    def _scalar(self, node: yaml.ScalarNode, loc: Loc, line: int) -> Any:
        text: str = node.value
        if node.style:  # None in Python's parser, empty in libyaml's: a plain scalar
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.match(text):
            return int(text)
        if _OCTAL.match(text):
            plain = text.lstrip("-").lstrip("0") or "0"
            return self._refuse(loc, line, f'以 0 开头的数字会被当成八进制，请写 {plain}，或加引号写成 "{text}"')
        if _FLOAT.match(text):
            return Decimal(text)
        if match := _DATE.match(text):
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                return self._refuse(loc, line, f"“{text}”这一天不存在，请核对年月日，例如 2026-03-05")
        return text

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def _refuse(self, loc: Loc, line: int, text: str) -> None:
        self.result.troubles.append(Trouble(loc, line, text))


_CAUSES = (
    ("mapping values are not allowed", '一行里出现了第二个“: ”，请给值加引号，例如 title: "通知: 关于……"'),
    ("could not find expected ':'", "缺少半角冒号和空格，例如 title: 关于……的通知"),
    ("found character '\\t'", "缩进用了制表符，请改用空格"),
    ("cannot start any token", "值以特殊字符（@ ` % 或制表符）开头，请给值加引号"),
    ("unexpected end of stream", "引号没有成对"),
    ("did not find expected ',' or", "方括号或花括号没有成对，或逗号用了全角"),
    ("did not find expected key", "缩进没有对齐，或引号、括号没有成对"),
    ("did not find expected '-' indicator", "列表没有对齐，每一项都应以同样的缩进和“- ”开头"),
    ("expected <block end>", "缩进没有对齐，或引号、括号没有成对"),
    ("undefined alias", "值以 * 开头，请给值加引号"),
    ("anchor", "值以 & 开头，请给值加引号"),
    ("special characters are not allowed", "含有不可见的控制字符，请删除"),
    ("control characters are not allowed", "含有不可见的控制字符，请删除"),
    ("expected a single document", "文件头里多了一行 ---，请删除"),
)


_KEY = r"^\s*(?:- )?[A-Za-z_]\w*\s*"
_SLIPS = (
    (re.compile(_KEY + "："), "字段后面用了全角冒号，请改成半角冒号加空格，例如 title: 标题"),
    (re.compile(_KEY + ":[\u00a0\u3000]"), "冒号后面要用半角空格，例如 title: 标题"),
    (re.compile(_KEY + r":[^\s:/\\]"), "冒号后面要空一格，例如 title: 标题"),
    (re.compile(r"^(?:<{7}|={7}|>{7})"), "有没有解决的合并冲突标记，请保留一方并删去标记行"),
    (re.compile(_KEY + r":\s+\[[^\]]*\]\s*\S"), "值以方括号开头，请给整个值加引号"),
    (re.compile(r" *\t"), "缩进用了制表符，请改用空格"),
)


def _broken(error: yaml.YAMLError, text: str, first_line: int) -> Trouble:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.line if mark else 0
    lines = text.split("\n")[: at + 1]
    for pattern, cause in _SLIPS:
        slip = next((n for n, line in enumerate(lines) if pattern.match(line)), None)
        if slip is not None:
            return Trouble((), slip + first_line, f"文件头写法有误：{cause}")
    said = str(error)
    cause = next((cause for key, cause in _CAUSES if key in said), "请检查冒号、缩进和引号")
    if "mapping values are not allowed" in said and lines[-1].count(": ") < 2:
        cause = "缩进没有对齐，同一层的字段应从同一列开始"
    return Trouble((), at + first_line, f"文件头写法有误：{cause}")
