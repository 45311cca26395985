"""The commands as an editor types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import BUILDING, HOME, SVG, TODAY, panel, photograph, policy, write

from integrity import scaffold, site
from integrity.kernel.record import Record
from integrity.kernel.settings import Settings
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
    write(tmp_path, {folder + name: scaffold.template(kind.kind_label, folder + name, HOME / "data")})
    said = [str(issue) for issue in site.check(tmp_path, TODAY, Settings(), HOME)[0]]
    wanted = [line for line in said if "lotus.svg" not in line and "楼宇" not in line]
    assert wanted == []


def test_a_new_bank_in_yaml_shows_a_question_as_people_write_one(tmp_path: Path) -> None:
    assert hooks("new", "bank-sheet", "docs/questions/a.yml", cwd=tmp_path).returncode == 0
    text = (tmp_path / "docs/questions/a.yml").read_text("utf-8")
    assert text.startswith("title: 节前礼品礼金自测题库  # 标题\n")
    assert "\n    options:  # 选项，从 A 起依次写\n      - 三个\n" in text


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


def contribution(root: Path, **files: str | bytes) -> Path:
    write(
        root,
        {
            "docs/corridor/buildings/main.md": BUILDING,
            "docs/corridor/2f/c.md": panel("钟", floor="2", wall="2A"),
            "docs/corridor/2f/lotus.svg": SVG,
        },
    )
    write(root, {f"docs/corridor/2f/plum/{name}": content for name, content in files.items()})
    return root


def test_a_folder_with_a_picture_and_a_text_becomes_a_panel(tmp_path: Path) -> None:
    contribution(tmp_path, **{"scan.jpg": photograph(900, 600), "投稿.md": "# 墙角的梅\n\n雪里开花。\n"})
    done = hooks("new", "panel", "docs/corridor/2f/plum", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert sorted(file.name for file in (tmp_path / "docs/corridor/2f/plum").iterdir()) == ["plum.md", "scan.jpg"]
    text = (tmp_path / "docs/corridor/2f/plum/plum.md").read_text("utf-8")
    for line in ("title: 墙角的梅", "image: scan.jpg", "building: main", "floor: 2", "wall: 2A", "order: 2", "draft: true"):
        assert f"\n{line}  #" in text
    assert text.endswith("---\n\n雪里开花。\n")
    said = hooks("check", cwd=tmp_path).stdout.splitlines()
    assert [line.partition("）")[0] for line in said if "plum.md" in line] == [
        f"docs/corridor/2f/plum/plum.md:{n}: “{key}”（{label}"
        for n, key, label in ((13, "alt", "图片说明"), (14, "caption", "题注"))
    ], "what only a person can say is asked for, and nothing else is wrong"
    text = text.replace("alt:  #", "alt: 墙角一树梅花，枝上积雪  #").replace("caption:  #", "caption: 雪里开花  #")
    (tmp_path / "docs/corridor/2f/plum/plum.md").write_text(text, "utf-8")
    assert hooks("check", cwd=tmp_path).returncode == 0
    assert "已经有文件头了" in hooks("new", "panel", "docs/corridor/2f/plum", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.jpg": b"1", "b.jpg": b"2"}, "文件夹里要有一张图片（.svg、.png、.jpg、.jpeg、.webp、.avif），现在是：a.jpg、b.jpg"),
        ({"a.md": "一", "b.txt": "二"}, "文件夹里只放一个文字文件，现在是：a.md、b.txt"),
        ({"a.md": "一"}, "现在是：没有图片"),
        ({"a.jpg": b"1", "a.txt": "梅花开".encode("gbk")}, "a.txt: 不是 UTF-8 编码，请用记事本打开"),
    ],
)
def test_a_folder_that_is_no_panel_yet(tmp_path: Path, files: dict[str, str | bytes], said: str) -> None:
    contribution(tmp_path, **files)
    done = hooks("new", "panel", "docs/corridor/2f/plum", cwd=tmp_path)
    assert done.returncode == 1
    assert said in done.stdout
    assert not (tmp_path / "docs/corridor/2f/plum/plum.md").exists()
    assert "请先把图片和文字放进" in hooks("new", "panel", "docs/corridor/2f/none", cwd=tmp_path).stdout
