"""Papers from a blueprint: what was asked for, the same again, two forms that weigh the same, nothing that waits for a check."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers import HOME, Files, built, head, policy
from hypothesis import given, settings
from hypothesis import strategies as st

from integrity.kernel.datafiles import Blueprint, PaperPart
from integrity.kernel.exam import Pair, Paper, Part, Question, abreast
from integrity.kernel.quiz import CHOICES, DEGREES, JUDGE, LETTERS, MULTIPLE, ORDER, SINGLE, Item
from integrity.rooms.questions.allot import apportion, flow
from integrity.rooms.questions.compose import Short, compose
from integrity.rooms.questions.index import Entry

CHAPTERS = ("廉洁纪律", "工作纪律", "执法规范")


def entry(no: int, kind: str, chapter: str, degree: str, **extra: object) -> Entry:
    options = tuple(f"第{no}题的{word}" for word in "甲乙丙丁") if kind != JUDGE else ()
    answer = {SINGLE: "B", MULTIPLE: "ACD", JUDGE: "对", ORDER: "DBAC"}.get(kind, "A")
    fields = {"options": options, "answer": answer} | extra
    item = Item(no, kind, f"第{no}题", chapter=f"{chapter}/节", degree=degree, **fields)  # type: ignore[arg-type]
    return Entry(SimpleNamespace(uri="questions/some.md", slug="some"), item, ())  # type: ignore[arg-type]


def bank(
    each: int, kinds: tuple[str, ...] = (SINGLE, MULTIPLE, JUDGE, ORDER), chapters: tuple[str, ...] = CHAPTERS
) -> list[Entry]:
    cells = [(kind, chapter, degree) for kind in kinds for chapter in chapters for degree in DEGREES for _ in range(each)]
    return [entry(no, *cell) for no, cell in enumerate(cells, 1)]


def blueprint(parts: dict[str, int], chapters: dict[str, int] | None = None, degrees: dict[str, int] | None = None) -> Blueprint:
    made = tuple(PaperPart.model_validate({"type": kind, "count": count, "points": 2}) for kind, count in parts.items())
    return Blueprint.model_validate(
        {
            "title": "小测",
            "source": "《测试办法》第七条",
            "effective": "2026-01-01",
            "minutes": 15,
            "pass_score": 80,
            "parts": made,
            "chapters": chapters or {},
            "degrees": degrees or {},
        }
    )


def cells(paper: Paper) -> Counter[tuple[str, str, str]]:
    return Counter((part.type, q.chapter, q.item.degree) for part in paper.parts for q in part.questions)


SHARES = st.fixed_dictionaries({name: st.integers(1, 5) for name in CHAPTERS})
DEGREE_SHARES = st.fixed_dictionaries({name: st.integers(0, 4) for name in DEGREES}).filter(
    lambda shares: sum(shares.values()) > 0
)
PARTS = st.dictionaries(st.sampled_from((SINGLE, MULTIPLE, JUDGE, ORDER)), st.integers(1, 12), min_size=1)


@settings(max_examples=60, deadline=None)
@given(PARTS, SHARES, DEGREE_SHARES, st.text(max_size=8))
def test_where_the_bank_is_large_all_shares_are_kept(
    parts: dict[str, int], chapters: dict[str, int], degrees: dict[str, int], seed: str
) -> None:
    pair = compose(LARGE, blueprint(parts, chapters, degrees), seed)
    total = sum(parts.values())
    for paper in pair.papers:
        assert {part.type: len(part.questions) for part in paper.parts} == parts
        assert [q.no for q in paper.questions] == list(range(1, total + 1))
        assert len({q.id for q in paper.questions}) == total
        for name, share in chapters.items():
            assert abs(paper.count("chapter")[name] - total * share / sum(chapters.values())) < 1
        for name, share in degrees.items():
            assert abs(paper.count("degree")[name] - total * share / sum(degrees.values())) < 1
        for part in paper.parts:
            inside = Counter(q.chapter for q in part.questions)
            for name, share in chapters.items():
                assert abs(inside[name] - len(part.questions) * share / sum(chapters.values())) <= 1.5
    assert cells(pair.a) == cells(pair.b)
    assert pair.shared == ()


LARGE = bank(48)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from((SINGLE, JUDGE)), st.sampled_from(CHAPTERS), st.sampled_from(DEGREES)), max_size=30),
    st.integers(1, 6),
    st.integers(1, 6),
    SHARES,
)
def test_a_small_bank_gives_two_parallel_papers_or_says_what_is_missing(
    pool: list[tuple[str, str, str]], singles: int, judged: int, chapters: dict[str, int]
) -> None:
    entries = [entry(no, *cell) for no, cell in enumerate(pool, 1)]
    plan = blueprint({SINGLE: singles, JUDGE: judged}, chapters, {"易": 1, "难": 1})
    wanted = apportion(singles + judged, chapters)
    if not feasible(pool, {SINGLE: singles, JUDGE: judged}, wanted):
        with pytest.raises(Short, match="题库里的题不够，组不成《小测》"):
            compose(entries, plan, "7")
        return
    pair = compose(entries, plan, "7")
    assert cells(pair.a) == cells(pair.b)
    assert pair.a.count("chapter") == Counter({name: n for name, n in wanted.items() if n})
    again = {q.id for q in pair.a.questions} & {q.id for q in pair.b.questions}
    assert len(pair.shared) == len(again)
    have, used = Counter(pool), cells(pair.a)
    assert len(again) == sum(max(0, 2 * used[cell] - have[cell]) for cell in used), "shared only where nothing else is left"


def feasible(pool: list[tuple[str, str, str]], types: dict[str, int], chapters: dict[str, int]) -> bool:
    """For two types: by trying how the chapters may be split."""
    first, second = types
    have = Counter((kind, chapter) for kind, chapter, _ in pool)
    reach = {0}
    for name, count in chapters.items():
        least, most = max(0, count - have[second, name]), min(count, have[first, name])
        reach = {at + n for at in reach for n in range(least, most + 1)}
    return types[first] in reach


def test_the_same_seed_gives_the_same_papers_whatever_the_order_of_the_bank() -> None:
    plan = blueprint({SINGLE: 10, JUDGE: 5}, dict.fromkeys(CHAPTERS, 1))
    one, two, other = compose(LARGE, plan, "1"), compose(reversed(LARGE), plan, "1"), compose(LARGE, plan, "2")
    assert one == two
    assert one.a.questions != other.a.questions
    assert [q.id for q in one.a.questions] != [q.id for q in one.b.questions]


def test_a_seed_means_the_same_for_ever() -> None:
    """Whoever kept a seed can print the paper again: if this fails, old seeds have lost their meaning."""
    pair = compose(bank(2), blueprint({SINGLE: 3, JUDGE: 2}, dict.fromkeys(CHAPTERS, 1)), "20261124")
    assert [q.id for q in pair.a.questions] == KEPT_A
    assert [q.id for q in pair.b.questions] == KEPT_B


KEPT_A = ["some-4", "some-18", "some-11", "some-63", "some-53"]
KEPT_B = ["some-12", "some-17", "some-3", "some-64", "some-54"]


@pytest.mark.parametrize("kind", [SINGLE, MULTIPLE, ORDER])
def test_a_shared_question_has_its_options_in_another_order_and_the_same_answer(kind: str) -> None:
    entries = [entry(no, kind, "廉洁纪律", "易") for no in range(1, 9)]
    pair = compose(entries, blueprint({kind: 8}), "1")
    assert len(pair.shared) == 8
    for a, b in pair.shared:
        first, second = pair.a.questions[a - 1].item, pair.b.questions[b - 1].item
        assert first.options != second.options
        assert sorted(first.options) == sorted(second.options)
        assert words(first) == words(second)
    assert any(a != b for a, b in pair.shared)


def words(item: Item) -> list[str] | set[str]:
    chosen = [item.options[LETTERS.index(letter)] for letter in item.answer]
    return set(chosen) if item.type in CHOICES else chosen


def test_options_that_speak_of_each_other_stay() -> None:
    entries = [entry(1, SINGLE, "廉洁纪律", "易", options=("三日", "五日", "A、B都可以"))]
    pair = compose(entries, blueprint({SINGLE: 1}), "1")
    assert pair.b.questions[0].item.options == ("三日", "五日", "A、B都可以")


def test_a_degree_that_is_short_takes_its_neighbour() -> None:
    entries = [entry(no, SINGLE, "廉洁纪律", "适中" if no < 9 else "易") for no in range(1, 17)]
    pair = compose(entries, blueprint({SINGLE: 4}, None, {"难": 1, "易": 1}), "1")
    assert pair.degrees == {"易": 2, "难": 2}
    assert pair.a.count("degree") == {"易": 2, "适中": 2}


def test_what_is_missing_is_said() -> None:
    plan = blueprint({SINGLE: 4, JUDGE: 2}, {"廉洁纪律": 1, "廉政文化": 1})
    with pytest.raises(Short) as raised:
        compose(bank(5, (SINGLE, JUDGE)), plan, "1")
    assert str(raised.value).startswith("题库里的题不够，组不成《小测》：")
    assert "章节“廉政文化”要 3 道，只凑得出 0 道" in str(raised.value)
    with pytest.raises(Short, match="判断题要 2 道，只凑得出 0 道"):
        compose(bank(5, (SINGLE,)), blueprint({SINGLE: 4, JUDGE: 2}), "1")


@given(st.integers(0, 400), st.dictionaries(st.text(max_size=2), st.integers(1, 9), min_size=1, max_size=6))
def test_whole_numbers_by_largest_remainders(total: int, shares: dict[str, int]) -> None:
    made = apportion(total, shares)
    assert sum(made.values()) == total
    assert all(abs(made[name] - total * share / sum(shares.values())) < 1 for name, share in shares.items())


def test_a_flow_takes_back_what_it_gave() -> None:
    free = lambda k: 0  # noqa: E731
    arcs = {
        ("s", "a"): (1, free),
        ("s", "b"): (1, free),
        ("a", "x"): (1, free),
        ("a", "y"): (1, lambda k: 5),
        ("b", "x"): (1, free),
    }
    arcs |= {("x", "t"): (1, free), ("y", "t"): (1, free)}
    used = flow(arcs, "s", "t")
    assert (used["a", "y"], used["b", "x"], used["a", "x"]) == (1, 1, 0)


def test_how_a_question_stands_on_paper() -> None:
    ask = lambda kind, stem, bases=(): Question(1, "x", Item(1, kind, stem), "", bases)  # noqa: E731
    room = "（" + "\u00a0" * 4 + "）"
    assert ask(SINGLE, "几日（　　）？").stem == f"几日{room}？"
    assert ask(JUDGE, "可以。").stem == f"可以。{room}"
    assert ask("填空题", "____日内交____。").stem == "＿＿＿＿日内交＿＿＿＿。"
    assert ask("简答题", "怎么办？").stem == "怎么办？"
    assert (
        ask(SINGLE, "x", ("《甲》第一条", "《甲》第二条", "案例 1", "《甲》第三条")).basis
        == "《甲》第一条、第二条、案例 1、《甲》第三条"
    )
    assert Part(SINGLE, 2, (ask(SINGLE, "x"),) * 20).heading(1) == "一、单项选择题（每题 2 分，共 40 分）"
    assert Part("简答题", 10, (ask("简答题", "x"),)).heading(4) == "四、简答题（共 10 分）"
    assert [abreast(options, 37) for options in (("三日",) * 4, ("十" * 10,) * 4, ("十" * 20,) * 4, ("对", "错"))] == [4, 2, 1, 2]


# On the site

BANK = """
title: 甲题库
date: 2026-10-20
unit: 政治处
chapter: 廉洁纪律
checked: {checked}
"""


def site(checked: str = "2026-11-01", count: int = 4) -> Files:
    text = "## 单选题\n\n" + "".join(
        f"{no}、第{no}题？\nA、三日\nB、五日{no}\n答案：B\n解析：因为。\n依据：《制度1》第一条\n\n" for no in range(1, count + 1)
    )
    plan = "title: 小测\nsource: 《制度1》第一条\neffective: 2026-01-01\nminutes: 5\npass_score: 3\nparts:\n  - {type: 单选题, count: 2, points: 2}\n"
    files: Files = {"docs/questions/a.md": head(BANK.format(checked=checked), text), "docs/policies/a.md": policy(1)}
    data = {path.relative_to(HOME).as_posix(): path.read_bytes() for path in (HOME / "data").rglob("*.yml")}
    kept = {path: content for path, content in data.items() if "blueprints" not in path}
    return files | kept | {"data/blueprints/small.yml": plan}


def test_the_papers_of_the_quarter(tmp_path: Path) -> None:
    result = built(tmp_path, site())
    assert [uri for uri in result.pages if "paper-" in uri] == [f"questions/paper-small-{part}.md" for part in ("a", "b", "key")]
    page = result.pages["questions/paper-small-a.md"].markdown
    assert "一、单项选择题（每题 2 分，共 4 分）" in page
    assert "答题卡" in page
    assert "因为" not in page, "no explanation on the paper"
    key = result.pages["questions/paper-small-key.md"].markdown
    assert key.count("《制度1》第一条") >= 4
    assert "两卷没有相同的题" in key
    assert "paper-small-key.html" in result.pages["questions/banks.md"].markdown
    later = built(tmp_path / "later", site(), dt.date(2026, 12, 31))
    assert later.pages["questions/paper-small-a.md"].markdown == page, "one paper a quarter"


def test_questions_that_wait_for_a_check_are_on_no_paper(tmp_path: Path) -> None:
    result = built(tmp_path, site(checked="2026-01-01"))
    assert not [uri for uri in result.pages if "paper-" in uri]
    assert "题库里的题不够，组不成《小测》：单选题要 2 道，只凑得出 0 道" in result.pages["questions/banks.md"].markdown


def test_a_paper_of_the_real_bank_keeps_its_blueprint() -> None:
    from integrity import site as sites
    from integrity.kernel.settings import Settings
    from integrity.rooms.questions.index import index

    _, context = sites.read(HOME, dt.date(2026, 11, 24), Settings(), HOME, drafts=False)
    assert context
    found = index(context)
    for plan in context.terms.blueprints.values():
        pair: Pair = compose(found.sound, plan, "2026Q4")
        assert cells(pair.a) == cells(pair.b)
        assert pair.a.full == plan.full_score
        assert len(pair.shared) <= 2
        assert {q.id for paper in pair.papers for q in paper.questions} <= {e.id for e in found.sound}
