"""Counts are those of a hand; every weakness is told to the editor, on a page and as a risk; any day can be asked."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from helpers import HOME, TODAY, Files, arrangement, built, messages, policy, write

from integrity import site
from integrity.kernel.figures import period
from integrity.kernel.risk import Deadline, Signal
from integrity.kernel.room import Context
from integrity.kernel.settings import Settings
from integrity.rooms import accountability

LIST = "docs/accountability/2026.md"


def duty(no: str = "1-1", **extra: str) -> str:
    """A measure that has no weakness."""
    fields = {"no": no, "text": f"做第{no}件事", "lead": "法制大队", "deadline": "2026-12-15"} | extra
    return "{" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value) + "}"


def item(no: int, *measures: str) -> str:
    return f"{{no: {no}, title: 事项{no}, measures: [{', '.join(measures)}]}}"


def subject(*items: str, role: str = "党委", **extra: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in extra.items())
    return f"  - {{role: {role}{more}, items: [{', '.join(items)}]}}\n"


def indicator(no: int = 1, **extra: str) -> str:
    fields = {
        "no": str(no),
        "category": "教育",
        "title": f"指标{no}",
        "points": "100",
        "criteria": "缺一次扣 1 分",
        "lead": "法制大队",
    }
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in (fields | extra).items() if value) + "}\n"


def listed(subjects: str = "", indicators: str = "", body: str = "通知。", **extra: str) -> str:
    fields = {"title": "2026年清单", "date": "2026-02-27", "unit": "分局纪委", "year": "2026"} | extra
    parts = [f"{key}: {value}\n" for key, value in fields.items()]
    parts += [f"subjects:\n{subjects}"] if subjects else []
    parts += [f"indicators:\n{indicators}"] if indicators else []
    return f"---\n{''.join(parts)}---\n\n{body}\n"


SECTIONS = [
    "政治处", "办公室", "警务督察大队", "法制大队", "警务保障室", "指挥中心", "治安管理大队", "刑事侦查大队", "交通警察大队",
    "出入境管理大队", "巡逻防控大队", "看守所", "城东派出所", "城西派出所", "滨河派出所", "东湖派出所",
]  # fmt: skip
EVERYBODY = f"[{', '.join(unit for unit in SECTIONS if unit != '法制大队')}]"
"""All sections but the one that leads: then none is absent."""


def whole(*measures: str, indicators: str = "", **extra: str) -> str:
    """A list without an absent section: its first item says so."""
    first = item(9, duty("9-1", support=EVERYBODY))
    return listed(subject(first, *([item(1, *measures)] if measures else [])), indicators, **extra)


def asked(root: Path, files: Files, day: dt.date = TODAY) -> tuple[list[str], Any, Context]:
    """What the check says, what the room finds, and the context."""
    issues, context = site.read(write(root, files), day, Settings(), HOME, drafts=False)
    assert context is not None
    return [str(issue) for issue in issues], accountability.ROOM.index(context), context


def said(root: Path, text: str, day: dt.date = TODAY, **more: str) -> list[str]:
    return asked(root, {LIST: text, **more}, day)[0]


def signals(root: Path, files: Files, day: dt.date = TODAY) -> list[Signal]:
    _, found, context = asked(root, files, day)
    return list(accountability.ROOM.signals(found, context))


def data(root: Path, files: Files, day: dt.date = TODAY) -> Any:
    result = built(root, files, day)
    assert not [issue for issue in result.issues if issue.level == "error"], messages(result)
    return json.loads(result.data["data/accountability.json"].content)


SAMPLE = listed(
    subject(
        item(1, duty("1-1", lead="政治处", done="2026-06-20", deadline="2026-06-30", evidence="[{title: 纪要}]"), duty("1-2")),
        item(2, duty("2-1", support="[政治处, 办公室]", deadline="长期")),
    )
    + subject(item(3, duty("3-1", lead="政治处", deadline="2026-10-31")), role="书记", post="分局党委书记")
    + subject(
        item(4, duty("4-1", lead="", deadline="2026-11-30"), duty("4-2", done="2026-09-05", deadline="2026-08-31")),
        role="科室负责人",
        unit="看守所",
    ),
    indicator(1, points="60", lead="政治处", support="[办公室]", measures='["1-1"]')
    + indicator(2, points="12.5", lead="法制大队", support="[政治处, 看守所]")
    + indicator(3, points="27.5", category="整改", lead="法制大队"),
    weights="[{category: 教育, percent: 72.5}, {category: 整改, percent: 27.5}]",
)


def test_totals_equal_a_count_by_hand(tmp_path: Path) -> None:
    year = data(tmp_path, {LIST: SAMPLE})[0]
    assert year["totals"] == {"items": 4, "measures": 6, "done": 2, "overdue": 1, "always": 1, "leaderless": 1}
    assert [m["state"] for m in year["measures"]] == ["已完成", "推进中", "长期坚持", "逾期", "推进中", "已完成"]
    page = built(tmp_path, {}).pages["accountability/index.md"].markdown
    assert "共 4 项责任事项、6 条措施。截至2026年11月24日，已完成 2 条，推进中 2 条，逾期 1 条，长期坚持 1 条" in page
    assert "<b>40.0%</b><span>完成率</span>" in page, "two of the five that have an end"
    assert "考核指标 3 项，共 100 分" in page
    rows = re.findall(r'<th scope="row"><a [^>]+>(党委|书记|科室负责人)</a></th>(.*?)</tr>', page)
    counts = {role: [int(n) for n in re.findall(r"<td>(\d+)</td>", cells)] for role, cells in rows}
    assert counts == {"党委": [2, 3, 1, 1, 0, 1], "书记": [1, 1, 0, 0, 1, 0], "科室负责人": [1, 2, 1, 1, 0, 0]}


def test_a_section_has_lead_and_support_apart_and_its_points(tmp_path: Path) -> None:
    sections = {s["unit"]: s for s in data(tmp_path, {LIST: SAMPLE})[0]["sections"]}
    assert sections["政治处"] == {
        "unit": "政治处", "lead": 2, "support": 1, "indicators": 1, "points": 60.0, "url": "accountability/section-political.html"
    }  # fmt: skip
    assert (sections["法制大队"]["lead"], sections["法制大队"]["points"]) == (3, 40.0)
    page = built(tmp_path, {}).pages["accountability/section-political.md"].markdown
    lead, support = page.partition("## 配合的措施")[0], page.partition("## 配合的措施")[2]
    assert 'href="2026.html#m1-1"' in lead
    assert 'href="2026.html#m3-1"' in lead
    assert 'href="2026.html#m2-1"' not in lead
    assert 'href="2026.html#m2-1"' in support.partition("## 牵头的指标")[0]
    assert "牵头 1 项指标，共 60 分，配合 1 项指标" in page


def test_every_unit_has_its_page_under_its_key(tmp_path: Path) -> None:
    pages = built(tmp_path, {LIST: SAMPLE}).pages
    keys = [term.key for term in site.load_terms(HOME / "data")["units"].terms]
    assert {f"accountability/section-{key}.md" for key in keys} <= set(pages)
    assert "2026年的清单和指标里没有这个单位" in pages["accountability/section-patrol.md"].markdown


def test_the_matrix_can_be_read_without_colour(tmp_path: Path) -> None:
    page = built(tmp_path, {LIST: SAMPLE}).pages["accountability/matrix.md"].markdown
    heads = re.findall(r"<th scope=\"col\"><a [^>]+><span>(.*?)</span>", page)
    assert heads == SECTIONS, "every section that must be there, in the official order"
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
    cells = {re.sub("<.*?>", "", name): re.findall(r"<td[^>]*>(.*?)</td>", row) for name, row in rows}
    marks = [re.sub("<.*?>", "", cell) for cell in cells["1指标1"]]
    assert marks == ["60", "●", "○", *[""] * 14]
    assert 'aria-label="牵头" title="政治处牵头"' in cells["1指标1"][1]
    assert 'aria-label="配合" title="看守所配合"' in cells["2指标2"][12]
    assert cells["牵头分值"][:5] == ["100", "60", "0", "0", "40"]
    assert cells["配合指标（项）"][1:3] == ["1", "1"]
    assert '<th scope="rowgroup"><span>教育</span></th><td>72.5</td>' in page
    assert "牵头：对这项指标的得分负责" in page
    assert "分到 4 个单位" in page


def test_the_document_shows_its_list_with_anchors_and_its_citations(tmp_path: Path) -> None:
    text = whole(duty("1-1", text="落实《制度1》第一条"), indicators=indicator(measures='["1-1"]'))
    page = built(tmp_path, {LIST: text, "docs/policies/a.md": policy(1)}).pages["accountability/2026.md"].markdown
    for anchor in ("{ #i1 }", 'id="m1-1"', 'id="k1"', "{ #list }"):
        assert anchor in page
    assert 'href="../policies/a.html#art-1"' in page or 'href="../policies/a.html#' in page
    assert 'href="2026.html#m1-1">1-1</a>' in page or 'href="#m1-1">1-1</a>' in page


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (listed(), "1: “subjects”（责任清单）责任清单（subjects）和考核指标（indicators）至少写一样"),
        (whole(duty("1-1"), duty("1-1")), "no”（措施编号）1-1 重复，每条措施一个编号"),
        (listed(subject(item(1, duty("1-1")), item(1, duty("1-2")))), "no”（事项序号）1 重复，每个事项一个序号，全清单依次编排"),
        (whole(duty("2-1")), "2-1 不属于事项 1，请以事项序号开头，例如 1-1"),
        (whole(duty("第一条")), "“第一条”不是措施编号，应是事项序号加顺序号，例如 3-1"),
        (whole(duty(lead="政工处")), "没有“政工处”这个取值，是否想写“政治处”"),
        (whole(duty(lead="[法制大队, 法制大队]")), "lead”（牵头单位）“法制大队”写了两遍，请删去一个"),
        (whole(duty(support="[法制大队]")), "support”（配合单位）“法制大队”已是牵头单位，不用再写成配合单位"),
        (whole(duty(deadline="2027-01-05")), "deadline”（完成时限）2027-01-05 不在 2026 年内，这是 2026 年的清单"),
        (whole(duty(deadline="年底前")), "deadline”（完成时限）应是一个日期，没有截止日期、全年都要做的写 长期，例如 2026-06-30"),
        (whole(duty(deadline="2026年6月30日")), "不是规定的日期写法，请写成 2026-06-30"),
        (whole(duty(deadline="")), "缺少必填项，例如 deadline: 2026-06-30"),
        (whole(duty(deadline="长期", done="2026-05-01")), "done”（完成日期）时限写的是长期，全年都要做，不写完成日期"),
        (whole(duty(done="2025-12-30")), "done”（完成日期）2025-12-30 早于 2026 年，请核对"),
        (whole(duty(done="2026-12-01")), "提醒：“subjects[1].items[2].measures[1].done”（完成日期）2026-12-01 晚于今天（2026-11-24）"),
        (whole(indicators=indicator(measures='["1-9"]')), "2026 年的清单里没有措施 1-9，请核对编号"),
        (whole(indicators=indicator(1, points="50") + indicator(1, points="50")), "no”（指标序号）1 重复，每个指标一个序号"),
        (whole(indicators=indicator(deadline="2027-03-01")), "deadline”（完成时限）2027-03-01 不在 2026 年内"),
        (whole(indicators=indicator(points="3.25")), "应是不小于 0、最多一位小数的数"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str, wanted: str) -> None:
    found = said(tmp_path, text)
    assert [line for line in found if wanted in line], found
    assert all(line.startswith(LIST) for line in found)


@pytest.mark.parametrize(
    ("weights", "indicators", "wanted"),
    [
        ("", indicator(points="96"), ["各指标分值合计 96 分，满分是 100 分，还差 4 分"]),
        ("", indicator(points="60") + indicator(2, points="40.5"), ["各指标分值合计 100.5 分，满分是 100 分，多出 0.5 分"]),
        (
            "[{category: 教育, percent: 60}, {category: 整改, percent: 35}]",
            indicator(),
            ["各类别权重合计 95%，应为 100%，还差 5%（教育 60、整改 35）"],
        ),
        (
            "[{category: 教育, percent: 60}, {category: 整改, percent: 40}]",
            indicator(points="58") + indicator(2, category="整改", points="30") + indicator(3, category="整改", points="12"),
            [
                "“教育”占 60%，应有 60 分，指标分值合计 58 分，还差 2 分（1 号 58）",
                "“整改”占 40%，应有 40 分，指标分值合计 42 分，多出 2 分（2 号 30、3 号 12）",
            ],
        ),
        (
            "[{category: 教育, percent: 100}]",
            indicator(points="100") + indicator(2, category="作风", points="0"),
            ["“作风”不在类别权重里，可写：教育"],
        ),
        (
            "[{category: 教育, percent: 90}, {category: 整改, percent: 10}]",
            indicator(points="90"),
            ["“整改”占 10%，应有 10 分，指标分值合计 0 分，还差 10 分，没有这一类的指标"],
        ),
    ],
)
def test_percentages_and_points_add_up(tmp_path: Path, weights: str, indicators: str, wanted: list[str]) -> None:
    extra = {"weights": weights} if weights else {}
    lines = said(tmp_path, whole(indicators=indicators, **extra))
    assert [line.partition("）")[2] for line in lines if "提醒" not in line] == wanted, lines


def test_points_are_shares_of_the_full_score(tmp_path: Path) -> None:
    weights = "[{category: 教育, percent: 50}, {category: 整改, percent: 50}]"
    two = indicator(points="30") + indicator(2, category="整改", points="30")
    assert said(tmp_path, whole(indicators=two, weights=weights, full_score="60")) == []


def test_a_year_has_one_set_of_indicators(tmp_path: Path) -> None:
    other = listed(indicators=indicator(), title="另一份", date="2026-03-01")
    lines = said(tmp_path, whole(indicators=indicator()), **{"docs/accountability/b.md": other})
    assert [line.partition("）")[2] for line in lines] == [f"2026 年的考核指标已写在 {LIST}，一个年度只有一份，请并成一份"]


def test_a_measure_of_another_file_is_named_with_it(tmp_path: Path) -> None:
    files: Files = {
        "docs/accountability/a.md": whole(),
        "docs/accountability/b.md": listed(subject(item(9, duty("9-1")))),
        "docs/accountability/k.md": listed(indicators=indicator(measures='["9-1"]')),
    }
    lines = asked(tmp_path, files)[0]
    assert [line.partition("）")[2] for line in lines] == ["9-1 在几份清单里都有，请写明是哪一份，例如 a#9-1"]
    files["docs/accountability/k.md"] = listed(indicators=indicator(measures='["b#9-1"]'))
    assert asked(tmp_path, files)[0] == []
    assert 'href="b.html#m9-1">9-1</a>' in built(tmp_path, {}).pages["accountability/k.md"].markdown


WEAK = {
    "no-lead": (whole(duty(lead="")), "措施 1-1“做第1-1件事”没有牵头单位", "2026年清单", 1, "分局纪委"),
    "two-leads": (
        whole(duty(lead="[法制大队, 政治处]")),
        "措施 1-1“做第1-1件事”由法制大队、政治处同时牵头",
        "2026年清单",
        1,
        "分局纪委",
    ),
    "lead-overload": (
        listed(subject(*(item(n, duty(f"{n}-1", support=EVERYBODY), duty(f"{n}-2")) for n in range(1, 8)))),
        "法制大队牵头 7 项责任事项，超过 6 项",
        "法制大队",
        7,
        "分局纪委",
    ),
    "idle-indicator": (
        whole(indicators=indicator(lead="看守所")),
        "指标 1“指标1”由看守所牵头，清单里没有一条由它牵头的措施",
        "看守所",
        1,
        "看守所",
    ),
    "absent-section": (
        whole().replace("看守所, ", ""),
        "看守所没有出现在2026年的清单和指标里",
        "看守所",
        1,
        "分局纪委",
    ),
    "no-evidence": (
        whole(duty(deadline="2026-11-20")),
        "措施 1-1“做第1-1件事”的期限是2026年11月20日，已过 4 天，没有完成日期，也没有佐证",
        "法制大队",
        4,
        "法制大队",
    ),
}


@pytest.mark.parametrize("rule", WEAK)
def test_a_weakness_is_told_to_the_editor_on_a_page_and_as_a_risk(tmp_path: Path, rule: str) -> None:
    text, words, subject_, amount, unit = WEAK[rule]
    lines, found, context = asked(tmp_path, {LIST: text})
    assert len(lines) == 1, lines
    assert "提醒：" in lines[0]
    assert f"{words}；" in lines[0]
    page = built(tmp_path, {}).pages["accountability/weaknesses.md"].markdown
    assert f"{{ #{rule} }}" in page
    assert f">{words}</a>" in page
    assert page.count("怎么办") == 1
    (signal,) = accountability.ROOM.signals(found, context)
    assert (signal.rule, signal.subject, signal.amount, signal.unit) == (rule, subject_, Decimal(amount), unit)
    assert signal.text == words + "。"
    assert signal.proofs


def test_the_line_is_that_of_the_weak_place(tmp_path: Path) -> None:
    text = listed(
        textwrap.indent(
            textwrap.dedent(
                f"""\
                - role: 党委
                  items:
                    - no: 1
                      title: 事项
                      measures:
                        - no: "1-1"
                          text: 甲
                          support: {EVERYBODY}
                          lead:
                          deadline: 2026-12-01
                """
            ),
            "  ",
        )
    )
    (top, line) = said(tmp_path, text)
    assert top.startswith(f"{LIST}:6: 提醒：“subjects”（责任清单）法制大队没有出现在2026年的清单和指标里；")
    assert line.startswith(f"{LIST}:15: 提醒：“subjects[1].items[1].measures[1].lead”（牵头单位）措施 1-1“甲”没有牵头单位")


def test_what_is_done_needs_something_to_show(tmp_path: Path) -> None:
    due = {"deadline": "2026-11-20", "done": "2026-11-01"}
    assert "没有佐证" in said(tmp_path, whole(duty(**due)))[0]
    assert said(tmp_path, whole(duty(**due, evidence="[{title: 纪要}]"))) == []
    open_ = duty(deadline="2026-11-20", evidence="[{title: 纪要}]")
    assert "已过 4 天，没有完成日期；" in said(tmp_path, whole(open_))[0]
    assert said(tmp_path, whole(duty(deadline="2026-11-24"))) == [], "the last day is not over"
    assert said(tmp_path, whole(duty(deadline="长期"))) == []


def test_an_indicator_without_a_lead_is_weak_too(tmp_path: Path) -> None:
    lines = said(tmp_path, whole(indicators=indicator(lead="")))
    assert ["指标 1“指标1”没有牵头单位" in line for line in lines] == [True]


def test_indicators_alone_are_not_idle(tmp_path: Path) -> None:
    only = listed(indicators=indicator(support=EVERYBODY))
    assert said(tmp_path, only) == []


def test_the_limit_and_the_groups_are_data(tmp_path: Path) -> None:
    own: Files = {f"data/{path.relative_to(HOME / 'data')}": path.read_bytes() for path in (HOME / "data").rglob("*.yml")}
    limits = (HOME / "data" / "limits.yml").read_text("utf-8")
    limits = limits.replace("最多多少项\n  value: 6", "最多多少项\n  value: 1").replace(
        "[机关科室, 执法勤务机构, 派出所]", "[派出所]"
    )
    lines = asked(tmp_path, {**own, "data/limits.yml": limits, LIST: whole(duty()).replace("看守所, ", "")})[0]
    assert [line.partition("（牵头单位）")[2].partition("；")[0] for line in lines] == ["法制大队牵头 2 项责任事项，超过 1 项"]


def unassigned(root: Path, text: str, day: str = "2026-11-24", **rule: str) -> list[str]:
    files: Files = {LIST: text, "docs/policies/a.md": policy(1, **rule)}
    return [s.subject for s in signals(root, files, dt.date.fromisoformat(day)) if s.rule == "unassigned-policy"]


def test_a_rule_in_force_that_no_list_cites(tmp_path: Path) -> None:
    plain, citing = whole(), whole(duty(text="落实《制度1》第一条"))
    assert unassigned(tmp_path, plain) == ["《制度1》"]
    assert unassigned(tmp_path, citing) == []
    assert unassigned(tmp_path, plain, "2026-01-31") == [], "not in force yet"
    assert unassigned(tmp_path, plain, doctype="通知") == []
    criteria = whole(indicators=indicator(criteria="依据《制度1》第一条"))
    assert unassigned(tmp_path, criteria) == []
    write(
        tmp_path, {"docs/policies/b.md": policy(2, title="制度1", issued="2026-06-01", date="2026-06-01", effective="2026-06-01")}
    )
    two = [s for s in signals(tmp_path, {LIST: plain}) if s.rule == "unassigned-policy"]
    assert [s.proofs[0].uri for s in two] == ["policies/b.md"], "only the version in force"


def test_a_citation_elsewhere_does_not_assign(tmp_path: Path) -> None:
    files: Files = {
        LIST: whole(),
        "docs/policies/a.md": policy(1),
        "docs/policies/c.md": policy(3, body="落实《制度1》第一条。\n", doctype="通知"),
    }
    assert [s.subject for s in signals(tmp_path, files)] == ["《制度1》"]
    (tmp_path / LIST).unlink()
    assert signals(tmp_path, {}) == [], "where there are no lists nothing is unassigned"


def test_any_day_can_be_asked(tmp_path: Path) -> None:
    then = data(tmp_path, {LIST: SAMPLE}, dt.date(2026, 6, 19))[0]
    assert then["totals"]["done"] == 0
    assert then["totals"]["overdue"] == 0
    assert then["measures"][0]["evidence"] == [], "what was done later had nothing to show yet"
    assert data(tmp_path, {}, dt.date(2026, 9, 1))[0]["totals"] | {"items": 0} == {
        "items": 0, "measures": 6, "done": 1, "overdue": 1, "always": 1, "leaderless": 1
    }  # fmt: skip
    later = data(tmp_path, {}, dt.date(2026, 12, 16))[0]["totals"]
    assert (later["done"], later["overdue"]) == (2, 3)


OLD = "docs/accountability/2025.md"


def earlier(*measures: str) -> str:
    return listed(subject(item(1, *measures)), title="2025年清单", date="2025-02-27", year="2025")


def test_the_year_that_is_answered_for_has_the_short_addresses(tmp_path: Path) -> None:
    files: Files = {LIST: whole(), OLD: earlier(duty(deadline="2025-06-30", done="2025-06-01", evidence="[{title: 纪要}]"))}
    pages = built(tmp_path, files).pages
    assert pages["accountability/index.md"].title == "2026年主体责任"
    assert pages["accountability/2025/index.md"].title == "2025年主体责任"
    assert 'href="2025/index.html">2025年</a>' in re.sub(r"\s+", " ", pages["accountability/index.md"].markdown)
    assert 'href="../section-legal.html"' in pages["accountability/2025/section-legal.md"].markdown
    assert (pages["accountability/index.md"].nav, pages["accountability/2025/index.md"].nav) == ("年度总览", "")
    then = built(tmp_path, {}, dt.date(2025, 12, 1)).pages
    assert then["accountability/index.md"].title == "2025年主体责任"
    assert then["accountability/2026/index.md"].title == "2026年主体责任"


def test_of_earlier_years_only_what_is_left_undone_is_called_for(tmp_path: Path) -> None:
    files: Files = {LIST: whole(), OLD: earlier(duty(deadline="2025-06-30", lead=""))}
    assert [(s.rule, s.amount) for s in signals(tmp_path, files)] == [("no-evidence", Decimal(512))]
    page = built(tmp_path, {}).pages["accountability/2025/weaknesses.md"].markdown
    assert "无人牵头（1）" in page
    assert "单位缺位（16）" in page


def figure(root: Path, name: str, key: str, day: dt.date = TODAY) -> Decimal | None:
    _, found, context = asked(root, {LIST: SAMPLE}, day)
    return {f.key: f for f in accountability.ROOM.figures(found, context)}[f"accountability-{key}"].value(period(name))


@pytest.mark.parametrize(
    ("name", "due", "done", "rate", "in_time"),
    [
        ("2026H1", 1, 1, "100.0", "100.0"),
        ("2026Q3", 1, 1, "100.0", "0.0"),
        ("2026H2", 2, 1, "50.0", "0.0"),
        ("2026", 3, 2, "66.7", "33.3"),
        ("2025", None, None, None, None),
    ],
)
def test_figures_count_what_has_fallen_due(
    tmp_path: Path, name: str, due: int | None, done: int | None, rate: str | None, in_time: str | None
) -> None:
    values = [figure(tmp_path, name, key) for key in ("due", "done", "rate", "on-time")]
    assert values == [None if value is None else Decimal(value) for value in (due, done, rate, in_time)]


def test_what_was_done_after_a_period_was_not_done_in_it(tmp_path: Path) -> None:
    assert figure(tmp_path, "2026-08", "done") == 0
    assert figure(tmp_path, "2026Q3", "done") == 1
    assert figure(tmp_path, "2026H1", "due", dt.date(2026, 6, 29)) is None, "not due yet"


def test_deadlines_are_what_a_unit_owes(tmp_path: Path) -> None:
    text = whole(
        duty("1-1", lead="[法制大队, 政治处]", deadline="2026-11-30"),
        duty("1-2", done="2026-06-01", deadline="2026-06-30", evidence="[{title: 纪要}]"),
        duty("1-3", deadline="长期"),
        duty("1-4", lead="", deadline="2026-12-01"),
        indicators=indicator(deadline="2026-12-20"),
    )
    _, found, context = asked(tmp_path, {LIST: text})
    owed = list(accountability.ROOM.deadlines(found, context))
    assert [(d.day.isoformat()[5:], d.unit, d.kind) for d in owed] == [
        ("12-15", "法制大队", "责任清单"),
        ("11-30", "法制大队", "责任清单"),
        ("11-30", "政治处", "责任清单"),
        ("12-20", "法制大队", "考核指标"),
    ]
    assert owed[1] == Deadline(
        "accountability/2026.md#m1-1@法制大队",
        dt.date(2026, 11, 30),
        "法制大队",
        "责任清单",
        "做第1-1件事",
        "accountability/2026.md#m1-1",
    )
    assert len({d.uid for d in owed}) == 4


SESSION = "{no: 1, date: 2026-03-04, focus: 1, title: 学办法, form: 自学, held: {date: 2026-03-04, expected: 9, actual: 9}}"


def test_evidence_leads_both_ways(tmp_path: Path) -> None:
    shown = "[../policies/a.md, ../study/2026-s1.md, {title: 纪要}]"
    first = duty("1-1", text="组织学习，人人参加", deadline="2026-03-31", done="2026-04-02", evidence=shown)
    second = duty("1-2", deadline="长期", evidence="[../study/2026-s1.md]")
    files: Files = {
        LIST: whole(first, second),
        "docs/policies/a.md": policy(1),
        "docs/study/2026.md": arrangement(f"- {SESSION}"),
    }
    pages = built(tmp_path, files).pages
    page = pages["accountability/2026.md"].markdown
    assert "<!--trace-->" not in page
    line = page.partition('id="m1-1"')[2].partition("</section>")[0]
    assert "事项1" in line
    assert "1-1 组织学习</span>" in line
    assert 'href="../policies/a.html">制度1</a>；<a href="../study/2026-s1.html">学办法</a>；纪要' in line
    assert "已完成：2026年4月2日，晚于期限 2 天" in line
    assert "长期坚持" in page.partition('id="m1-2"')[2].partition("</section>")[0]
    back = pages["study/2026-s1.md"].markdown
    assert 'href="../accountability/2026.html#m1-1">1-1 组织学习</a>' in back
    assert 'href="../accountability/2026.html#i1">事项1</a>' in back
    assert back.count("qf-trace__step") == 8


def test_evidence_without_a_page_is_said_at_its_line(tmp_path: Path) -> None:
    text = whole(duty(evidence="[../policies/none.md]"))
    assert "找不到文件 ../policies/none.md" in said(tmp_path, text)[0]
    files: Files = {LIST: whole(duty(evidence="[../study/2026-s7.md]")), "docs/study/2026.md": arrangement(f"- {SESSION}")}
    (issue,) = [issue for issue in built(tmp_path, files).issues if issue.level == "error"]
    assert "佐证 study/2026-s7.md 没有这个页面" in str(issue)
    assert issue.path == LIST


def test_the_workbook_holds_the_list_and_the_matrix(tmp_path: Path) -> None:
    content = built(tmp_path, {LIST: SAMPLE}).data["data/accountability-2026.xlsx"].content
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["责任清单", "指标分工"]
    rows = list(book["责任清单"].iter_rows(min_row=4, values_only=True))
    assert [row[3] for row in rows] == ["1-1", "1-2", "2-1", "3-1", "4-1", "4-2"]
    assert [row[9] for row in rows] == ["已完成", "推进中", "长期坚持", "逾期", "推进中", "已完成"]
    assert rows[2][7] == "长期"
    assert rows[0][7] == dt.datetime(2026, 6, 30)
    sheet = [list(row) for row in book["指标分工"].iter_rows(min_row=3, values_only=True)]
    column = sheet[0].index("政治处")
    assert [row[column] for row in sheet[1:]] == ["●", "○", None, 60]
    assert [row[4] for row in sheet[1:]] == [60, 12.5, 27.5, 100]


def test_a_year_without_lists_has_its_pages(tmp_path: Path) -> None:
    result = built(tmp_path, {LIST: listed(indicators=indicator(support=EVERYBODY))})
    assert messages(result) == []
    assert "没有责任清单" in result.pages["accountability/by-role.md"].markdown
    other = built(tmp_path, {LIST: whole()})
    assert "没有考核指标" in other.pages["accountability/matrix.md"].markdown


def test_without_lists_the_pages_say_so(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/a.md": policy(1)})
    assert messages(result) == []
    pages = {uri: page.markdown for uri, page in result.pages.items() if uri.startswith("accountability/")}
    assert sorted(pages) == [f"accountability/{name}.md" for name in ("by-role", "by-section", "index", "matrix", "weaknesses")]
    assert "还没有2026年的主体责任清单和考核指标" in pages["accountability/index.md"]
    assert "xlsx" not in "".join(pages.values())
    assert not [uri for uri in result.data if uri.endswith(".xlsx")]


def test_the_sample_shows_a_handful_of_weaknesses() -> None:
    _, context = site.read(HOME, TODAY, Settings(), HOME, drafts=False)
    assert context is not None
    found = list(accountability.ROOM.signals(accountability.ROOM.index(context), context))
    assert sorted({s.rule for s in found}) == sorted(kind.rule for kind in accountability.weaknesses.KINDS)
    assert len(found) == 9
    now, before = accountability.ROOM.index(context).years
    assert (now.totals.items, now.totals.measures, len(now.points)) == (17, 40, 25)
    assert (before.year, before.totals.measures, len(before.points)) == (2025, 9, 7)
