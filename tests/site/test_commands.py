"""The commands as an editor types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import HOME, built, messages, policy, write

from integrity import scaffold
from integrity.kernel.record import Record
from integrity.site import KINDS


def hooks(*arguments: str, cwd: Path = HOME) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOME / "hooks"), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def test_check_passes_on_the_sample_site() -> None:
    done = hooks("check")
    assert done.returncode == 0, done.stdout
    assert "检查通过" in done.stdout


def test_check_prints_every_problem_and_exits_with_1(tmp_path: Path) -> None:
    write(tmp_path, {"docs/policies/a.md": policy(1, unit="政工处"), "docs/policies/b.md": ""})
    done = hooks("check", str(tmp_path))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("docs/policies/a.md:4: “unit”（责任单位）没有“政工处”这个取值，是否想写“政治处”")
    assert lines[1].startswith("docs/policies/b.md:1: 文件是空的")
    assert lines[2] == "共 2 处问题，请逐条修改后再检查。"


def test_check_needs_no_mkdocs() -> None:
    code = "import sys; sys.path.insert(0, 'hooks'); sys.modules['mkdocs'] = None; sys.argv = ['hooks', 'check']; import runpy; runpy.run_path('hooks', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_the_scaffold_of_every_kind_is_accepted(tmp_path: Path, kind: type[Record]) -> None:
    name = "2026-01.md" if kind.kind == "case" else "new" + kind.suffix
    folder = kind.folder + ("2026/" if kind.kind == "case" else "1f/" if kind.kind == "panel" else "")
    done = hooks("new", kind.kind_label, folder + name, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    said = messages(built(tmp_path, {}))
    wanted = [line for line in said if "lotus.svg" not in line and "楼宇" not in line]
    assert wanted == []


def test_new_never_overwrites_and_never_misplaces(tmp_path: Path) -> None:
    assert hooks("new", "policy", "docs/policies/a.md", cwd=tmp_path).returncode == 0
    assert "已经存在" in hooks("new", "policy", "docs/policies/a.md", cwd=tmp_path).stdout
    assert "应放在 docs/policies/" in hooks("new", "policy", "cases/a.md", cwd=tmp_path).stdout
    assert "没有“文件”这种内容" in hooks("new", "文件", "docs/policies/b.md", cwd=tmp_path).stdout


def test_the_schema_lists_fields_labels_and_words() -> None:
    drawn = json.loads(scaffold.schema("case", HOME / "data"))
    assert drawn["properties"]["form"]["title"] == "四种形态"
    assert drawn["properties"]["form"]["enum"][0] == "第一种形态"
    assert drawn["properties"]["disciplines"]["items"]["enum"][2] == "廉洁纪律"
    assert "case_no" in drawn["required"]


def test_a_folder_that_is_no_site_is_named(tmp_path: Path) -> None:
    done = hooks("check", str(tmp_path))
    assert done.returncode == 1
    assert "没有 docs/ 和 cases/" in done.stdout


@pytest.mark.parametrize("to", ["docs", "."])
def test_build_replaces_only_a_site_that_it_built(tmp_path: Path, to: str) -> None:
    write(tmp_path, {"docs/policies/a.md": policy(1), "mkdocs.yml": "site_name: 甲\n"})
    done = hooks("build", str(tmp_path), "--to", to)
    assert done.returncode == 1
    assert (tmp_path / "docs" / "policies" / "a.md").is_file()


def test_the_report_of_a_half_year(tmp_path: Path) -> None:
    done = hooks("report", "2026H1")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("# 示例市公安局示例分局2026年上半年")
    assert hooks("report", "2026H1", "--docx", str(tmp_path / "r.docx")).returncode == 0
    assert (tmp_path / "r.docx").read_bytes()[:2] == b"PK"
    assert "不是时间段" in hooks("report", "2026H9").stdout
