"""The commands as an editor types them. All people are made up."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from helpers import HOME, case, write

CASE = "cases/2026/2026-01.md"


def run(folder: Path, *arguments: str, given: bytes = b"") -> tuple[int, str]:
    environment = {**os.environ, "SITE_DATE": "2026-11-24", "PYTHONUTF8": "1"}
    command = [sys.executable, str(HOME / "hooks"), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, input=given, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_fix_shows_and_writes_only_when_asked(tmp_path: Path) -> None:
    text = case(body="民警张建国（手机13800000000）到案。\n")
    write(tmp_path, {CASE: text, "docs/民警李建军.txt": "某\n"})
    code, said = run(tmp_path, "check", "--fix")
    assert code == 1
    assert "原来：民警张**（手机13*********）到案。" in said
    assert "改成：民警张某某（手机某手机号）到案。" in said
    assert "还没有写入" in said
    assert (tmp_path / CASE).read_text("utf-8") == text
    code, said = run(tmp_path, "check", "--fix", "--write")
    assert (code, "民警张某某（手机某手机号）到案" in (tmp_path / CASE).read_text("utf-8")) == (1, True)
    assert "docs/民警李**.txt:1: 文件名里的“李**”" in said
    assert "另有 1 处要手工处理" in said
    (tmp_path / "docs/民警李建军.txt").unlink()
    assert run(tmp_path, "check", "--fix", "--write") == (0, "没有发现需要脱敏的内容。\n")
    assert [path.name for path in (tmp_path / CASE).parent.iterdir()] == ["2026-01.md"]


def test_write_alone_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {CASE: case()})
    assert run(tmp_path, "check", "--write")[0] == 2
    assert run(tmp_path, "redact", CASE, "--write")[0] == 2


def test_redact_reads_any_file_anywhere(tmp_path: Path) -> None:
    made = docx.Document()
    made.core_properties.author = ""
    made.add_paragraph("民警张建国到案。")
    file = io.BytesIO()
    made.save(file)
    write(tmp_path, {"笔录.docx": file.getvalue(), "clean.txt": "民警张某某到案。\n"})
    code, said = run(tmp_path, "redact", "笔录.docx", "clean.txt")
    assert code == 1
    assert said.startswith("笔录.docx:1: 第1段：“张**”像是姓名")
    assert run(tmp_path, "redact", "clean.txt") == (0, "")
    code, said = run(tmp_path, "redact", str(tmp_path / "missing.txt"))
    assert (code, "读不到" in said) == (1, True)


def test_redact_as_json_and_from_standard_input(tmp_path: Path) -> None:
    code, said = run(tmp_path, "redact", "-", "--json", given="第一行\n民警张建国到案。\n".encode())
    assert code == 1
    told = json.loads(said)
    assert [{key: item[key] for key in ("kind", "start", "end", "line", "masked", "advice")} for item in told] == [
        {"kind": "name", "start": 6, "end": 9, "line": 2, "masked": "张**", "advice": "张某某"}
    ]
    assert run(tmp_path, "redact", "-", "--fix", "--write", given="民警张建国到案。\r\n".encode()) == (0, "民警张某某到案。\r\n")


def test_redact_writes_the_file_back(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "民警张建国到案。\r\n".encode("utf-8-sig")})
    (tmp_path / "a.txt").chmod(0o640)
    assert run(tmp_path, "redact", "a.txt", "--fix")[0] == 1
    assert run(tmp_path, "redact", "a.txt", "--fix", "--write")[0] == 0
    assert (tmp_path / "a.txt").read_bytes() == "民警张某某到案。\r\n".encode("utf-8-sig")
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("arguments", [(), ("--staged", "--receive")])
def test_gate_wants_one_of_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(tmp_path, "gate", *arguments) == (2, "请写 --staged 或 --receive\n")


def test_gate_outside_of_a_repository_lets_nothing_pass(tmp_path: Path) -> None:
    code, said = run(tmp_path, "gate", "--staged")
    assert (code, said.startswith("脱敏检查没有做成，不能放行")) == (1, True)
