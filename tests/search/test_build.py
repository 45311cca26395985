"""The files of the index: the same for the same pages, cold or from the cache, and fit to be read as scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from integrity.search import cache as store
from integrity.search import pages
from integrity.search.build import Index, build, shard_of
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


def files(entries: list[Entry], cache: Path | None = None) -> dict[str, str]:
    return dict(build(entries, cache, [("送礼", "礼品")]))


def value(text: str) -> object:
    match = re.fullmatch(r'qfSearch\("([^"]+)",(.*)\);\n', text, re.S)
    assert match
    return json.loads(match[2])


def test_the_same_pages_give_the_same_files_in_any_order(tmp_path: Path) -> None:
    assert files(ENTRIES) == files(ENTRIES[::-1]) == files(ENTRIES, tmp_path) == files(ENTRIES, tmp_path)


def test_an_unchanged_page_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files(ENTRIES, tmp_path)
    read: list[str] = []
    monkeypatch.setattr(store, "page_of", lambda entry: read.append(entry.url) or pages.page_of(entry))
    changed = Entry(ENTRIES[3].url, ENTRIES[3].title, "<p>别的话。</p>")
    warm = files([*ENTRIES[:3], changed, *ENTRIES[4:]], tmp_path)
    assert read == [changed.url]
    assert warm == files([*ENTRIES[:3], changed, *ENTRIES[4:]])
    assert len(list(tmp_path.iterdir())) == 30


def test_a_damaged_cache_is_none(tmp_path: Path) -> None:
    wanted = files(ENTRIES, tmp_path)
    kept = sorted(tmp_path.iterdir())
    kept[0].write_bytes(b"")
    kept[1].write_bytes(kept[1].read_bytes()[:-20])
    kept[2].write_bytes(b"\x78\x9c garbage")
    assert files(ENTRIES, tmp_path) == wanted


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
    index = Index()
    index.add(Entry("a.html", "空白页", ""), pages.page_of(Entry("a.html", "空白页", "")))
    assert any("空白" in text for name, text in index.files() if name.startswith("g/"))


def test_no_sign_of_a_text_breaks_the_script() -> None:
    strange = Entry("b.html", '</script>"\\ 题', "<p>引号&quot;反斜\\ 分行\u2028\u2029&lt;/script&gt; ~ !</p>")
    for text in files([strange]).values():
        value(text)
        assert "\u2028" not in text
