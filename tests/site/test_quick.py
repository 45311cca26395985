"""Whatever changes, a build that takes what was kept gives the same bytes as one that makes everything anew."""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import BUILDING, HOME, SVG, arrangement, case, measure, opinion, panel, photograph, policy, write
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from material.plugins.search.plugin import SearchPlugin
from mkdocs.commands import build as commands
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _RawHTMLPreprocessor
from quick import draw
from quick.draw import Drawer, without_own
from quick.versions import versions

from integrity.exchange import ics
from integrity.kernel.version import code
from integrity.replacing import replace
from integrity.search import pages

ARTICLES = (
    "第一条　民警参加学习日。\n\n第二条　学习日每月一次。\n\n（一）集中学习；\n\n（二）个人自学。\n\n第三条　缺课的补课。\n"
)
CITING = "依照《学习日制度》第二条、第三条办理。\n\n本制度第一条与《没有的规定》第五条不一致的，按登记办法执行。\n"
FILES = {
    "docs/policies/day.md": policy(1, ARTICLES, title="学习日制度"),
    "docs/policies/gifts.md": policy(2, "第一条　礼品登记。\n\n" + CITING, title="礼品登记规定"),
    "docs/policies/old.md": policy(
        3, "第一条　旧的。\n", title="学习日制度（试行）", date="2024-01-12", issued="2024-01-12", effective="2024-02-01"
    ),
    "docs/policies/plain.md": policy(4, "没有引用的一件。\n\n[礼品](gifts.md) ![图](lotus.svg)\n", title="平常的通知"),
    "docs/policies/lotus.svg": SVG,
    "docs/study/2026.md": arrangement("- {no: 1, date: 2026-12-01, focus: 1, title: 学习日制度, form: 自学}"),
    "docs/rectification/a.md": opinion(measure()),
    "docs/corridor/buildings/main.md": BUILDING,
    "docs/corridor/1f/a.md": panel(),
    "docs/corridor/1f/lotus.svg": SVG,
    "cases/2026/2026-01.md": case(),
    "cases/2026/2026-02.md": case("2026-02", disciplines="[工作纪律]"),
}
INPUT = ("docs", "cases", "data", "hooks", "overrides", "packages", "mkdocs.yml")
Change = Callable[[Path], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product of its own, so that its templates and its code can be changed, with a small content."""
    root = tmp_path / "quick"
    dependencies(root / "packages", monkeypatch)
    for name in ("hooks", "overrides", "data"):
        shutil.copytree(HOME / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    shutil.copy(HOME / "mkdocs.yml", root)
    return write(root, dict(FILES))


def made(root: Path, target: str) -> dict[str, str]:
    """As `hooks build` does it: beside the site that stands, which is then replaced."""
    code.cache_clear()  # it is read once a process, and a build has a process of its own
    fresh = root / f"{target}.new"
    os.environ["SITE_BEFORE"] = str(root / target)
    try:
        commands.build(load_config(str(root / "mkdocs.yml"), site_dir=str(fresh)))
    finally:
        del os.environ["SITE_BEFORE"]
    replace(fresh, root / target)
    return tree(root, target)


def tree(root: Path, target: str) -> dict[str, str]:
    files = (path for path in sorted((root / target).rglob("*")) if path.is_file())
    return {path.relative_to(root / target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def dependencies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for packages, installed in a folder of their own: what each makes differs from version to version."""
    for name in ("markup", "template", "spelling", "calendar"):
        write(folder, {f"{name}-1.dist-info/METADATA": ""})
    monkeypatch.syspath_prepend(str(folder))

    def release(name: str) -> str:
        return next(path.name for path in folder.iterdir() if path.name.startswith(name)).split("-")[1].split(".")[0]

    def patch(place: Any, attribute: str, with_release: Callable[[Any], Any]) -> None:
        before = getattr(place, attribute)
        monkeypatch.setattr(place, attribute, lambda *given, **more: with_release(before(*given, **more)))

    patch(Markdown, "convert", lambda html: html + f"<i>{release('markup')}</i>")
    patch(Drawer, "draw", lambda page: page + f"<!-- {release('template')} -->")
    patch(pages, "typed", lambda words: {*words, f"pinyin{release('spelling')}"})
    patch(ics, "calendar", lambda feed: feed + release("calendar"))


def release(name: str) -> Change:
    """Another version of a package is installed."""
    return lambda root: ((root / f"packages/{name}-1.dist-info").rename(root / f"packages/{name}-2.dist-info"), None)[1]


def cold(root: Path) -> dict[str, str]:
    """Made anew: what is kept is put aside meanwhile."""
    shutil.rmtree(root / ".aside", ignore_errors=True)
    (root / ".cache").rename(root / ".aside")
    try:
        return made(root, "cold")
    finally:
        shutil.rmtree(root / ".cache", ignore_errors=True)
        (root / ".aside").rename(root / ".cache")


def anew(root: Path, known: dict[str, dict[str, str]]) -> dict[str, str]:
    """The cold build of what lies below `root`; made once for the same files, since nothing else tells builds apart."""
    stands = tuple(part for part in sorted(root.rglob("*")) if part.is_file() and part.relative_to(root).parts[0] in INPUT)
    digest = hashlib.sha256(repr([(part.relative_to(root), part.read_bytes()) for part in stands]).encode()).hexdigest()
    if digest not in known:
        known[digest] = cold(root)
    return known[digest]


def edit(name: str, old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text, f"{name}: {old}"
        (root / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def append(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def add(name: str, content: str | bytes) -> Change:
    return lambda root: (write(root, {name: content}), None)[1]


def remove(*names: str) -> Change:
    return lambda root: [(root / name).unlink() for name in names] and None


def move(old: str, new: str) -> Change:
    return lambda root: ((root / new).parent.mkdir(parents=True, exist_ok=True), (root / old).rename(root / new), None)[2]


def both(*changes: Change) -> Change:
    return lambda root: [change(root) for change in changes] and None


def spoil(root: Path) -> None:
    """A fifth of what is kept is damaged."""
    with sqlite3.connect(root / ".cache" / "kept.db") as base:
        base.execute("UPDATE made SET value = x'00' WHERE id % 5 = 0")
    base.close()


def cut(root: Path) -> None:
    path = root / ".cache" / "kept.db"
    path.write_bytes(path.read_bytes()[:5000])


MIDDLE = "a new case"
"""The second half begins here, with the files as they were at first."""
CHANGES: dict[str, Change] = {
    "nothing": lambda root: None,
    "a paragraph": edit("docs/policies/day.md", "缺课的补课", "缺课的一周内补课"),
    "a paragraph back": edit("docs/policies/day.md", "缺课的一周内补课", "缺课的补课"),
    "an article more": edit("docs/policies/day.md", "第三条　", "第三条　记录在册。\n\n第四条　"),
    "an article less": edit("docs/policies/day.md", "第三条　记录在册。\n\n第四条　", "第三条　"),
    "an item more": edit("docs/policies/day.md", "（二）个人自学。", "（二）个人自学；\n\n（三）讨论。"),
    "a heading": edit("docs/policies/plain.md", "没有引用的一件。", "## 一、总体要求\n\n没有引用的一件。"),
    "a second heading": edit("docs/policies/plain.md", "没有引用", "### （一）细目\n\n没有引用"),
    "a cited title": edit("docs/policies/day.md", "title: 学习日制度", "title: 政治学习日制度"),
    "a cited title back": edit("docs/policies/day.md", "title: 政治学习日制度", "title: 学习日制度"),
    "a document that was missing": add("docs/policies/new.md", policy(5, "第五条　有了。\n", title="没有的规定")),
    "and is gone again": remove("docs/policies/new.md"),
    "a name that stood there without brackets": add("docs/policies/reg.md", policy(6, "第一条　登记。\n", title="登记办法")),
    "the short name of a document": edit("docs/policies/day.md", "issuer:", "aliases: [办学规矩]\nissuer:"),
    "a document number": edit("docs/policies/gifts.md", "示公党〔2026〕2号", "示公党〔2026〕12号"),
    "a day of effect": edit("docs/policies/day.md", "effective: 2026-02-01", "effective: 2026-12-01"),
    "a day of effect back": edit("docs/policies/day.md", "effective: 2026-12-01", "effective: 2026-02-01"),
    "what it replaces": edit("docs/policies/day.md", "issuer:", "supersedes: [示公党〔2026〕3号]\nissuer:"),
    "the unit": edit("docs/policies/plain.md", "unit: 政治处", "unit: 法制大队"),
    "tags": edit("docs/policies/plain.md", "unit:", "tags: [学习教育]\nunit:"),
    "a date": edit("docs/policies/plain.md", "date: 2026-01-12", "date: 2026-01-10"),
    "a file renamed": both(
        move("docs/policies/gifts.md", "docs/policies/presents.md"), edit("docs/policies/plain.md", "gifts", "presents")
    ),
    "a file moved": both(move("docs/policies/old.md", "docs/policies/2024/old.md")),
    "a link more": edit("docs/policies/plain.md", "[礼品]", "[学习日](day.md#第二条) [礼品]"),
    "a new case": add("cases/2026/2026-03.md", case("2026-03", title="李某案")),
    "a case's discipline": edit("cases/2026/2026-03.md", "廉洁纪律", "工作纪律"),
    "a case's title": edit("cases/2026/2026-03.md", "title: 李某案", "title: 李某收礼案"),
    "a case that cites": edit("cases/2026/2026-02.md", "内容。", "违反《学习日制度》第二条。"),
    "a case that is a draft": edit("cases/2026/2026-03.md", "case_no:", "draft: true\ncase_no:"),
    "a case that is one no more": edit("cases/2026/2026-03.md", "draft: true\n", ""),
    "a case gone": remove("cases/2026/2026-03.md"),
    "a session more": edit(
        "docs/study/2026.md",
        "sessions:\n",
        "sessions:\n  - {no: 2, date: 2026-12-08, focus: 1, title: 礼品登记规定, form: 自学}\n",
    ),
    "a session's day": edit("docs/study/2026.md", "2026-12-08", "2026-12-09"),
    "a focus": edit("docs/study/2026.md", "党的纪律建设", "纪律建设"),
    "a measure's state": edit("docs/rectification/a.md", "state: 整改中\n        started: 2026-03-02", "state: 未启动"),
    "a measure's words": edit("docs/rectification/a.md", "修订登记办法", "修订礼品登记规定"),
    "a panel's words": edit("docs/corridor/1f/a.md", "---\n\n", "---\n\n清风徐来。\n\n"),
    "a picture": edit("docs/policies/lotus.svg", "<svg", "<svg data-n='2'"),
    "a picture in sizes": both(
        add("docs/corridor/1f/lotus.png", photograph(900, 600)), edit("docs/corridor/1f/a.md", "lotus.svg", "lotus.png")
    ),
    "a picture of the same name": add("docs/corridor/1f/lotus.png", photograph(901, 600)),
    "a limit": edit("data/limits.yml", "value: 4\n", "value: 1\n"),
    "a synonym": edit("data/synonyms.yml", "groups:\n", "groups:\n  - 送礼物、赠礼品\n"),
    "a short title": edit("data/short_titles.yml", "short:\n", "short:\n  学规: 学习日制度\n"),
    "the site's name": edit("mkdocs.yml", "site_name: 清风", "site_name: 清风二"),
    "another day": edit("mkdocs.yml", "today: 2026-11-24", "today: 2026-12-02"),
    "a day long after": edit("mkdocs.yml", "today: 2026-12-02", "today: 2027-03-02"),
    "how Markdown is read": edit("mkdocs.yml", "permalink_title: 本节链接", "permalink_title: 本节地址"),
    "a term of a vocabulary": edit("data/terms/forms.yml", "批评和自我批评、约谈函询", "批评和自我批评"),
    "the name of a vocabulary": edit("data/terms/disciplines.yml", "title: 六项纪律", "title: 六大纪律"),
    "a setting": edit("mkdocs.yml", "unit: 示例市公安局示例分局", "unit: 示例市公安局示例二分局"),
    "a style": edit("mkdocs.yml", "  - assets/css/plan.css\n", ""),
    "the frame of a page": edit("overrides/main.html", "{% block container %}", "{% block container %}<!-- 新 -->"),
    "the template of a case": append("overrides/rooms/cases/case.md", "\n新的一段。\n"),
    "a part of the frame": edit("overrides/partials/copyright.html", "<", "<!-- 新 --><"),
    "the version of what makes HTML": release("markup"),
    "the version of what fills templates": release("template"),
    "the version of what spells for search": release("spelling"),
    "the version of what writes calendars": release("calendar"),
    "the product's code": edit("hooks/integrity/kernel/links.py", '"""', '"""New. '),
    "entries damaged": spoil,
    "a file cut short": cut,
    "the cache gone": lambda root: shutil.rmtree(root / ".cache"),
}


SAME = {"nothing", "entries damaged", "a file cut short", "the cache gone", "the product's code"}
"""Changes of nothing that a reader sees."""


@pytest.mark.parametrize("half", [0, 1])
def test_a_warm_build_gives_the_bytes_of_a_cold_one(home: Path, monkeypatch: pytest.MonkeyPatch, half: int) -> None:
    monkeypatch.setitem(os.environ, "NO_MKDOCS_2_WARNING", "1")
    assert len(CHANGES) >= 50
    before, known = made(home, "warm"), dict[str, dict[str, str]]()
    middle = list(CHANGES).index(MIDDLE)
    for name, change in list(CHANGES.items())[half * middle :][: middle if half == 0 else None]:
        change(home)
        warm, fresh = made(home, "warm"), anew(home, known)
        different = sorted(path for path in {*warm, *fresh} if warm.get(path) != fresh.get(path))
        assert different == [], f"after “{name}” these differ from a build without anything kept"
        assert (warm == before) == (name in SAME), f"“{name}” did not change what it should"
        before = warm


def building(root: Path, target: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(root / target)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def test_two_builds_at_once_share_what_is_kept(home: Path) -> None:
    together = [building(home, "one"), building(home, "two")]
    edit("docs/policies/day.md", "缺课的补课", "缺课的一周内补课")(home)  # while they read
    assert [build.wait() for build in together] == [0, 0]
    assert building(home, "one").wait() == 0
    assert building(home, "two").wait() == 0
    shutil.rmtree(home / ".cache")
    assert building(home, "cold").wait() == 0
    assert tree(home, "one") == tree(home, "two") == tree(home, "cold")


def test_what_pages_share_is_what_each_would_have(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other templates of the theme may show more of a page than its folder and its place in the menu."""
    monkeypatch.setitem(os.environ, "NO_MKDOCS_2_WARNING", "1")
    shared = made(home, "site")
    monkeypatch.setattr(draw, "SHARED", frozenset())
    assert cold(home) == shared


def test_another_hook_sees_the_words_of_a_page_and_may_change_them(home: Path) -> None:
    changes = "def on_page_markdown(markdown, **_):\n    return markdown.replace('每月一次', '每季一次')\n"
    write(home, {"other.py": changes})
    edit("mkdocs.yml", "  - hooks/main.py", "  - hooks/main.py\n  - other.py")(home)
    made(home, "site")
    page = (home / "site/policies/day.html").read_text("utf-8")
    assert "学习日每季一次" in page
    assert "学习日每月一次" not in page
    assert any("学习日每季一次" in words.read_text("utf-8") for words in (home / "site/search/t").iterdir())


def test_pages_are_named_by_whatever_they_are_made_with(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "mkdocs.yml").rename(home / "base.yml")
    hooks = "hooks: [hooks/main.py, own.py]\n"
    write(home, {"mkdocs.yml": f"INHERIT: base.yml\ncopyright: !ENV [OWNER, 无]\n{hooks}", "own.py": "a = 1\n"})
    write(home, {"overrides/partials/mark.svg": "<svg/>"})

    def name() -> str:
        return versions(home, load_config(str(home / "mkdocs.yml")))

    known = [name()]
    assert name() == known[0]
    write(home, {"overrides/assets/css/new.css": "a{}"})
    assert name() == known[0], "no page shows a style"
    for change in (
        lambda: write(home, {"own.py": "a = 2\n"}),
        lambda: write(home, {"overrides/partials/mark.svg": "<svg></svg>"}),
        lambda: write(home, {"overrides/rooms/policies/note.txt": "一\n"}),
        lambda: edit("base.yml", "site_description: ", "site_description: 新的")(home),
        lambda: monkeypatch.setitem(os.environ, "OWNER", "分局"),
    ):
        change()
        known.append(name())
    assert len({*known}) == len(known)


SOURCES = {
    "Page.render": (Page.render, "320529348f7a8af1"),
    "_populate_page": (commands._populate_page, "31a70ea4caef1e12"),
    "_build_page": (commands._build_page, "adcdbd14b2361126"),
    "get_context": (commands.get_context, "4b4bf8a076edc4a6"),
    "build": (commands.build, "c476b64474acfaa2"),
    "Files.copy_static_files": (Files.copy_static_files, "d26112b6cfc80a76"),
    "Files.documentation_pages": (Files.documentation_pages, "a18f043c1697f93a"),
    "Page.validate_anchor_links": (Page.validate_anchor_links, "874bc52fc630d5e8"),
    "_RawHTMLPreprocessor": (_RawHTMLPreprocessor, "1bc67630834f6212"),
    "SearchPlugin.on_page_context": (SearchPlugin.on_page_context, "33eb62fd1688be4d"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_mkdocs_does_itself_is_what_we_stand_in_for(name: str) -> None:
    """hooks/quick relies on these of MkDocs 1.6.1 and Material 9.8: read it again when one of them has changed."""
    function, known = SOURCES[name]
    assert hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16] == known


@given(
    st.lists(st.sampled_from([' data-search-exclude=""', ' data-search-a="1"', "\n", " ", "data-search-b='2'", "<p", ">", "字"]))
)
def test_what_search_takes_out_of_a_page_is_what_its_pattern_takes(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert without_own(html) == re.sub(r"\s?data-search-\w+=\"[^\"]+\"", "", html)
