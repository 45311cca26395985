"""A record that was kept is the record that would be read, and is read again after whatever it depends on has changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import HOME, case, head, policy, write
from hypothesis import given
from hypothesis import strategies as st

from integrity import site
from integrity.kernel import reading
from integrity.kernel.articles import articles, outline
from integrity.kernel.files import files_below
from integrity.kernel.kept import Kept
from integrity.kernel.links import prose_lines, scan
from integrity.kernel.markup import hosts, slips
from integrity.kernel.record import Record
from integrity.kernel.store import Library, read_library
from integrity.kernel.terms import load_terms
from integrity.kernel.writing import read_writing
from integrity.rooms.policies.model import Policy

LAW = "第一条　见[乙](b.md)。\n\n第二条　有下列情形之一的：\n\n（一）甲；\n\n（二）乙。\n\n见 //a.example.com/x\n\n……\n"
FILES = {
    "docs/policies/a.md": policy(1, LAW),
    "docs/policies/b.md": policy(2, draft="true"),
    "docs/policies/c.md": policy(3, doctype="没有的文种"),
    "docs/policies/d.md": policy(4).replace("\n", "\r\n"),
    "docs/e.md": head("title: 页\ndate: 2026-01-01\nunit: 政治处\nclassification: 机密\n"),
    "docs/f.md": policy(5),
    "cases/2026/2026-01.md": case(),
    "docs/policies/x.svg": "<svg>密级：机密</svg>",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write(tmp_path / "site", dict(FILES))
    shutil.copytree(HOME / "data", root / "data")
    return root


def told(library: Library) -> list[object]:
    """All that is known of a library; of each record also what is kept with it, and what is not."""
    records = {**library.records, **library.drafts}.items()
    facts = [(path, type(record), record, record.origin, record.writing, record.words) for path, record in records]
    outlines = [record.outline for record in library.all(Policy)]
    return [facts, outlines, sorted(library.drafts), library.broken, library.issues, library.assets, library.sizes]


def read(root: Path, drafts: bool = False, code: str = "1") -> list[object]:
    """With what was kept; it must be what is read where nothing was kept."""

    def library(kept: Kept) -> Library:
        return read_library(root, site.KINDS, load_terms(root / "data"), drafts, kept, code)

    with Kept(root / "kept.db") as kept:
        found = told(library(kept))
    assert found == told(library(Kept(None)))
    return found


def changes(root: Path) -> Iterator[None]:
    """Each step changes something that a record depends on."""
    yield write(root, {"docs/policies/a.md": policy(1, LAW.replace("第二条", "第三条"))}) and None
    yield write(root, {"docs/policies/b.md": policy(2)}) and None
    yield (root / "docs/policies/a.md").rename(root / "docs/policies/g.md") and None
    yield (root / "docs/policies/d.md").rename(root / "docs/d.md") and None
    doctypes = (HOME / "data/terms/doctypes.yml").read_text("utf-8")
    yield write(root, {"data/terms/doctypes.yml": doctypes.replace("制度", "章程")}) and None
    yield shutil.copy(HOME / "data/terms/doctypes.yml", root / "data/terms/doctypes.yml") and None
    yield write(root, {"docs/policies/c.md": policy(3)}) and None


def test_a_kept_record_is_what_would_be_read(root: Path) -> None:
    seen = [read(root)]
    for _ in changes(root):
        seen.append(read(root))
        assert read(root) == seen[-1]
    assert all(one != other for one, other in pairwise(seen))
    assert read(root, drafts=True) == read(root, drafts=True)


def test_what_is_kept_is_not_read_again_until_the_code_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(root)
    calls: list[str] = []
    monkeypatch.setattr(reading, "parse", lambda text: calls.append(text) or (_ for _ in ()).throw(AssertionError))
    with Kept(root / "kept.db") as kept:
        assert told(read_library(root, site.KINDS, load_terms(root / "data"), False, kept, "1")) == before
        with pytest.raises(AssertionError):
            read_library(root, site.KINDS, load_terms(root / "data"), False, kept, "2")
    assert len(calls) == 1


def test_a_damaged_entry_is_read_again(root: Path) -> None:
    before = read(root)
    with sqlite3.connect(root / "kept.db") as base:
        base.execute("UPDATE made SET value = substr(value, 1, 20) || x'FF' || substr(value, 22)")
    base.close()
    assert read(root) == before == read(root)


def test_the_body_is_not_kept_twice(root: Path) -> None:
    write(root, {"docs/policies/a.md": policy(1, "第一条　绝无仅有的一句话。\n")})
    read(root)
    assert "绝无仅有".encode() not in (root / "kept.db").read_bytes()


PIECES = st.sampled_from(
    [
        "见",
        "[甲](a.md)",
        "[甲]: b.md",
        "<a href='c.md'>",
        "<http://x.intranet/>",
        "//a.example.com",
        "`",
        "``",
        "```\n",
        "~~~\n",
        "<!--",
        "-->",
        "<script>",
        "\n",
        "=======\n",
        "\n<<<<<<< a\n",
        "=>=>=>=",
        "] (x.md)",
        "](x.md）",
        "＃标题",
        "……",
        "/",
        " ",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join), st.integers(1, 9))
def test_the_writing_is_what_its_lines_say(body: str, first: int) -> None:
    lines = list(prose_lines(body))
    found = read_writing(body, first)
    assert found.hosts == tuple((n, host) for n, line in enumerate(lines, first) for host in hosts(line))
    assert found.slips == tuple((n + first, text) for n, text in slips(iter(lines)))
    assert found.links == tuple(scan(body, first))


@given(
    st.lists(st.sampled_from(["第一条　", "第二条之一　", "甲。", "（一）", "一、", "\n", "\n\n", "## 附件", "附件1", " "])).map(
        "".join
    )
)
def test_the_outline_has_the_parts_of_the_articles(body: str) -> None:
    found = articles(body)
    parts = outline(found)
    assert list(parts) == [article.key for article in found]
    for article in found:
        assert parts[article.key] == tuple((part.paragraph, part.item) for part in article.parts)


def test_the_files_are_those_that_path_finds(tmp_path: Path) -> None:
    names = ["docs/a/b.md", "docs/a.md", "docs/a-b.md", "docs/.x/a.md", "docs/~$a.md", "docs/Thumbs.db", "docs/z/desktop.ini"]
    write(tmp_path, dict.fromkeys([*names, "docs/a/.b", "docs/thumbs.db.md/a.md", "cases/2026/x.yml", "data/no.md"], "x"))
    os.symlink(tmp_path / "data", tmp_path / "docs/link")
    os.symlink(tmp_path / "data/no.md", tmp_path / "docs/linked.md")
    os.symlink(tmp_path / "nowhere", tmp_path / "docs/broken.md")
    expected = [
        path
        for top in ("docs", "cases")
        for path in sorted((tmp_path / top).rglob("*"), key=lambda path: path.parts)
        if path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(tmp_path).parts)
        and path.name.lower() not in ("thumbs.db", "desktop.ini")
    ]
    assert list(files_below(tmp_path)) == expected
    assert len(expected) == 6


def test_a_record_says_its_uri(root: Path) -> None:
    library = read_library(root, site.KINDS, load_terms(root / "data"))
    assert [record.uri for record in library.of(Record)] == [record.origin.uri for record in library.of(Record)]
