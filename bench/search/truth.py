"""The pages as the judge reads them, apart from every engine."""

from __future__ import annotations

import functools
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a class="headerlink".*?</a>', re.S)
_BLOCK = re.compile(r"</(?:p|li|h\d|td|th|tr|blockquote|pre|dd|dt|div)>|<br ?/?>")
_BRACKETS = str.maketrans({**dict.fromkeys("[(", "〔"), **dict.fromkeys("])", "〕")})
_WORD = re.compile(r"(?<=[、，。；：《])([\u4e00-\u9fff]{2,4})(?=[、，。；：》])")  # an item of a list is a word of the language
_EMPTY = frozenset(
    ["应当", "可以", "但是", "其中", "同时", "此外", "对于", "因此", "不得", "或者", "以及", "并且", "例如", "附件"]
)


def plain(text: str) -> str:
    """NFKC, lower case, no white space, brackets alike."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().translate(_BRACKETS)


@dataclass(frozen=True)
class Judged:
    """A query and the urls that answer it."""

    kind: str
    text: str
    answers: frozenset[str]


@dataclass
class Page:
    url: str
    title: str
    text: str
    plain: str = field(init=False)
    paragraphs: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.paragraphs = [line for line in (line.strip() for line in self.text.split("\n")) if line] or [""]
        self.plain = plain(self.text)


class Body:
    """`spread`: in how many pages a word stands as an item of a list."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = sorted(pages, key=lambda page: page.url)
        self.by_url = {page.url: page for page in self.pages}
        self.spread = Counter(word for page in self.pages for word in self.words_of(page))

    def having(self, *words: str) -> frozenset[str]:
        """The pages whose words or title have all of these."""
        return functools.reduce(frozenset.__and__, (self._one(plain(word)) for word in words))

    @functools.lru_cache(maxsize=5000)  # noqa: B019  # one body a run
    def _one(self, word: str) -> frozenset[str]:
        return frozenset(page.url for page in self.pages if word in page.plain)

    def starting(self, text: str) -> frozenset[str]:
        """The pages that have it, no letter or digit right before it."""
        whole = re.compile(r"(?<![a-z0-9])" + re.escape(plain(text)))
        return frozenset(url for url in self.having(text) if whole.search(self.by_url[url].plain))

    def titled(self, words: str) -> frozenset[str]:
        return frozenset(page.url for page in self.pages if plain(words) in plain(page.title))

    def words_of(self, page: Page, text: str | None = None) -> list[str]:
        return sorted(set(_WORD.findall(page.text if text is None else text)) - _EMPTY)

    def around(self, url: str, word: str, size: int) -> str:
        text = self.by_url[url].plain
        at = text.find(word)
        return text[max(0, at - size) : at + len(word) + size]


def body_of(path: Path) -> Body:
    """From pages.jsonl: {url, title, html} a line. The title is part of a page's text, whether its words repeat it or not."""
    with path.open(encoding="utf-8") as file:
        return Body(_page(**json.loads(line)) for line in file)


def _page(url: str, title: str, html: str) -> Page:
    return Page(url, title, _words(html))


def _words(page: str) -> str:
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", _LINK.sub("", page))))
