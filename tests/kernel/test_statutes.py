from __future__ import annotations

import datetime as dt

import pytest

from integrity.kernel.citations import Ref, Subject, find
from integrity.kernel.statutes import Document, Statutes, address, base_name, covered

DAY = dt.date
BODY = "第一条　甲。\n\n第二条　下列：\n\n（一）乙；\n\n（二）丙。\n\n丁。\n\n第三条　戊。\n"


def document(title: str, effective: str, until: str = "", doc_no: str = "", **extra: tuple[str, ...]) -> Document:
    day = dt.date.fromisoformat(effective)
    return Document(
        title,
        f"policies/{title}-{effective}.md",
        BODY,
        day,
        day,
        doc_no,
        until=DAY.fromisoformat(until) if until else None,
        **extra,
    )


OLD = document("中华人民共和国甲法", "2015-01-01", until="2020-01-01")
NEW = document("中华人民共和国甲法", "2020-01-01")
SYSTEM = document("学习日制度", "2023-05-10", until="2026-02-01", doc_no="示公党〔2023〕11号")
REVISED = document("学习日制度（2026年修订）", "2026-02-01", doc_no="示公党〔2026〕2号", aliases=("学习制度",))
ALL = Statutes((OLD, NEW, SYSTEM, REVISED), {"甲处分法": "甲法"})


def target(name: str, day: str, kind: str = "title", today: str = "2026-11-24") -> tuple[Document | None, str, bool]:
    found = ALL.target(Subject(kind, name, 0, 0), DAY.fromisoformat(day), DAY.fromisoformat(today))  # type: ignore[arg-type]
    return (found.document, found.note, found.early) if found else (None, "", False)


@pytest.mark.parametrize("name", ["中华人民共和国甲法", "甲法", "甲处分法", "甲 法"])
def test_full_short_and_usual_titles(name: str) -> None:
    assert target(name, "2021-05-01") == (NEW, "", False)


def test_a_citation_goes_to_the_version_of_its_own_day_and_says_what_became_of_it() -> None:
    assert target("甲法", "2016-05-01") == (OLD, "已被取代", False)
    assert target("学习日制度", "2025-12-31") == (SYSTEM, "已被取代", False)
    assert target("学习日制度", "2026-02-01") == (REVISED, "", False)
    assert target("学习日制度", "2026-01-31", today="2026-01-31") == (SYSTEM, "", False)


def test_a_title_with_its_version_and_a_number_mean_that_version() -> None:
    assert target("学习日制度（2026年修订）", "2025-01-01")[0] is REVISED
    assert target("依据示公党〔2023〕11号", "2026-05-01", "number") == (SYSTEM, "已被取代", False)
    assert target("示公党〔2023〕12号", "2026-05-01", "number")[0] is None


def test_a_page_older_than_every_version_is_told_so() -> None:
    assert target("甲法", "2010-01-01") == (OLD, "所引版本未收录", True)


def test_what_the_library_does_not_hold() -> None:
    assert target("乙法", "2021-01-01")[0] is None
    assert target("甲法（试行）", "2021-01-01")[0] is None, "another version than those held"


def test_one_short_title_of_two_documents_is_ambiguous() -> None:
    twins = Statutes(
        (
            document("甲市管理办法", "2020-01-01", aliases=("管理办法",)),
            document("乙市管理办法", "2020-01-01", aliases=("管理办法",)),
        )
    )
    assert len(twins.ambiguous(Subject("title", "管理办法", 0, 0))) == 2
    assert ALL.ambiguous(Subject("title", "甲法", 0, 0)) == ()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中华人民共和国甲法", "甲法"),
        ("中国共产党纪律处分条例", "纪律处分条例"),
        ("学习日制度（2026年修订）", "学习日制度"),
        ("办法(试行)", "办法"),
        ("关于适用《甲法》若干问题的规定（一）", "关于适用《甲法》若干问题的规定（一）"),
        ("关于适用〈甲法〉的解释", "关于适用《甲法》的解释"),
    ],
)
def test_base_names(title: str, name: str) -> None:
    assert base_name(title) == name


def ref(text: str) -> Ref:
    return next(iter(find(f"《甲法》{text}"))).refs[0]


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("第二条", "#art-2"),
        ("第二条第一款", "#art-2"),
        ("第二条第二款", "#art-2-p2"),
        ("第二条第二项", "#art-2-p1-i2"),
        ("第二条第九款", "#art-2"),
        ("第九条", ""),
    ],
)
def test_addresses(text: str, fragment: str) -> None:
    assert address(NEW, ref(text)) == NEW.uri + fragment


def test_a_range_covers_what_lies_between() -> None:
    assert [article.label for article in covered(ref("第一条至第三条"), NEW)] == ["第一条", "第二条"]
