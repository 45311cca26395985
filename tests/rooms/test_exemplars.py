from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers import built, case, head, messages, policy

BODY = "## 事迹\n\n谢绝宴请。\n\n## 可学之处\n\n守住第一次。\n"
ASKED = BODY + "\n## 讨论题\n\n1. 怎样谢绝？\n\n    参考要点：说明规定。\n"


def exemplar(body: str = BODY, **extra: str) -> str:
    fields = {
        "title": "三次谢绝",
        "date": "2026-03-05",
        "unit": "分局纪委",
        "deed": "三次谢绝宴请，并主动报告",
        "person": "某派出所民警张某",
        "unit_type": "派出所",
        "post_type": "执法办案岗位",
        "year": "2026",
        "themes": "[违规吃喝]",
    } | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items() if value), body)


def test_the_list_goes_by_theme_in_the_order_of_the_vocabulary(tmp_path: Path) -> None:
    files = {
        "docs/exemplars/a.md": exemplar(title="甲", themes="[窗口服务, 违规吃喝]"),
        "docs/exemplars/b.md": exemplar(title="乙", year="2025"),
    }
    result = built(tmp_path, dict(files))
    page = result.pages["exemplars/index.md"].markdown
    assert page.index("## 违规吃喝（2）") < page.index("## 窗口服务（1）")
    assert result.pages["exemplars/a.md"].next == "exemplars/b.md"
    assert ("正面典型", "exemplars/index.md") in next(menu for menu in result.menu if menu.title == "警示教育").pages


def test_cases_of_the_same_themes_stand_beside_an_exemplar(tmp_path: Path) -> None:
    files = {
        "docs/exemplars/a.md": exemplar(),
        "cases/2026/2026-01.md": case("2026-01", themes="[违规吃喝]"),
        "cases/2026/2026-02.md": case("2026-02", themes="[赌博]"),
    }
    page = built(tmp_path, dict(files)).pages["exemplars/a.md"].markdown
    assert "对照案例" in page
    assert 'href="../cases/2026/2026-01.html"' in page
    assert 'href="../cases/2026/2026-02.html"' not in page


def test_without_such_a_case_nothing_is_promised(tmp_path: Path) -> None:
    assert "对照案例" not in built(tmp_path, {"docs/exemplars/a.md": exemplar()}).pages["exemplars/a.md"].markdown


def test_questions_are_drawn_apart(tmp_path: Path) -> None:
    page = built(tmp_path, {"docs/exemplars/a.md": exemplar(ASKED)}).pages["exemplars/a.md"].markdown
    assert page.count("怎样谢绝？") == 1
    assert "<p>说明规定。</p>" in page


def test_a_deed_is_read_for_citations(tmp_path: Path) -> None:
    files = {"docs/exemplars/a.md": exemplar(deed="依照《制度1》第一条谢绝"), "docs/policies/a.md": policy()}
    result = built(tmp_path, dict(files))
    assert 'href="../policies/a.html#' in result.pages["exemplars/a.md"].markdown
    assert "三次谢绝" in result.pages["policies/a.md"].markdown


@pytest.mark.parametrize(
    "person", ["某派出所民警张某", "某单位负责人王某某", "某刑侦单位民警李某甲", "某单位欧阳某", "某服务窗口班组", "某党支部"]
)
def test_redacted_persons(tmp_path: Path, person: str) -> None:
    assert messages(built(tmp_path, {"docs/exemplars/a.md": exemplar(person=person)})) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"person": "张建国"}, "“person”（人员（脱敏））不写真名和单位名"),
        ({"person": "某派出所民警张建国"}, "不写真名和单位名"),
        ({"person": "城东派出所民警张某"}, "不写真名和单位名"),
        ({"themes": "[吃喝]"}, "没有“吃喝”这个取值"),
        ({"post_type": "民警"}, "没有“民警”这个取值"),
        ({"deed": ""}, "“deed”（事迹一句话）缺少必填项"),
        ({"year": "二〇二六"}, "“year”（事迹年份）"),
    ],
)
def test_mistakes(tmp_path: Path, fields: dict[str, str], said: str) -> None:
    lines = [line for line in messages(built(tmp_path, {"docs/exemplars/a.md": exemplar(**fields)})) if "像是姓名" not in line]
    assert len(lines) == 1
    assert said in lines[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("## 事迹\n\n谢绝。\n", "“## 可学之处”"),
        ("## 事迹\n\n## 可学之处\n\n守住。\n", "“## 事迹”"),
        (BODY + "\n## 讨论题\n\n没有编号\n", "讨论题要编号"),
    ],
)
def test_a_published_exemplar_is_whole(tmp_path: Path, body: str, said: str) -> None:
    lines = messages(built(tmp_path, {"docs/exemplars/a.md": exemplar(body)}))
    assert len(lines) == 1
    assert said in lines[0]
    assert messages(built(tmp_path, {"docs/exemplars/a.md": exemplar(body, status="审核")})) == []


def test_exemplars_are_counted_and_published_as_data(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/exemplars/a.md": exemplar(honour="分局先进个人")})
    entry = json.loads(result.data["data/exemplars.json"].content)[0]
    assert (entry["honour"], entry["themes"], entry["url"]) == ("分局先进个人", ["违规吃喝"], "exemplars/a.html")
    figure = next(figure for figure in result.figures if figure.key == "exemplars")
    assert len(figure.facts) == 1


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    assert "还没有正面典型" in built(tmp_path, {}).pages["exemplars/index.md"].markdown
