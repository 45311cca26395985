from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrity.kernel.citations import aliases, find
from integrity.kernel.numerals import chinese

Place = tuple[str, int, int, int, int, int]


def read(text: str, names: frozenset[str] = frozenset({"刑法", "民事诉讼法"})) -> list[tuple[str, str, list[str]]]:
    return [(c.subject.kind, c.subject.text, [text[r.start : r.end] for r in c.refs]) for c in find(text, names)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照《政务处分法》第三十九条处理", [("title", "政务处分法", ["第三十九条"])]),
        ("《甲法》第三十九条第二款第（一）项", [("title", "甲法", ["第三十九条第二款第（一）项"])]),
        ("《甲法》第３９条", [("title", "甲法", ["第３９条"])]),
        ("《甲法》第三条、第五条第一款、第二款", [("title", "甲法", ["第三条", "第五条第一款", "第二款"])]),
        ("《甲法》第三条至第五条和第七条", [("title", "甲法", ["第三条", "第五条", "第七条"])]),
        ("《甲法》（以下简称甲法）第三条", [("title", "甲法", ["第三条"])]),
        ("《甲法》（示公党〔2023〕11号）第五条", [("number", "示公党〔2023〕11号", ["第五条"])]),
        ("违反本规定第十条第一款第（五）项、第（六）项", [("self", "本规定", ["第十条第一款第（五）项", "第（六）项"])]),
        ("《甲办法》第八条所列情形，依照该办法第十五条", [("title", "甲办法", ["第八条"]), ("title", "甲办法", ["第十五条"])]),
        ("依照刑法第一百二十条之一第一款", [("name", "刑法", ["第一百二十条之一第一款"])]),
        ("依照民事诉讼法第六十条", [("name", "民事诉讼法", ["第六十条"])]),
        ("依照某某法第六十条", [("name", "某某法", ["第六十条"])]),
        ("违反第九条第（七）项、第十条第二款", [("bare", "", ["第九条第（七）项", "第十条第二款"])]),
        ("《关于修改《甲法》的决定》第二条", [("title", "关于修改《甲法》的决定", ["第二条"])]),
        ("见示公党[2022]007号", [("number", "见示公党〔2022〕7号", [])]),
        ("学习《甲法》和《乙法》", [("title", "甲法", []), ("title", "乙法", [])]),
        ("第八条　违反第三条的", [("bare", "", ["第三条"])]),
        ("《甲法》第十九条第一至五项", [("title", "甲法", ["第十九条第一至五项"])]),
        ("第三季度第一次会议", []),
        ("《甲》", [("title", "甲", [])]),
    ],
)
def test_forms_in_use(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert read(text) == expected


def test_a_range_knows_its_end() -> None:
    (citation,) = find("《甲法》第三条至第五条")
    assert [(ref.key, ref.until) for ref in citation.refs] == [((3, 0), (5, 0)), ((5, 0), None)]


def test_abbreviations_are_learnt() -> None:
    assert list(aliases("根据《中华人民共和国甲法》（以下简称《甲法》）和《乙条例》（以下统称条例）")) == [
        ("甲法", "中华人民共和国甲法"),
        ("条例", "乙条例"),
    ]


numerals = st.sampled_from([chinese, str, lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))])


@st.composite
def places(draw: st.DrawFn) -> tuple[str, tuple[int, int], int, int]:
    """One place as somebody might write it, and what it means."""
    write = draw(numerals)
    article, inserted = draw(st.integers(1, 1260)), draw(st.sampled_from([0, 0, 1, 2]))
    paragraph, item = draw(st.integers(0, 4)), draw(st.integers(0, 12))
    left, right = draw(st.sampled_from([("（", "）"), ("(", ")"), ("", "")]))
    text = f"第{write(article)}条" + (f"之{chinese(inserted)}" if inserted else "")
    text += f"第{write(paragraph)}款" if paragraph else ""
    text += f"第{left}{write(item)}{right}项" if item else ""
    return text, (article, inserted), paragraph, item


@given(
    st.lists(places(), min_size=1, max_size=5),
    st.sampled_from(["、", "和", "以及", "或者"]),
    st.sampled_from(["《甲法》", "本条例", "刑法"]),
)
def test_any_list_is_read_as_it_was_written(
    written: list[tuple[str, tuple[int, int], int, int]], joint: str, subject: str
) -> None:
    text = f"违反{subject}" + joint.join(place[0] for place in written) + "规定的"
    (citation,) = find(text, {"刑法"})
    assert [(text[r.start : r.end], r.key, r.paragraph, r.item) for r in citation.refs] == written


@given(st.text(alphabet="第一二三十百条款项、至和《》（）〔〕本法之号0123 甲", max_size=60))
def test_any_text_is_read_without_error_and_without_overlap(text: str) -> None:
    end = 0
    for citation in find(text, {"甲法"}):
        for ref in citation.refs:
            assert end <= ref.start < ref.end <= len(text)
            end = ref.end
