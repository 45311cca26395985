"""What leaves the house and what stays: drafts, classifications, attachments, the day."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from helpers import BUILDING, HOME, PNG, SVG, TODAY, arrangement, built, case, measure, messages, opinion, panel, policy, write

from integrity import site
from integrity.kernel.settings import Settings
from integrity.rendering import Built
from integrity.rooms import ROOMS

ALL = {
    "docs/policies/a.md": policy(1),
    "docs/study/2026.md": arrangement("- {no: 1, date: 2026-12-01, focus: 1, title: 甲, form: 自学}"),
    "docs/rectification/a.md": opinion(measure()),
    "docs/corridor/buildings/main.md": BUILDING,
    "docs/corridor/1f/a.md": panel(),
    "docs/corridor/1f/lotus.svg": SVG,
    "cases/2026/2026-01.md": case(),
}


def texts(result: Built) -> list[str]:
    """Every data file as text. Those in bytes are workbooks, UTF-8 with a mark, or GBK."""
    return [_decoded(data.content) for data in result.data.values()]


def _decoded(content: str | bytes) -> str:
    if isinstance(content, str):
        return content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist()) + "\n"
    return content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gbk")


def test_a_draft_is_in_no_output(tmp_path: Path) -> None:
    draft = case("2026-02", title="王某甲草稿", draft="true", body="![图](secret.png)\n\n未定稿的内容。\n")
    result = built(tmp_path, ALL | {"cases/2026/2026-02.md": draft, "cases/2026/secret.png": PNG})
    assert messages(result) == []
    outputs = "".join(page.markdown for page in result.pages.values()) + "".join(texts(result))
    assert "王某甲草稿" not in outputs
    assert "未定稿" not in outputs
    assert not [
        uri for uri in [*result.pages, *result.data, *result.assets] if uri.startswith("cases/2026/2026-02") or "secret" in uri
    ]
    assert list(result.drafts) == ["cases/2026/2026-02.md"]


def test_only_files_that_a_published_page_names_are_copied(tmp_path: Path) -> None:
    files = ALL | {
        "docs/policies/b.md": policy(2, body="![图](used.png)\n\n`![图](code.png)`\n"),
        "docs/policies/used.png": PNG,
        "docs/policies/code.png": PNG,
        "docs/policies/stray.png": PNG,
    }
    assert set(built(tmp_path, files).assets) == {"policies/used.png", "corridor/1f/lotus.svg"}


def test_a_link_to_a_draft_is_refused(tmp_path: Path) -> None:
    files = ALL | {
        "cases/2026/2026-02.md": case("2026-02", draft="true"),
        "docs/policies/b.md": policy(2, body="[案](../../cases/2026/2026-02.md)\n"),
    }
    assert "指向草稿" in messages(built(tmp_path, files))[0]


@pytest.mark.parametrize("draft", ["false", "true"])
def test_a_mark_stops_the_build_even_in_a_draft_or_an_attachment(tmp_path: Path, draft: str) -> None:
    mark = "机" + "密\N{BLACK STAR}"
    result = built(
        tmp_path, ALL | {"docs/policies/b.md": policy(2, body=mark, draft=draft), "docs/policies/c.txt": f"甲\n{mark}"}
    )
    assert [issue.path for issue in result.issues] == ["docs/policies/b.md", "docs/policies/c.txt"]
    assert result.issues[1].line == 2
    assert not result.pages


def test_outside_addresses_are_refused_unless_declared(tmp_path: Path) -> None:
    files = ALL | {"docs/policies/b.md": policy(2, body="[片](https://video.intranet/a)\n")}
    assert "链接到外部地址" in messages(built(tmp_path, files))[0]
    assert messages(built(tmp_path, files, settings=Settings(intranet_hosts=("video.intranet",)))) == []


def test_derived_pages_may_be_linked_to(tmp_path: Path) -> None:
    files = ALL | {"docs/policies/b.md": policy(2, body="[总表](../study/index.md) [台账](../rectification/overdue.md)\n")}
    assert messages(built(tmp_path, files)) == []


def test_every_derived_uri_is_announced_by_its_room(tmp_path: Path) -> None:
    rooms = {room.name: room for room in ROOMS}
    for page in built(tmp_path, ALL).pages.values():
        if not page.source and page.uri != "index.md":
            owner = "contents" if page.uri.startswith("all/") else page.room  # a section's list stands in its menu
            assert rooms[owner].derives_uri(page.uri), page.uri


def test_every_record_has_its_page(tmp_path: Path) -> None:
    assert {path.removeprefix("docs/") for path in ALL if path.endswith(".md")} <= set(built(tmp_path, ALL).pages)


def test_data_files_are_stable_and_for_people(tmp_path: Path) -> None:
    result = built(tmp_path, ALL)
    assert {uri for uri in result.data if uri.endswith(".json")} == {
        f"data/{name}.json"
        for name in (
            "catalogue",
            "numbers",
            "policies",
            "study",
            "bells",
            "quarterly",
            "activities",
            "accountability",
            "rectification",
            "campaigns",
            "supervision",
            "cases",
            "films",
            "exemplars",
            "forms",
            "corridor",
            "screen",
            "risks",
        )
    }
    for text in texts(result):
        assert text.endswith("\n")
        assert not re.search(r"\\u[0-9a-f]{4}", text)
    assert result == built(tmp_path, ALL)


def test_the_day_is_an_argument(tmp_path: Path) -> None:
    before, after = built(tmp_path, ALL, dt.date(2026, 6, 30)), built(tmp_path, ALL, dt.date(2026, 7, 1))
    assert '"overdue": 0' in before.data["data/rectification.json"].content
    assert '"overdue": 1' in after.data["data/rectification.json"].content


def test_system_files_are_ignored(tmp_path: Path) -> None:
    assert messages(built(tmp_path, ALL | {"cases/.DS_Store": b"x", "cases/Thumbs.db": b"x", "cases/2026/~$a.docx": b"x"})) == []


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + policy(2).replace("\n", "\r\n").encode()
    assert messages(built(tmp_path, ALL | {"docs/policies/b.md": text})) == []


def test_one_address_in_docs_and_cases_is_refused(tmp_path: Path) -> None:
    files = ALL | {"docs/cases/2026/2026-01.md": "---\ntitle: 甲\ndate: 2026-01-01\nunit: 政治处\n---\n\n正文\n"}
    assert "同一个地址" in messages(built(tmp_path, files))[0]


def test_a_missing_vocabulary_is_named(tmp_path: Path) -> None:
    shutil.copytree(HOME / "data", tmp_path / "data")
    (tmp_path / "data" / "terms" / "units.yml").unlink()
    assert messages(built(tmp_path, ALL)) == ["data/terms/units.yml:1: 缺少这份词表或它写错了，请从产品自带的 data/terms/ 恢复"]


def said(tmp_path: Path, name: str, text: str | bytes) -> list[str]:
    return messages(built(tmp_path, ALL | {name: text}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", "不能写 <script> 标签"),
        ("<style>@import url(x)</style>", "不能写 <style> 标签"),
        ("<meta http-equiv=refresh>", "不能写 <meta> 标签"),
        ('<b onclick="x()">甲</b>', "不能写 onclick 属性"),
        ('<b style="background:url(//x.example/a)">甲</b>', "不能写 style 属性"),
        ("见 https://www.example.com/a 。", "写了外部地址 www.example.com"),
        ("[甲](javascript:alert)", "打不开"),
        ("[甲](file:///C:/a.md)", "打不开"),
        ("[甲](http:/x.example)", "打不开"),
        ("[甲]（b.md）", "圆括号要用半角"),
        ("＃＃ 一、总体要求", "标题的 # 要用半角"),
        ("<<<<<<< HEAD", "合并冲突标记"),
        ("……", "还是模板里的文字"),
        ("[甲](#没有)", "位置不存在"),
        ("[甲](a.md#第九条)", "位置不存在"),
        ("[甲](a)", "是否想写 a.md"),
    ],
)
def test_what_a_text_may_not_hold(tmp_path: Path, text: str, expected: str) -> None:
    lines = said(tmp_path, "docs/policies/b.md", policy(2, body=f"第一条　甲。\n\n{text}\n"))
    assert any(expected in line and line.startswith("docs/policies/b.md:14:") for line in lines), lines


@pytest.mark.parametrize(
    "text",
    [
        "`<script>`",
        "```\n……\nhttps://x.example.com\n```",
        "[甲](a.md#第一条)",
        "[甲](#第一条)",
        "[甲](#art-1)",
        "http://127.0.0.1:8000",
    ],
)
def test_what_a_text_may_hold(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, "docs/policies/b.md", policy(2, body=f"第一条　甲。\n\n{text}\n")) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("docs/policies/README.md", "README.md 会被当成目录的首页"),
        ("docs/policies/X.MD", "后缀请用小写"),
        ("docs/404.md", "与自动生成的页面重名"),
        ("docs/search/a.md", "与自动生成的页面重名"),
        ("docs/policy/b.md", "政策文件应放在 docs/policies/"),
    ],
)
def test_names_and_places(tmp_path: Path, name: str, expected: str) -> None:
    lines = said(tmp_path, name, policy(2))
    assert [line for line in lines if expected in line] == lines[:1]


def test_an_svg_with_a_script_is_refused(tmp_path: Path) -> None:
    assert "脚本" in said(tmp_path, "docs/corridor/1f/lotus.svg", SVG.replace("<rect", "<script>1</script><rect"))[0]


def test_a_preview_shows_drafts(tmp_path: Path) -> None:
    root = write(tmp_path, ALL | {"docs/policies/b.md": policy(2, draft="true")})
    shown = site.build(root, TODAY, Settings(), HOME, drafts=True)
    assert "policies/b.md" in shown.pages
    assert shown.previewed == {"docs/policies/b.md"}
    assert "policies/b.md" not in site.build(root, TODAY, Settings(), HOME).pages


def test_a_mistake_in_the_holidays_hides_no_other(tmp_path: Path) -> None:
    shutil.copytree(HOME / "data", tmp_path / "data")
    (tmp_path / "data" / "redaction" / "allow.yml").write_text("[]\n", "utf-8")  # its entries are for the sample's files
    path = tmp_path / "data" / "holidays" / "2026.yml"
    path.write_text(path.read_text("utf-8").replace("from: 2026-04-04", "from: 2026-02-20"), "utf-8")
    said = messages(built(tmp_path, ALL | {"docs/policies/b.md": policy(2, unit="政工处")}))
    assert [line.split(":")[0] for line in said] == ["data/holidays/2026.yml", "docs/policies/b.md"]
