"""The quick ways of the recognisers find what the slow ones find."""

from __future__ import annotations

import re
import unicodedata

import pytest
from helpers import HOME
from hypothesis import given
from hypothesis import strategies as st

from integrity.redaction import fold, frames, labelled, places, spaced, tables
from integrity.redaction.evidence import left, right
from integrity.redaction.labels import LABELS
from integrity.redaction.lexicon import Lexicon, load_lexicon
from integrity.redaction.mail import _AT, _SIGNS
from integrity.redaction.openings import FAINT, HOPELESS, opened, promised
from integrity.redaction.quick import alternatives, matches
from integrity.redaction.readings import is_han
from integrity.redaction.sides import _JOINTS, left_side, right_side
from integrity.redaction.weights import POST

LEXICON = load_lexicon(HOME / "data")
PARTS = [
    *[
        "民警",
        "张建国",
        "记录人：",
        "经办人",
        "，",
        "、",
        ",",
        "（",
        "(",
        "男",
        "\n",
        " ",
        "　",
        "“",
        "”",
        "同志",
        "任命",
        "为",
        "的",
        "系",
        "该",
    ],
    *[
        "李家庄",
        "派出所",
        "路",
        "村",
        "供述",
        "所长",
        "王",
        "强",
        "刘",
        "某",
        "高峰",
        "欧阳",
        "3幢",
        "2单元",
        "301室",
        "门牌号",
        "12号",
        "部门",
    ],
    *[
        "电话",
        "QQ",
        "警号",
        "(警号",
        "号民警",
        "微信",
        "2026-01-02",
        "13800000000",
        "姓名",
        "a",
        "t",
        "@",
        "(at)",
        "|",
        "：",
        ":",
        "。",
        "；",
        "1、",
    ],
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """With nothing remembered yet."""
    return load_lexicon(HOME / "data", ["一个没有别处用到的词"])


@given(TEXTS)
def test_the_sides_of_a_place_are_remembered_as_they_are(text: str) -> None:
    for at in range(1, len(text)):
        for _ in range(2):
            found = LEXICON.lefts.get(text[at - 2 : at]) or left_side(text, at, LEXICON)
            assert found[:2] == (left(text, at, LEXICON), text[at - 1] in _JOINTS)
            after, joint, framing, deed, *_ = LEXICON.rights.get(text[at : at + 2]) or right_side(text, at, LEXICON)
            post = LEXICON.after.get(text[at : at + 2], LEXICON.after.get(text[at : at + 3], 0.0)) >= POST
            assert (after, joint) == (right(text, at, LEXICON), post or text[at] in _JOINTS)
            assert deed == (0.0 < after < 4.0 and is_han(text[at]))
            assert framing or not _frame(text, max(0, at - 2), at)


@given(TEXTS)
def test_a_frame_is_found_by_its_edges(text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + 4) + 1):
            assert frames.framed(text, start, end) == _frame(text, start, end)


def _frame(text: str, start: int, end: int) -> float:
    ahead = text[max(0, start - 6) : start]
    total = frames._paired(ahead, text, end)
    total += frames.COMRADE if frames._COMRADE.match(text, end) else 0.0
    return total + (frames.PERSONAL if frames._PERSON.match(text, end) else 0.0)


@given(st.one_of([st.from_regex(pattern, fullmatch=True) for pattern in (frames._ANY, frames._COMRADE, frames._PERSON)]))
def test_a_frame_may_begin_with_what_it_begins_with(words: str) -> None:
    assert frames.may_frame(words[0])


@given(st.sampled_from(frames._FRAMES).flatmap(lambda frame: st.from_regex(frame[0], fullmatch=True)))
def test_a_frame_ends_before_the_name_with_one_of_these(words: str) -> None:
    assert words[-1] in frames._LASTS


def test_what_is_remembered_of_three_signs_is_what_they_are(lexicon: Lexicon) -> None:
    for begun in ("张建国", "王某某", "李强", "高峰的", "王，李", "刘x甲"):
        names = promised(begun, 1, lexicon.surnames[begun[0]], lexicon)
        assert opened(begun, lexicon) == names == lexicon.beside[begun]
        assert opened(begun, lexicon, FAINT) == tuple(name for name in names if name[2] >= FAINT) == lexicon.alone[begun]
        assert all(best >= HOPELESS for _, _, best in names)


@given(TEXTS)
def test_labels_are_found_by_their_ends(text: str) -> None:
    whole = LEXICON.labels.whole
    assert [match.span() for match in LEXICON.labels.finditer(text)] == [match.span() for match in whole.finditer(text)]


@given(TEXTS)
def test_the_last_label_is_the_last_of_all(text: str) -> None:
    for value in labelled._VALUE.finditer(text):
        found = list(labelled.ANY.finditer(text, max(0, value.start() - 32), value.end()))
        last = labelled._last(text, value)
        assert (last and last.span()) == (found[-1].span() if found else None)


@given(st.sampled_from(LABELS).flatmap(lambda label: st.from_regex(re.sub(r"\(\?<!.*?\)", "", label.words), fullmatch=True)))
def test_a_label_may_begin_with_what_it_begins_with(words: str) -> None:
    assert labelled._HEADS.match(words)


@given(TEXTS)
def test_what_must_stand_in_a_text_is_enough_to_look_for(text: str) -> None:
    badges = [match.span() for match in labelled._BADGE_AFTER.finditer(text)]
    assert [match.span() for match in matches(text, labelled._BADGE_HEAD, labelled._BADGE_AFTER)] == badges
    assert any(sign in text for sign in _SIGNS) or not _AT.search(text)
    rows = [match.span() for match in tables._COMMAS.finditer(text)]
    starts = [text.rfind("\n", 0, end.start()) + 1 for end in tables._TAIL.finditer(text)]
    assert [match.span() for start in starts if (match := tables._COMMAS.match(text, start))] == rows
    for match in places._BARE.finditer(text):
        signs = places._HOUSED.finditer(text, match.start(), match.end())
        assert any(sign[0] == "门牌号" or places._counted(text, sign.start()) for sign in signs)
    gaps = re.compile(r"(?<=[\u4e00-\u9fff])(?: +|\n)(?=[\u4e00-\u9fff])")
    assert [match.span() for match in spaced._GAP.finditer(text)] == [match.span() for match in gaps.finditer(text)]


def test_no_sign_that_a_fold_changes_is_taken_for_an_ordinary_one() -> None:
    for code in range(0x110000):
        sign = chr(code)
        if not fold._ODD.search(sign):
            assert unicodedata.is_normalized("NFKC", sign)
            assert unicodedata.combining(sign) == 0
            assert not fold._INVISIBLE.search(sign)
            assert not fold._WIDENED.search(sign)
    assert {wide for wide, _ in fold._FREQUENT} < set(fold._NARROW)


def test_alternatives_are_tried_in_their_order() -> None:
    assert re.compile(alternatives(["ab", "abc", "b"])).findall("abcb") == ["ab", "b"]
