from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from helpers import BUILDING, SVG, built, messages, panel

from integrity.rooms.corridor.index import panel_of_the_day

FILES = {
    "docs/corridor/buildings/main.md": BUILDING,
    "docs/corridor/1f/lotus.svg": SVG,
    "docs/corridor/1f/a.md": panel("荷", order="2"),
    "docs/corridor/1f/b.md": panel("竹", order="1"),
    "docs/corridor/1f/c.md": panel("钟", floor="2", wall="2A", image="lotus.svg"),
}


def test_the_walk_goes_floor_by_floor_wall_by_wall(tmp_path: Path) -> None:
    result = built(tmp_path, dict(FILES))
    assert [entry["title"] for entry in json.loads(result.data["data/corridor.json"].content)] == ["竹", "荷", "钟"]
    page = result.pages["corridor/1f/a.md"]
    assert (page.previous, page.next) == ("corridor/1f/b.md", "corridor/1f/c.md")
    assert "第 2 幅，共 3 幅" in page.markdown


def test_every_floor_has_a_page_with_its_walls_even_if_empty(tmp_path: Path) -> None:
    pages = built(tmp_path, dict(FILES)).pages
    assert "1B　竹影" in pages["corridor/main-1f.md"].markdown
    assert "2A　警钟" in pages["corridor/main-2f.md"].markdown


def test_the_panel_of_the_day_changes_daily_and_returns(tmp_path: Path) -> None:
    class Fake:
        pass

    panels = [Fake(), Fake(), Fake()]
    days = [dt.date(2026, 11, 24) + dt.timedelta(days=n) for n in range(4)]
    shown = [panel_of_the_day(panels, day) for day in days]  # type: ignore[arg-type]
    assert len({id(item) for item in shown[:3]}) == 3
    assert shown[3] is shown[0]
    assert panel_of_the_day([], days[0]) is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"building": "annex"}, "没有编号为“annex”的楼宇，可写：main"),
        ({"floor": "7"}, "没有第 7 层，可写：1、2"),
        ({"wall": "2A"}, "1 楼没有墙面“2A”，可写：1A、1B"),
        ({"order": "1"}, "墙面 1A 的第 1 位已是 docs/corridor/1f/b.md"),
        ({"alt": ""}, "“alt”（图片说明）是空的"),
        ({"image": "none.svg"}, "找不到文件 none.svg"),
    ],
)
def test_mistakes(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    lines = messages(built(tmp_path, FILES | {"docs/corridor/1f/d.md": panel("梅", **({"order": "9"} | fields))}))
    assert len(lines) == 1
    assert said in lines[0]


def test_a_broken_building_is_one_problem_not_one_for_each_panel(tmp_path: Path) -> None:
    broken = FILES | {"docs/corridor/buildings/main.md": BUILDING.replace("title: 办公楼\n", "")}
    assert len(messages(built(tmp_path, broken))) == 1
