"""Records → workbook → records: nothing is lost, and the same records give the same bytes."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers import HOME, TODAY, head, measure, opinion, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import FIXTURES, OPINION, row, site, told, workbook

from integrity.exchange.archive import Refused
from integrity.exchange.cells import clean
from integrity.exchange.grid import read_grids
from integrity.exchange.ledger_found import Known
from integrity.exchange.ledger_rows import read_ledger
from integrity.exchange.ledger_yaml import ledger_text
from integrity.exchange.workbook import as_xlsx
from integrity.kernel.frontmatter import parse_ledger
from integrity.kernel.record import Origin
from integrity.kernel.terms import load_terms
from integrity.ledgers.exporting import as_written, exported
from integrity.rooms.rectification.model import Item, Opinion
from integrity.rooms.rectification.sheet import COLUMNS, Part, book, ledger_title

TERMS = load_terms(HOME / "data")
COLUMN_NAMES = TERMS.ledger_columns
assert COLUMN_NAMES is not None
UNITS, STATES = TERMS["units"].words, TERMS["measure_states"].words
SIGNS = "一三日民警登记，。、；：？！（）()【】“”‘’\"'《》—…·%:;=~#{}\\*->/|｜?!+@&<>^$_ AC9ａ１＝\u3000\u00a0\t-.2026年月０"
NOTHING = set(COLUMN_NAMES.nothing)


def texts(lines: int = 3, most: int = 30) -> st.SearchStrategy[str]:
    """As a cell may hold them: without outer spaces; a sign for nothing alone is no text."""
    line = st.text(SIGNS, min_size=1, max_size=most)
    return (
        st.lists(line, min_size=1, max_size=lines)
        .map("\n".join)
        .map(clean)
        .filter(lambda text: bool(text) and text not in NOTHING)
    )


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
PATHS = st.text("abc/.-汉#", min_size=1, max_size=12).map(lambda text: text.strip("./") or "a").map(lambda text: f"{text}.md")
PIECES = st.one_of(
    texts().map(lambda text: {"title": text}),
    PATHS.map(lambda path: {"path": f"../{path}"}),
    PATHS.map(lambda path: {"path": path}),
    st.tuples(texts(), PATHS).map(lambda both: {"title": both[0], "path": f"../{both[1]}"}),
)
OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "support": st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True),
    "started": DAYS, "completed": DAYS, "closed": DAYS, "verified_by": st.sampled_from(UNITS), "result": texts(),
    "progress": st.lists(st.fixed_dictionaries({"date": DAYS, "text": texts()}), min_size=1, max_size=3),
    "evidence": st.lists(PIECES, min_size=1, max_size=3),
}  # fmt: skip
MEASURES = st.fixed_dictionaries(
    {
        "text": texts(),
        "unit": st.sampled_from(UNITS),
        "post": texts(1),
        "goal": texts(),
        "due": DAYS,
        "state": st.sampled_from(STATES),
    },
    optional=OPTIONAL,
)
ITEMS = st.lists(
    st.tuples(texts(), st.one_of(st.none(), PATHS.map("../{}#f1".format)), st.lists(MEASURES, max_size=4)), min_size=1, max_size=3
).filter(lambda found: any(measures for _, _, measures in found))


def records(found: list[tuple[str, str | None, list[dict[str, Any]]]]) -> tuple[Item, ...]:
    made = []
    for n, (problem, finding, measures) in enumerate(found, 3):
        listed = [{"no": f"{n}-{k}", **fields} for k, fields in enumerate(measures, 1)]
        item = {"no": n, "problem": problem, "finding": finding, "measures": listed}
        made.append(Item.model_validate(item, context={"terms": TERMS}))
    return tuple(made)


def document(title: str = "关于涉案财物检查发现问题的整改意见") -> Opinion:
    day = dt.date(2026, 3, 1)
    made = Opinion.model_construct(title=title, date=day, issued=day, unit="警务督察大队", source="督察", classification="内部")
    made.__pydantic_private__ = {"_origin": Origin("docs/rectification/a.md", "rectification/a.md")}
    return made


def back(content: bytes, number: int = 0) -> list[dict[str, Any]]:
    known = Known(frozenset(UNITS), STATES, COLUMN_NAMES, dt.date(2026, 3, 1))
    found = read_ledger(read_grids(content)[0][number], known)
    assert found is not None
    assert found.slips == []
    return found.items


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ITEMS)
def test_nothing_is_lost_on_the_way_out_and_back(found: list[tuple[str, str | None, list[dict[str, Any]]]]) -> None:
    items = records(found)
    assert back(as_xlsx(book("a.xlsx", [Part(document(), items)], TODAY))) == as_written(items)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(ITEMS)
def test_the_file_that_an_import_writes_is_read_as_it_was_meant(
    found: list[tuple[str, str | None, list[dict[str, Any]]]],
) -> None:
    wanted = as_written(records(found))
    parsed = parse_ledger(ledger_text({"title": "台账: 甲", "date": TODAY, "draft": True}, wanted))
    assert parsed.head.troubles == []
    assert parsed.head.value["title"] == "台账: 甲"
    assert parsed.head.value["items"] == wanted


def test_columns_have_the_usual_names_and_can_all_be_read_back() -> None:
    assert {key: COLUMN_NAMES.field(column.label) for key, column in COLUMNS.items()} == {key: key for key in COLUMNS}


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("关于2026年上半年专项督察发现问题的整改意见", "2026年上半年专项督察发现问题整改台账"),
        ("巡察反馈问题整改方案", "巡察反馈问题整改台账"),
        ("涉案财物检查", "涉案财物检查整改台账"),
    ],
)
def test_the_title_says_what_is_put_right(title: str, wanted: str) -> None:
    assert ledger_title(document(title)) == wanted


def test_the_layout_is_the_printed_one(tmp_path: Path) -> None:
    items = records([("登记不规范", None, [{**FIELDS}, {**FIELDS}]), ("超期未还", "../supervision/a.md#f1", [{**FIELDS}])])
    (tmp_path / "a.xlsx").write_bytes(as_xlsx(book("a.xlsx", [Part(document(), items)], TODAY)))
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert made.sheetnames == ["涉案财物检查发现问题整改台账", "台账说明"]
    sheet = made.worksheets[0]
    assert sheet["A1"].value == "涉案财物检查发现问题整改台账"
    assert sheet["A2"].value == "单位：警务督察大队　　截至日期：2026年11月24日　　密级：内部"
    assert [cell.value for cell in sheet[3]] == [column.label for column in COLUMNS.values()]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:R1", "A2:R2", "A4:A5", "B4:B5", "R4:R5"}
    assert sheet["I4"].value == dt.datetime(2026, 6, 30)
    assert sheet["I4"].number_format == "yyyy-mm-dd"
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("A4", "$3:$3", "landscape")
    about = [cell.value for cell in made["台账说明"][4]]
    assert about[:3] == ["涉案财物检查发现问题整改台账", "关于涉案财物检查发现问题的整改意见", "docs/rectification/a.md"]
    assert about[-2:] == [2, 3]


FIELDS = {
    "text": "修订办法",
    "unit": "法制大队",
    "post": "法制大队大队长",
    "goal": "相符",
    "due": dt.date(2026, 6, 30),
    "state": "整改中",
}


def test_what_no_cell_can_hold_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    long = "完成一段" * 10_000
    items = records(
        [("登记不规范", None, [FIELDS | {"goal": long}, FIELDS | {"result": "无"}, FIELDS | {"evidence": [{"title": "↳甲"}]}])]
    )
    with pytest.raises(Refused) as caught:
        exported("", tmp_path / "a.xlsx", [Part(document(), items)], TODAY, TERMS, COLUMN_NAMES)
    assert str(caught.value).split("\n")[:2] == [
        "docs/rectification/a.md：措施 3-1的“整改目标”放不进一格，或者读回来不是原样，请改短或改写",
        "docs/rectification/a.md：措施 3-2的“整改结果”放不进一格，或者读回来不是原样，请改短或改写",
    ]
    assert not (tmp_path / "a.xlsx").exists()


def hooks(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOME / "hooks"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_export_and_import_as_typed(tmp_path: Path) -> None:
    settings_file = "extra:\n  integrity:\n    today: 2026-11-24\n"
    files = {"mkdocs.yml": settings_file, "docs/rectification/a.md": opinion(measure(started="2026-03-05"), title="甲的整改意见")}
    write(tmp_path, {**files, "docs/rectification/b.md": opinion(measure("1-9"), title="乙的整改意见")})
    done = hooks("export", "rectification", cwd=tmp_path)
    assert done.stdout.split("\n") == [
        "工作表“甲整改台账”：docs/rectification/a.md，问题 1 个，措施 1 条",
        "工作表“乙整改台账”：docs/rectification/b.md，问题 1 个，措施 1 条",
        "已导出 2 份台账，写在 整改台账.xlsx",
        "",
    ], done.stdout + done.stderr
    done = hooks("import", "rectification", "整改台账.xlsx", "--opinion", "b", "--check", cwd=tmp_path)
    assert done.stdout == "与原来的台账相比：没有不同\n核对完毕：问题 1 个，措施 1 条，没有写任何文件\n"
    assert hooks("export", "rectification", cwd=tmp_path).stdout == "整改台账.xlsx 已经存在，没有改动它，请用 --to 写明文件名\n"
    assert "后缀是 .xlsx，请写 --to a.xlsx" in hooks("export", "rectification", "--to", "a.docx", cwd=tmp_path).stdout
    assert "是否想写 a？" in hooks("export", "rectification", "--opinion", "aa", cwd=tmp_path).stdout
    refused = hooks("import", "rectification", "整改台账.xlsx", "--sheet", "甲整改台账", cwd=tmp_path)
    assert (refused.returncode, refused.stderr) == (1, "")


def test_a_ledger_of_another_program_goes_out_in_the_official_layout_and_comes_back(tmp_path: Path) -> None:
    place = site(tmp_path, **{"docs/rectification/a.md": head(OPINION.replace("2026-03-01", "2026-07-31"))})
    told(place, (FIXTURES / "office.xlsx").read_bytes())
    ledger = tmp_path / "docs/rectification/a-ledger.yml"
    changed = ledger.read_text("utf-8").replace("state: 未启动", "state: 整改中\n        started: 2026-11-02")
    ledger.write_text(changed, "utf-8")
    done = hooks("export", "rectification", "--to", "b.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    before = ledger.read_text("utf-8").partition("items:")[2]
    place = site(tmp_path, **{"docs/rectification/a.md": head(OPINION.replace("2026-03-01", "2026-07-31"))})
    assert told(place, (tmp_path / "b.xlsx").read_bytes(), replace=True)[0] == "与原来的台账相比：没有不同"
    assert ledger.read_text("utf-8").partition("items:")[2] == before


def test_our_sheet_names_its_opinion(tmp_path: Path) -> None:
    place = site(tmp_path, **{"docs/rectification/b.md": head(OPINION.replace("涉案财物", "执法记录仪"))})
    content = as_xlsx(book("a.xlsx", [Part(document(), records([("甲", None, [FIELDS])]))], TODAY))
    assert told(place, content)[-1].startswith("已导入问题 1 个，措施 1 条，写在 docs/rectification/a-ledger.yml")
    assert told(place, workbook(row()))[0].startswith("请用 --opinion 写明")
