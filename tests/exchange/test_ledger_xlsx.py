"""Ledgers as offices keep them: every mistake is one line with its sheet and cell, and nothing is half-imported."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers import TODAY, built, head, measure, messages, opinion
from ledgers import FIXTURES, HEAD, OPINION, at, row, site, told, workbook

from integrity.kernel.yamlread import read_yaml
from integrity.ledgers.site import Place

LEDGER = "docs/rectification/a-ledger.yml"
END = "一条也没有导入。"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return site(tmp_path_factory.mktemp("ledgers"))


def only(place: Place, *rows: dict[str, Any], **how: Any) -> str:
    """The one mistake of a workbook, without the file and the sheet."""
    lines = told(place, workbook(*rows, **how))
    assert len(lines) == 2, lines
    assert lines[1] == f"共 1 处问题，{END}"
    assert lines[0].startswith("a.xlsx:工作表“台账”"), lines
    assert not (place.root / LEDGER).exists()
    return lines[0].removeprefix("a.xlsx:工作表“台账”")


def checked(place: Place, *rows: dict[str, Any], **how: Any) -> list[str]:
    return told(place, workbook(*rows, **how), only_check=True)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("完成时限", "2026年5月", "“2026年5月”没有写到日，请写成年月日，例如 2026-05-31"),
        ("完成时限", "2026.5", "“2026.5”没有写到日，请写成年月日，例如 2026-05-31"),
        ("完成时限", 2026.05, "“2026.05”没有写到日，请写成年月日，例如 2026-05-31"),
        ("完成时限", "三月底", "“三月底”没有写到日，请写成年月日，例如 2026-03-31"),
        ("完成时限", "二月底", "“二月底”没有写到日，请写成年月日，例如 2027-02-28"),
        ("完成时限", "3月5日", "“3月5日”没有写年份，请写成年月日，例如 2026-03-05"),
        ("完成时限", "2026年2月30日", "“2026年2月30日”这一天不存在，请核对年月日，例如 2026-03-01"),
        ("完成时限", "长期", "“长期”不是日期，请写成年月日，例如 2026-03-01"),
        ("完成时限", "2026-06-30，延期至2026-09-30", "里不止一个日期，只写一个，例如 2026-03-01；延期的经过写进进展情况"),
        ("完成时限", 12, "“12”不是日期，请写成年月日，例如 2026-03-01"),
        ("完成时限", "=TODAY()", "是公式，请复制以后“粘贴为数值”"),
        ("完成时限", None, "是空的，请填写"),
        ("完成时限", "/", "是空的，请填写"),
        ("完成时限", "2026-02-01", "2026-02-01 早于印发日期 2026-03-01，请核对"),
        ("责任单位", "法制队", "没有“法制队”这个取值，是否想写“法制大队”？"),
        ("责任单位", "法制大队、政治处", "写了 2 个单位，只写一个；其余的写进“配合单位”"),
        ("配合单位", "法制大队、警务保障科", "没有“警务保障科”这个取值，是否想写“警务保障室”？"),
        ("整改状态", "已整改", "没有“已整改”这个取值"),
        ("整改状态", "#REF!", "是错误值 #REF!，请改成文字"),
        ("整改状态", "已完成", "写了已完成，就要填写“完成日期”"),
        ("措施编号", dt.datetime(2026, 1, 2), "被当成了日期（2026-01-02），请把格子设成“文本”再写，例如 1-2"),
        ("措施编号", 1.1, "是数字 1.1，分不清是 1-1 还是 1-10，请写成文字，例如 1-1"),
        ("措施编号", "甲", "“甲”不是措施编号，应是问题序号加顺序号，例如 1-1"),
        ("序号", "问题甲", "“问题甲”不是问题序号，请写数字，例如 1"),
        ("存在问题", None, "是空的，请写明存在什么问题"),
        ("进展情况", "完成初稿", "“完成初稿”没有以日期开头，每条进展一行，写成年月日，例如 2026-03-01 完成初稿"),
        ("进展情况", "2026-04-01 完成初稿\n5月8日 印发", "“5月8日 印发”没有以日期开头，每条进展一行"),
        ("进展情况", "2026-04-31 完成初稿", "“2026-04-31”这一天不存在"),
        ("进展情况", dt.datetime(2026, 4, 1), "只有日期，没有写做了什么，例如 2026-04-01 完成初稿"),
        ("进展情况", "2026-04-01", "2026-04-01 后面没有写做了什么"),
        ("验收单位", "法制大队", "不能由责任单位自己验收"),
        ("销号日期", "2026-05-01", "状态还是整改中，不应有销号日期"),
        ("责任人岗位", "张建国", "里的“张**”像是姓名，责任人只写岗位，不写姓名，例如 法制大队大队长"),
        ("责任人岗位", "法制大队大队长张建国", "里的“张**”像是姓名"),
        ("进展情况", "2026-04-01 已联系13812345678核实", "里的“13*********”像是手机号码"),
        ("佐证", "../policies/none.md", "找不到文件 ../policies/none.md"),
        ("对应发现", "../supervision/none.md#f1", "找不到文件 ../supervision/none.md"),
    ],
)  # fmt: skip
def test_each_mistake_is_one_line_at_its_cell(place: Place, column: str, value: Any, said: str) -> None:
    line = only(place, row(**{column: value}))
    assert line.startswith(f"{at(column, 3)}：“{column}”"), line
    assert said in line


def test_a_measure_closed_before_it_was_completed(place: Place) -> None:
    closed = {"整改状态": "已销号", "完成日期": "2026-05-01", "销号日期": "2026-04-01", "验收单位": "警务督察大队"}
    assert only(place, row(**closed)) == f"{at('销号日期', 3)}：“销号日期”2026-04-01 早于完成日期 2026-05-01，请核对"


def test_a_number_that_is_given_twice(place: Place) -> None:
    assert only(place, row(), row()) == "C4：“措施编号”1-1 重复，每条措施一个编号"


@pytest.mark.parametrize(
    "value",
    [
        "2026.6.30", "2026/6/30", "2026年6月30日", "2026 年 6 月 30 日", "２０２６年６月３０日", "2026-06-30 00:00:00", "20260630",
        20260630, dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 17, 30),
    ],
)  # fmt: skip
def test_whatever_means_one_day_is_read(tmp_path: Path, value: Any) -> None:
    place = site(tmp_path)
    assert told(place, workbook(row(完成时限=value)))[-1].startswith(
        "已导入问题 1 个，措施 1 条，写在 docs/rectification/a-ledger.yml"
    )
    ledger = read_yaml((tmp_path / LEDGER).read_text("utf-8"))
    assert ledger.value["items"][0]["measures"][0]["due"] == dt.date(2026, 6, 30)


def test_what_is_taken_for_granted_is_said(place: Place) -> None:
    assert checked(place, row(完成时限=46203))[0] == (
        "提醒：工作表“台账”I3“完成时限”是没有设成日期格式的数字 46203，按 2026-06-30 读的，请核对"
    )
    assert checked(place, row(完成时限="2026年6月30日前"))[0] == (
        "提醒：工作表“台账”“完成时限”的“2026年6月30日前”按 2026-06-30 读的，请核对（1 处）"
    )
    assert checked(place, row(整改状态="正在整改"))[0] == "提醒：工作表“台账”“整改状态”的“正在整改”按“整改中”读的（1 处）"


def test_every_problem_is_said_in_one_run_and_the_same_one_once(place: Place) -> None:
    rows = [row(措施编号=f"1-{n}", 责任单位="刑侦大队") for n in range(1, 9)]
    rows += [row(措施编号="1-9", 完成时限="三月底", 销号日期="2026-05-01"), row(措施编号="1-10", 验收单位="法制大队")]
    lines = told(place, workbook(*rows))
    assert [line.removeprefix("a.xlsx:工作表“台账”").split("”")[0] for line in lines[:-1]] == [
        "F3、F4、F5、F6、F7 等 8 处：“责任单位",
        "I11：“完成时限",
        "N12：“验收单位",
    ]
    assert "是否想写“刑事侦查大队”" in lines[0]
    assert lines[-1] == f"共 10 处问题，{END}"


def test_columns_have_the_names_of_the_unit_in_any_order(place: Place) -> None:
    names = {
        "存在问题": "问题\n表现",
        "完成时限": "整改时限（年月日）",
        "责任单位": "牵头 单位",
        "责任人岗位": "责任人",
        "进展情况": "整改进展",
    }
    columns = (*(names.get(name, name) for name in reversed(HEAD)), "备注")
    cells = {names.get(name, name): value for name, value in row().items()}
    assert checked(place, cells, columns=columns)[0] == (
        "提醒：工作表“台账”S2“备注”一列没有读；要读，请把列名加到 data/ledger_columns.yml 的相应一行"
    )


def test_columns_that_are_missing_or_there_twice(place: Place) -> None:
    without = tuple(name for name in HEAD if name != "整改目标")
    assert only(place, row(), columns=without).startswith("第 2 行：表头缺少“整改目标”一列，认得的列名：整改目标、目标、")
    assert only(place, row(), columns=(*HEAD, "牵头单位")) == "S2：“牵头单位”与 F2“责任单位”是同一栏，只留一列"


def test_numbers_that_are_left_out_are_derived(place: Place) -> None:
    rows = [
        row(措施编号=None),
        row(序号=None, 存在问题=None, 措施编号=None),
        row(序号=None, 存在问题="另一个问题", 措施编号=None),
    ]
    lines = checked(place, *rows)
    assert lines[:-1] == [
        "提醒：工作表“台账”序号、存在问题空着的 1 行，按上面一个问题的措施读的，请核对",
        "提醒：工作表“台账”没有写问题序号的 1 个问题，按次序编了号",
        "提醒：工作表“台账”没有写措施编号的 3 条，按问题序号和次序编了号；编号是网址的一部分，以后不要改",
    ]
    assert lines[-1] == "核对完毕：问题 2 个，措施 3 条，没有写任何文件"


def test_rows_of_one_problem_may_be_merged_or_sorted_apart(place: Place) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")

    rows = [row(), row(措施编号="1-2", 序号=None, 存在问题=None), row(序号=2, 存在问题="二", 措施编号="2-1"), row(措施编号="1-3")]
    assert checked(place, *rows, edit=merge) == ["核对完毕：问题 2 个，措施 4 条，没有写任何文件"]
    assert (
        only(place, row(), row(存在问题="别的", 措施编号="1-2"))
        == "A4：“序号”1 在上面已经有了，B3 的存在问题与这里的不同，请核对"
    )


def test_a_number_for_each_row_beside_a_merged_problem(place: Place) -> None:
    rows = [row(措施编号=None), row(序号=2, 存在问题=None, 措施编号=None), row(序号=3, 存在问题="二", 措施编号=None)]
    lines = checked(place, *rows, edit=lambda sheet: sheet.merge_cells("B3:B4"))
    assert lines[0] == "提醒：工作表“台账”序号是每行一个，不是问题序号：问题按次序编为 1 至 2"
    assert lines[-1] == "核对完毕：问题 2 个，措施 3 条，没有写任何文件"


def test_merged_and_hidden_cells_elsewhere(place: Place) -> None:
    rows = [row(), row(措施编号="1-2")]
    said = "F3：“责任单位”F3:F4 是合并的格子，只有问题的几列可以合并；请取消合并，每行写上"
    lines = told(place, workbook(*rows, edit=lambda sheet: sheet.merge_cells("F3:F4")))
    assert lines[0] == f"a.xlsx:工作表“台账”{said}"
    assert lines[1].startswith("a.xlsx:工作表“台账”F4：“责任单位”是空的"), lines

    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True

    assert only(place, *rows, edit=hide) == ("第 3 行：到第 4 行是隐藏的行，请取消隐藏或者取消筛选，核对以后再导入；不要的，删去")

    def narrow(sheet: Any) -> None:
        sheet.column_dimensions["F"].hidden = True

    assert only(place, *rows, edit=narrow) == "F2：“责任单位”这一列是隐藏的，请取消隐藏，核对以后再导入；不要的，删去这一列"


def test_rows_that_are_no_measures(place: Place) -> None:
    rows = [row(), {}, dict(zip(HEAD, HEAD, strict=True)), row(措施编号="1-2"), {"序号": "合计", "整改措施": 2}]
    rows += [{"序号": "注：责任人只写岗位。"}, {"序号": "二、每月更新一次。"}]
    assert checked(place, *rows) == [
        "提醒：工作表“台账”中间重复的表头 1 行，没有读",
        "提醒：工作表“台账”表下的说明 2 行，没有读",
        "核对完毕：问题 1 个，措施 2 条，没有写任何文件",
    ]


def test_totals_and_rates_have_to_agree_with_the_rows(place: Place) -> None:
    columns = (*HEAD, "整改完成率")
    done = {"整改状态": "已完成", "完成日期": "2026-05-01"}
    rows = [row(整改完成率="100%"), row(措施编号="1-2", 整改完成率=0.6), row(措施编号="1-3", 整改完成率=1, **done)]
    lines = told(place, workbook(*rows, {"序号": "合计", "整改措施": "5条", "整改完成率": 0.8}, columns=columns))
    assert lines == [
        "a.xlsx:工作表“台账”S3：“整改完成率”写的是 100%，整改状态却是整改中，请核对",
        "a.xlsx:工作表“台账”D6：“合计”写的是 5，表里有 3 条措施，请核对",
        "a.xlsx:工作表“台账”S6：“合计”写的是 80%，按整改状态 3 条措施完成了 1 条，是 33.3%，请核对",
        f"共 3 处问题，{END}",
    ]
    fine = [row(整改完成率="60%"), row(措施编号="1-2", 整改完成率="100%", **done), {"序号": "合计：完成率50%"}]
    assert checked(place, *fine, columns=columns) == ["核对完毕：问题 1 个，措施 2 条，没有写任何文件"]


def test_sheets_that_are_hidden_or_many(place: Place) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(row())))
    other = book.copy_worksheet(book["台账"])
    other.title, other.sheet_state = "旧台账", "hidden"
    book.create_sheet("填表说明").append(["不用填"])
    assert told(place, saved(book), only_check=True)[0] == "提醒：工作表“旧台账”是隐藏的，没有读"
    assert told(place, saved(book), sheet="旧台账") == ["a.xlsx:工作表“旧台账”：是隐藏的，请取消隐藏，核对以后再导入"]
    assert told(place, saved(book), sheet="台帐")[0].endswith("没有工作表“台帐”，是否想写“台账”？可写：台账、旧台账、填表说明")
    assert "没有找到台账的表头" in told(place, saved(book), sheet="填表说明")[0]
    other.sheet_state = "visible"
    assert told(place, saved(book)) == ["a.xlsx: 有 2 张台账，请用 --sheet 写明导入哪一张：台账、旧台账"]
    assert told(place, saved(book), sheet="旧台账", only_check=True)[-1].startswith("核对完毕")


def saved(book: Any) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(2):
            archive.writestr(f"xl/{n}.xml", b"0" * (40 * 2**20))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.xlsx",
            (FIXTURES / "locked.xlsx").read_bytes(),
            "文件加了密码，请在 WPS 或 Excel 里去掉打开密码，另存为 .xlsx 再导入",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0", "读不了旧的 .xls 文件，请用 WPS 或 Excel 打开，另存为 .xlsx 再导入"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"),
            "是旧的 .xls 文件，请用 WPS 或 Excel 打开，另存为 .xlsx 再导入",
        ),
        ("a.ods", b"", "不认识 .ods 文件，请用 WPS、Excel 或 LibreOffice 另存为 .xlsx 再导入"),
        ("a.xlsx", workbook(row())[:900], "不是 .xlsx 文件或已经损坏，请用 WPS 或 Excel 打开，另存为 .xlsx 再导入"),
        ("a.xlsx", bomb(), "文件展开以后超过 60 MB，没有读；请删去图片，或分成几个文件"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(place: Place, name: str, content: bytes, said: str) -> None:
    assert told(place, content, name) == [f"{name}: {said}"]


def test_an_empty_ledger_and_no_ledger(place: Place) -> None:
    assert only(place) == "第 2 行：表头下面没有一条措施"
    assert "没有找到台账的表头，表里要有一行写着“存在问题”" in told(place, workbook(columns=("甲", "乙")))[0]


def test_the_workbook_of_another_program_is_read_whole(tmp_path: Path) -> None:
    """Made in LibreOffice 7.4: merged problems, days with a Chinese format, names of columns of its own, a total, a note."""
    place = site(tmp_path, **{"docs/rectification/a.md": head(OPINION.replace("2026-03-01", "2026-07-31"))})
    lines = told(place, (FIXTURES / "office.xlsx").read_bytes())
    assert lines == [
        "提醒：工作表“台账”Q3“备注”一列没有读；要读，请把列名加到 data/ledger_columns.yml 的相应一行",
        "提醒：工作表“台账”“目前状态”的“已验收销号”按“已销号”读的（2 处）",
        "提醒：工作表“台账”“目前状态”的“正在整改”按“整改中”读的（2 处）",
        "提醒：工作表“台账”“目前状态”的“未开始”按“未启动”读的（1 处）",
        "提醒：工作表“台账”表下的说明 1 行，没有读",
        "提醒：工作表“台账”没有写措施编号的 6 条，按问题序号和次序编了号；编号是网址的一部分，以后不要改",
        "已导入问题 3 个，措施 6 条，写在 docs/rectification/a-ledger.yml；请核对，再运行 python hooks check",
    ]
    items = read_yaml((tmp_path / LEDGER).read_text("utf-8")).value["items"]
    assert [[measure["no"] for measure in item["measures"]] for item in items] == [["1-1", "1-2"], ["2-1", "2-2", "2-3"], ["3-1"]]
    first = items[0]["measures"][0]
    assert (first["due"], first["closed"], first["state"]) == (dt.date(2026, 9, 30), dt.date(2026, 10, 9), "已销号")
    assert first["support"] == ["城东派出所", "城西派出所"]
    assert first["progress"][1] == {"date": dt.date(2026, 9, 18), "text": "抽查三十件均已回访"}
    assert items[1]["measures"][0]["progress"][0]["text"] == "清点八十六台"
    assert [line for line in messages(built(tmp_path, {})) if "a-ledger.yml" in line] == []


def test_a_plain_table_of_another_program(place: Place) -> None:
    lines = told(place, (FIXTURES / "plain.xlsx").read_bytes(), only_check=True)
    assert lines[-1] == "核对完毕：问题 1 个，措施 2 条，没有写任何文件"


def test_the_same_workbook_in_disorder(tmp_path: Path) -> None:
    place = site(tmp_path, **{"docs/rectification/a.md": head(OPINION.replace("2026-03-01", "2026-07-31"))})
    lines = told(place, (FIXTURES / "messy.xlsx").read_bytes())
    assert [line.removeprefix("a.xlsx:工作表“台账”") for line in lines] == [
        "K3：“实际完成时间”这一列是隐藏的，请取消隐藏，核对以后再导入；不要的，删去这一列",
        "D4：“目标”是公式，请复制以后“粘贴为数值”",
        "E5：“牵头单位”是公式，请复制以后“粘贴为数值”",
        "G5：“协办单位”G5:G6 是合并的格子，只有问题的几列可以合并；请取消合并，每行写上",
        "第 7 行：是隐藏的行，请取消隐藏或者取消筛选，核对以后再导入；不要的，删去",
        "H9：“整改时限（年月日）”“三月底”没有写到日，请写成年月日，例如 2027-03-31",
        f"共 6 处问题，{END}",
    ]
    assert not (tmp_path / LEDGER).exists()


def test_a_ledger_is_replaced_only_when_asked_and_whole(tmp_path: Path) -> None:
    place = site(tmp_path)
    told(place, workbook(row(), row(措施编号="1-2"), row(措施编号="1-3")))
    place = site(tmp_path)
    again = workbook(row(), row(措施编号="1-2", 整改目标="账实一致"), row(措施编号="1-4"))
    assert told(place, again) == [f"{LEDGER}: 已经存在，没有改动它；要整个换成工作簿里的，加 --replace；只核对的，加 --check"]
    lines = told(place, again, replace=True)
    assert lines[0] == "与原来的台账相比：新增 1 条（1-4）；去掉 1 条（1-3）；改动 1 条（1-2）"
    assert "1-3" not in (tmp_path / LEDGER).read_text("utf-8")


def test_an_opinion_that_tells_its_items_itself_is_left_alone(tmp_path: Path) -> None:
    place = site(tmp_path, **{"docs/rectification/a.md": opinion(measure(started="2026-03-05"))})
    assert told(place, workbook(row()))[0].startswith(
        "docs/rectification/a.md: 文件头里已经写着问题清单，没有改动它；要改用台账文件，先把它的 items 一项整个删去"
    )
    assert told(place, workbook(row()), only_check=True)[0] == "与原来的台账相比：没有不同"


def test_the_opinion_has_to_be_known(tmp_path: Path) -> None:
    place = site(tmp_path, **{"docs/rectification/b.md": head(OPINION.replace("涉案财物", "执法记录仪"))})
    said = "请用 --opinion 写明是哪一份整改意见的台账，可写：docs/rectification/a.md、docs/rectification/b.md"
    assert told(place, workbook(row())) == [said]
    assert told(place, workbook(row()), opinion="c") == ["没有“c”这份整改意见，可写：a、b"]
    assert told(place, workbook(row()), opinion="docs/rectification/b.md")[-1].startswith("已导入")
    assert (tmp_path / "docs/rectification/b-ledger.yml").is_file()


def test_five_thousand_measures(tmp_path: Path) -> None:
    place = site(tmp_path)
    rows = [row(序号=n // 10 + 1, 存在问题=f"问题{n // 10 + 1}", 措施编号=f"{n // 10 + 1}-{n % 10 + 1}") for n in range(5000)]
    said = told(place, workbook(*rows))
    assert said[0].endswith("（data/limits.yml 的 file_size），一条也没有导入；请分成几份整改意见")
    rows[4999]["完成时限"] = "三月底"
    lines = told(place, workbook(*rows))
    assert lines[0].startswith("a.xlsx:工作表“台账”I5002：“完成时限”“三月底”没有写到日")
    assert len(lines) == 2


def test_days_after_today_are_only_a_remark(place: Place) -> None:
    assert dt.date(2026, 11, 24) == TODAY
    lines = checked(place, row(启动日期="2026-12-01", 完成时限="2026-12-31"))
    assert lines[0] == "提醒：工作表“台账”K3：“启动日期”2026-12-01 晚于今天（2026-11-24），按尚未发生推算"


def test_names_are_masked_in_every_line(place: Place) -> None:
    lines = told(place, workbook(row(责任单位="张建国", 进展情况="张建国已办")))
    assert "张建国" not in "\n".join(lines)
