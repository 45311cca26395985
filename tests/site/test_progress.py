from __future__ import annotations

import io
import threading

import pytest
from quick import progress
from quick.progress import Shown
from rich.console import Console


def shown(terminal: bool) -> tuple[Shown, io.StringIO]:
    out = io.StringIO()
    return Shown(Console(file=out, force_terminal=terminal, width=80, color_system=None)), out


def a_build(made: Shown) -> None:
    with made.phase("转换正文") as phase:
        made.tick(30, 60)
        phase.pages, phase.kept = 60, 12
    with made.phase("排成网页"):
        pass
    with made.phase("转换正文"):
        assert threading.active_count() == 1 or threading.current_thread() is threading.main_thread()
    made.slowest([(0.5, "policies/a.md"), (2.0, "policies/b.md")])
    made.slowest((n / 10, f"{n}.md") for n in range(6))
    made.end()


def test_on_a_terminal_phases_pages_and_the_slowest_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LONG", 0.0)
    made, out = shown(True)
    before = threading.active_count()
    with made.phase("检索索引"):
        assert threading.active_count() == before  # or nothing may be forked
    a_build(made)
    text = out.getvalue()
    assert "30/60" in text
    assert text.count("转换正文") > 1
    assert text.rindex("policies/b.md（2.00 秒）") < text.rindex("policies/a.md（0.50 秒）")
    assert "0.md" not in text.rpartition("最慢的几页")[2].replace("0.0", "")
    assert [phase.name for phase in made.phases] == ["检索索引", "转换正文", "排成网页"]


def test_a_short_build_and_anything_but_a_terminal_is_told_nothing() -> None:
    for terminal in (False, True):
        made, out = shown(terminal)
        a_build(made)
        assert "最慢的几页" not in out.getvalue()
        assert terminal or out.getvalue() == ""
