"""The git hooks in real repositories: what is refused, what passes, and that a later commit does not wash a former one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import HOME, write

CASE = "cases/2026/2026-07.md"
BAD = "当事人身份证号990101199003070011，已到案。\n"
GOOD = "当事人张某某已到案。\n"
MASKED = "“99****************”像是证件号码"


class Repository:
    """A folder in which git is run, with an identity and nobody's settings."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GL_"))}
        self.environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "SITE_DATE": "2026-11-24"}
        for who in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{who}_NAME": "editor", f"GIT_{who}_EMAIL": "editor@intranet"}
        self.environment |= environment

    def git(self, *arguments: str, at: str = "", fails: bool = False) -> str:
        command = ["git", "-c", "init.defaultBranch=main", *arguments]
        done = subprocess.run(
            command, cwd=self.folder / at, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, said
        return said

    def commit(self, files: dict[str, str], fails: bool = False) -> str:
        write(self.folder, dict(files))
        self.git("add", "-A", *files)
        return self.git("commit", "-qm", "change", fails=fails)


def program(folder: Path) -> Path:
    """The product where an administrator put it."""
    folder.mkdir()
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "hooks").symlink_to(HOME / "hooks")
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Repository:
    """A work tree with the hooks of `make hooks`."""
    made = Repository(program(tmp_path / "清风 站点"))
    shutil.copytree(HOME / "tools" / "git-hooks", made.folder / "tools" / "git-hooks")
    made.git("init", "-q")
    made.git("config", "core.hooksPath", "tools/git-hooks")
    write(made.folder, {".gitignore": ".venv\nhooks\ntools\n"})
    return made


@pytest.fixture
def server(tmp_path: Path, work: Repository) -> Repository:
    """A bare repository with the pre-receive hook; the work tree pushes to it, its own hook switched off."""
    bare = Repository(tmp_path / "server.git")
    bare.folder.mkdir()
    bare.git("init", "-q", "--bare")
    shutil.copy(HOME / "tools" / "git-hooks" / "pre-receive", bare.folder / "hooks" / "pre-receive")
    work.environment["QINGFENG_HOME"] = str(work.folder)
    work.git("remote", "add", "origin", str(bare.folder))
    work.git("config", "core.hooksPath", os.devnull)
    return bare


def test_a_number_in_a_case_is_not_committed_and_a_clean_case_is(work: Repository) -> None:
    said = work.commit({CASE: BAD}, fails=True)
    assert f"{CASE}:1: {MASKED}" in said
    assert "990101" not in said
    assert "没有提交" in said
    work.commit({CASE: GOOD})
    assert "张某某" in work.git("show", f"HEAD:{CASE}")


def test_the_index_counts_and_not_the_work_tree(work: Repository) -> None:
    work.commit({CASE: GOOD})
    write(work.folder, {CASE: BAD})
    work.git("add", CASE)
    write(work.folder, {CASE: GOOD})
    assert MASKED in work.git("commit", "-m", "x", fails=True)
    work.git("add", CASE)
    write(work.folder, {CASE: BAD, "docs/a.md": GOOD})
    work.git("add", "docs/a.md")
    work.git("commit", "-qm", "x")


def test_a_file_outside_of_the_content_is_nobodys_business(work: Repository) -> None:
    work.commit({"tests/sample.md": BAD})


def test_chinese_names_spaces_and_subfolders(work: Repository) -> None:
    write(work.folder, {"docs/案例 材料/说明 一.md": BAD})
    work.git("add", "docs")
    said = work.git("commit", "-m", "x", at="docs/案例 材料", fails=True)
    assert f"docs/案例 材料/说明 一.md:1: {MASKED}" in said


def test_deleted_files_pass_and_renamed_ones_are_looked_at(work: Repository) -> None:
    work.commit({"tests/old.md": BAD, CASE: GOOD})
    work.git("mv", "tests/old.md", "cases/2026/new.md")
    assert "cases/2026/new.md:1: " + MASKED in work.git("commit", "-m", "x", fails=True)
    work.git("mv", "cases/2026/new.md", "tests/old.md")
    work.git("rm", "-q", CASE)
    work.git("commit", "-qm", "x")


def test_the_name_of_a_staged_file_counts(work: Repository) -> None:
    assert "文件名里的“张**”像是姓名" in work.commit({"docs/民警张建国谈话.txt": GOOD}, fails=True)


def test_a_permission_counts_once_it_is_staged(work: Repository) -> None:
    entry = "- {kind: 证件号码, words: '990101199003070011', reason: 示例号码, until: 2027-01-01, by: 保密岗}\n"
    write(work.folder, {"data/redaction/allow.yml": entry})
    work.commit({CASE: BAD}, fails=True)
    work.git("add", "data")
    work.git("commit", "-qm", "x")


def test_a_merge_is_looked_at_too(work: Repository) -> None:
    work.commit({CASE: GOOD})
    work.git("checkout", "-qb", "other")
    work.git("config", "core.hooksPath", os.devnull)
    work.commit({"cases/2026/2026-08.md": BAD})
    work.git("checkout", "-q", "main")
    work.commit({"docs/a.md": GOOD})
    work.git("config", "core.hooksPath", "tools/git-hooks")
    assert MASKED in work.git("merge", "other", fails=True)


def test_without_the_program_nothing_is_committed(work: Repository) -> None:
    (work.folder / ".venv").unlink()
    assert "缺少 .venv" in work.commit({CASE: GOOD}, fails=True)


def test_a_clean_push_is_received(server: Repository, work: Repository) -> None:
    work.commit({CASE: GOOD})
    work.git("push", "-q", "origin", "main")
    assert GOOD in server.git("show", f"main:{CASE}")


def test_a_bad_commit_is_refused_even_when_a_later_one_mends_it(server: Repository, work: Repository) -> None:
    work.commit({"docs/a.md": GOOD})
    work.git("push", "-q", "origin", "main")
    work.commit({CASE: BAD})
    bad = work.git("rev-parse", "HEAD")[:8]
    work.commit({CASE: GOOD})
    said = work.git("push", "origin", "main", fails=True)
    assert f"提交 {bad}　{CASE}:1: {MASKED}" in said
    assert "推送没有接收" in said
    assert "990101" not in said
    assert CASE not in server.git("ls-tree", "-r", "--name-only", "main")
    work.git("reset", "-q", "--soft", "HEAD~2")
    work.git("commit", "-qm", "one clean commit")
    work.git("push", "-q", "origin", "main")


def test_new_branches_tags_forced_pushes_and_deletions(server: Repository, work: Repository) -> None:
    work.commit({"docs/a.md": GOOD})
    work.git("push", "-q", "origin", "main", "main:refs/heads/other")
    work.git("push", "-q", "origin", ":other")
    work.git("checkout", "-qb", "topic")
    work.commit({CASE: BAD})
    work.git("tag", "-am", "v", "v1")
    work.git("rm", "-q", CASE)
    work.git("commit", "-qm", "away")
    for what in ("topic", "v1", "+topic:main"):
        assert MASKED in work.git("push", "origin", what, fails=True), what
    assert "没有接收" in work.git("push", "origin", "HEAD^{tree}:refs/tags/tree", fails=True)
    work.git("checkout", "-q", "main")
    work.git("commit", "-q", "--amend", "-m", "again")
    work.git("push", "-qf", "origin", "main")
    work.git("tag", "-am", "v", "v2")
    work.git("push", "-q", "origin", "v2")


def test_a_merge_brings_its_own_changes_only_once(server: Repository, work: Repository) -> None:
    work.commit({CASE: GOOD})
    work.git("checkout", "-qb", "topic")
    work.commit({"docs/a.md": GOOD})
    work.git("checkout", "-q", "main")
    work.commit({"docs/b.md": GOOD})
    work.git("merge", "-q", "--no-ff", "--no-commit", "topic")
    write(work.folder, {"docs/c.md": BAD})
    work.git("add", "docs/c.md")
    work.git("commit", "-qm", "a merge that adds something")
    said = work.git("push", "origin", "main", fails=True)
    assert said.count(MASKED) == 1
    assert "docs/c.md" in said


def test_gitlab_is_told_in_its_own_way(server: Repository, work: Repository) -> None:
    work.environment["GL_ID"] = "user-1"
    work.commit({CASE: BAD})
    assert "GL-HOOK-ERR: 推送没有接收" in work.git("push", "origin", "main", fails=True)


def test_a_server_without_the_program_receives_nothing(server: Repository, work: Repository) -> None:
    work.environment["QINGFENG_HOME"] = str(server.folder)
    work.commit({CASE: GOOD})
    assert "没有装好脱敏检查" in work.git("push", "origin", "main", fails=True)
