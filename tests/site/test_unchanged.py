"""What an earlier check said is said again only of the very same files, settings and day."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import HOME, TODAY, case, policy, write

from integrity import site, unchanged
from integrity.kernel.settings import Settings

FILES = {
    "docs/policies/a.md": policy(1, "第一条　见[乙](b.md)，由民警张建国负责。\n"),
    "docs/policies/b.md": policy(2, "第一条　按本制度第九条办理。\n"),
    "cases/2026/2026-01.md": case(),
}
PERMIT = "- {kind: 姓名, words: 张建国, reason: 这是示例人物, until: 2027-01-01, by: 分局纪委案件审理岗}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write(tmp_path / "site", dict(FILES))
    shutil.copytree(HOME / "data", root / "data")
    return root


def checked(root: Path, today: dt.date = TODAY, settings: Settings | None = None) -> unchanged.Answer:
    """What is said with all that was kept; it must be what is said with nothing kept."""
    given = (today, settings or Settings(), HOME)
    said = site.check(root, *given)
    assert site.check(root, *given) == said
    shutil.move(root / ".cache", root.parent / "kept")
    assert site.check(root, *given) == said
    shutil.rmtree(root / ".cache")
    shutil.move(root.parent / "kept", root / ".cache")
    return said


def changes(root: Path) -> Iterator[None]:
    """Each step changes something that the check looks at."""
    yield write(root, {"docs/policies/b.md": policy(2, "第一条　内容。\n")}) and None
    yield write(root, {"docs/policies/c.md": policy(3, "第一条　由民警李志刚负责。\n")}) and None
    yield (root / "docs/policies/b.md").rename(root / "docs/policies/d.md") and None
    yield write(root, {"data/redaction/allow.yml": PERMIT}) and None
    yield (root / "data/terms/doctypes.yml").write_text("title: 文种\n", "utf-8") and None
    yield shutil.copy(HOME / "data/terms/doctypes.yml", root / "data/terms/doctypes.yml") and None
    yield write(root, {"docs/policies/扫描.exe": b"MZ"}) and None
    yield (root / "docs/policies/c.md").unlink()


def test_whatever_changes_is_seen(root: Path) -> None:
    seen = [checked(root)]
    for _ in changes(root):
        seen.append(checked(root))
    assert all(one != other for one, other in pairwise(seen))


def test_the_day_and_the_settings_are_looked_at(root: Path) -> None:
    write(root, {"data/redaction/allow.yml": PERMIT})
    assert checked(root) != checked(root, dt.date(2028, 1, 1))
    strict = Settings.model_validate({"citations": {"missing_article": "error"}})
    assert checked(root, settings=strict) != checked(root)


def test_the_folders_outside_are_looked_at(root: Path, tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"films": {"folder": str(tmp_path / "films")}, "pictures": {"folder": str(tmp_path / "p")}}
    )

    def name() -> str:
        return unchanged.name(root, HOME, unchanged.told(TODAY, settings))

    names = [name()]
    for folder in ("films", "p"):
        (tmp_path / folder).mkdir()
        names.append(name())
        write(tmp_path, {f"{folder}/a.mp4": "一"})
        names.append(name())
        write(tmp_path, {f"{folder}/a.mp4": "一二"})
        names.append(name())
        (tmp_path / folder / "a.mp4").rename(tmp_path / folder / "b.mp4")
        names.append(name())
    assert len(set(names)) == len(names)
    assert name() == names[-1]


def test_nothing_is_looked_at_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = site.check(root, TODAY, Settings(), HOME)
    monkeypatch.setattr(site, "read", None)
    assert site.check(root, TODAY, Settings(), HOME) == said
    (root / unchanged.KEPT).write_bytes(b"?" * 4096)
    with pytest.raises(TypeError):
        site.check(root, TODAY, Settings(), HOME)


def test_what_was_written_while_it_was_read_is_not_taken_for_checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = site.read

    def slow(*given: object, **more: object) -> object:
        found = read(*given, **more)  # type: ignore[arg-type]
        write(root, {"docs/policies/c.md": policy(3, "第一条　由民警李志刚负责。\n")})
        return found

    monkeypatch.setattr(site, "read", slow)
    before = site.check(root, TODAY, Settings(), HOME)
    monkeypatch.setattr(site, "read", read)
    assert site.check(root, TODAY, Settings(), HOME) != before


def test_the_command_knows_the_settings_and_the_day_without_reading_them(root: Path) -> None:
    environment = {"SITE_DATE": "2026-11-24"}
    said = site.check(root, TODAY, Settings(), HOME)
    assert unchanged.earlier(root, HOME, environment, TODAY) is None
    unchanged.note(root, HOME, environment, TODAY, unchanged.told(TODAY, Settings()))
    assert unchanged.earlier(root, HOME, environment, TODAY) == said
    assert unchanged.earlier(root, HOME, {"SITE_DATE": "2026-11-25"}, TODAY) is None
    assert unchanged.earlier(root, HOME, {**environment, "SITE_URL": "http://qingfeng.intranet/"}, TODAY) is None
    assert unchanged.earlier(root, HOME, environment, dt.date(2026, 11, 25)) is None
    write(root, {"mkdocs.yml": "site_name: 清风\n"})
    assert unchanged.earlier(root, HOME, environment, TODAY) is None


def test_a_file_that_cannot_be_read_is_never_taken_for_checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path) -> bytes:
        raise PermissionError(file)

    monkeypatch.setattr(unchanged, "_digest", refuse)
    assert unchanged.name(root, HOME, unchanged.told(TODAY, Settings())) == ""


def test_a_file_is_read_again_when_it_was_written_even_at_the_same_moment(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    seen = []
    for n in range(50):
        file.write_bytes(b"%02d" % n)
        seen.append(unchanged._digest(str(file)))
    assert len(set(seen)) == 50


def test_a_file_of_long_ago_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"1")
    later = file.stat().st_mtime_ns + 10**10
    monkeypatch.setattr("integrity.unchanged.time.time_ns", lambda: later)
    first = unchanged._digest(str(file))
    monkeypatch.setattr("integrity.unchanged.digest", lambda content: b"read")
    assert unchanged._digest(str(file)) == first
    file.write_bytes(b"22")
    assert unchanged._digest(str(file)) == b"read"
