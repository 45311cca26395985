"""What a site takes over from the one that it replaces."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from helpers import write
from quick.published import Published

from integrity.kernel.files import walked
from integrity.kernel.kept import Kept
from integrity.replacing import replace


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
    replace(root / "site.new", root / "site")
    return published


def tree(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text("utf-8") for name in walked(folder)}


def test_the_same_bytes_are_the_same_file(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a/one.html": ("1", "一"), "two.html": ("2", "二")})
    before = os.stat(tmp_path / "site/a/one.html").st_ino
    built(kept, tmp_path, {"a/one.html": ("1", "不写"), "two.html": ("3", "另外的")})
    assert os.stat(tmp_path / "site/a/one.html").st_ino == before
    assert tree(tmp_path / "site") == {"a/one.html": "一", "two.html": "另外的"}
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["site"]


def test_what_is_taken_over_can_be_taken_over_again(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一")})
    for _ in range(2):
        published = built(kept, tmp_path, {"a.html": ("1", "不写")})
        assert published.noted == published.known
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


def test_what_is_built_no_more_goes_with_its_folder(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一"), "b/c/d.html": ("2", "二"), "b/e.html": ("3", "三")})
    write(tmp_path / "site", {"stray.html": "别人放的"})
    built(kept, tmp_path, {"a.html": ("1", "一"), "b/e.html": ("4", "四")})
    assert tree(tmp_path / "site") == {"a.html": "一", "b/e.html": "四"}
    assert not (tmp_path / "site/b/c").exists()


def test_a_folder_may_take_the_place_of_a_file_and_a_file_that_of_a_folder(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一"), "one": ("2", "二"), "two/b.html": ("3", "三")})
    built(kept, tmp_path, {"a.html": ("1", "一"), "one/b.html": ("4", "四"), "two": ("5", "五")})
    assert tree(tmp_path / "site") == {"a.html": "一", "one/b.html": "四", "two": "五"}


def test_where_something_went_away_meanwhile_nothing_is_moved(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一"), "b.html": ("2", "二")})
    published = Published(kept, tmp_path / "site.new", tmp_path / "site")
    assert published.take("a.html", "1")
    published.write("b.html", "3", "叁".encode())
    published.keep(kept)
    (tmp_path / "site/a.html").unlink()
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "site.new", tmp_path / "site")
    assert tree(tmp_path / "site") == {"b.html": "二"}
    shutil.rmtree(tmp_path / "site.new")
    built(kept, tmp_path, {"a.html": ("1", "一"), "b.html": ("3", "叁")})
    assert tree(tmp_path / "site") == {"a.html": "一", "b.html": "叁"}


def test_where_nothing_is_taken_the_whole_folder_is_replaced(kept: Kept, tmp_path: Path) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一"), "b.html": ("2", "二")})
    built(kept, tmp_path, {"a.html": ("3", "三")})
    assert tree(tmp_path / "site") == {"a.html": "三"}


def test_a_file_in_use_is_told_and_the_next_build_mends_it(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(kept, tmp_path, {"a.html": ("1", "一"), "b.html": ("2", "二"), "c.html": ("3", "三")})
    moved: list[str] = []

    def held(source: Path, target: Path) -> None:
        if moved:
            raise PermissionError(target)
        moved.append(target.name)
        source.rename(target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError):
        built(kept, tmp_path, {"a.html": ("4", "四"), "b.html": ("5", "五"), "c.html": ("3", "三")})
    monkeypatch.undo()
    assert tree(tmp_path / "site") == {"a.html": "四", "b.html": "二", "c.html": "三"}
    shutil.rmtree(tmp_path / "site.new")
    built(kept, tmp_path, {"a.html": ("4", "四"), "b.html": ("5", "五"), "c.html": ("3", "三")})
    assert tree(tmp_path / "site") == {"a.html": "四", "b.html": "五", "c.html": "三"}


def test_a_first_site_takes_nothing(kept: Kept, tmp_path: Path) -> None:
    assert not Published(kept, tmp_path / "site.new", None).take("a.html", "1")
    assert not Published(kept, tmp_path / "site", tmp_path / "site").take("a.html", "1")
