"""The names of columns that a unit adds to data/ledger_columns.yml."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import HOME, write

from integrity.kernel.terms import load_terms

OURS = (HOME / "data" / "ledger_columns.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("存在问题", "problem"), ("问题\n表现", "problem"), ("整改时限（年月日）", "due"), ("完成时限*", "due"), ("牵 头 单 位", "unit"),
        ("责任人", "post"), ("整改情况：", "progress"), ("序号(问题序号)", "item_no"), ("备注", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_column_is_known_by_any_of_its_names(head: str, field: str) -> None:
    columns = load_terms(HOME / "data").ledger_columns
    assert columns is not None
    assert columns.field(head) == field


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("佐证材料, ", "佐证材料, 备 注, ", ""),
        ("佐证材料, ", "佐证材料, 存在 问题, ", "“columns”列名“存在问题”写了两遍，一个列名只能对应一个字段，请删去一处"),
        ("  goal:", "  gaol:", "“columns”没有“gaol”这个字段，是否想写 goal？"),
        ("  finding: [对应发现, 对应的督察发现, 对应的审计发现, 问题出处]\n", "", "“columns”缺少 finding，请从产品自带的"),
        ("  整改进行中: 整改中", "  整改进行中: 整改", "“states.整改进行中”没有“整改”这个取值，可写：未启动、整改中、已完成"),
        ("effective: 2026-01-01", "", "“effective”缺少或写错"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in OURS
    states = (HOME / "data" / "terms" / "measure_states.yml").read_text("utf-8")
    limits = (HOME / "data" / "limits.yml").read_text("utf-8")
    files = {"data/limits.yml": limits, "data/terms/measure_states.yml": states}
    write(tmp_path, {**files, "data/ledger_columns.yml": OURS.replace(old, new, 1)})
    found = [str(issue) for issue in load_terms(tmp_path / "data").issues]
    assert len(found) == bool(said)
    assert all(said in line and line.startswith("data/ledger_columns.yml:") for line in found)
