"""From the declared fields: the template of a new file, and the JSON Schema for the editor."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel

from .kernel.fields import Declared, declared, model_at
from .kernel.record import Record
from .kernel.terms import Terms, load_terms
from .rooms.cases.model import REQUIRED
from .site import KINDS

_BODIES = {
    "policy": "## 第一章　总则\n\n第一条　为……，制定本制度。\n",
    "case": "".join(f"## {section}\n\n……\n\n" for section in REQUIRED),
    "bank": "这套题考……\n\n## 单选题\n\n1、……？（　　）\nA、……\nB、……\n答案：B\n解析：……\n难度：适中\n依据：《……》第……条\n",
    "film": "## 内容简介\n\n……\n\n## 讨论题\n\n1. ……？\n\n    参考要点：……\n",
    "exemplar": "## 事迹\n\n……\n\n## 可学之处\n\n……\n\n## 讨论题\n\n1. ……？\n\n    参考要点：……\n",
    "set": "导语……\n\n## 组织要求\n\n……\n\n## 讨论题\n\n1. ……？\n\n    参考要点：……\n",
    "form": "作为一名人民警察，我郑重承诺：\n\n1. 遵守……\n\n……\n\n以上承诺，请组织和同志们监督。\n",
}


_BLOCKS = {
    "accountability": {
        "subjects": """\
subjects:  # 责任清单
  - role: 党委  # 责任主体：党委、书记、班子成员、科室负责人
    post: 分局党委  # 岗位
    items:
      - no: 1  # 事项序号，全清单依次编排
        title: 研究部署党风廉政建设和反腐败工作  # 责任事项
        measures:
          - no: "1-1"  # 措施编号，加引号
            text: 每半年召开一次专题会议研究党风廉政建设  # 具体措施
            lead: 分局纪委  # 牵头单位，只写一个
            support: [办公室, 政治处]  # 配合单位
            deadline: 2026-06-30  # 完成时限，没有的写 长期"""
    },
    "bank-sheet": {
        "questions": """\
questions:  # 题目
  - no: 1  # 序号
    type: 单选题  # 题型
    stem: 礼品应当在几个工作日内登记上交？  # 题干
    options:  # 选项，从 A 起依次写
      - 三个
      - 五个
      - 七个
    answer: B  # 答案
    explanation: 应当在五个工作日内登记上交。  # 解析
    difficulty: 适中  # 难度
    basis: 《……》第……条  # 依据"""
    },
}
"""Fields that one line does not show well."""
_PLACES = {
    "bank": "gifts-2.md",
    "bank-sheet": "gifts-quick.yml",
    "case": "2026/2026-01.md",
    "panel": "1f/lotus.md",
    "film": "cup.md",
    "exemplar": "key.md",
}
BEGINNING = {"status": "起草", "draft": "true"}
"""What a new file begins with."""
_STARTERS = ("status", "draft", "party_sanction", "focuses", "subjects", "items", "findings")
"""Optional fields that a new file should show filled: it starts as a draft."""


def kind_named(name: str) -> type[Record]:
    """The kind by its name in code or in Chinese. ValueError says which there are."""
    for kind in KINDS:
        if name in (kind.kind, kind.kind_label):
            return kind
    known = "、".join(f"{kind.kind}（{kind.kind_label}）" for kind in KINDS)
    raise ValueError(f"没有“{name}”这种内容，可写：{known}")


def template(name: str, path: str, data: Path) -> str:
    """A file of the kind `name` for `path`, with every field, its label, an example and its words. ValueError if misplaced."""
    kind = kind_named(name)
    if not path.startswith(kind.folder) or not path.endswith(kind.suffix):
        example = _PLACES.get(kind.kind, "new" + kind.suffix)
        raise ValueError(f"{kind.kind_label}应放在 {kind.folder} 里并以 {kind.suffix} 结尾，例如 {kind.folder}{example}")
    terms = load_terms(data)
    known = BEGINNING | {"case_no": posixpath.basename(path)[:-3]}
    blocks = _BLOCKS.get(kind.kind, {})
    starters = [item for item in declared(kind) if item.required or item.key in _STARTERS]
    filled = [blocks.get(item.key) or "\n".join(_lines(kind, item, terms, known)) for item in starters]
    optional = ["# " + line(item, terms, known) for item in declared(kind) if not item.required and item.key not in _STARTERS]
    lines = [*filled, *optional]
    if kind.suffix != ".md":
        return "\n".join([*lines, ""])
    return "\n".join(["---", *lines, "---", "", _BODIES.get(kind.kind, "正文写在这里。\n")])


def _lines(model: type[BaseModel], item: Declared, terms: Terms, known: Mapping[str, str]) -> Iterator[str]:
    """A field; one that holds nested items is written out with theirs, each with its label, those that may be left out as
    comments."""
    inner = model_at(model, (item.key,))
    several = get_origin(model.model_fields[item.key].annotation) is tuple
    if inner is model or not several or not any(part.required for part in declared(inner)):
        yield line(item, terms, known)
        return
    yield f"{item.key}:  # {item.label}"
    nested = [
        (part, list(_lines(inner, part, terms, {}))) for part in sorted(declared(inner), key=lambda part: not part.required)
    ]
    for n, (part, lines) in enumerate(nested):
        for m, text in enumerate(lines):
            yield ("  - " if not n and not m else "    ") + ("" if part.required else "# ") + text


def line(item: Declared, terms: Terms, known: Mapping[str, str]) -> str:
    """A field with its value where that is `known`, else with an example, its label and its words."""
    words = f"：{'、'.join(terms[item.vocabulary].words)}" if item.vocabulary else ""
    return f"{item.key}: {known.get(item.key, item.example)}  # {item.label}{words}"


def schema(name: str, data: Path) -> str:
    """JSON Schema (draft 2020-12) of a kind's front matter, vocabularies as enumerations."""
    kind = kind_named(name)
    terms = load_terms(data)
    drawn = kind.model_json_schema()
    drawn["properties"] = {key: _with_words(kind, key, value, terms) for key, value in drawn["properties"].items()}
    return json.dumps(drawn, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _with_words(kind: type[Record], key: str, value: dict[str, Any], terms: Terms) -> dict[str, Any]:
    vocabulary = next(item.vocabulary for item in declared(kind) if item.key == key)
    if not vocabulary:
        return value
    words = {"enum": list(terms[vocabulary].words)}
    return value | ({"items": value["items"] | words} if value.get("type") == "array" else words)
