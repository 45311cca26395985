from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from helpers import HOME, head, write

from integrity.kernel.discussed import Discussed
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms

FIELDS = "title: 谈一谈\ndate: 2026-03-05\nunit: 政治处"
BODY = """开头。

## 经过

有人请客。

## 讨论题

1. 怎样谢绝？

    参考要点：说明规定。

2. 向谁报告？

## 小结
守住第一次。
"""


class Talk(Discussed):
    kind = "talk"
    kind_label = "谈话"
    folder = "docs/"


class Walk(Talk):
    asks: ClassVar[str] = "经过"


def read(root: Path, kind: type[Discussed], body: str = BODY) -> Discussed:
    library = read_library(write(root, {"docs/a.md": head(FIELDS, body)}), (kind,), load_terms(HOME / "data"))
    (record,) = library.all(kind)
    return record


def test_the_body_by_its_headings(tmp_path: Path) -> None:
    record = read(tmp_path, Talk)
    assert [section.name for section in record.sections] == ["", "经过", "讨论题", "小结"]
    assert record.sections is record.sections
    assert record.section("经过").plain == ("有人请客。",)
    assert (record.section("经过").line, record.section("没有").line, record.section("没有").filled) == (10, 6, False)


def test_questions_stand_apart_from_the_text(tmp_path: Path) -> None:
    record = read(tmp_path, Talk)
    assert [(question.text, question.answer) for question in record.questions] == [
        ("怎样谢绝？", ("说明规定。",)),
        ("向谁报告？", ()),
    ]
    assert record.text == "开头。\n\n## 经过\n\n有人请客。\n\n## 小结\n守住第一次。"


def test_a_kind_names_the_section_that_asks(tmp_path: Path) -> None:
    record = read(tmp_path, Walk, "## 经过\n\n1. 谁请客？\n\n## 讨论题\n\n1. 怎样谢绝？\n")
    assert [question.text for question in record.questions] == ["谁请客？"]
    assert record.text == "## 讨论题\n\n1. 怎样谢绝？"


def test_a_record_without_questions_is_all_text(tmp_path: Path) -> None:
    record = read(tmp_path, Talk, "正文。\n")
    assert (record.questions, record.text) == ((), "正文。")
