"""Rooms are drawn again where something that they show has changed, and only there."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, TODAY, sample

from integrity import rendering, site
from integrity.kernel.kept import Kept
from integrity.kernel.room import Context, Room
from integrity.kernel.settings import Settings
from integrity.remembered import base_of, drawn, narrowed
from integrity.rendering import Built
from integrity.rooms import ROOMS

KEEPING = [room for room in ROOMS if room.reads is not None]
Change = Callable[[Path], None]


class Memory(Kept):
    """What rooms drew, by room and name. Everything else is made anew."""

    def __init__(self, held: Mapping[str, Any] | None = None) -> None:
        super().__init__(None)
        self.held, self.asked = dict(held or {}), list[str]()

    @property
    def keeps(self) -> bool:
        return True

    def find(self, kind: str, keys: Iterable[str]) -> dict[str, Any]:
        asked = list(keys) if kind == "room" else []
        self.asked += asked
        return {one: self.held[one] for one in asked if one in self.held}

    def keep(self, kind: str, made: Mapping[str, Any]) -> bool:
        self.held |= made if kind == "room" else {}
        return True


def put(path: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text, (path, old)
        (root / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def add(path: str, words: str) -> Change:
    def change(root: Path) -> None:
        (root / path).write_text((root / path).read_text("utf-8") + words, "utf-8")

    return change


def copied(old: str, new: str) -> Change:
    return lambda root: shutil.copy(root / old, root / new) and None


NAMING = frozenset({"study", "activities", "accountability", "cases"})
"""Rooms whose records name others."""
ALL = frozenset(room.name for room in KEEPING)
CHANGES: dict[str, tuple[Change, frozenset[str]]] = {
    "nothing": (lambda root: None, frozenset()),
    "words that nobody cites": (put("docs/policies/yearend-2026.md", "。", "，另有安排的从其安排。"), frozenset()),
    "an article that is cited": (
        put("docs/policies/alcohol.md", "不得以距离近、车速慢为由驾车", "不得以距离近、车速慢、路熟为由驾车"),
        ALL - {"rectification"},
    ),
    "a long text to read": (add("docs/policies/alcohol.md", "\n## 附录\n\n" + "说明。" * 2000), NAMING),
    "the title of a document": (put("docs/policies/alcohol.md", "title: ", "title: 新的"), ALL),
    "the words of a case": (add("cases/2026/2026-01.md", "\n补记一段。\n"), frozenset({"cases", "questions"})),
    "the title of a case": (
        put("cases/2026/2026-01.md", "title: ", "title: 补正"),
        NAMING | {"corridor", "questions"},
    ),
    "an exemplar": (put("docs/exemplars/counter.md", "title: ", "title: 新编"), NAMING),
    "a panel": (add("docs/corridor/1f/lotus.md", "\n补记一句。\n"), frozenset({"corridor"})),
    "a file beside a panel": (copied("docs/corridor/1f/lotus.webp", "docs/corridor/1f/zzz.webp"), ALL),
}
"""What is changed, and the rooms that may be drawn again for it: others must not."""


def read(root: Path, memory: Memory) -> Context:
    with Kept(root / ".cache" / "kept.db") as kept:
        issues, context = site.read(root, TODAY, Settings(), HOME, False, kept)
    assert context is not None, issues
    return dataclasses.replace(site._with_pictures(root, context, derive=True), kept=memory)


def shown(made: Built) -> list[tuple[str, object]]:
    pages = [(uri, (dataclasses.replace(page, content=""), page.markdown)) for uri, page in made.pages.items()]
    return [*pages, *((uri, getattr(data, "content", data)) for uri, data in made.data.items())]


def test_what_was_drawn_before_a_change_is_what_is_drawn_after_it(tmp_path: Path) -> None:
    root, before = tmp_path / "before", Memory()
    for name in ("docs", "cases", "data"):
        shutil.copytree(HOME / name, root / name)
    rendering.render(read(root, before))
    for name, (change, allowed) in CHANGES.items():
        here = shutil.copytree(root, tmp_path / name)
        change(here)
        context = read(here, Memory())
        warm = Memory(before.held)
        assert shown(rendering.render(dataclasses.replace(context, kept=warm))) == shown(rendering.render(context)), name
        rooms = [room.name for room in sorted(KEEPING, key=lambda room: room.stage)]
        again = {room for room, one in zip(rooms, warm.asked, strict=True) if one not in before.held}
        assert again <= allowed | {"numbers"}, name
        assert allowed == frozenset() or again, name


def test_a_room_shows_the_same_where_it_sees_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    context = sample().context
    assert context is not None
    context = dataclasses.replace(context, kept=Memory())
    narrow = shown(rendering.render(context))
    monkeypatch.setattr(rendering, "narrowed", lambda room, context: context)
    monkeypatch.setattr(rendering, "drawn", lambda room, index, context, base: list(room.render(index, context)))
    assert shown(rendering.render(context)) == narrow


@pytest.fixture
def one(tmp_path: Path) -> Iterable[tuple[Room, Context]]:
    """A room whose drawing is counted, and what it sees."""
    context = sample().context
    assert context is not None
    room = next(room for room in KEEPING if room.name == "forms")
    with Kept(tmp_path / "kept.db") as kept:
        yield room, narrowed(room, dataclasses.replace(context, kept=kept))


def test_a_room_is_drawn_once(one: tuple[Room, Context]) -> None:
    room, given = one
    index, base = room.index(given), base_of(given)
    first = drawn(room, index, given, base)
    silent = dataclasses.replace(room, render=lambda index, context: pytest.fail("drawn again"))
    assert drawn(silent, index, given, base) == first != []
    calls = []
    counted = dataclasses.replace(room, render=lambda index, context: calls.append(1) or room.render(index, context))
    assert drawn(counted, index, given, base + "another") == first
    assert drawn(counted, index, dataclasses.replace(given, kept=Kept(None)), base) == first
    assert drawn(dataclasses.replace(counted, reads=None), index, given, base) == first
    assert len(calls) == 3


def test_what_was_kept_and_is_damaged_is_drawn_again(one: tuple[Room, Context]) -> None:
    room, given = one
    index, base = room.index(given), base_of(given)
    first = drawn(room, index, given, base)
    assert given.kept._base is not None
    given.kept._base.execute("UPDATE made SET value = zeroblob(40)")
    assert drawn(room, index, given, base) == first
