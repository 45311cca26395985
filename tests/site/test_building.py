"""`hooks build` again and again: what changed is moved into the site that stands."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers import HOME, TODAY, case, policy, write

from integrity import building, standing
from integrity.kernel.files import walked

DAY = "docs/policies/day.md"
FILES = {
    DAY: policy(1, "第一条　民警参加。\n\n第二条　每月一次。\n", title="学习日制度"),
    "docs/policies/gifts.md": policy(2, "第一条　依照《学习日制度》第二条办理。\n", title="礼品登记规定"),
    "cases/2026/2026-01.md": case(),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A product of its own with a small content."""
    for name in ("hooks", "overrides", "data"):
        shutil.copytree(HOME / name, tmp_path / "root" / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    shutil.copy(HOME / "mkdocs.yml", tmp_path / "root")
    return write(tmp_path / "root", dict(FILES))


def begun(root: Path, to: str = "site") -> subprocess.Popen[str]:
    """A build, in a group of processes of its own."""
    command = [sys.executable, "hooks", "build", "--to", to]
    environment, pipe = {**os.environ, "SITE_DATE": "2026-11-24"}, subprocess.PIPE
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=pipe, stderr=pipe, encoding="utf-8", start_new_session=True
    )


def build(root: Path, to: str = "site") -> subprocess.CompletedProcess[str]:
    started = begun(root, to)
    out, said = started.communicate()
    return subprocess.CompletedProcess([], started.returncode, out, said)


def tree(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in walked(folder)}


def numbers(folder: Path) -> dict[str, int]:
    return {name: os.stat(folder / name).st_ino for name in walked(folder)}


def test_an_edit_is_moved_into_the_site_that_stands(root: Path) -> None:
    assert build(root).returncode == 0
    before, held = tree(root / "site"), numbers(root / "site")
    write(root, {DAY: FILES[DAY].replace("每月一次", "每月两次"), "docs/policies/new.md": policy(3, title="新的制度")})
    (root / "docs/policies/gifts.md").unlink()
    done = build(root)
    assert done.returncode == 0, done.stderr
    after = tree(root / "site")
    assert "policies/gifts.html" not in after
    assert "policies/new.html" in after
    assert "每月两次" in after["policies/day.html"].decode()
    same = {name for name in after if before.get(name) == after[name] and name != "search/search_index.json"}
    now = numbers(root / "site")
    written = {name for name in after if held.get(name) != now[name]}
    assert len(same) > 100
    assert len(same & written) < 10, "what MkDocs writes each time, such as its map of the site"
    assert sorted(path.name for path in root.iterdir() if path.name.startswith("site")) == ["site"]
    shutil.rmtree(root / ".cache")
    assert build(root, "anew").returncode == 0
    assert tree(root / "anew") == after


def test_a_site_that_stands_is_left_as_it_is(root: Path) -> None:
    assert build(root).returncode == 0
    held = numbers(root / "site")
    done = build(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert "网站已生成" in done.stdout
    assert numbers(root / "site") == held


def test_two_builds_of_one_site_come_one_after_the_other(root: Path) -> None:
    assert build(root).returncode == 0
    partial = root / "overrides/partials/copyright.html"
    for number in range(3):
        partial.write_text(partial.read_text("utf-8") + f"<!-- {number} -->\n", "utf-8")
        write(root, {DAY: FILES[DAY].replace("每月一次", f"每月{number + 2}次")})
        both = [begun(root) for _ in "12"]
        said = [one.communicate()[1] for one in both]
        assert [one.returncode for one in both] == [0, 0], said
        assert sum("另一次生成正在进行" in text for text in said) == 1
    after = tree(root / "site")
    shutil.rmtree(root / ".cache")
    assert build(root, "anew").returncode == 0
    assert tree(root / "anew") == after


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_what_no_build_makes_goes(root: Path, tmp_path: Path) -> None:
    assert build(root).returncode == 0
    before = tree(root / "site")
    os.symlink(tmp_path, root / "site/link")
    os.symlink(tmp_path / "nowhere", root / "site/dead")
    (root / "site/empty/below").mkdir(parents=True)
    (root / "site/index.html").write_text("动过", "utf-8")
    assert build(root).returncode == 0
    assert tree(root / "site") == before
    assert not [name for name in ("link", "dead", "empty") if os.path.lexists(root / "site" / name)]
    (root / "site/policies").rename(tmp_path / "away")
    os.symlink(tmp_path / "away", root / "site/policies")
    assert build(root).returncode == 1, "what was to stay is not there"
    assert build(root).returncode == 0
    assert tree(root / "site") == before


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_a_build_that_is_stopped_moves_nothing_and_says_so(root: Path) -> None:
    assert build(root).returncode == 0
    held = numbers(root / "site")
    write(root, {DAY: FILES[DAY].replace("每月一次", "每月两次")})
    stopped = begun(root)
    while not (root / "site.new").is_dir() and stopped.poll() is None:
        time.sleep(0.01)
    os.killpg(stopped.pid, signal.SIGINT)
    said = stopped.communicate()[1]
    assert (stopped.returncode, said) == (1, "已停下，再生成一次即可\n")
    assert numbers(root / "site") == held
    assert not (root / "site.new").exists()


def test_a_mistake_moves_nothing(root: Path) -> None:
    assert build(root).returncode == 0
    held = numbers(root / "site")
    write(root, {DAY: FILES[DAY].replace("unit: 政治处", "unit: 没有的处")})
    done = build(root)
    assert done.returncode == 1
    assert "没有的处" in done.stderr
    assert numbers(root / "site") == held
    assert not (root / "site.new").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("mkdocs.yml", "theme:", "theme: [", "mkdocs.yml:10: 写法有误，请检查缩进、冒号和引号"),
        ("mkdocs.yml", "site_name:", "site_nam:", "mkdocs.yml:2: “site_nam”没有这个设置"),
        ("mkdocs.yml", "docs_dir: docs", "docs_dir: nowhere", "mkdocs.yml:5: “docs_dir”写得不对（"),
        ("mkdocs.yml", "    unit:", "    unitt:", "mkdocs.yml:1: “extra.integrity.unitt”不认识或写错"),
        ("overrides/main.html", "{% extends", "{% nonsense %}{% extends", "overrides/main.html:1: 模板写错了（"),
        ("overrides/rooms/policies/policy.md", "", "{% if x %}", "overrides/rooms/policies/policy.md:"),
        ("overrides/rooms/policies/index.md", "", "{{ nothing.at }}", "overrides/rooms/policies/index.md:1: 模板写错了（"),
    ],
)
def test_a_wrong_setting_or_template_is_told_with_its_place(root: Path, path: str, old: str, new: str, said: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1) if old else new + text, "utf-8")
    done = build(root)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (root / "site").exists()


@pytest.mark.parametrize("name", ["main.html", "404.html"])
def test_a_template_that_draws_nothing_is_refused(root: Path, name: str) -> None:
    assert build(root).returncode == 0
    before = tree(root / "site")
    (root / "overrides" / name).write_bytes(b"")
    done = build(root)
    assert done.returncode == 1
    assert "没有排出任何内容" in done.stderr
    assert tree(root / "site") == before


def test_a_template_in_another_encoding_is_told(root: Path) -> None:
    path = root / "overrides/rooms/policies/policy.md"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    done = build(root)
    assert done.returncode == 1
    assert "overrides/rooms/policies/policy.md:1: 模板写错了（不是 UTF-8 编码）" in done.stderr


def test_a_fault_of_one_page_leaves_no_worker_behind(root: Path) -> None:
    """What still ran would hold the pipe, and the build wait for ever."""
    write(root, {f"docs/policies/p{n}.md": policy(100 + n, title=f"第{n}号办法") for n in range(80)})
    path = root / "overrides/main.html"
    fault = "{% block container %}{% if page and page.file.src_uri == 'policies/p3.md' %}{{ 1 + 'a' }}{% endif %}"
    path.write_text(path.read_text("utf-8").replace("{% block container %}", fault, 1), "utf-8")
    started = begun(root)
    said = started.communicate(timeout=120)[1]
    assert started.returncode == 1
    assert "overrides/main.html:" in said
    assert "unsupported operand" in said


def test_a_file_in_use_is_told(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(root).returncode == 0
    write(root, {DAY: FILES[DAY].replace("每月一次", "每月两次")})

    def held(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(building, "replace", held)
    order = standing.Order(root, root / "site", root, {**os.environ, "SITE_DATE": "2026-11-24"}, TODAY)
    assert building.build(order, lambda: None, list) == 1
    assert "正被别的程序使用" in capsys.readouterr().err
    monkeypatch.undo()
    assert build(root).returncode == 0
    assert "每月两次" in (root / "site/policies/day.html").read_text("utf-8")
