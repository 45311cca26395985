from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from helpers import SECTIONS, arrangement, built, case, messages, policy

from integrity.kernel.articles import articles
from integrity.kernel.settings import CitationRules, Settings
from integrity.rooms.policies.compare import compare, words

OLD = policy(1, title="学习日制度", date="2023-05-10", issued="2023-05-10", effective="2023-06-01", doc_no="示公党〔2023〕11号")


def new(title: str = "学习日制度（2026年修订）") -> str:
    return policy(2, title=title, supersedes="[示公党〔2023〕11号]")


def states(root: Path, files: dict[str, str], day: str) -> dict[str, str]:
    data = json.loads(built(root, dict(files), dt.date.fromisoformat(day)).data["data/policies.json"].content)
    return {entry["doc_no"]: entry["state"] for entry in data}


@pytest.mark.parametrize(
    ("day", "old", "successor"),
    [("2026-01-20", "现行有效", "尚未生效"), ("2026-01-31", "现行有效", "尚未生效"), ("2026-02-01", "已被修订", "现行有效")],
)
def test_the_state_follows_the_day(tmp_path: Path, day: str, old: str, successor: str) -> None:
    files = {"docs/policies/a.md": OLD, "docs/policies/b.md": new()}
    assert states(tmp_path, files, day) == {"示公党〔2023〕11号": old, "示公党〔2026〕2号": successor}


def test_a_document_of_another_name_repeals_rather_than_revises(tmp_path: Path) -> None:
    files = {"docs/policies/a.md": OLD, "docs/policies/b.md": new("学习管理办法")}
    assert states(tmp_path, files, "2026-06-01")["示公党〔2023〕11号"] == "已废止"


def test_a_superseded_page_points_to_its_successor(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/a.md": OLD, "docs/policies/b.md": new()})
    page = result.pages["policies/a.md"].markdown
    assert 'href="b.html"' in page
    assert "已被修订" in page


def test_dates_out_of_order_and_a_document_superseding_itself(tmp_path: Path) -> None:
    wrong = policy(1, issued="2026-01-10", effective="2026-01-01", supersedes="[示公党〔2026〕1号]")
    said = messages(built(tmp_path, {"docs/policies/a.md": wrong}))
    assert [line.split("：")[0].split(": ", 1)[1] for line in said] == [
        "“issued”（印发日期）早于成文日期 2026-01-12，请核对",
        "“effective”（施行日期）早于印发日期 2026-01-10，请核对",
        "“supersedes[1]”（废止文件）写的是本文件自己的字号，请写被废止的文件",
    ]


def test_an_older_document_cannot_supersede_a_newer_one(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": policy(1, issued="2026-03-01", effective="2026-03-01"),
        "docs/policies/b.md": policy(2, supersedes="[示公党〔2026〕1号]"),
    }
    assert "印发在后" in messages(built(tmp_path, files))[0]


def test_a_document_not_in_the_library_is_a_reminder_only(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/b.md": new()})
    assert [issue.level for issue in result.issues] == ["warning"]
    assert "policies/b.md" in result.pages


def test_articles_are_counted(tmp_path: Path) -> None:
    body = "第一条　甲。\n\n依照第一条处理。\n\n第二条　乙。\n\n（一）丙；\n"
    result = built(tmp_path, {"docs/policies/a.md": policy(1, body=body)})
    assert json.loads(result.data["data/policies.json"].content)[0]["articles"] == 2


def test_neighbours_follow_the_list(tmp_path: Path) -> None:
    files = {f"docs/policies/{n}.md": policy(n, issued=f"2026-02-0{n}", effective="2026-03-01") for n in (1, 2, 3)}
    page = built(tmp_path, files).pages["policies/2.md"]
    assert (page.previous, page.next) == ("policies/3.md", "policies/1.md")


RULES = policy(1, title="涉案财物规定", body="第一条　甲。\n\n第二条　乙。\n\n丙。\n\n第三条　丁。\n")


def says(text: str) -> str:
    """The sections of a case, the first of which says `text`."""
    return SECTIONS.replace("内容。", text, 1)


CITING = says("违反《涉案财物规定》第一条至第三条和第二条第二款。")


def test_an_article_knows_who_cites_it_grouped_by_kind(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": RULES,
        "cases/2026/2026-01.md": case(body=CITING),
        "docs/study/2026.md": arrangement("- {no: 1, month: 12, focus: 1, title: 学习《涉案财物规定》第三条, form: 自学}"),
    }
    page = built(tmp_path, dict(files)).pages["policies/a.md"].markdown
    first, second, third = (page.index(f"第{n}条　") for n in "一二三")
    assert "被引用 1 处" in page[first:second]
    assert "被引用 1 处" in page[second:third]
    assert "被引用 2 处" in page[third:]
    assert page[third:].index("学习安排") < page[third:].index("警示案例")
    assert 'href="../study/2026.html#s1"' in page[third:]
    assert "最常被引用" in page[:first]
    assert page.index("第三条</a>（2）") < page.index("第一条</a>（1）")


def test_citations_are_counted_in_the_data(tmp_path: Path) -> None:
    files = {"docs/policies/a.md": RULES, "cases/2026/2026-01.md": case(body=CITING)}
    data = json.loads(built(tmp_path, dict(files)).data["data/policies.json"].content)
    assert data[0]["citations"] == 1


def wrong(tmp_path: Path, text: str, rules: CitationRules | None = None, **extra: str) -> list[str]:
    files = {"docs/policies/a.md": RULES, "cases/2026/2026-01.md": case(body=says(text), **extra)}
    return messages(built(tmp_path, dict(files), settings=Settings(citations=rules or CitationRules())))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("《涉案财物规定》第四条", "《涉案财物规定》没有第四条，请核对条号"),
        ("《涉案财物规定》第二条第三款", "第二条里没有所引的款或项（第二条第三款）"),
        ("《涉案财物规定》第一条第一项", "第一条里没有所引的款或项"),
    ],
)
def test_a_place_that_does_not_exist_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    lines = wrong(tmp_path, text)
    assert len(lines) == 1
    assert said in lines[0]
    assert lines[0].startswith("cases/2026/2026-01.md:18: 提醒：")


def test_the_unit_decides_how_strict_it_is(tmp_path: Path) -> None:
    strict = wrong(tmp_path, "《涉案财物规定》第四条", CitationRules(missing_article="error"))
    assert "提醒" not in strict[0]
    assert wrong(tmp_path, "《涉案财物规定》第四条", CitationRules(missing_article="off")) == []


def test_a_document_no_longer_in_force_on_the_day_is_said(tmp_path: Path) -> None:
    files = {
        "docs/policies/a.md": OLD,
        "docs/policies/b.md": policy(2, title="学习管理办法", supersedes="[示公党〔2023〕11号]"),
        "cases/2026/2026-01.md": case(body=says("违反《学习日制度》第一条。")),
    }
    assert "《学习日制度》在 2026-03-05 已不再施行" in messages(built(tmp_path, dict(files)))[0]


def test_what_is_cited_and_not_held_is_listed_once_with_counts(tmp_path: Path) -> None:
    text = "依照《中华人民共和国示例法》第三条，《示例法》第四条；办理《通行证》，学习《别的办法》。\n"
    page = built(tmp_path, {"cases/2026/2026-01.md": case(body=says(text))}).pages["policies/missing.md"].markdown
    assert page.count("示例法》") == 1
    assert page.index("《中华人民共和国示例法》") < page.index("《别的办法》")
    assert "通行证" not in page


def test_an_amendment_is_shown_on_both_sides_and_changes_no_state(tmp_path: Path) -> None:
    files = {"docs/policies/a.md": OLD, "docs/policies/b.md": policy(2, title="修改决定", amends="[示公党〔2023〕11号]")}
    pages = built(tmp_path, dict(files)).pages
    assert "被修改" in pages["policies/a.md"].markdown
    assert "现行有效" in pages["policies/a.md"].markdown
    assert 'href="a.html"' in pages["policies/b.md"].markdown


def test_only_laws_go_without_a_number(tmp_path: Path) -> None:
    bare = policy(1).replace("doc_no: 示公党〔2026〕1号\n", "")
    assert "“doc_no”" in messages(built(tmp_path, {"docs/policies/a.md": bare}))[0]
    assert messages(built(tmp_path, {"docs/policies/a.md": bare.replace("doctype: 制度", "doctype: 法律")})) == []


def test_versions_are_compared_by_what_they_say_not_by_their_numbers() -> None:
    old = articles("第一条　为加强学习，制定本制度。\n\n第二条　每月学习一次，由支部组织。\n\n第三条　另有规定的从其规定。\n")
    new = articles(
        "第一条　为加强学习，制定本制度。\n\n第二条　学习档案保存三年以上备查。\n\n第三条　每月学习两次，由支部组织。\n"
    )
    found = [(pair.old and pair.old.label, pair.new and pair.new.label, pair.change) for pair in compare(old, new)]
    assert found == [
        ("第一条", "第一条", "未变"),
        (None, "第二条", "新增"),
        ("第二条", "第三条", "修改"),
        ("第三条", None, "删去"),
    ]


def test_changed_words_give_back_both_texts() -> None:
    old, new = "每月学习一次，由支部组织，缺席的一个月内补学。", "每月学习两次，由支部书记组织，缺席的十五个工作日内补学。"
    made = words(old, new)
    assert "".join(text for kind, text in made if kind != "new") == old
    assert "".join(text for kind, text in made if kind != "gone") == new
    assert ("gone", "一") in made
    assert ("new", "两") in made


def test_the_revision_links_to_its_comparison(tmp_path: Path) -> None:
    pages = built(tmp_path, {"docs/policies/a.md": OLD, "docs/policies/b.md": new()}).pages
    assert 'href="changes-b.html"' in pages["policies/b.md"].markdown
    assert "policies/changes-b.md" in pages


CITED = "第一条　民警参加学习日。\n\n第二条　学习日每月一次。\n"
LIBRARY = {
    "docs/policies/a.md": OLD.replace("第一条　内容。\n", CITED),
    "docs/policies/b.md": new(),
    "docs/policies/c.md": policy(3, "第一条　依照《学习日制度》第二条办理。\n", title="考勤办法"),
    "docs/policies/d.md": policy(
        4,
        "第一条　见《学习日制度》。\n",
        title="请假办法",
        amends="[示公党〔2026〕3号]",
        date="2026-02-10",
        issued="2026-02-10",
        effective="2026-02-15",
    ),
}
DAY = dt.date(2026, 3, 1)
CHANGES: dict[str, tuple[dict[str, str], dt.date]] = {
    "the day": (LIBRARY, dt.date(2026, 1, 1)),
    "its words": (LIBRARY | {"docs/policies/a.md": OLD}, DAY),
    "who cites it has another title": (
        LIBRARY | {"docs/policies/c.md": LIBRARY["docs/policies/c.md"].replace("考勤", "值班")},
        DAY,
    ),
    "it is cited in other words": (LIBRARY | {"docs/policies/c.md": LIBRARY["docs/policies/c.md"].replace("依照", "对照")}, DAY),
    "it is cited elsewhere": (LIBRARY | {"docs/policies/c.md": LIBRARY["docs/policies/c.md"].replace("第二条", "第一条")}, DAY),
    "it is cited no more": ({path: text for path, text in LIBRARY.items() if "c.md" not in path}, DAY),
    "it has no successor": ({path: text for path, text in LIBRARY.items() if "b.md" not in path}, DAY),
    "its successor has another title": (LIBRARY | {"docs/policies/b.md": new("学习日制度（2026年）")}, DAY),
    "what it amends has another title": (LIBRARY | {"docs/policies/c.md": policy(3, title="值班办法")}, DAY),
    "it is called otherwise": ({path.replace("a.md", "e.md"): text for path, text in LIBRARY.items()}, DAY),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_with_the_same_stamp_has_the_same_words(tmp_path: Path, change: str) -> None:
    before, after = (
        built(tmp_path / "before", dict(LIBRARY), DAY).pages,
        built(tmp_path / "after", dict(CHANGES[change][0]), CHANGES[change][1]).pages,
    )
    both = [uri for uri in before if uri in after and uri.startswith("policies/") and before[uri].source]
    assert both
    other = [uri for uri in both if before[uri].markdown != after[uri].markdown]
    assert [uri for uri in other if before[uri].stamp == after[uri].stamp] == []
    assert other or change == "it is called otherwise"
