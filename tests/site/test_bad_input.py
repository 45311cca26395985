"""Every mistake of the list, made at once: one clear line each, all in one run, and no output."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import BUILDING, HOME, SECTIONS, SVG, arrangement, built, case, head, measure, messages, opinion, panel, policy

from integrity.rendering import Built

SECRET = "机" + "密"

BAD = {
    "docs/policies/no-title.md": policy(1).replace("title: 制度1\n", ""),
    "docs/policies/unknown-key.md": policy(2, discipline="廉洁纪律", effectve="2026-02-01"),
    "docs/policies/no-such-day.md": policy(3, issued="2022-02-30"),
    "docs/policies/octal.md": policy(4, tags="[012]"),
    "docs/policies/doc-no.md": policy(5, doc_no="示公党[2026]05号"),
    "docs/policies/list.md": policy(6, unit="[政治处, 办公室]"),
    "docs/policies/word.md": policy(7, tags="学习"),
    "docs/policies/flag.md": policy(8, draft="no"),
    "docs/policies/broken.md": "---\ntitle: 通知: 关于学习\n---\n正文\n",
    "docs/policies/twice.md": policy(9).replace("unit: 政治处", "unit: 政治处\nunit: 办公室"),
    "docs/policies/links.md": policy(
        10, body="[案](../../cases/2026/2026-99.md)\n\n![图](none.png)\n\n[外](https://www.baidu.example/)\n\n[似](unknwon-key.md)\n"
    ),
    "docs/policies/index.md": policy(11),
    "docs/policies/empty.md": "",
    "docs/policies/big.md": policy(12, body="字" * 1_800_000),
    "docs/policies/gbk.md": policy(13).encode("gbk"),
    "docs/policies/marked.md": policy(14, body=f"甲\n\n{SECRET}\N{BLACK STAR}10年\n"),
    "docs/policies/above.md": policy(15, classification=SECRET),
    "docs/policies/same-a.md": policy(16),
    "docs/policies/same-b.md": policy(16),
    "cases/2026/2026-01.md": case("2026-01", disciplines="[廉政纪律]"),
    "cases/2026/2026-02.md": case("2026-02"),
    "cases/2026/2026-03.md": case("2026-02"),
    "cases/2026/2026-04.md": case("2026-04", body=SECTIONS.replace("内容。", "[制](../../docs/policies/none.md)", 1)),
    "cases/2026/2026-05.md": case("2026-05", body="## 基本案情\n\n内容。\n"),
    "cases/2026/raw.docx": b"PK",
    "docs/study/2026.md": arrangement(
        """
        - {no: 1, date: 2027-03-05, focus: 1, title: 甲, form: 自学}
        - {no: 1, date: 2026-03-05, month: 3, focus: 2, title: 乙, form: 自学, held: {date: 2026-03-05, expected: 3, actual: 4}}
        - {no: 2, focus: 1, title: 丙, form: 自学, materials: [none.md]}
        """
    ),
    "docs/study/2026-b.md": arrangement("- {no: 3, date: 2026-3-5, focus: 1}", focuses=""),
    "docs/rectification/a.md": opinion(
        measure("1-1", state="已销号", completed="2026-05-01", closed="2026-04-01", verified_by="法制大队")
        + measure("1-1", state="已完成")
    ),
    "docs/corridor/buildings/main.md": BUILDING,
    "docs/corridor/1f/a.md": panel(image="none.svg"),
    "docs/corridor/1f/b.md": panel("竹", image="b.svg", wall="9Z"),
    "docs/corridor/1f/b.svg": SVG,
}  # fmt: skip


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("bad"), BAD)


def test_one_clear_line_each_and_no_output(bad: Built) -> None:
    said = "\n".join(messages(bad)) + "\n"
    assert said == (HOME / "tests" / "golden" / "bad_input.txt").read_text("utf-8")
    assert not bad.pages
    assert not bad.data
    assert not bad.assets


def test_nothing_is_said_twice_about_one_field(bad: Built) -> None:
    places = [(issue.path, issue.line, issue.field) for issue in bad.issues if issue.field]
    assert {place for place in places if places.count(place) > 1} <= {("cases/2026/2026-03.md", 5, "case_no")}


@pytest.mark.parametrize(
    "name", sorted(name for name in BAD if name not in ("docs/corridor/buildings/main.md", "docs/corridor/1f/b.svg"))
)
def test_each_mistake_is_found_in_its_own_file(bad: Built, name: str) -> None:
    if name in ("docs/policies/same-a.md", "cases/2026/2026-02.md"):
        return  # the first of two twins is the one to keep
    assert any(issue.path == name for issue in bad.issues)


def test_a_site_without_mistakes_says_nothing(tmp_path: Path) -> None:
    good = {
        "docs/policies/a.md": policy(1),
        "cases/2026/2026-01.md": case(),
        "docs/index.md": head("title: 清风\ndate: 2026-01-05\nunit: 政治处"),
    }
    result = built(tmp_path, good)
    assert messages(result) == []
    assert {"policies/a.md", "cases/2026/2026-01.md", "index.md"} <= set(result.pages)
