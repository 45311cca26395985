"""What a site takes over from the one that it replaces."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from quick.published import Published

from integrity.kernel.kept import Kept


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept.db")


def built(kept: Kept, root: Path, files: dict[str, tuple[str, str]]) -> Published:
    """A site of `files` (stamp, words) in place of the one that stands in `root`/site."""
    published = Published(kept, root / "site.new", root / "site")
    for name, (stamp, words) in files.items():
        if not published.take(name, stamp):
            published.write(name, stamp, words.encode())
    published.keep(kept)
    if (root / "site").exists():
        (root / "site").rename(root / "site.old")
    (root / "site.new").rename(root / "site")
    return published


def test_the_same_bytes_are_the_same_file(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a/one.html": ("1", "一"), "two.html": ("2", "二")})
    before = os.stat(tmp_path / "site/a/one.html").st_ino
    built(kept, tmp_path, {"a/one.html": ("1", "不写"), "two.html": ("3", "另外的")})
    assert os.stat(tmp_path / "site/a/one.html").st_ino == before
    assert (tmp_path / "site/a/one.html").read_text("utf-8") == "一"
    assert (tmp_path / "site/two.html").read_text("utf-8") == "另外的"
    assert (tmp_path / "site.old/two.html").read_text("utf-8") == "二", "the site that stood stays as it was"


def test_what_is_taken_over_can_be_taken_over_again(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一")})
    for _ in range(2):
        published = built(kept, tmp_path, {"a.html": ("1", "不写")})
        assert published.noted == published.known
        for part in (tmp_path / "site.old").iterdir():
            part.unlink()
        (tmp_path / "site.old").rmdir()
    assert (tmp_path / "site/a.html").read_text("utf-8") == "一"


@pytest.mark.parametrize("harm", ["rewritten", "touched", "lost", "of another build"])
def test_what_somebody_touched_is_written_again(kept: Kept, tmp_path: Path, harm: str) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一")})
    file = tmp_path / "site/a.html"
    if harm == "rewritten":
        file.write_text("壹", "utf-8")
        os.utime(file, ns=(2, 2))
    elif harm == "touched":
        os.utime(file, ns=(2, 2))
    elif harm == "lost":
        file.unlink()
    else:
        other = Published(kept, tmp_path / "elsewhere", tmp_path / "elsewhere")
        assert not other.take("a.html", "1")
    published = Published(kept, tmp_path / "site.new", tmp_path / "site")
    assert published.take("a.html", "1") == (harm == "of another build")


def test_where_there_are_no_second_names_files_are_written(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一")})
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError))
    built(kept, tmp_path, {"a.html": ("1", "一")})
    assert (tmp_path / "site/a.html").read_text("utf-8") == "一"


def test_a_first_site_takes_nothing(kept: Kept, tmp_path: Path) -> None:
    assert not Published(kept, tmp_path / "site.new", None).take("a.html", "1")
    assert not Published(kept, tmp_path / "site", tmp_path / "site").take("a.html", "1")
