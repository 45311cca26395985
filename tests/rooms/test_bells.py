from __future__ import annotations

import csv
import datetime as dt
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import HOME, TODAY, Files, built, head, messages, policy, sample, write

from integrity import site
from integrity.kernel.figures import period
from integrity.kernel.room import Context
from integrity.kernel.store import read_library
from integrity.kernel.terms import load_terms
from integrity.rooms.bells import ROOM
from integrity.rooms.bells.days import Calendar
from integrity.rooms.bells.model import Reminder, Reminders, segments
from integrity.rooms.bells.propose import Entry, _number

CALENDAR = Calendar(load_terms(HOME / "data").years)


def bells(texts: str, theme: str = "酒驾", **extra: str) -> str:
    fields = {"title": "短信", "date": "2026-01-05", "unit": "政治处", "theme": theme} | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items()) + f"\ntexts: [{texts}]")


def text(no: int, words: str = "", occasion: str = "周五", audience: str = "全体民警", **extra: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in extra.items())
    return f'{{no: {no}, text: "{words or f"第{no}条"}", occasion: {occasion}, audience: {audience}{more}}}'


def many(count: int, occasion: str = "任意", theme: str = "酒驾", start: int = 1) -> str:
    return bells(", ".join(text(n, f"{theme}{n}", occasion) for n in range(start, start + count)), theme)


def three(count: int) -> Files:
    themes = (("a", "酒驾"), ("b", "公车"), ("c", "家风"))
    return {f"docs/reminders/{name}.md": many(count, theme=theme) for name, theme in themes}


def year(root: Path, files: Files, number: int = 2026, today: dt.date = TODAY) -> dict[str, dict[str, str]]:
    rows = json.loads(built(root, files, today).data["data/bells.json"].content)
    return {row["date"]: row for row in rows if row["year"] == number}


def test_the_days_of_2026() -> None:
    rings = {ring.day: ring.holiday for ring in CALENDAR.bells(2026)}
    assert {day.isoformat(): name for day, name in rings.items() if name} == {
        "2026-02-14": "春节",  # Saturday, worked for the holiday that begins on Sunday
        "2026-04-03": "清明节",  # the Friday itself: one bell, of the holiday's kind
        "2026-04-30": "劳动节",
        "2026-06-18": "端午节",
        "2026-09-24": "中秋节",
        "2026-09-30": "国庆节",
        "2026-12-31": "元旦",  # of 2027
    }
    off = {dt.date(2026, *day) for day in ((1, 2), (2, 20), (5, 1), (6, 19), (9, 25), (10, 2))}
    assert not off & rings.keys(), "Fridays within a holiday"
    assert dt.date(2026, 2, 13) in rings
    assert len(rings) == 52 - len(off) + 6, "46 working Fridays, one of them before a holiday, and 6 other days"


def test_new_years_eve_is_guessed_until_the_next_notice_is_published() -> None:
    assert [ring.day for ring in CALENDAR.bells(2026) if ring.guessed] == [dt.date(2026, 12, 31)]


def test_a_year_without_a_notice_has_its_fridays_only(tmp_path: Path) -> None:
    rings = CALENDAR.bells(2027)
    assert {ring.day.weekday() for ring in rings} == {4}
    assert not [ring for ring in rings if ring.holiday]
    assert rings[0].day == dt.date(2027, 1, 8), "1 January is a Friday and a holiday by law"
    result = built(tmp_path, {"docs/reminders/a.md": many(60)}, dt.date(2027, 3, 1))
    assert "该年节假日尚未公布，按预测" in result.pages["bells/index.md"].markdown
    assert "尚未公布" not in result.pages["bells/2026.md"].markdown
    assert {"data/bells.csv", "data/bells-2026.csv", "data/bells-2026-gbk.csv"} <= result.data.keys()


def test_holidays_take_their_own_texts_then_those_for_any_then_the_rest(tmp_path: Path) -> None:
    words = [text(1, "春", "春节"), text(2, "节", "节前"), text(3, "随", "任意"), text(4, "五", "周五")]
    found = year(tmp_path, {"docs/reminders/a.md": bells(", ".join(words))})
    assert found["2026-02-14"]["text"] == "春"
    before = [row["text"] for row in found.values() if row["occasion"].endswith("前") and row["text"]]
    assert sorted(before) == ["春", "节", "随"]
    assert [row["text"] for row in found.values() if row["occasion"] == "周五" and row["text"]] == ["五"]


def test_no_text_twice_no_theme_twice_in_a_row_and_nothing_by_chance(tmp_path: Path) -> None:
    files = three(20)
    rows = list(year(tmp_path, files).values())
    texts = [row["text"] for row in rows]
    assert None not in texts
    assert len(set(texts)) == len(texts) == 52
    assert not [row["date"] for row, after in pairwise(rows) if row["theme"] == after["theme"]]
    assert rows == list(year(tmp_path, files).values())


def test_the_number_of_a_pair_is_the_same_on_every_machine() -> None:
    entry = Entry(Reminders.model_construct(theme="酒驾"), Reminder.model_construct(no=1))
    assert _number(dt.date(2026, 1, 9), entry).hex()[:8] == "6b4cf035"


def test_the_sample_has_a_text_for_every_day_and_no_theme_twice_in_a_row() -> None:
    rows = [row for row in json.loads(sample().data["data/bells.json"].content) if row["year"] == 2026]
    assert len(rows) == 52
    assert all(row["text"] for row in rows)
    assert not [row["date"] for row, after in pairwise(rows) if row["theme"] == after["theme"]]
    assert {row["date"]: row["segments"] for row in rows}["2026-11-27"] == 2, "pinned, and longer than 70"


def test_one_more_text_leaves_nearly_all_days_as_they_were(tmp_path: Path) -> None:
    files = three(25)
    before = year(tmp_path, files)
    changed = 0
    for start in range(26, 31):
        more = many(25, theme="家风").replace("]\n---", f", {text(start, f'新{start}', '任意')}]\n---")
        after = year(tmp_path, files | {"docs/reminders/c.md": more})
        changed += sum(before[day]["text"] != after[day]["text"] for day in before)
    assert 0 < changed <= 5 * 4, "a day or two for each new text"


def test_a_corrected_text_keeps_its_day(tmp_path: Path) -> None:
    before = year(tmp_path, {"docs/reminders/a.md": many(60)})
    after = year(tmp_path, {"docs/reminders/a.md": many(60).replace('"酒驾7"', '"改过的第七条"')})
    changed = {day: row["text"] for day, row in after.items() if row["text"] != before[day]["text"]}
    assert list(changed.values()) in ([], ["改过的第七条"])
    assert "酒驾7" not in {row["text"] for row in after.values()}


def test_a_pinned_text_rings_on_its_day_and_no_other(tmp_path: Path) -> None:
    pinned = bells(text(1, "通知", pinned="2026-03-06"))
    found = year(tmp_path, {"docs/reminders/a.md": pinned, "docs/reminders/b.md": many(60)})
    assert [day for day, row in found.items() if row["text"] == "通知"] == ["2026-03-06"]
    next_year = year(tmp_path, {"docs/reminders/a.md": pinned}, 2027, dt.date(2027, 1, 4))
    assert {row["text"] for row in next_year.values()} <= {None, *(f"酒驾{n}" for n in range(1, 61))}


def test_days_without_a_text_are_gaps(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/reminders/a.md": many(50, "周五")})
    page = result.pages["bells/index.md"].markdown
    assert "## 还缺短信的日子" in page
    gaps = page.partition("## 还缺短信的日子")[2]
    assert gaps.count("<time") == 7, "every holiday"
    assert 'datetime="2026-04-03"' in gaps
    assert "2026-11-27" not in gaps
    rows = list(csv.reader(io.StringIO(bytes(result.data["data/bells.csv"].content).decode("utf-8-sig"))))
    assert len(rows) == 1 + 45, "only what can be sent"


def test_a_site_without_reminders_says_so_and_offers_no_card(tmp_path: Path) -> None:
    result = built(tmp_path, {})
    assert "还没有警钟短信。" in result.pages["bells/index.md"].markdown
    assert "qf-home__bell" not in result.pages["index.md"].markdown


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 1),
        ("警" * 70, 1),
        ("警" * 71, 2),
        ("警" * 134, 2),
        ("警" * 135, 3),
        ("警" * 68 + "🔔", 1),
        ("警" * 69 + "🔔", 2),
        ("🔔" * 67, 2),
        ("🔔" * 68, 3),
    ],
)
def test_segments_count_utf16_units(words: str, count: int) -> None:
    assert segments(words) == count


def test_both_tables_hold_the_same_rows_in_their_encodings(tmp_path: Path) -> None:
    words = text(1, "出市报备，“早”说——“晚”说", pinned="2026-03-06", audience="家属")
    data = built(tmp_path, {"docs/reminders/a.md": bells(words)}).data
    utf, gbk = data["data/bells.csv"].content, data["data/bells-gbk.csv"].content
    assert isinstance(utf, bytes)
    assert isinstance(gbk, bytes)
    assert utf.startswith(b"\xef\xbb\xbf")
    rows = "日期,对象,内容,短信条数\r\n2026-03-06,家属,出市报备，“早”说——“晚”说,1\r\n"
    assert utf.decode("utf-8-sig") == rows
    assert gbk.decode("gbk") == rows


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-24", "下一条　11月27日 星期五"),
        ("2026-11-27", "今天　11月27日 星期五"),
        ("2026-12-31", "今天　12月31日 星期四　元旦前"),
    ],
)
def test_the_card_follows_the_day(tmp_path: Path, today: str, said: str) -> None:
    assert said in built(tmp_path, {"docs/reminders/a.md": many(60)}, dt.date.fromisoformat(today)).pages["index.md"].markdown


def test_the_page_marks_the_next_bell_and_the_theme_page_links_what_it_cites(tmp_path: Path) -> None:
    files: Files = {
        "docs/policies/a.md": policy(1, title="禁酒规定", body="第一条　值班不饮酒。\n"),
        "docs/reminders/a.md": bells(text(1, "《禁酒规定》第一条，值班不饮酒。", pinned="2026-11-27"), date="2026-02-05"),
    }
    pages = built(tmp_path, files).pages
    index = pages["bells/index.md"].markdown
    assert index.count('data-state="next"') == 1
    assert 'href="../reminders/a.html#t1"' in index
    theme = pages["reminders/a.md"].markdown
    assert 'href="../policies/a.html#' in theme
    assert "2026年11月27日用" in theme
    assert 'href="../reminders/a.html#t1"' in pages["policies/a.md"].markdown, "the article lists who cites it"
    assert "1 个主题，1 条短信" in pages["bells/library.md"].markdown


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (text(1) + ", " + text(1, "另一条"), "“texts[2].no”（短信序号）1 重复"),
        (text(1, "不 饮酒") + ", " + text(2, "不饮酒"), "“texts[2].text”（短信内容）与 docs/reminders/a.md 第 1 条相同"),
        (text(1, "警" * 201), "有 201 字，超过 200 字"),
        (text(1, "平安🔔"), "GBK 里没有的字符“🔔”（U+1F514）"),
        (text(1, "一行\\n两行"), "短信只能是一段文字"),
        (text(1, pinned="2026-03-04"), "2026-03-04（星期三）既不是上班的星期五，也不是节前最后一个工作日，例如 2026-03-06"),
        (text(1, pinned="2026-10-02"), "例如 2026-09-30"),
        (text(1, pinned="2027-02-05") + ", " + text(2, pinned="2027-02-04"), "2027 年节假日尚未公布，只能指定星期五"),
        (text(1, pinned="2026-03-06") + ", " + text(2, pinned="2026-03-06"), "2026-03-06 已由 docs/reminders/a.md 第 1 条占用"),
        (text(1, occasion="礼拜五"), "没有“礼拜五”这个取值"),
        (text(1, audience="民警"), "是否想写“全体民警”"),
        ("", "“texts”（短信）至少写一项"),
    ],
)
def test_mistakes(tmp_path: Path, texts: str, said: str) -> None:
    lines = messages(built(tmp_path, {"docs/reminders/a.md": bells(texts)}))
    assert len(lines) == 1
    assert said in lines[0]
    assert lines[0].startswith("docs/reminders/a.md:")


def test_the_same_text_in_two_files_is_found(tmp_path: Path) -> None:
    files: Files = {"docs/reminders/a.md": bells(text(1, "同")), "docs/reminders/b.md": bells(text(5, "同"))}
    assert (
        "docs/reminders/b.md:6: “texts[1].text”（短信内容）与 docs/reminders/a.md 第 1 条相同"
        in messages(built(tmp_path, files))[0]
    )


def test_the_figure_counts_what_was_issued(tmp_path: Path) -> None:
    terms = load_terms(HOME / "data")
    library = read_library(write(tmp_path, {"docs/reminders/a.md": many(60)}), site.KINDS, terms)
    for day, count in ((dt.date(2026, 11, 26), 46), (dt.date(2026, 11, 27), 47)):
        context = Context(library, day, terms)
        (figure,) = ROOM.figures(ROOM.index(context), context)
        assert (figure.key, figure.label, figure.unit) == ("bells", "警钟长鸣", "条")
        assert figure.value(period("2026")) == count
