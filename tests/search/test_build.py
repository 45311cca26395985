"""The files of the index: the same for the same pages, cold or from the cache, and fit to be read as scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from integrity.kernel.kept import Kept
from integrity.search import group, pages, ready
from integrity.search.build import build, shard_of
from integrity.search.numbers import rising
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
        return dict(build(entries, kept, [("送礼", "礼品")]))


def value(text: str) -> object:
    match = re.fullmatch(r'qfSearch\("([^"]+)",(.*)\);\n', text, re.S)
    assert match
    return json.loads(match[2])


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "ONE_IN", 4)


def test_the_same_pages_give_the_same_files_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    assert files(ENTRIES) == files(ENTRIES[::-1]) == files(ENTRIES, path) == files(ENTRIES, path)


def test_groups_change_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 3 < len(group.spans([entry.url for entry in ENTRIES])) < 20
    several = files(ENTRIES)
    monkeypatch.setattr(group, "ONE_IN", 1 << 40)
    one = files(ENTRIES)
    assert {name: text for name, text in one.items() if name.startswith("g/")} == {
        name: text for name, text in several.items() if name.startswith("g/")
    }


def test_a_list_is_what_its_numbers_give() -> None:
    """Against lists made of all pages at once, dense and thin ones."""
    made = [(entry, pages.page_of(entry)) for entry in sorted(ENTRIES, key=lambda entry: entry.url)]
    body: dict[str, list[int]] = {}
    total = 0
    for _, page in made:
        for keys in page.keys:
            for name in keys.split():
                body.setdefault(name, []).append(total)
            total += 1
    found = files(ENTRIES)
    shards = "".join(str(value(text)) for name, text in found.items() if name.startswith("g/"))
    wanted = {name: rising(numbers, total) for name, numbers in body.items()}
    assert any(text.startswith("!") for text in wanted.values())
    for name, text in wanted.items():
        assert re.search(rf"(?:^|~){re.escape(name)} {re.escape(text)}[ ~]", shards), name


def test_an_unchanged_page_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    files(ENTRIES, path)
    read: list[str] = []
    monkeypatch.setattr("integrity.kernel.cores._may_fork", lambda: False)
    monkeypatch.setattr(ready, "page_of", lambda entry: read.append(entry.url) or pages.page_of(entry))
    changed = Entry(ENTRIES[3].url, ENTRIES[3].title, "<p>别的话。</p>")
    now = [*ENTRIES[:3], changed, *ENTRIES[4:]]
    warm = files(now, path)
    assert read == [changed.url]
    assert warm == files(now)
    for now in (ENTRIES[1:], [*ENTRIES, Entry("a/0a.html", "新的一页", "<p>新的话。</p>")], ENTRIES):
        assert files(now, path) == files(now)


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
    chunk = value(found["t/0.js"])
    assert isinstance(chunk, list)
    assert chunk[0][1:3] == ["礼品登记规定0", "a/0.html"]


def test_a_page_without_words_is_found_by_its_title() -> None:
    assert any("空白" in text for name, text in files([Entry("a.html", "空白页", "")]).items() if name.startswith("g/"))


def test_no_sign_of_a_text_breaks_the_script() -> None:
    strange = Entry("b.html", '</script>"\\ 题', "<p>引号&quot;反斜\\ 分行\u2028\u2029&lt;/script&gt; ~ !</p>")
    for text in files([strange]).values():
        value(text)
        assert "\u2028" not in text
