"""Forms: what fits a paper, the sheets, and how many have signed."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, TODAY, Files, built, head, messages, policy

from integrity.kernel.figures import period
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rendering import Built
from integrity.rooms.forms import ROOM
from integrity.rooms.forms.model import Form, Line
from integrity.rooms.forms.paper import A4, A5, A6, RULE, count_lines, field_rows, fit, rule
from integrity.rooms.forms.text import blocks, unprintable

BODY = "我郑重承诺：\n\n1. 不接受宴请。\n\n2. 不酒后驾车。\n"
UNITS = "[{unit: 城东派出所, total: 10, signed: 9}, {unit: 看守所, total: 5, signed: 5}]"


def form(body: str = BODY, **extra: str) -> str:
    fields = {
        "title": "廉洁承诺书",
        "date": "2026-01-09",
        "unit": "政治处",
        "template": "承诺书",
        "year": "2026",
        "papers": "[A4]",
        "lines": "[{label: 承诺人签名}, {label: 日期}]",
    } | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items() if value), body)


def one(root: Path, body: str = BODY, today: dt.date = TODAY, **extra: str) -> Built:
    return built(root, {"docs/forms/a.md": form(body, **extra)}, today)


def data(result: Built) -> Any:
    return json.loads(str(result.data["data/forms.json"].content))


def values(result: Built, name: str = "2026") -> dict[str, Decimal | None]:
    return {figure.key: figure.value(period(name)) for figure in result.figures if figure.key.startswith("forms-")}


def record(root: Path, body: str = BODY, **extra: str) -> Form:
    (root / "docs/forms").mkdir(parents=True)
    (root / "docs/forms/a.md").write_text(form(body, **extra), "utf-8")
    (found,) = read_library(root, [Form], load_terms(HOME / "data")).of(Form)
    return found


# The text


def test_the_body_becomes_what_a_sheet_prints() -> None:
    body = "尊敬的家属：\n\n您好，\n祝安。\n\n1. **不送礼**，见[规定](../policies/a.md)。\n2、不请吃。\n\n## 回执\n\n示例分局\n\n2026年9月8日\n"
    found = blocks(body)
    assert [(b.kind, b.printed) for b in found] == [
        ("to", "尊敬的家属："),
        ("paragraph", "您好，祝安。"),
        ("item", "一、不送礼，见规定。"),
        ("item", "二、不请吃。"),
        ("head", "回执"),
        ("sign", "示例分局"),
        ("sign", "2026年9月8日"),
    ]
    assert found[2].runs == (("一、", False), ("不送礼", True), ("，见规定。", False))


def test_an_opening_that_ends_in_a_colon_is_no_addressee() -> None:
    assert [b.kind for b in blocks("我郑重承诺：\n\n分局党委：\n\n为做到清正廉洁，我郑重承诺：\n")] == [
        "paragraph",
        "to",
        "paragraph",
    ]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("- 一项", "圆点列表"),
        ("| 表 |", "表格"),
        ("> 引", "引用块"),
        ("![图](a.png)", "图片"),
        ("```", "代码"),
        ("<b>粗</b>", "HTML"),
    ],
)
def test_what_a_sheet_cannot_print_is_named(tmp_path: Path, line: str, what: str) -> None:
    assert (2, what) in list(unprintable(f"承诺：\n\n{line}\n"))
    assert any(f"印张上排不了{what}" in said for said in messages(one(tmp_path, f"承诺：\n\n{line}\n")))


def test_a_form_without_text(tmp_path: Path) -> None:
    assert any("没有正文" in said for said in messages(one(tmp_path, "\n")))


# The model of a sheet


@pytest.mark.parametrize(
    ("text", "capacity", "indent", "lines"),
    [
        ("", 10, 0, 1),
        ("一二三四五六七八九十", 10, 0, 1),
        ("一二三四五六七八九十", 10, 2, 2),
        ("一二三四五六七八九十。", 10, 0, 2),  # the stop takes the sign before it along
        ("一二三四五六七八九《规定》", 10, 0, 2),  # 《 does not end a line
        ("一二三四五六七八2026年", 10, 0, 2),  # a number is not divided
        ("12345", 3, 0, 1),
        ("字" * 100, 10, 0, 10),
    ],
)
def test_lines_are_counted_as_they_break(text: str, capacity: int, indent: int, lines: int) -> None:
    assert count_lines(text, capacity, indent) == lines


def test_short_fields_share_a_row_where_the_paper_has_columns() -> None:
    short, wide, words = Line(label="岗位"), Line(label="单位", width="full"), Line(label="寄语", rows=3)
    assert field_rows([short, short, short], A4) == 2
    assert field_rows([short, wide, short], A4) == 3
    assert field_rows([short, short, short], A6) == 3
    assert field_rows([words, short], A4) == 5


@pytest.mark.parametrize("paper", [A4, A5, A6])
def test_a_signature_has_forty_millimetres_at_every_size(paper: Any) -> None:
    for size in paper.types:
        assert rule(Line(label="承诺人签名"), paper, size) >= RULE


def test_the_largest_type_that_fits_is_chosen(tmp_path: Path) -> None:
    found = record(tmp_path)
    sizes = [fit(found, blocks("字" * n), A4).type.text for n in (100, 500, 600, 700, 800)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 16
    assert len(set(sizes)) >= 3
    assert not fit(found, blocks("字" * 2000), A4).fits


def test_the_style_sheet_has_the_numbers_of_the_model() -> None:
    css = (HOME / "overrides/assets/css/forms.css").read_text("utf-8")
    read = {m[1]: dict(re.findall(r"--([\w-]+): ([\d.]+)", m[2])) for m in re.finditer(r"(?m)^\.qf-paper(\[.*?) \{(.*?)\}", css)}
    for paper in (A4, A5, A6):
        keys = {"w": paper.width, "h": paper.height, "top": paper.top, "side": paper.side, "bottom": paper.bottom}
        keys |= {"motif": paper.motif, "gap": paper.gap, "row": paper.row, "small": paper.small, "columns": paper.columns}
        assert {key: float(value) for key, value in read[f'[data-paper="{paper.name}"]'].items()} == keys
        for size in paper.types:
            there = read[f'[data-paper="{paper.name}"][data-type="{size.name}"]']
            sizes = {"text": size.text, "leading": size.leading, "title": size.title, "title-leading": size.title_leading}
            assert {key: float(value) for key, value in there.items()} == sizes | {"label": size.label}
    assert len([key for key in read if "data-type" in key]) == sum(len(paper.types) for paper in (A4, A5, A6))


def test_a_text_too_long_for_its_paper_is_said_before_printing(tmp_path: Path) -> None:
    (said,) = messages(one(tmp_path, "字" * 700 + "\n", papers="[A4, A6]"))
    assert re.fullmatch(
        r"docs/forms/a.md:7: “papers\[2\]”（纸张）A6 排不下：用最小的字号仍多出 \d+ 行，请把正文删短约 \d+ 字，减少填写栏，或者改用 A4",
        said,
    )
    lines = int(re.findall(r"多出 (\d+) 行", said)[0])
    left = 700 - 26 * lines
    assert messages(one(tmp_path / "b", "字" * left + "\n", papers="[A4, A6]")) == []


def test_a_field_must_leave_room_to_write(tmp_path: Path) -> None:
    (said,) = messages(one(tmp_path, lines="[{label: 分管分局领导审核意见和签名}]"))
    assert said.startswith("docs/forms/a.md:8: “lines[1].label”（栏目名）在 A4 上只剩 ")
    assert "请改写成 width: long" in said
    assert messages(one(tmp_path / "b", lines="[{label: 分管分局领导审核意见和签名, width: long}]")) == []


# The sheets


def test_each_paper_has_its_sheets(tmp_path: Path) -> None:
    result = one(tmp_path, papers="[A4, A6]", motif="竹", note="各存一份。")
    names = [f"forms/a-{name}.md" for name in ("a4", "a4x2", "a6", "a4x4")]
    assert [uri for uri in result.pages if re.match(r"forms/a-", uri)] == names
    assert all(ROOM.derives_uri(uri) for uri in ["forms/index.md", *names])
    four = result.pages["forms/a-a4x4.md"]
    assert four.markdown.count('class="qf-paper"') == 4
    assert four.markdown.count('class="qf-cut"') == 6
    assert (four.indexed, four.styles) == (False, ("css/stage.css", "css/sheet.css", "css/paper-a4.css"))
    assert result.pages["forms/a-a4x2.md"].styles[-1] == "css/paper-a4-landscape.css"
    assert result.pages["forms/a-a6.md"].styles[-1] == "css/paper-a6.css"
    assert all((HOME / "overrides/assets" / style).is_file() for uri in names for style in result.pages[uri].styles)
    assert result.pages["forms/a-a6.md"].markdown.count("<h1") == 1


def test_two_on_a_sheet_only_where_the_text_fits(tmp_path: Path) -> None:
    assert "forms/a-a4x2.md" not in one(tmp_path, "字" * 700 + "\n").pages


def test_the_paper_holds_text_fields_and_imprint(tmp_path: Path) -> None:
    lines = "[{label: 家属寄语, rows: 3}, {label: 签名, width: long}, {label: 日期}]"
    page = one(tmp_path, lines=lines, note="各存一份。").pages["forms/a-a4.md"].markdown
    assert page.count("qf-blank__rule") == 4
    assert '日期：</span><span class="qf-blank__day">　　年　　月　　日' in page
    assert '<p data-block="item">一、不接受宴请。</p>' in page
    assert "各存一份。" in page
    assert "<span>示例市公安局示例分局</span><span>2026年</span>" in page
    assert "<input" not in page
    assert "<textarea" not in page


def test_citations_are_links_on_the_page_and_words_on_the_sheet(tmp_path: Path) -> None:
    files: Files = {
        "docs/policies/a.md": policy(1),
        "docs/forms/a.md": form("1. 遵守《制度1》第一条。\n", date="2026-03-01", note="依据《制度1》第一条。"),
    }
    result = built(tmp_path, files)
    assert result.pages["forms/a.md"].markdown.count('href="../policies/a.html#art-1"') == 2
    assert "qf-cite" not in result.pages["forms/a-a4.md"].markdown
    assert "forms/a" in result.pages["policies/a.md"].markdown, "the article lists who cites it"


def test_a_file_cannot_take_the_name_of_a_sheet(tmp_path: Path) -> None:
    assert any("重名" in said for said in messages(built(tmp_path, {"docs/forms/a-a4.md": form()})))


# The signing


def test_units_are_added_up_and_those_behind_come_first(tmp_path: Path) -> None:
    result = one(tmp_path, signing=UNITS, as_of="2026-11-20", due="2026-12-31")
    (entry,) = data(result)
    assert entry["signing"] == {"total": 15, "signed": 14, "rate": 93.3, "as_of": "2026-11-20"}
    assert [(unit["unit"], unit["rate"]) for unit in entry["units"]] == [("城东派出所", 90.0), ("看守所", 100.0)]
    assert entry["state"] == "签订中"
    assert values(result) == {
        "forms-pledge-rate": Decimal("93.3"),
        "forms-card-rate": None,
        "forms-letter-rate": None,
        "forms-signed": Decimal(14),
    }
    index = result.pages["forms/index.md"].markdown
    assert "总签订率 93.3%" in index
    assert index.index("签订率最低的单位") < index.index("城东派出所")
    assert "看守所" not in index


def test_the_whole_bureau_alone(tmp_path: Path) -> None:
    result = one(tmp_path, total="231", signed="231", as_of="2026-02-27")
    assert data(result)[0]["state"] == "已签齐"
    assert values(result)["forms-pledge-rate"] == Decimal(100)
    assert values(result, "2026H2")["forms-pledge-rate"] is None
    assert "没有分单位统计" in result.pages["forms/a.md"].markdown


def test_one_missing_is_never_a_hundred_per_cent(tmp_path: Path) -> None:
    assert data(one(tmp_path, total="5000", signed="4999", as_of="2026-02-27"))[0]["signing"]["rate"] == 99.9


@pytest.mark.parametrize(
    ("extra", "state"),
    [
        ({}, "未统计"),
        ({"due": "2026-11-23"}, "逾期未签齐"),
        ({"due": "2026-11-24"}, "未统计"),
        ({"signing": UNITS, "as_of": "2026-11-20", "due": "2026-11-23"}, "逾期未签齐"),
        ({"signing": UNITS, "as_of": "2026-11-20"}, "签订中"),
        ({"total": "3", "signed": "3", "as_of": "2026-11-20", "due": "2026-11-23"}, "已签齐"),
    ],
)
def test_the_state_follows_from_numbers_and_day(tmp_path: Path, extra: dict[str, str], state: str) -> None:
    assert data(one(tmp_path, **extra))[0]["state"] == state


def test_numbers_of_tomorrow_do_not_count_yet(tmp_path: Path) -> None:
    result = one(tmp_path, today=dt.date(2026, 11, 19), signing=UNITS, as_of="2026-11-20")
    assert messages(result) == ["docs/forms/a.md:10: 提醒：“as_of”（统计日期）晚于今天（2026-11-19），这些数字先不计入"]
    assert data(result)[0]["signing"] is None
    assert values(result)["forms-signed"] is None


def test_a_unit_may_have_a_day_of_its_own(tmp_path: Path) -> None:
    units = (
        "[{unit: 城东派出所, total: 10, signed: 9, as_of: 2026-11-25}, {unit: 看守所, total: 5, signed: 5, as_of: 2026-11-01}]"
    )
    result = one(tmp_path, signing=units)
    assert [issue.level for issue in result.issues] == ["warning"]
    assert data(result)[0]["signing"] == {"total": 5, "signed": 5, "rate": 100.0, "as_of": "2026-11-01"}


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"signed": "3", "as_of": "2026-11-20"}, "“total”（应签人数（全局））填了已签人数，就要填应签人数，例如 total: 236"),
        ({"total": "3", "as_of": "2026-11-20"}, "“signed”（已签人数（全局））填了应签人数，就要填已签人数"),
        ({"total": "3", "signed": "4", "as_of": "2026-11-20"}, "“signed”（已签人数（全局））4 多于应签人数 3，请核对"),
        ({"total": "3", "signed": "3"}, "“as_of”（统计日期）填了签订人数，就要填写统计日期，例如 as_of: 2026-11-20"),
        ({"signing": UNITS}, "“as_of”（统计日期）填了签订人数，就要填写统计日期"),
        ({"signing": UNITS, "as_of": "2026-11-20", "total": "16", "signed": "14"}, "“total”（应签人数（全局））16 与各单位之和 15 不符"),
        ({"signing": UNITS, "as_of": "2026-11-20", "total": "15", "signed": "13"}, "“signed”（已签人数（全局））13 与各单位之和 14 不符"),
        ({"signing": UNITS.replace("看守所", "城东派出所"), "as_of": "2026-11-20"}, "“signing[2].unit”（单位）城东派出所写了两次，请合并"),
        ({"signing": UNITS.replace("9", "11"), "as_of": "2026-11-20"}, "“signing[1].signed”（已签人数）11 多于应签人数 10，请核对"),
        ({"signing": "[{unit: 看守所, signed: 5}]"}, "“signing[1].total”（应签人数）缺少必填项，例如 total: 14"),
        ({"signing": "[{unit: 看守, total: 5, signed: 5}]"}, "是否想写“看守所”？"),
        ({"papers": "[A5]"}, "没有“A5”这个取值，可写：A4、A6"),
        ({"papers": "[A4, A4]"}, "“papers”（纸张）同一种纸写了两次"),
        ({"papers": "[]"}, "至少写一项"),
        ({"template": "承诺"}, "是否想写“承诺书”？"),
        ({"lines": "[{label: 签名, width: 长}]"}, "没有“长”这个取值，可写：short、long、full"),
        ({"motif": "梅"}, "没有“梅”这个取值，可写：竹、杯、灯"),
        ({"names": "[张某]"}, "不认识的字段"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, extra: dict[str, str], said: str) -> None:
    lines = messages(one(tmp_path, **extra))
    assert len(lines) == 1
    assert said in lines[0]


def test_both_at_once_may_agree(tmp_path: Path) -> None:
    assert messages(one(tmp_path, signing=UNITS, as_of="2026-11-20", total="15", signed="14")) == []


def test_two_forms_of_one_name_and_year(tmp_path: Path) -> None:
    files: Files = {"docs/forms/a.md": form(), "docs/forms/b.md": form(), "docs/forms/c.md": form(year="2025")}
    assert messages(built(tmp_path, files)) == [
        "docs/forms/b.md:2: “title”（标题）2026 年的“廉洁承诺书”已写在 docs/forms/a.md，请合并或者改标题"
    ]


def test_years_stand_newest_first(tmp_path: Path) -> None:
    files: Files = {"docs/forms/a.md": form(year="2025", title="旧"), "docs/forms/b.md": form(date="2026-02-01"), "docs/forms/c.md": form(title="新")}  # fmt: skip
    result = built(tmp_path, files)
    assert [entry["url"] for entry in data(result)] == ["forms/c.html", "forms/b.html", "forms/a.html"]
    page = result.pages["forms/index.md"].markdown
    assert page.index("## 2026年") < page.index("## 2025年")
    assert (result.pages["forms/c.md"].next, result.pages["forms/b.md"].next) == ("forms/b.md", "forms/a.md")


def test_a_site_without_forms_says_so(tmp_path: Path) -> None:
    result = built(tmp_path, {})
    assert "还没有承诺书和卡片" in result.pages["forms/index.md"].markdown
    assert data(result) == []
    assert any(("承诺书和卡片", "forms/index.md") in menu.pages for menu in result.menu if menu.title == "警示教育")
