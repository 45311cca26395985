from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path

from helpers import BUILDING, SVG, arrangement, built, head, panel

from integrity.rendering import Built

FILES = {
    "docs/corridor/buildings/main.md": BUILDING,
    "docs/corridor/1f/lotus.svg": SVG,
    "docs/corridor/1f/a.md": panel("荷", order="1"),
    "docs/corridor/1f/b.md": panel("竹", order="2"),
    "docs/study/2026.md": arrangement(
        """
        - {no: 1, date: 2026-11-20, focus: 1, title: 已过的一课, form: 集中学习}
        - {no: 2, date: 2026-11-26, time: "14:30", focus: 1, title: 下一课, form: 集中学习, place: 三楼会议室}
        - {no: 3, date: 2026-12-03, focus: 1, title: 再下一课, form: 集中学习}
        """
    ),
    "docs/reminders/drink.md": head(
        """
        title: 酒后不开车
        date: 2026-01-05
        unit: 政治处
        theme: 饮酒和驾驶
        texts: [{no: 1, text: 酒后不开车。, occasion: 任意, audience: 全体民警}, {no: 2, text: 值班不饮酒。, occasion: 任意, audience: 全体民警}]
        """
    ),
}


def lines(result: Built) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(result.data["data/screen.json"].content)["lines"]
    return found


def test_each_session_is_announced_until_its_day_and_then_the_next(tmp_path: Path) -> None:
    shown = [line for line in lines(built(tmp_path, dict(FILES))) if line["kind"] == "session"]
    assert [line["text"] for line in shown] == ["下一课", "再下一课"]
    assert shown[0]["lead"] == "11月26日 星期四 14:30，三楼会议室"
    assert (shown[0]["until"], shown[1]["from"]) == ("2026-11-26", "2026-11-27")


def test_a_bell_is_shown_from_its_day_until_the_next(tmp_path: Path) -> None:
    bells = [line for line in lines(built(tmp_path, dict(FILES))) if line["kind"] == "bell"]
    assert bells
    for before, after in itertools.pairwise(bells):
        assert dt.date.fromisoformat(before["until"]) + dt.timedelta(days=1) == dt.date.fromisoformat(after["from"])
    assert bells[0]["from"] <= "2026-11-24"


def test_every_picture_of_the_corridor_is_on_the_screen(tmp_path: Path) -> None:
    page = built(tmp_path, dict(FILES)).pages["corridor/screen/index.md"]
    assert page.markdown.count("<figure") == 2
    assert "../1f/lotus.svg" in page.markdown
    assert page.meta["template"] == "stage.html"


def test_a_site_without_panels_has_a_screen_that_says_so(tmp_path: Path) -> None:
    page = built(tmp_path, {"docs/corridor/buildings/main.md": BUILDING}).pages["corridor/screen/index.md"]
    assert "还没有展板" in page.markdown
