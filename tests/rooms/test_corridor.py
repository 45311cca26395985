from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from pathlib import Path

import pytest
from helpers import BUILDING, HOME, SVG, built, case, head, messages, panel, photograph, policy

from integrity.kernel.issue import errors
from integrity.kernel.settings import Pictures, Settings
from integrity.kernel.terms import load_terms
from integrity.rooms.corridor.hanging import elevation
from integrity.rooms.corridor.index import panel_of_the_day
from integrity.rooms.corridor.model import Floor
from integrity.rooms.corridor.plan import length, plan

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


def test_the_only_picture_in_the_folder_need_not_be_named(tmp_path: Path) -> None:
    files = FILES | {"docs/corridor/2f/plum/plum.md": panel("梅", image="", order="3"), "docs/corridor/2f/plum/plum.svg": SVG}
    result = built(
        tmp_path, {path: text.replace("image: \n", "") if isinstance(text, str) else text for path, text in files.items()}
    )
    assert messages(result) == []
    assert "plum.svg" in result.pages["corridor/2f/plum/plum.md"].markdown
    assert "corridor/2f/plum/plum.svg" in result.assets


@pytest.mark.parametrize(
    ("pictures", "said"),
    [((), "没有写图片，例如 image: lotus.jpg"), (("a.svg", "b.svg"), "文件夹里有 2 张，请写明用哪一张，例如 image: a.svg")],
)
def test_no_picture_or_several_is_one_line(tmp_path: Path, pictures: tuple[str, ...], said: str) -> None:
    files = FILES | {"docs/corridor/2f/plum/plum.md": panel("梅", order="3").replace("image: lotus.svg\n", "")}
    lines = messages(built(tmp_path, files | {f"docs/corridor/2f/plum/{name}": SVG for name in pictures}))
    assert len(lines) == 1
    assert said in lines[0]
    assert "“image”（图片）" in lines[0]


def test_a_photograph_is_published_in_three_widths_and_its_original_is_not(tmp_path: Path) -> None:
    files = FILES | {
        "docs/corridor/1f/lotus.jpg": photograph(3000, 2000),
        "docs/corridor/1f/a.md": panel("荷", order="2", image="lotus.jpg"),
    }
    result = built(tmp_path, files)
    assert messages(result) == []
    assert "corridor/1f/lotus.jpg" not in result.assets
    assert sorted(uri.rpartition("-")[2] for uri in result.files) == sorted(
        f"{w}.{s}" for w in (640, 1280, 2560) for s in ("jpg", "webp")
    )
    page = result.pages["corridor/1f/a.md"].markdown
    assert 'width="3000" height="2000"' in page
    assert "640w" in page
    assert "background-image:url(data:image/" in page
    assert 'loading="lazy"' not in page.split("</figure>")[0]


def test_a_photograph_may_lie_in_the_configured_folder(tmp_path: Path) -> None:
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "scroll.jpg").write_bytes(photograph(900, 600))
    root = tmp_path / "site"
    settings = Settings(pictures=Pictures(folder=str(originals)))
    files = FILES | {"docs/corridor/1f/a.md": panel("荷", order="2", image="scroll.jpg")}
    assert messages(built(root, files, settings=settings)) == []
    assert "找不到文件 scroll.jpg" in messages(built(root, files))[0]


def test_a_broken_photograph_is_one_line_at_its_field(tmp_path: Path) -> None:
    files = FILES | {
        "docs/corridor/1f/lotus.jpg": photograph(900, 600)[:4000],
        "docs/corridor/1f/a.md": panel("荷", order="2", image="lotus.jpg"),
    }
    lines = messages(built(tmp_path, files))
    assert len(lines) == 1
    assert lines[0].startswith("docs/corridor/1f/a.md:10: “image”（图片）图片不完整")


def test_a_recording_needs_its_words(tmp_path: Path) -> None:
    files = FILES | {"docs/corridor/1f/a.md": panel("荷", order="2", audio="a.mp3"), "docs/corridor/1f/a.mp3": b"ID3"}
    assert ["有讲解录音就要有文字" in line for line in messages(built(tmp_path, files))] == [True]
    spoken = panel("荷", order="2", audio="a.mp3").replace("正文。", "正文。\n\n## 讲解词\n\n各位好。\n")
    result = built(tmp_path / "again", files | {"docs/corridor/1f/a.md": spoken})
    assert messages(result) == []
    assert 'src="a.mp3"' in result.pages["corridor/1f/a.md"].markdown


def test_words_on_the_wall_that_do_not_fit_are_pointed_out(tmp_path: Path) -> None:
    long = panel("荷", order="2").replace("正文。", "荷花开在水中央。" * 40)
    result = built(tmp_path, FILES | {"docs/corridor/1f/a.md": long})
    assert ["上墙文字，有 320 字" in line for line in messages(result)] == [True]
    assert not errors(result.issues)


PLANNED = BUILDING.replace(
    "{no: 1, title: 一楼, theme: 清风正气, walls: [{code: 1A, title: 清风迎面}, {code: 1B, title: 竹影}]}",
    "{no: 1, title: 一楼, theme: 清风正气, size: [20, 10], doors: [{title: 正门, side: 南, at: 10, use: 入口}, {title: 西梯, side: 西, at: 2, use: 出口}], "
    "walls: [{code: 1A, title: 清风迎面, side: 北, span: [4, 16]}, {code: 1B, title: 竹影, side: 西, span: [3, 9]}]}",
)


def test_the_way_past_the_walls_is_the_shortest_and_written_out(tmp_path: Path) -> None:
    files = FILES | {
        "docs/corridor/buildings/main.md": PLANNED,
        "docs/corridor/1f/d.md": panel("梅", wall="1B"),
        "docs/corridor/1f/e.md": panel("兰", wall="1B", order="2"),
    }
    page = built(tmp_path, files).pages["corridor/main-1f.md"].markdown
    route = re.findall(r"<li>(.*?)：", page)
    assert route == ["由正门进入，先看北墙 1A“清风迎面”，由东向西", "再看西墙 1B“竹影”，由南向北"]
    assert "看完由西梯离开。" in page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("span: [4, 16]", "span: [4, 26]", "“floors[1].walls[1].span”（起止（米））超出了北侧的 20 米"),
        ("span: [4, 16]", "span: [16, 4]", "起点应小于终点"),
        ("at: 10", "at: 30", "“floors[1].doors[1].at”（位置（米））超出了南侧的 20 米"),
        ("use: 入口", "use: 进口", "没有“进口”这个取值，是否想写“入口”？"),
    ],
)
def test_mistakes_in_a_plan(tmp_path: Path, old: str, new: str, said: str) -> None:
    lines = messages(built(tmp_path, FILES | {"docs/corridor/buildings/main.md": PLANNED.replace(old, new)}))
    assert len(lines) == 1
    assert said in lines[0]


def floor(*walls: dict[str, object], **more: object) -> Floor:
    given = [{"code": f"1{n}", "title": "墙", **wall} for n, wall in enumerate(walls)]
    terms = {"terms": load_terms(HOME / "data")}
    return Floor.model_validate({"no": 1, "title": "一楼", "theme": "清", "walls": given, **more}, context=terms)


def test_every_panel_has_a_spot_on_its_wall_inside_the_floor() -> None:
    for sides in itertools.product(["北", "东", "南", "西", None], repeat=3):
        drawn = plan(floor(*({"side": side} for side in sides)), [1, 4, 0])
        assert [len(spots) for spots in drawn.spots] == [1, 4, 0]
        for spot in (spot for spots in drawn.spots for spot in spots):
            for x, y in (spot.place, spot.stand):
                assert 0 <= x <= drawn.width
                assert 0 <= y <= drawn.depth


def test_the_way_is_not_longer_than_any_other_order_of_walking_along_the_walls() -> None:
    here = floor(
        {"side": "东"},
        {"side": "北"},
        {"side": "西"},
        {"side": "南"},
        doors=[{"title": "门", "side": "南", "at": 3, "use": "入口"}],
    )
    drawn = plan(here, [2, 2, 2, 2])
    ends = [(spots[0].stand, spots[-1].stand) for spots in drawn.spots]
    every = []
    for turns in itertools.product([False, True], repeat=4):
        stands = [point for (a, b), turn in zip(ends, turns, strict=True) for point in ((b, a) if turn else (a, b))]
        every.append(length([drawn.route[0], drawn.route[1], *stands]))
    assert length(drawn.route) <= min(every) + 1e-6


def test_a_wall_shows_its_panels_in_proportion_and_without_overlap() -> None:
    drawn = plan(floor({"side": "西", "span": [1, 9]}, size=[20, 10]), [3])
    sizes = [(1.2, 0.8), (2.4, 0.6), (0.6, 1.2)]
    shown = elevation(drawn.lines[0], drawn.spots[0], sizes)
    assert shown.length == 8
    for frame, (wide, high) in zip(shown.frames, sizes, strict=True):
        assert frame.width * shown.length / 100 == pytest.approx(wide)
        assert frame.height * 3 / 100 == pytest.approx(high)
    spans = sorted((frame.left, frame.left + frame.width) for frame in shown.frames)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))
    order = [frame.left for frame in shown.frames]
    shares = [spot.share for spot in drawn.spots[0]]
    assert (order == sorted(order)) == (shares == sorted(shares, reverse=True)), "who faces west has the south on the left"


def test_a_wall_too_short_for_its_panels_is_drawn_longer() -> None:
    drawn = plan(floor({"side": "北", "span": [1, 3]}, size=[20, 10]), [3])
    assert elevation(drawn.lines[0], drawn.spots[0], [(1.5, 1.0)] * 3).length == pytest.approx(6.5)


SHOW = head(
    """
    title: 家书里的规矩
    date: 2026-10-12
    unit: 政治处
    opens: 2026-10-12
    closes: 2026-12-31
    chapters:
      - title: 第一单元
        text: 从荷说起。
        panels: [../1f/a.md, {path: ../2f/c.md, point: 看钟的裂纹}]
      - {title: 第二单元, panels: [../1f/b.md]}
    """,
    "前言。\n",
)
WITH_SHOW = {path.replace("1f/c.md", "2f/c.md"): text for path, text in FILES.items()} | {
    "docs/corridor/2f/c.md": panel("钟", floor="2", wall="2A", image="../1f/lotus.svg"),
    "docs/corridor/exhibitions/letters.md": SHOW,
}


def test_an_exhibition_goes_its_own_way_through_the_floors(tmp_path: Path) -> None:
    pages = built(tmp_path, WITH_SHOW).pages
    page = pages["corridor/exhibitions/letters.md"].markdown
    assert "展出中" in page
    assert "2026年10月12日至2026年12月31日" in page
    walk = pages["corridor/exhibitions/letters-walk.md"].markdown
    assert re.findall(r'data-spot-of="([^"]+)"', walk) == ["1f-a", "2f-c", "1f-b"]
    assert "看钟的裂纹" in walk


@pytest.mark.parametrize(("day", "state"), [("2026-10-11", "即将开展"), ("2026-12-31", "展出中"), ("2027-01-01", "已结束")])
def test_an_exhibition_opens_and_closes(tmp_path: Path, day: str, state: str) -> None:
    pages = built(tmp_path, WITH_SHOW, dt.date.fromisoformat(day)).pages
    assert f'data-state="{state}"' in pages["corridor/exhibitions/letters.md"].markdown


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("closes: 2026-12-31", "closes: 2026-10-01", "“closes”（结束日期）早于开展日期 2026-10-12"),
        ("[../1f/b.md]", "[../1f/a.md]", "“chapters[2].panels[1].path”（展板文件）这幅展板在“第一单元”里已经有了"),
        ("[../1f/b.md]", "[../buildings/main.md]", "docs/corridor/buildings/main.md 不是展板"),
        ("[../1f/b.md]", "[../1f/z.md]", "找不到文件 ../1f/z.md"),
        ("[../1f/b.md]", "[]", "至少写一项"),
    ],
)
def test_mistakes_in_an_exhibition(tmp_path: Path, old: str, new: str, said: str) -> None:
    lines = messages(built(tmp_path, WITH_SHOW | {"docs/corridor/exhibitions/letters.md": SHOW.replace(old, new)}))
    assert len(lines) == 1
    assert said in lines[0]


def test_a_panel_shows_the_article_it_cites_and_its_case(tmp_path: Path) -> None:
    body = "《制度1》第一条说得明白。\n"
    files = FILES | {
        "docs/policies/one.md": policy(body="第一条　遇事先报告。\n"),
        "cases/2026/2026-01.md": case(),
        "docs/corridor/1f/a.md": panel("荷", order="2", cases="[../../../cases/2026/2026-01.md]").replace("正文。\n", body),
    }
    result = built(tmp_path, files)
    assert messages(result) == []
    page = result.pages["corridor/1f/a.md"].markdown
    assert "遇事先报告。" in page
    assert "../../policies/one.html#art-1" in page
    assert "../../cases/2026/2026-01.html" in page
    wrong = files | {"docs/corridor/1f/a.md": panel("荷", order="2", cases="[../../policies/one.md]")}
    assert "docs/policies/one.md 不是案例" in messages(built(tmp_path / "again", wrong))[0]


def test_every_article_of_a_range_is_quoted_once(tmp_path: Path) -> None:
    body = "第一条　甲。\n\n第二条　乙。\n\n第三条　丙。\n"
    cites = panel("荷", order="2").replace("正文。\n", "《制度1》第一条至第三条说得明白。\n")
    page = built(tmp_path, FILES | {"docs/policies/one.md": policy(body=body), "docs/corridor/1f/a.md": cites}).pages[
        "corridor/1f/a.md"
    ]
    assert re.findall(r"<dt>.*《制度1》(.*)</a></dt>", page.markdown) == ["第一条", "第二条", "第三条"]


def test_labels_carry_the_address_only_where_one_is_configured(tmp_path: Path) -> None:
    pages = built(tmp_path, FILES, settings=Settings(address="http://qingfeng.intranet/site")).pages
    assert "<svg" in pages["corridor/1f/a-label.md"].markdown
    assert "<svg" in pages["corridor/1f/a-poster.md"].markdown
    assert pages["corridor/main-1f-labels.md"].markdown.count("qf-label5__title") == 2
    none = built(tmp_path / "again", FILES).pages["corridor/1f/a-label.md"].markdown
    assert "还没有配置网站在内网的地址" in none
    lines = messages(built(tmp_path / "wrong", FILES, settings=Settings(address="qingfeng.intranet")))
    assert "“extra.integrity.address”" in lines[0]


def test_the_days_ahead_are_at_hand_for_a_site_that_is_not_built_daily(tmp_path: Path) -> None:
    page = built(tmp_path, FILES).pages["corridor/index.md"].markdown
    days = re.findall(r'data-day="([^"]+)"( hidden)?', page)
    assert days[0] == ("2026-11-24", "")
    assert len(days) == 14
    assert all(hidden for _, hidden in days[1:])
