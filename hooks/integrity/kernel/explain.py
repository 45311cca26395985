"""What is said to an editor whose front matter is no record of its kind."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from .fields import declared, example_of, field_at, model_at, shown
from .frontmatter import Parsed
from .issue import Issue
from .nearest import nearest
from .yamlread import Loc


def dotted(loc: Loc) -> str:
    """`("items", 0, "due")` as `items[1].due`: editors count from one."""
    text = ""
    for step in loc:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def troubled(kind: type[BaseModel], path: str, line: int, loc: Loc, text: str) -> Issue:
    """An issue with the label of the field at `loc`."""
    info = field_at(kind, loc)
    return Issue(path, line, dotted(loc), text, (info and info.title) or "")


_SAID = {
    "string_type": "应是文字，不要写成列表或多行字段",
    "string_too_short": "是空的，请填写",
    "tuple_type": "应是列表，每项一行并以“- ”开头，或写在方括号里",
    "model_type": "应由“字段: 值”组成",
    "int_type": "应是不带引号的整数",
    "bool_type": "应写 true 或 false",
    "string_pattern_mismatch": "只能用小写字母和数字，以字母开头",
    "too_short": "至少写一项",
    "greater_than_equal": "数字太小",
    "less_than_equal": "数字太大",
}


def explained(kind: type[BaseModel], parsed: Parsed, path: str, problem: ErrorDetails) -> Issue:
    """What pydantic refused, in an editor's words."""
    loc = problem["loc"]
    info = field_at(kind, loc)
    line = parsed.head.line(loc)
    example = f"，例如 {_typed(loc, example_of(info))}" if info else ""
    what = problem["type"]
    if what == "extra_forbidden":
        return Issue(path, line, dotted(loc), _unknown(model_at(kind, loc[:-1]), str(loc[-1])))
    if what == "refused":
        text = problem["msg"]
    elif what == "missing":
        text = f"缺少必填项{example}"
    elif what == "string_type" and problem["input"] is None:
        text = f"是空的，请填写{example}"
    else:
        text = _SAID.get(what, "写法不对") + example
    return troubled(kind, path, line, loc, text)


def _typed(loc: Loc, example: object) -> str:
    key = next((step for step in reversed(loc) if isinstance(step, str)), "")
    if isinstance(loc[-1], int) and isinstance(example, list):
        return shown(example[0])
    return f"{key}: {shown(example)}"


def _unknown(model: type[BaseModel], key: str) -> str:
    labels = {item.key: item.label for item in declared(model)}
    by_label = {label: name for name, label in labels.items()}
    near = nearest(key, [*labels, *by_label])
    if not near:
        return f"不认识的字段，可写的有：{'、'.join(f'{name}（{label}）' for name, label in labels.items())}"
    name = by_label.get(near, near)
    return f"不认识的字段，是否想写“{name}”（{labels[name]}）？"
