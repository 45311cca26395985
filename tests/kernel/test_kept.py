from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from pathlib import Path

import pytest

from integrity.kernel import cores
from integrity.kernel.cores import spread, stream
from integrity.kernel.kept import Kept, key


def test_what_was_kept_is_found_again(tmp_path: Path) -> None:
    with Kept(tmp_path / "a" / "kept.db") as kept:
        kept.keep("md", {"1": {"html": "<p>清风</p>"}, "2": None})
        kept.keep("page", {"1": "another kind"})
    with Kept(tmp_path / "a" / "kept.db") as again:
        assert again.find("md", ["1", "2", "3"]) == {"1": {"html": "<p>清风</p>"}, "2": None}
        assert again.find("page", ["1"]) == {"1": "another kind"}


def test_keys_tell_apart() -> None:
    assert key("a", "b") != key("ab", "") != key("a", b"b")
    assert key("a", 1) != key("a", "1")
    assert key("清", ("风", None)) == key("清", ("风", None))


def test_without_a_path_nothing_is_kept() -> None:
    with Kept(None) as kept:
        kept.keep("md", {"1": 1})
        assert kept.find("md", ["1"]) == {}


def test_a_damaged_entry_is_a_miss(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with Kept(path) as kept:
        kept.keep("md", {"1": "one", "2": "two"})
    with sqlite3.connect(path) as base:
        base.execute("UPDATE made SET value = substr(value, 1, 20) || x'FF' || substr(value, 22) WHERE id = 1")
    base.close()
    with Kept(path) as kept:
        assert kept.find("md", ["1", "2"]) == {"2": "two"}
        kept.keep("md", {"1": "one"})
    with Kept(path) as kept:
        assert kept.find("md", ["1"]) == {"1": "one"}


@pytest.mark.parametrize("content", [b"no database", b"", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kept.db"
    path.write_bytes(content)
    with Kept(path) as kept:
        assert kept.find("md", ["1"]) == {}
        kept.keep("md", {"1": 1})
    with Kept(path) as kept:
        assert kept.find("md", ["1"]) == {"1": 1}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    with Kept(tmp_path / "file" / "kept.db") as kept:
        kept.keep("md", {"1": 1})
        assert kept.find("md", ["1"]) == {}


def test_two_builds_share_it(tmp_path: Path) -> None:
    one, two = Kept(tmp_path / "kept.db"), Kept(tmp_path / "kept.db")
    one.keep("md", {"1": "one"})
    two.keep("md", {"1": "one", "2": "two"})
    assert one.find("md", ["1", "2"]) == two.find("md", ["1", "2"]) == {"1": "one", "2": "two"}
    one.close()
    two.close()


def _begin(path: Path, start: float, number: int) -> None:
    time.sleep(max(0.0, start - time.time()))
    with Kept(path) as kept:
        for n in range(20):
            kept.keep("md", {f"{number}-{n}": "a" * 5000, f"both-{n}": n})
        assert set(kept.find("md", [f"{number}-{n}" for n in range(20)])) == {f"{number}-{n}" for n in range(20)}


def test_builds_that_begin_at_the_same_moment_share_it(tmp_path: Path) -> None:
    path, start = tmp_path / "kept.db", time.time() + 1
    context = multiprocessing.get_context("spawn")
    builds = [context.Process(target=_begin, args=(path, start, number)) for number in range(4)]
    for build in builds:
        build.start()
    for build in builds:
        build.join()
    assert [build.exitcode for build in builds] == [0] * 4
    with Kept(path) as kept:
        names = [f"{number}-{n}" for number in (*range(4), "both") for n in range(20)]
        assert set(kept.find("md", names)) == set(names)


def test_a_file_that_another_program_holds_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    monkeypatch.setattr("integrity.kernel.kept.TRIES", 2)
    monkeypatch.setattr("integrity.kernel.kept.PATIENCE", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE other (a)")
    other.execute("BEGIN EXCLUSIVE")
    with Kept(path) as kept:
        kept.keep("md", {"1": 1})
        assert kept.find("md", ["1"]) == {}
    other.execute("COMMIT")
    assert other.execute("SELECT count(*) FROM other").fetchone() == (0,)
    other.close()


def test_another_stamp_finds_nothing(tmp_path: Path) -> None:
    with Kept(tmp_path / "kept.db", stamp="one version") as kept:
        kept.keep("md", {"1": 1})
    with Kept(tmp_path / "kept.db", stamp="another version") as kept:
        assert kept.find("md", ["1"]) == {}
    with Kept(tmp_path / "kept.db", stamp="one version") as kept:
        assert kept.find("md", ["1"]) == {"1": 1}


def test_a_forked_worker_leaves_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Kept(tmp_path / "kept.db") as kept:
        kept.keep("md", {"1": 1})
        monkeypatch.setattr(os, "getpid", lambda: 0)
        kept.keep("md", {"2": 2})
        assert kept.find("md", ["1", "2"]) == {}
        monkeypatch.undo()
        assert kept.find("md", ["1", "2"]) == {"1": 1}


def test_what_was_not_asked_for_longest_goes(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with Kept(path, room=5000) as kept:
        kept.keep("md", {"old": "a" * 2000})
        kept.keep("md", {"asked": "b" * 2000})
    with Kept(path, room=5000) as kept:
        assert list(kept.find("md", ["asked"])) == ["asked"]
        kept.keep("md", {"new": "c" * 2000})
    with Kept(path, room=5000) as kept:
        assert set(kept.find("md", ["old", "asked", "new"])) == {"asked", "new"}


def test_what_is_wanted_stays_as_if_it_were_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with Kept(path, room=5000) as kept:
        kept.keep("md", {"old": "a" * 2000, "wanted": "b" * 2000})
    with Kept(path, room=5000) as kept:
        kept.want("md", ["wanted", "not there"])
        kept.keep("md", {"new": "c" * 2000})
    with Kept(path, room=5000) as kept:
        assert set(kept.find("md", ["old", "wanted", "new"])) == {"wanted", "new"}


def test_what_this_build_used_stays_however_much_it_is(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with Kept(path, room=5000) as kept:
        kept.keep("md", {"old": "a" * 2000})
    site = {str(n): "b" * 2000 for n in range(5)}
    for _ in range(2):
        with Kept(path, room=5000) as kept:
            kept.keep("md", {name: site[name] for name in site.keys() - kept.find("md", site).keys()})
    with Kept(path, room=5000) as kept:
        assert kept.find("md", ["old", *site]) == site


def _double(number: int) -> int:
    if number == 5 and os.getpid() != _PARENT:
        os._exit(9)
    if number == 70 and os.getpid() != _PARENT:
        raise ValueError("a worker that fails")
    return 2 * number


_PARENT = os.getpid()


def test_work_is_shared_out_in_order_and_a_lost_worker_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: True)
    monkeypatch.setattr("integrity.kernel.cores.cores", lambda: 2)
    global _PARENT
    _PARENT = os.getpid()
    assert spread(_double, range(100)) == [2 * number for number in range(100)]


def test_a_failure_shows_as_it_would_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: True)
    monkeypatch.setattr("integrity.kernel.cores.cores", lambda: 2)
    with pytest.raises(ZeroDivisionError):
        spread(lambda number: 1 // (number - 60), range(100))


def test_workers_run_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: True)
    monkeypatch.setattr("integrity.kernel.cores.cores", lambda: 2)
    assert os.getpid() not in spread(lambda _: os.getpid(), range(100))


def test_items_are_asked_for_when_a_worker_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: True)
    monkeypatch.setattr("integrity.kernel.cores.cores", lambda: 2)
    asked: list[int] = []
    items = (asked.append(n) or n for n in range(400))
    made = stream(lambda n: 3 * n, items, 400, span=5)
    assert [next(made) for _ in range(3)] == [0, 3, 6]
    assert len(asked) < 100
    assert list(made) == [3 * n for n in range(3, 400)]
    assert asked == list(range(400))


def test_work_that_is_left_off_leaves_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: not cores._task)
    monkeypatch.setattr("integrity.kernel.cores.cores", lambda: 2)
    made = stream(lambda _: os.getpid(), range(200), 200)
    first = next(made)
    assert first != os.getpid()
    assert spread(lambda _: os.getpid(), range(100)) == [os.getpid()] * 100, "while others work it is done here"
    made.close()
    assert os.getpid() not in spread(lambda _: os.getpid(), range(100))
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
