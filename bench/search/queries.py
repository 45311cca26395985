"""Queries with the pages that answer them, drawn from any body of pages by a seed. No engine has a part in it.

A page answers when its text (for titles: its title) contains the query; texts are compared by `plain`.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator

from truth import Body, Judged

COUNTS = {
    "exact": 20,
    "title": 12,
    "two": 10,
    "common": 14,
    "number": 16,
    "hidden": 12,
    "prefix": 12,
    "long": 15,
    "statute": 12,
    "synonym": 6,
}
TRIES = 4000
COMMON = ["公安", "赌博", "饮酒", "处分", "保密", "举报", "回避", "拘留", "罚款", "证据", "网络", "纪律", "培训", "监督"]
SYNONYMS = {"喝酒": "饮酒", "坐牢": "有期徒刑", "打架": "斗殴", "赌钱": "赌博", "泄密": "泄露国家秘密", "扣钱": "罚款"}
QUESTIONS = {
    "醉酒驾驶机动车怎么处罚": ("醉酒", "机动车", "驾驶"),
    "民警执法时可以使用警械吗": ("警械",),
    "试用期最长多久": ("试用期",),
    "赌博罚款多少钱": ("赌博", "罚款"),
    "未成年人网络游戏时间规定": ("未成年人", "网络游戏"),
}
ASKED = ("{0}没有{1}怎么处理", "什么情况下{0}要有{1}", "{0}和{1}有什么规定", "关于{0}的{1}应当怎么办", "哪些{0}可以{1}")
NATION = "中华人民共和国"
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,3}[〔\[]\d{4}[〕\]]\d+号")
DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
AMOUNT = re.compile(r"(?<!\d)\d{1,4}(?:年|月|日|号|元|吨|公里|平方米|小时|岁|期)")
LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,}[A-Za-z0-9]*(?:[-/]?\d[\d.-]*)?(?![A-Za-z0-9])")
HAN = re.compile(r"[\u4e00-\u9fff]+")
_Drawn = Iterator[Judged]


def drawn(body: Body, seed: int) -> list[Judged]:
    """Up to COUNTS of each kind, no query twice."""
    makers: dict[str, Callable[[Body, random.Random], _Drawn]] = {
        "exact": _exact,
        "title": _title,
        "two": _two,
        "common": _common,
        "number": _number,
        "hidden": _hidden,
        "prefix": _prefix,
        "long": _long,
        "statute": _statute,
        "synonym": _synonym,
    }
    found: dict[str, Judged] = {}
    for kind, make in makers.items():
        left = COUNTS[kind]
        for query in make(body, random.Random(f"{seed} {kind}")):
            if left and query.answers and query.text not in found:
                found[query.text] = query
                left -= 1
            if not left:
                break
    return list(found.values())


def _exact(body: Body, draw: random.Random) -> _Drawn:
    """Four to eight characters from inside a run of Chinese."""
    for _ in range(TRIES):
        runs = [run for run in HAN.findall(draw.choice(body.pages).text) if len(run) >= 8]
        if runs:
            run, size = draw.choice(runs), draw.randint(4, 8)
            start = draw.randint(0, len(run) - size)
            query = run[start : start + size]
            if len(answers := body.having(query)) <= 60:
                yield Judged("exact", query, answers)


def _title(body: Body, draw: random.Random) -> _Drawn:
    for _ in range(TRIES):
        title = re.sub(r"^(中华人民共和国|最高人民法院|最高人民检察院|关于|、)+", "", draw.choice(body.pages).title)
        size = min(len(title), draw.randint(5, 9))
        start = draw.randint(0, len(title) - size)
        query = title[start : start + size]
        if size >= 5 and HAN.fullmatch(query) and len(answers := body.titled(query)) <= 3:
            yield Judged("title", query, answers)


def _two(body: Body, draw: random.Random) -> _Drawn:
    """Two words of one page that are not everywhere."""
    for _ in range(TRIES):
        words = [word for word in body.words_of(draw.choice(body.pages)) if body.spread[word] <= max(12, len(body.pages) // 20)]
        if len(words) >= 2:
            one, other = draw.sample(words, 2)
            if len(answers := body.having(one, other)) <= max(30, len(body.pages) // 50):
                yield Judged("two", f"{one} {other}", answers)


def _common(body: Body, draw: random.Random) -> _Drawn:
    for word in COMMON:
        yield Judged("common", word, body.having(word))
    frequent = sorted(word for word, count in body.spread.items() if len(word) == 2 and count > len(body.pages) / 10)
    draw.shuffle(frequent)
    for word in frequent:
        yield Judged("common", word, body.having(word))


def _number(body: Body, draw: random.Random) -> _Drawn:
    """Four each of document numbers, dates and amounts, then Latin. 62号 is not answered by 462号."""
    for kind in (NUMBER, DATE, AMOUNT, LATIN):
        found = sorted({match.group().rstrip("-.") for page in body.pages for match in kind.finditer(page.text)})
        draw.shuffle(found)
        known = ((text, body.starting(text)) for text in found if len(text) >= 3)
        rare = ((text, answers) for text, answers in known if len(answers) <= 40)
        for place, (text, answers) in enumerate(rare if kind is LATIN else itertools.islice(rare, 4)):
            yield Judged("number", _typed(text, place), answers)


def _typed(text: str, place: int) -> str:
    """A document number in turn as written, with brackets of a keyboard, with none."""
    opening, closing = [("", ""), ("[", "]"), (" ", " ")][place % 3]
    return re.sub(r"[〔\[]", opening, re.sub(r"[〕\]]", closing, text)) if opening else text


def _hidden(body: Body, draw: random.Random) -> _Drawn:
    """Words that a dictionary's segmentation never shows, because they lie in longer ones."""
    try:
        import jieba
    except ImportError:
        return
    jieba.setLogLevel(60)
    jieba.initialize()
    words = sorted(word for word, count in jieba.dt.FREQ.items() if count > 200 and 2 <= len(word) <= 3 and HAN.fullmatch(word))
    draw.shuffle(words)
    for word in words[:TRIES]:
        answers = body.having(word)
        if 4 <= len(answers) <= max(40, len(body.pages) // 20):
            around = (body.around(url, word, 12) for url in draw.sample(sorted(answers), 4))
            if not any(word in jieba.lcut(text) for text in around):
                yield Judged("hidden", word, answers)


def _prefix(body: Body, draw: random.Random) -> _Drawn:
    """The first one, two, three characters of a title, as it is typed."""
    for _ in range(TRIES):
        title = draw.choice(body.pages).title
        if HAN.match(title) and not re.match("中华|最高|关于|国务院|全国", title):
            for size in (1, 2, 3):
                yield Judged("prefix", title[:size], frozenset(page.url for page in body.pages if title[:size] in page.title))


def _long(body: Body, draw: random.Random) -> _Drawn:
    """Questions; a page answers when it has all their words."""
    for question, needed in QUESTIONS.items():
        yield Judged("long", question, body.having(*needed))
    for number in range(TRIES):
        page = draw.choice(body.pages)
        near = body.words_of(page, draw.choice(page.paragraphs))
        words = [word for word in near if len(word) >= 3 and body.spread[word] <= max(20, len(body.pages) // 10)]
        if len(words) >= 2:
            one, other = draw.sample(words, 2)
            yield Judged("long", ASKED[number % len(ASKED)].format(one, other), body.having(one, other))


def _statute(body: Body, draw: random.Random) -> _Drawn:
    """A statute by the name that others cite it by: the statute itself is wanted, not who cites it."""
    pages = sorted(body.pages, key=lambda page: page.url)
    draw.shuffle(pages)
    pages.sort(key=lambda page: not page.title.startswith(NATION))
    named: dict[str, set[str]] = {}
    for page in pages:
        named.setdefault(page.title.removeprefix(NATION), set()).add(page.url)
    for name, urls in named.items():
        same = frozenset(urls)
        if HAN.fullmatch(name) and name.endswith(("法", "条例", "规定", "办法")) and len(body.having(name) - same) >= 3:
            yield Judged("statute", name, same)


def _synonym(body: Body, draw: random.Random) -> _Drawn:
    for asked, written in SYNONYMS.items():
        yield Judged("synonym", asked, body.having(asked) | body.having(written))
