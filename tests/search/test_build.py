"""The files of the index: the same for the same pages, cold or from the cache, and fit to be read as scripts."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from integrity.kernel.kept import Kept
from integrity.search import group, pages, ready
from integrity.search.build import build, shard_of
from integrity.search.grams import grams
from integrity.search.numbers import ALPHABET, ENDS, FEW, MORE
from integrity.search.pages import Entry

ENTRIES = [
    Entry(
        f"a/{n}.html",
        f"礼品登记规定{n}",
        f"<h2 id='x'>登记</h2><p>第{n}件礼品要在五日内登记。</p>" * 12,
        facets={"栏目": ("政策",)},
    )
    for n in range(30)
]


def files(entries: list[Entry], path: Path | None = None) -> dict[str, str]:
    with Kept(path) as kept:
        return {file.name: file.text() for file in build(entries, kept, [("送礼", "礼品")])}


def stamps(entries: list[Entry], path: Path | None = None) -> dict[str, str]:
    with Kept(path) as kept:
        return {file.name: file.stamp for file in build(entries, kept, [("送礼", "礼品")])}


def value(text: str) -> object:
    match = re.fullmatch(r'qfSearch\("([^"]+)",(.*)\);\n', text, re.S)
    assert match
    return json.loads(match[2])


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "LEAST", 1)
    monkeypatch.setattr(group, "ONE_IN", 4)


def test_the_same_pages_give_the_same_files_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    assert 3 < len(group.spans([entry.url for entry in ENTRIES])) < 20
    assert files(ENTRIES) == files(ENTRIES[::-1]) == files(ENTRIES, path) == files(ENTRIES, path)
    assert stamps(ENTRIES) == stamps(ENTRIES, path)


def listed(text: str, bases: Sequence[int]) -> Iterator[int]:
    """A list of a shard read by the words of build.py and numbers.py; `bases` are what each group counts from."""
    signs = iter(text)
    group = -1
    for sign in signs:
        gap, few = divmod(_number(sign, signs), FEW)
        group += gap + 1
        start, count = bases[group], few + 1
        if count == FEW:
            more = _number(next(signs), signs)
            count = FEW - 1 + more if more else 0
        if count:
            at = start - 1
            for _ in range(count):
                at += _number(next(signs), signs) + 1
                yield at
        else:
            for n in range(_number(next(signs), signs)):
                cell = ALPHABET.index(next(signs))
                yield from (start + n * 6 + bit for bit in range(6) if cell >> bit & 1)


def _number(sign: str, signs: Iterator[str]) -> int:
    value, unit = 0, 1
    while True:
        found = ALPHABET.index(sign)
        value += unit * found
        if found < ENDS:
            return value
        unit *= MORE
        sign = next(signs)


def plainly(text: str) -> list[int]:
    signs = iter(text)
    return [_number(sign, signs) for sign in signs]


def test_a_list_is_what_its_numbers_give() -> None:
    """Against lists made of all pages at once, dense and thin ones."""
    found = files(ENTRIES)
    first = value(found["index.js"])
    assert isinstance(first, dict)
    starts, bases = [0], [0]
    for size in plainly(first["sizes"]):
        starts.append(starts[-1] + group.roomy(size))
    for count in plainly(first["groups"]):
        bases.append(bases[-1] + count)
    wanted: dict[str, list[int]] = {}
    for start, entry in zip(starts, sorted(ENTRIES, key=lambda entry: entry.url), strict=False):
        for n, text in enumerate(pages.page_of(entry).folded):
            for name in grams(text):
                wanted.setdefault(name, []).append(start + n)
    shards = "".join(str(value(text)) for name, text in found.items() if name.startswith("g/"))
    lists = dict(entry.split(" ", 1) for entry in shards.split("~")[:-1])
    read = {name: list(listed(text.split(" ")[0], [starts[base] for base in bases])) for name, text in lists.items()}
    assert {name: numbers for name, numbers in read.items() if numbers} == wanted
    assert sum(plainly(first["chunks"])) == starts[-1]


def test_an_unchanged_page_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    files(ENTRIES, path)
    read: list[str] = []
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: False)
    monkeypatch.setattr(ready, "page_of", lambda entry: read.append(entry.url) or pages.page_of(entry))
    changed = Entry(ENTRIES[3].url, ENTRIES[3].title, "<p>别的话。</p>")
    stamps([*ENTRIES[:3], changed, *ENTRIES[4:]], path)
    assert read == [changed.url]


FOURTH = ENTRIES[4]
CHANGES = {
    "an edit": [*ENTRIES[:4], Entry(FOURTH.url, FOURTH.title, f"{FOURTH.html}<p>又一段话。</p>"), *ENTRIES[5:]],
    "a page less": ENTRIES[1:],
    "a page more": [*ENTRIES, Entry("a/0a.html", "新的一页", "<p>新的话。</p>")],
    "another address": [*ENTRIES[:4], Entry("b.html", FOURTH.title, FOURTH.html), *ENTRIES[5:]],
    "another title": [*ENTRIES[:4], Entry(FOURTH.url, "廉洁提醒", FOURTH.html), *ENTRIES[5:]],
    "another facet": [*ENTRIES[:4], Entry(FOURTH.url, FOURTH.title, FOURTH.html, facets={"栏目": ("案例",)}), *ENTRIES[5:]],
}


@pytest.mark.parametrize("now", CHANGES.values(), ids=CHANGES)
def test_what_changes_is_made_as_from_nothing(now: list[Entry], tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    before = files(ENTRIES, path)
    told = stamps(now, path)
    warm, cold = files(now, path), files(now)
    assert list(warm.items()) == list(cold.items())
    assert told == stamps(now)
    earlier = stamps(ENTRIES)
    assert {name for name in cold if before.get(name) != cold[name]} == {name for name in told if earlier.get(name) != told[name]}


def test_an_edit_changes_few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("integrity.search.build.SHARD", 700)
    path = tmp_path / "kept.db"
    draw = random.Random(7)
    drawn = (Entry(f"{n}.html", f"规定{n}", "".join(map(paragraph, [draw] * 20))) for n in range(300))
    body = sorted(drawn, key=lambda entry: entry.url)
    before = stamps(body, path)
    page = body[150]
    for words, most in (("，七日以内。</p>", 12), (f"</p>{paragraph(draw)}", 400)):
        edited = Entry(page.url, page.title, page.html.replace("</p>", words, 1))
        after = stamps([*body[:150], edited, *body[151:]], path)
        changed = {name for name in before.keys() | after.keys() if after.get(name) != before.get(name)}
        assert 0 < len(changed) < most < len(after) / 8
        assert sum(name.startswith("t/") for name in changed) <= 2


def paragraph(draw: random.Random) -> str:
    """Some sixty characters, of which some are much more frequent than others."""
    return "<p>" + "".join(chr(0x4E00 + int(2000 * draw.random() ** 3)) for _ in range(60)) + "。</p>"


def test_what_is_lost_of_the_cache_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    wanted = files(ENTRIES, path)
    find = Kept.find
    lost = ("search-words", "search-slice", "search-page", "search-shard", "search-group")
    for kind in lost:
        monkeypatch.setattr(Kept, "find", lambda self, one, keys, kind=kind: {} if one == kind else find(self, one, keys))
        assert files(ENTRIES, path) == wanted


def test_every_file_is_a_script_of_one_call() -> None:
    for name, text in files(ENTRIES).items():
        assert text.startswith(f'qfSearch("{name.removesuffix(".js")}",')
        value(text)


def test_a_key_lies_in_its_shard_and_leads_to_its_words() -> None:
    found = files(ENTRIES)
    first = value(found["index.js"])
    assert isinstance(first, dict)
    assert first["pages"] == 30
    assert first["synonyms"] == [["礼品", "送礼"]]
    shard = value(found[f"g/{shard_of('五日', first['shards'])}.js"])
    assert isinstance(shard, str)
    assert re.search(r"(?:^|~)五日 [^ ~]+~", shard)
    chunk = value(found["t/0-0.js"])
    assert isinstance(chunk, list)
    assert chunk[0][1:3] == ["礼品登记规定0", "a/0.html"]


def test_a_page_without_words_is_found_by_its_title() -> None:
    assert any("空白" in text for name, text in files([Entry("a.html", "空白页", "")]).items() if name.startswith("g/"))


def test_no_sign_of_a_text_breaks_the_script() -> None:
    strange = Entry("b.html", '</script>"\\ 题', "<p>引号&quot;反斜\\ 分行\u2028\u2029&lt;/script&gt; ~ !</p>")
    for text in files([strange]).values():
        value(text)
        assert "\u2028" not in text
