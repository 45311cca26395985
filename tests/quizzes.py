"""Questions made for the tests of the exchange formats."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from integrity.exchange.cells import clean
from integrity.kernel.quiz import (
    ANY,
    BLANK,
    CHOICES,
    DEGREES,
    ESSAY,
    GAP,
    JUDGE,
    LETTERS,
    MULTIPLE,
    ORDER,
    SINGLE,
    TYPES,
    Item,
    faults,
)

SIGNS = "一三日民警张某应当登记，。、；：？！（）()【】[]〔〕“”‘’\"'《》—…·%％:;=~#{}\\*->/|｜?!+@&<>^$ AC9ａ１＝｛\u3000\u00a0\t"
WORDS = st.text("廉洁纪律礼品登记执法（）-1", min_size=1, max_size=8).map(clean).filter(bool)


def texts(lines: int = 1, most: int = 24, signs: str = SIGNS) -> st.SearchStrategy[str]:
    """Texts as a cell may hold them: without outer spaces, of at most `lines` lines."""
    line = st.text(signs, min_size=1, max_size=most).map(clean).filter(bool)
    return st.lists(line, min_size=1, max_size=lines).map("\n".join)


@st.composite
def items(draw: st.DrawFn, lines: int = 1, kinds: tuple[str, ...] = TYPES, blanks: int = 8) -> Item:
    """A sound question. `lines` is how many lines stem, options, answer and 解析 may have."""
    kind = draw(st.sampled_from(kinds))
    item = Item(
        1,
        kind,
        draw(texts(lines)),
        explanation=draw(st.one_of(st.just(""), texts(lines))),
        chapter="/".join(draw(st.lists(WORDS, min_size=1, max_size=4))),
        degree=draw(st.sampled_from(DEGREES)),
        basis=draw(st.one_of(st.just(""), WORDS.map("《{}》第一条".format))),
    )
    if kind in (*CHOICES, ORDER):
        options = draw(st.lists(texts(lines), min_size=2, max_size=8, unique_by=lambda text: "".join(text.split())))
        item = replace(item, options=tuple(options), answer=_letters(draw, kind, LETTERS[: len(options)]))
    elif kind == BLANK:
        word = texts(1, 8, SIGNS.translate(str.maketrans("", "", "|｜；;")))
        found = draw(st.lists(st.lists(word, min_size=1, max_size=3), min_size=1, max_size=blanks))
        item = replace(item, stem="：".join([item.stem.replace("_", ""), *[GAP] * len(found)]), blanks=tuple(map(tuple, found)))
    else:
        item = replace(item, answer=draw(st.sampled_from("对错")) if kind == JUDGE else draw(texts(lines)))
    return item


def _letters(draw: st.DrawFn, kind: str, known: str) -> str:
    if kind == ORDER:
        return "".join(draw(st.permutations(known)))
    least, most = {SINGLE: (1, 1), MULTIPLE: (2, 8), ANY: (1, 8)}[kind]
    return "".join(sorted(draw(st.lists(st.sampled_from(known), min_size=least, max_size=most, unique=True))))


def sound(item: Item) -> bool:
    return not list(faults(item))


def bare(found: tuple[Item, ...] | list[Item]) -> list[Item]:
    """Without numbers and lines, which no format promises."""
    return [replace(item, no=0, line=0) for item in found]


SAMPLES = (
    Item(
        1,
        SINGLE,
        "几个工作日内登记？",
        ("三个", "五个", "十个"),
        "B",
        (),
        "第四条写的是五个。",
        "廉洁纪律/礼品",
        "易",
        "《某规定》第四条",
    ),
    Item(2, MULTIPLE, "哪些要登记？", ("礼金", "礼品", "文件", "电子红包"), "ABD", (), "", "廉洁纪律/礼品", "适中", ""),
    Item(3, ANY, "哪些可以收？", ("样品", "礼金"), "A", (), "", "廉洁纪律", "难", ""),
    Item(4, JUDGE, "可以代收。", (), "错", (), "不得代收。", "廉洁纪律", "偏易", ""),
    Item(5, BLANK, "在____日内填写____。", (), "", (("三", "3"), ("登记表",)), "", "廉洁纪律", "适中", "《某规定》第五条"),
    Item(6, ORDER, "先后次序是？", ("上交", "拒收", "登记"), "BCA", (), "", "廉洁纪律", "适中", ""),
    Item(7, ESSAY, "说说怎么办。", (), "先拒收。\n再登记。", (), "要点齐全。", "廉洁纪律", "适中", "案例 2026-01"),
    Item(8, BLANK, "由____保管。", (), "", (("办公室", "分局办公室"),), "", "廉洁纪律", "适中", ""),
)
