from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers import SVG, Files, built, case, head, messages, write

from integrity import site
from integrity.kernel.settings import Films, Settings
from integrity.rooms.films.subtitles import read

BODY = "## 内容简介\n\n一只酒杯。\n\n## 讨论题\n\n1. 怎样停下来？\n\n    参考要点：叫代驾，见《制度1》第一条。\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:04.500\n第一句\n\n00:05.000 --> 00:08.000\n第二句\n"
OUTSIDE = Films(address="http://video.intranet/films")
INTRANET = Settings(intranet_hosts=("video.intranet",), films=OUTSIDE)


def film(body: str = BODY, **extra: str) -> str:
    fields = {
        "title": "《一杯酒》",
        "date": "2026-03-05",
        "unit": "政治处",
        "file": "cup.webm",
        "duration": "0:54",
        "poster": "cup.svg",
        "year": "2026",
        "producer": "示例市公安局示例分局",
        "themes": "[饮酒和酒驾醉驾]",
    } | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items() if value), body)


def files(text: str, **more: str | bytes) -> Files:
    """One film with its poster; `more` are files beside it, a double underscore for the dot."""
    beside = {f"docs/films/{name.replace('__', '.')}": content for name, content in more.items()}
    return {"docs/films/cup.md": text, "docs/films/cup.svg": SVG, **beside}


def page(tmp_path: Path, text: str, settings: Settings | None = None, **more: str | bytes) -> str:
    result = built(tmp_path, files(text, **more), settings=settings)
    assert messages(result) == []
    return result.pages["films/cup.md"].markdown


def test_a_film_beside_its_record_is_copied_and_played(tmp_path: Path) -> None:
    result = built(tmp_path, files(film(), cup__webm=b"film", other__webm=b"not named"))
    assert messages(result) == []
    assert result.assets["films/cup.webm"] == "docs/films/cup.webm"
    assert "films/other.webm" not in result.assets
    shown = result.pages["films/cup.md"].markdown
    assert 'src="cup.webm"' in shown
    assert 'poster="cup.svg"' in shown
    assert 'preload="none"' in shown
    assert "<track" not in shown


def test_the_questions_are_drawn_once_and_the_summary_stays(tmp_path: Path) -> None:
    shown = page(tmp_path, film(), cup__webm=b"film")
    assert shown.count("怎样停下来？") == 1
    assert shown.count("## 讨论题") == 1
    assert "## 内容简介\n\n一只酒杯。" in shown
    assert '<details class="qf-question__answer"><summary>参考要点</summary>' in shown


def test_a_film_on_the_intranet_has_its_address(tmp_path: Path) -> None:
    shown = page(tmp_path, film(file="2026/一杯 酒.mp4"), INTRANET)
    assert 'src="http://video.intranet/films/2026/%E4%B8%80%E6%9D%AF%20%E9%85%92.mp4"' in shown


def test_a_whole_address_is_taken_as_it_is(tmp_path: Path) -> None:
    address = "http://video.intranet/other/cup.mp4"
    assert f'src="{address}"' in page(tmp_path, film(file=address), INTRANET)
    refused = messages(built(tmp_path, files(film(file=address)), settings=Settings()))
    assert len(refused) == 1
    assert "“file”（影片文件）链接到外部地址" in refused[0]


def test_the_host_of_the_site_needs_no_entry(tmp_path: Path) -> None:
    own = Settings(site_address="http://qingfeng.intranet/", films=Films(address="http://qingfeng.intranet/films/"))
    assert 'src="http://qingfeng.intranet/films/cup.mp4"' in page(tmp_path, film(file="cup.mp4"), own)


def test_a_film_found_in_the_configured_folder_is_played_from_the_address(tmp_path: Path) -> None:
    (folder := tmp_path / "disk" / "2026").mkdir(parents=True)
    (folder / "cup.mp4").write_bytes(b"film")
    films = Films(address="http://video.intranet/films/", folder=str(tmp_path / "disk"))
    settings = INTRANET.model_copy(update={"films": films})
    assert "http://video.intranet/films/2026/cup.mp4" in page(tmp_path / "a", film(file="2026/cup.mp4"), settings)


def test_a_missing_film_is_said_with_the_place_and_shows_no_broken_player(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    films = Films(address="http://video.intranet/films/", folder=str(tmp_path / "disk"))
    result = built(tmp_path / "a", files(film(file="gone.mp4")), settings=INTRANET.model_copy(update={"films": films}))
    assert messages(result) == [
        f"docs/films/cup.md:5: 提醒：“file”（影片文件）找不到影片文件，找的是 {tmp_path}/disk/gone.mp4；页面先显示“影片文件暂缺”"
    ]
    shown = result.pages["films/cup.md"].markdown
    assert "<b>影片文件暂缺</b><span>gone.mp4</span>" in shown
    assert "<video" not in shown
    assert "影片文件暂缺" in result.pages["films/index.md"].markdown
    assert json.loads(result.data["data/films.json"].content)[0]["missing"] is True


def test_without_any_place_configured_the_file_belongs_beside_the_record(tmp_path: Path) -> None:
    said = messages(built(tmp_path, files(film())))
    assert len(said) == 1
    assert "找的是 docs/films/cup.webm" in said[0]


def test_a_folder_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    films = Films(address="http://video.intranet/films/", folder="/nowhere/films")
    settings = INTRANET.model_copy(update={"films": films})
    two = files(film(file="a.mp4")) | {"docs/films/b.md": film(file="b.mp4", title="乙")}
    result = built(tmp_path, two, settings=settings)
    assert len(messages(result)) == 1
    assert "没有文件夹 /nowhere/films" in messages(result)[0]
    assert "http://video.intranet/films/a.mp4" in result.pages["films/cup.md"].markdown


def test_the_address_of_films_must_be_on_the_intranet(tmp_path: Path) -> None:
    said = messages(built(tmp_path, files(film(file="a.mp4")), settings=Settings(films=OUTSIDE)))
    assert said[0].startswith("mkdocs.yml:1: “extra.integrity.films.address”主机 video.intranet 没有登记")
    said = messages(built(tmp_path, files(film(file="a.mp4")), settings=Settings(films=Films(address="films/"))))
    assert "不是完整的地址" in said[0]


def test_a_big_film_in_git_is_mentioned(tmp_path: Path) -> None:
    said = messages(built(tmp_path, files(film(), cup__webm=b"\0" * (21 * 2**20))))
    assert len(said) == 1
    assert "提醒：“file”（影片文件）影片有 21.0 MB，超过 20 MB" in said[0]


def test_subtitles_become_a_track_and_a_text_with_times(tmp_path: Path) -> None:
    shown = page(tmp_path, film(subtitles="cup.vtt"), cup__webm=b"film", cup__vtt=VTT)
    assert '<track kind="subtitles" srclang="zh" label="中文" src="cup.vtt">' in shown
    assert "字幕全文（2 段）" in shown
    assert '<li data-start="5.0" data-end="8.0"><span class="qf-transcript__time">0:05</span>' in shown


def test_a_slip_in_the_subtitles_is_said_at_its_own_line(tmp_path: Path) -> None:
    late = VTT + "\n00:53.000 --> 00:58.000\n太晚\n"
    said = messages(built(tmp_path, files(film(subtitles="cup.vtt"), cup__webm=b"film", cup__vtt=late)))
    assert said == ["docs/films/cup.vtt:9: 超出影片时长（0:54），请核对时间或者时长"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("00:01.000 --> 00:02.000\n甲\n", 1, "第一行应是 WEBVTT"),
        ("WEBVTT\n\n", 1, "没有字幕"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\n甲\n", 3, "时间写法不对"),
        ("WEBVTT\n\n00：01.000 --> 00：02.000\n甲\n", 3, "时间写法不对"),
        ("WEBVTT\n\n00:04.000 --> 00:02.000\n甲\n", 3, "结束时间应晚于开始时间"),
        ("WEBVTT\n\n00:04.000 --> 00:05.000\n甲\n\n00:01.000 --> 00:02.000\n乙\n", 6, "开始时间早于第 3 行"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n甲\n", 3, "没有字幕文字"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n甲\n00:03.000 --> 00:04.000\n乙\n", 5, "前面要空一行"),
        ("WEBVTT\n\n只有文字\n", 3, "前面没有时间"),
        ("WEBVTT\n\nSTYLE\n::cue {}\n", 3, "不写 STYLE"),
        ("WEBVTT\n\n00:59.000 --> 01:01.000\n甲\n", 3, "超出影片时长（1:00）"),
    ],
)
def test_slips_of_subtitles(text: str, line: int, said: str) -> None:
    slips = read(text, 60)[1]
    assert slips[0].line == line
    assert said in slips[0].text


def test_what_subtitles_may_hold() -> None:
    text = (
        "\ufeffWEBVTT 说明\n附注\n\nNOTE 不显示\n\n1\n00:01.000 --> 00:02.000 align:start\n<v 旁白>一行&amp;\n<b>二行</b> OK go\n\n"
        "01:02:03.004 --> 01:02:04.000\n乙\n"
    )
    cues, slips = read(text)
    assert slips == ()
    assert [(cue.clock, cue.text, cue.speaker) for cue in cues] == [("0:01", "一行&二行OK go", "旁白"), ("1:02:03", "乙", "")]
    assert cues[1].start == 3723004


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"duration": "12"}, "“duration”（时长）应是“分:秒”"),
        ({"duration": "12:70"}, "“duration”（时长）应是“分:秒”"),
        ({"duration": "0:00"}, "“duration”（时长）应是“分:秒”"),
        ({"file": "cup.avi"}, "应以 .mp4、.webm 结尾"),
        ({"poster": "none.svg"}, "找不到文件 none.svg"),
        ({"poster": ""}, "“poster”（封面图片）缺少必填项"),
        ({"subtitles": "cup.srt"}, "应以 .vtt 结尾"),
        ({"themes": "[喝酒]"}, "没有“喝酒”这个取值"),
        ({"themes": "[]"}, "“themes”（主题）至少写一项"),
        ({"cases": "[../../cases/2026/2026-09.md]"}, "找不到文件 ../../cases/2026/2026-09.md"),
    ],
)
def test_mistakes(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    lines = messages(built(tmp_path, files(film(**fields), cup__webm=b"film")))
    assert len(lines) == 1
    assert said in lines[0]


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("## 内容简介\n\n正文。\n", 1, "“## 讨论题”"),
        (BODY.replace("一只酒杯。", ""), 1, "“## 内容简介”"),
        ("## 内容简介\n\n正文。\n\n## 讨论题\n\n没有编号\n", 17, "讨论题要编号"),
        ("## 内容简介\n\n正文。\n\n## 讨论题\n\n1. 甲？\n\n    参考要点：有。\n\n2. 乙？\n", 23, "第 2 题没有参考要点"),
    ],
)
def test_a_published_film_can_be_discussed(tmp_path: Path, body: str, line: int, said: str) -> None:
    lines = messages(built(tmp_path, files(film(body), cup__webm=b"film")))
    assert len(lines) == 1
    assert said in lines[0]
    if "status" not in lines[0]:
        assert lines[0].startswith(f"docs/films/cup.md:{line}: ")
    assert messages(built(tmp_path, files(film(body, status="审核"), cup__webm=b"film"))) == []


def test_films_lead_to_their_cases_and_to_each_other(tmp_path: Path) -> None:
    more: Files = {
        "cases/2026/2026-01.md": case("2026-01", title="张某醉驾案"),
        "docs/films/old.md": film(title="《旧片》", year="2024", cases="[{title: 上级通报的案例}]"),
    }
    text = film(cases="[../../cases/2026/2026-01.md]")
    result = built(tmp_path, files(text, cup__webm=b"film") | more)
    new, old = result.pages["films/cup.md"], result.pages["films/old.md"]
    assert 'href="../cases/2026/2026-01.html">张某醉驾案</a>' in new.markdown
    assert "上级通报的案例" in old.markdown
    assert (new.next, old.previous) == ("films/old.md", "films/cup.md")
    listed = result.pages["films/index.md"].markdown
    assert listed.index("《一杯酒》") < listed.index("《旧片》")
    assert ("警示教育片", "films/index.md") in next(menu for menu in result.menu if menu.title == "警示教育").pages


def test_films_are_counted_and_published_as_data(tmp_path: Path) -> None:
    result = built(tmp_path, files(film(duration="1:02:30"), cup__webm=b"film"))
    entry = json.loads(result.data["data/films.json"].content)[0]
    assert (entry["seconds"], entry["file"], entry["poster"]) == (3750, "films/cup.webm", "films/cup.svg")
    figure = next(figure for figure in result.figures if figure.key == "films")
    assert [fact.uri for fact in figure.facts] == ["films/cup.md"]


def test_a_draft_keeps_its_film_at_home(tmp_path: Path) -> None:
    result = built(tmp_path, files(film(draft="true"), cup__webm=b"film"))
    assert "films/cup.webm" not in result.assets
    assert "films/cup.md" not in result.pages


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    assert "还没有警示教育片" in built(tmp_path, {}).pages["films/index.md"].markdown


def test_check_says_what_build_says(tmp_path: Path) -> None:
    from helpers import HOME, TODAY

    issues, count = site.check(write(tmp_path, files(film())), TODAY, Settings(), HOME)
    assert count == 1
    assert "找不到影片文件" in str(issues[0])
