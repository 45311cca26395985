from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from helpers import HOME, SECTIONS, SIGNED, built, case, head, messages, policy

from integrity import site
from integrity.kernel.settings import Settings

RULES = "\n\n".join(f"第{n}条　不得作第{n}件事。" for n in "一二三四") + "\n"


def facts(text: str) -> str:
    return SECTIONS.replace("## 违纪违法事实\n\n内容。", f"## 违纪违法事实\n\n{text}")


def with_section(name: str, text: str) -> str:
    return SECTIONS.replace("## 违纪违法事实", f"## {name}\n\n{text}\n\n## 违纪违法事实", 1)


def test_a_page_per_value_holds_the_cases_that_have_it(tmp_path: Path) -> None:
    files = {
        "cases/2026/2026-01.md": case("2026-01", disciplines="[廉洁纪律, 工作纪律]"),
        "cases/2025/2025-01.md": case("2025-01", date="2025-03-05", disciplines="[工作纪律]"),
    }
    pages = built(tmp_path, dict(files)).pages
    assert "1 起，全库 2 起" in pages["cases/by/discipline-integrity.md"].markdown
    work = pages["cases/by/discipline-work.md"].markdown
    assert work.index("2026-01.html") < work.index("2025-01.html"), "the newest first"
    assert {uri for uri in pages if uri.startswith("cases/by/year-")} == {"cases/by/year-2026.md", "cases/by/year-2025.md"}
    library = pages["cases/index.md"].markdown
    assert library.index("廉洁纪律</a>") < library.index("工作纪律</a>"), "the official order of the six disciplines"
    assert '<a href="by/discipline-work.html">工作纪律</a><span class="qf-facet__count">2</span>' in library


def test_a_case_carries_its_marks_for_the_filter(tmp_path: Path) -> None:
    text = case("2026-01", eight_rules="[违规吃喝]", themes="[违规吃喝]", public_sanction="记过", criminal="true")
    library = built(tmp_path, {"cases/2026/2026-01.md": text}).pages["cases/index.md"].markdown
    marks = json.loads(library.split('data-qf-marks="')[1].split('"')[0].replace("&#34;", '"'))
    assert marks == {
        "discipline": ["integrity"],
        "theme": ["dining"],
        "rule": ["dining"],
        "form": ["second"],
        "sanction": ["party-serious-warning", "public-demerit", "criminal"],
        "post": ["enforcement"],
        "unit": ["station"],
        "level": ["bureau"],
        "year": ["2026"],
    }


def test_sanctions_are_named_in_full(tmp_path: Path) -> None:
    text = case("2026-01", party_sanction="开除党籍", public_sanction="开除", criminal="true", form="第四种形态")
    data = json.loads(built(tmp_path, {"cases/2026/2026-01.md": text}).data["data/cases.json"].content)
    assert data[0]["sanctions"] == ["开除党籍", "政务开除", "移送司法机关"]
    assert data[0]["url"] == "cases/2026/2026-01.html"


def test_violated_articles_are_quoted_and_gather_their_cases(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": policy(1, RULES),
        "cases/2026/2026-01.md": case("2026-01", facts("违反《制度1》第二条、第四条。")),
        "cases/2026/2026-02.md": case("2026-02", facts("违反《制度1》第一条至第二条。")),
        "cases/2026/2026-03.md": case("2026-03", with_section("行为时间线", "- 2026年1月：读了《制度1》第三条。")),
    }
    result = built(tmp_path, dict(files))
    assert messages(result) == []
    page = result.pages["cases/2026/2026-01.md"].markdown
    quoted = page[page.index("qf-violated") : page.index("</dl>", page.index("qf-violated"))]
    assert "不得作第二件事" in quoted
    assert "不得作第四件事" in quoted
    assert "违反这一条的案例 2 起" in quoted
    assert {uri for uri in result.pages if uri.startswith("cases/articles/")} == {
        "cases/articles/a-art-1.md",
        "cases/articles/a-art-2.md",
        "cases/articles/a-art-4.md",
    }, "an article that is merely mentioned was not violated"
    both = result.pages["cases/articles/a-art-2.md"].markdown
    assert "2026-01.html" in both
    assert "2026-02.html" in both
    assert '第二条</a> <span class="qf-muted">2</span>' in result.pages["cases/by-article.md"].markdown


def test_what_is_applied_was_not_violated_and_an_item_keeps_its_opening_words(tmp_path: Path) -> None:
    rules = "第一条　不得有下列行为：\n\n（一）饮酒；\n\n（二）赌博。\n\n第二条　违反的从严处理。\n"
    text = case("2026-01", facts("违反《制度1》第一条第（二）项，依照《制度1》第二条从严处理。"))
    result = built(tmp_path, {"docs/policies/a.md": policy(1, rules), "cases/2026/2026-01.md": text})
    page = result.pages["cases/2026/2026-01.md"].markdown
    quoted = page[page.index("qf-violated") : page.index("</dl>", page.index("qf-violated"))]
    assert "不得有下列行为" in quoted
    assert "赌博" in quoted
    assert "饮酒" not in quoted
    assert "从严处理" not in quoted
    assert [uri for uri in result.pages if uri.startswith("cases/articles/")] == ["cases/articles/a-art-1.md"]


def test_a_title_does_not_part_a_person(tmp_path: Path) -> None:
    page = built(tmp_path, {"cases/2026/2026-01.md": case("2026-01", title="某所民警王某甲违规案")}).pages[
        "cases/2026/2026-01.md"
    ]
    assert '民警<span class="qf-whole">王某甲</span>违规案' in page.markdown


def test_related_cases_say_what_they_share_and_a_shared_article_counts_more(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": policy(1, RULES),
        "cases/2026/2026-01.md": case("2026-01", facts("违反《制度1》第二条。"), tags="[酒驾, 八小时以外]"),
        "cases/2026/2026-02.md": case("2026-02", tags="[酒驾]", disciplines="[群众纪律]"),
        "cases/2026/2026-03.md": case("2026-03", facts("违反《制度1》第二条。"), disciplines="[群众纪律]"),
        "cases/2026/2026-04.md": case("2026-04", disciplines="[政治纪律]"),
    }
    page = built(tmp_path, dict(files)).pages["cases/2026/2026-01.md"].markdown
    beside = page[page.index('aria-label="相关案例"') :]
    assert beside.index("2026-03.html") < beside.index("2026-02.html")
    assert "《制度1》第二条" in beside
    assert "2026-04.html" not in beside


def test_the_circular_is_a_document_of_its_own(tmp_path: Path) -> None:
    result = built(tmp_path, {"cases/2026/2026-01.md": case("2026-01", circular_no="示公纪〔2026〕3号")})
    circular = result.pages["cases/2026/2026-01-circular.md"]
    assert circular.title == "关于某案的通报"
    assert "示公纪〔2026〕3号" in circular.markdown
    assert '<p class="qf-redhead__issuer">分局纪委</p>' in circular.markdown
    assert circular.markdown.count("关于某案的通报") == 1
    assert "各科、所、队：" in circular.markdown
    page = result.pages["cases/2026/2026-01.md"].markdown
    assert 'href="2026-01-circular.html"' in page
    assert "各科、所、队" not in page


def test_questions_keep_their_answers_closed_and_the_timeline_its_order(tmp_path: Path) -> None:
    text = case("2026-01", with_section("行为时间线", "- 2025年9月：第一次。\n- 同年12月：第二次。\n- 2026年1月3日：第三次。"))
    page = built(tmp_path, {"cases/2026/2026-01.md": text}).pages["cases/2026/2026-01.md"].markdown
    assert '<span class="qf-timeline__when">同年12月</span>' in page
    assert '<details class="qf-question__answer"><summary>参考要点</summary>\n<p>如实报告。</p>' in page
    assert "<textarea" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"case_no": "26-1"}, "应是四位年份、连字符和序号"),
        ({"party_sanction": ""}, "至少写一项"),
        ({"form": "第二形态"}, "是否想写“第二种形态”"),
        ({"disciplines": "[]"}, "违反纪律"),
        ({"redacted": "{by: 案件审理岗}"}, "“redacted.date”（脱敏日期）缺少必填项"),
        ({"review": SIGNED.replace("分局纪委书记", "张某某")}, "不像岗位，应写岗位，不写姓名"),
        ({"review": SIGNED.replace("副书记, date: 2026-03-05", "副书记, date: 2026-03-01")}, "早于起草的 2026-03-04"),
        ({"review": SIGNED.replace("分局纪委副书记", "分局纪委案件审理岗")}, "审核应由另一个岗位签署"),
        ({"review": SIGNED.replace("2026-03-07", "2026-12-07")}, "晚于今天"),
        ({"redacted": "{by: 分局纪委案件审理岗, date: 2026-03-09}"}, "应先脱敏、后审查"),
    ],
)
def test_mistakes(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    lines = messages(built(tmp_path, {"cases/2026/2026-01.md": case("2026-01", **fields)}))
    assert len(lines) == 1
    assert said in lines[0]


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        (with_section("行为时间线", "- 2026年2月：后。\n- 2026年1月：先。"), 23, "“2026年1月”排在“2026年2月”之后"),
        (SECTIONS.replace("参考要点：如实报告。", ""), 38, "思考题第 1 题没有参考要点"),
        (SECTIONS.replace("1. 怎样处理？", "怎样处理？"), 37, "思考题应当编号"),
        (SECTIONS.replace("**关于某案的通报**", "关于某案的通报"), 43, "通报缺少标题"),
        (SECTIONS.replace("分局纪委\n\n2026年3月5日", "完。"), 43, "通报缺少署名、成文日期"),
    ],
)
def test_slips_in_the_text(tmp_path: Path, body: str, line: int, said: str) -> None:
    found = [issue for issue in built(tmp_path, {"cases/2026/2026-01.md": case(body=body)}).issues if said in issue.text]
    assert [issue.line for issue in found] == [line]


def test_an_unfinished_case_is_refused_once_published_but_may_be_drafted(tmp_path: Path) -> None:
    short = "## 基本案情\n\n内容。\n"
    assert "“## 通报”" in messages(built(tmp_path, {"cases/2026/2026-01.md": case(body=short)}))[0]
    assert "“## 原因剖析”" in messages(built(tmp_path, {"cases/2026/2026-01.md": case(body=short, review="")}))[0]
    assert messages(built(tmp_path, {"cases/2026/2026-01.md": case(body="内容。\n", status="审核")})) == []
    assert messages(built(tmp_path, {"cases/2026/2026-01.md": case(body="内容。\n", draft="true")})) == []


def test_a_heading_inside_code_is_no_section(tmp_path: Path) -> None:
    body = "```\n## 通报\n```\n"
    assert "“## 通报”" in messages(built(tmp_path, {"cases/2026/2026-01.md": case(body=body)}))[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"redacted": ""}, "还没有脱敏签署（redacted），按草稿处理"),
        ({"review": SIGNED.split(", secrecy")[0] + "}"}, "还没有保密审查、签发（review.secrecy、review.issued），按草稿处理"),
    ],
)
def test_an_unsigned_case_is_a_draft_and_says_so(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    result = built(tmp_path, {"cases/2026/2026-01.md": case("2026-01", **fields)})
    assert [issue.level for issue in result.issues] == ["warning"]
    assert said in messages(result)[0]
    assert "cases/2026/2026-01.md" in result.drafts
    assert not [uri for uri in result.pages if uri.startswith("cases/2026")]
    assert "张某案2026-01" not in "".join(str(data.content) for data in result.data.values())
    shown = site.build(tmp_path, dt.date(2026, 11, 24), Settings(), HOME, drafts=True)
    assert "cases/2026/2026-01.md" in shown.pages


def test_the_overview_counts_by_discipline_and_year(tmp_path: Path) -> None:
    files = {
        "cases/2026/2026-01.md": case("2026-01", disciplines="[廉洁纪律, 工作纪律]"),
        "cases/2026/2026-02.md": case("2026-02", disciplines="[廉洁纪律]"),
        "cases/2025/2025-01.md": case("2025-01", date="2025-03-05", disciplines="[工作纪律]"),
    }
    page = built(tmp_path, dict(files)).pages["cases/overview.md"].markdown
    assert "廉洁纪律：2025年 0，2026年 2；工作纪律：2025年 1，2026年 1。" in page, "the chart in words"
    assert '<td data-label="2026年"><a href="index.html#discipline=integrity&amp;year=2026">2</a></td>' in page
    assert "<td>1</td><td>2</td><td>3</td></tr></tfoot>" in page, "a case counts once in the sum"


SET = """
title: 十一月警示教育
date: 2026-11-20
unit: 政治处
month: 2026-11
audience: 全体民警
cases:
  - {path: ../../cases/2026/2026-02.md, point: 第一次越线发生在哪里}
  - ../../cases/2026/2026-01.md
parts: [基本案情, 思考题]
"""
TWO = {"cases/2026/2026-01.md": case("2026-01"), "cases/2026/2026-02.md": case("2026-02")}


def test_a_set_shows_its_cases_in_its_order_with_slides(tmp_path: Path) -> None:
    body = "请按要求组织。\n\n## 讨论题\n\n1. 怎样预防？\n\n    参考要点：抓早抓小。\n"
    result = built(tmp_path, {**TWO, "docs/sets/2026-11.md": head(SET, body)})
    assert messages(result) == []
    page = result.pages["sets/2026-11.md"].markdown
    assert page.index("张某案2026-02") < page.index("张某案2026-01")
    assert "第一次越线发生在哪里" in page
    assert "<h3>原因剖析</h3>" not in page, "only the parts that the set names"
    assert "抓早抓小" in page
    show = result.pages["sets/2026-11-slides.md"].markdown
    assert show.count('data-kind="case"') == 2
    assert show.count('data-kind="question"') == 3
    assert "抓早抓小" in show
    month = result.pages["cases/this-month.md"].markdown
    assert month.index("张某案2026-02") < month.index("张某案2026-01"), "the set of the month is 本月警示教育"


def test_a_month_without_a_set_takes_the_latest_three(tmp_path: Path) -> None:
    files = {f"cases/2026/2026-0{n}.md": case(f"2026-0{n}", date=f"2026-0{n}-05") for n in range(1, 6)}
    page = built(tmp_path, dict(files)).pages["cases/this-month.md"].markdown
    assert [n for n in range(1, 6) if f"张某案2026-0{n}" in page] == [3, 4, 5]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (SET.replace("2026-11\n", "2026-13\n"), "应是年份和月份"),
        (SET.replace("思考题", "思考"), "案例里没有“思考”这一节"),
        (SET.replace("2026-02.md", "2026-09.md"), "找不到文件 ../../cases/2026/2026-09.md"),
        (SET.replace("2026-02.md", "2026-01.md"), "这个案例前面已经列过"),
        (SET.replace("../../cases/2026/2026-02.md", "../policies/a.md"), "不是案例"),
    ],
)
def test_mistakes_of_a_set(tmp_path: Path, fields: str, said: str) -> None:
    lines = messages(built(tmp_path, {**TWO, "docs/policies/a.md": policy(1), "docs/sets/2026-11.md": head(fields)}))
    assert len(lines) == 1
    assert said in lines[0]
