"""A kind of the suffix .yml: the whole file is fields, with the same rules and the same messages as front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import HOME, built, head, write

from integrity.kernel.fields import Number, field
from integrity.kernel.links import in_docs_tree, page_uri
from integrity.kernel.record import Record
from integrity.kernel.store import Library, read_library
from integrity.kernel.terms import load_terms


class Page(Record):
    kind = "page"
    kind_label = "页面"
    folder = "docs/"


class Ledger(Record):
    kind = "ledger"
    kind_label = "台账"
    folder = "docs/books/"
    suffix = ".yml"

    total: Number = field("合计", 3)


GOOD = "title: 第一季度台账\ndate: 2026-03-31\nunit: 政治处\ntotal: 3\n"


def read(root: Path, content: str | bytes, name: str = "docs/books/q1.yml") -> Library:
    return read_library(write(root, {name: content}), (Page, Ledger), load_terms(HOME / "data"))


def said(root: Path, content: str | bytes) -> list[str]:
    return [str(issue) for issue in read(root, content).issues]


@pytest.mark.parametrize("name", ["docs/books/q1.yml", "docs/books/q1.yaml"])
def test_a_ledger_is_a_record_with_a_page_and_no_attachment(tmp_path: Path, name: str) -> None:
    library = read(tmp_path, GOOD, name)
    record = library.records[name]
    assert isinstance(record, Ledger)
    assert (record.title, record.total, record.uri, record.url) == ("第一季度台账", 3, "books/q1.md", "books/q1.html")
    assert record.origin.line("total") == 4
    assert library.assets == frozenset()


def test_a_markdown_file_beside_it_is_of_the_kind_for_markdown(tmp_path: Path) -> None:
    library = read(tmp_path, head("title: 说明\ndate: 2026-03-31\nunit: 政治处"), "docs/books/about.md")
    assert isinstance(library.records["docs/books/about.md"], Page)


def test_a_yaml_file_elsewhere_stays_an_attachment(tmp_path: Path) -> None:
    assert read(tmp_path, "a: 1\n", "docs/other/a.yml").assets == {"docs/other/a.yml"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "docs/books/q1.yml:1: 文件是空的。请从第一行起写字段，每项一行，例如 title: 标题"),
        ("- 甲\n", "docs/books/q1.yml:1: 文件里没有“字段: 值”。请从第一行起写字段，每项一行，例如 title: 标题"),
        (GOOD.replace("total: 3\n", ""), "docs/books/q1.yml:1: “total”（合计）缺少必填项，例如 total: 3"),
        (GOOD.replace("total: 3", "total: 很多"), "docs/books/q1.yml:4: “total”（合计）应是不带引号的整数，例如 total: 3"),
        (GOOD.replace("total", "totl"), "docs/books/q1.yml:4: “totl”不认识的字段，是否想写“total”（合计）？"),
        (
            "# 说明\n" + GOOD.replace("政治处", "政工处"),
            "docs/books/q1.yml:4: “unit”（责任单位）没有“政工处”这个取值，是否想写“政治处”",
        ),
        (GOOD + "total: 4\n", "docs/books/q1.yml:5: “total”（合计）重复出现（第 4 行已写过），请只留一处"),
        (
            GOOD.replace("unit: ", "unit："),
            "docs/books/q1.yml:3: 文件写法有误：字段后面用了全角冒号，请改成半角冒号加空格，例如 title: 标题",
        ),
        ("title: 甲\nunit: 乙\n密级：机密\n", "docs/books/q1.yml:3: 出现“机密”标志，这样的材料不得上站"),
        (GOOD.encode("gbk"), "docs/books/q1.yml:1: 不是 UTF-8 编码（可能是 GBK）"),
        (GOOD + "# " + "长" * 400_000, "docs/books/q1.yml:1: 文件太大（1.1 MB，上限 1.0 MB）"),
    ],
)
def test_a_mistake_has_its_file_and_line(tmp_path: Path, content: str | bytes, message: str) -> None:
    found = said(tmp_path, content)
    assert any(line.startswith(message) for line in found), found
    assert list(read(tmp_path, content).broken) == ["docs/books/q1.yml"]


def test_a_draft_is_held_back(tmp_path: Path) -> None:
    library = read(tmp_path, GOOD + "draft: true\n")
    assert {path: draft.title for path, draft in library.drafts.items()} == {"docs/books/q1.yml": "第一季度台账"}
    assert library.records == {}


def test_a_ledger_and_a_page_of_one_name_are_one_address(tmp_path: Path) -> None:
    write(tmp_path, {"docs/books/q1.md": head("title: 说明\ndate: 2026-03-31\nunit: 政治处")})
    assert said(tmp_path, GOOD) == ["docs/books/q1.yml:1: 与 docs/books/q1.md 在网站上是同一个地址，请改名"]


def test_links_to_a_ledger_lead_to_its_page() -> None:
    assert page_uri("docs/books/q1.yml") == "books/q1.md"
    assert in_docs_tree("docs/a/b.md", "../books/q1.yml#a3", {"docs/books/q1.yml"}) == "../books/q1.md#a3"
    assert in_docs_tree("docs/a/b.md", "../books/q1.yml") == "../books/q1.yml"


def test_the_file_itself_never_leaves_the_house(tmp_path: Path) -> None:
    ledger = """\
title: 台账
date: 2026-03-31
unit: 政治处
activities:
  - {no: 1, type: 党课, branch: 刑侦党支部, date: 2026-03-05, start: "09:00", end: "10:00", place: 会议室, host: 党支部书记,
     recorder: 宣传委员, expected: 9, actual: 9, topics: [廉洁办案]}
"""
    page = head("title: 说明\ndate: 2026-03-31\nunit: 政治处", "[台账](activities/q1.yml#a1)\n")
    files: dict[str, str | bytes] = {
        "docs/activities/q1.yml": ledger,
        "docs/activities/q2.yml": ledger + "draft: true\n",
        "docs/about.md": page,
    }
    result = built(tmp_path, files)
    assert result.issues == ()
    assert result.pages["activities/q1.md"].source == "docs/activities/q1.yml"
    assert "activities/q2.md" not in result.pages
    assert not [uri for uri in {**result.assets, **result.drafts, **result.data} if uri.endswith(".yml")]


def test_no_ledger_takes_the_place_of_a_derived_page(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/activities/index.yml": "title: 甲\n"})
    assert "docs/activities/index.yml:1: 与自动生成的页面重名，请改文件名" in map(str, result.issues)
