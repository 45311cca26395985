"""In a preview words show at once, and the site that is built beside it gives the same page."""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from helpers import HOME, case, policy, write
from mkdocs.commands import build as commands
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from integrity.reworded import replaced

FILES = {
    "docs/policies/day.md": policy(1, "第一条　民警参加。\n\n第二条　每月一次。\n\n第三条　缺课的补课。\n", title="学习日制度"),
    "docs/policies/gifts.md": policy(2, "第一条　依照《学习日制度》第二条、第三条办理。\n", title="礼品登记规定"),
    "cases/2026/2026-01.md": case(),
}
DAY, GIFTS, CASE = "docs/policies/day.md", "docs/policies/gifts.md", "cases/2026/2026-01.md"


class Serving:
    """`mkdocs serve` without its threads: a test says when something is noticed and when the whole site is built."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        config = self.config()
        config.plugins.on_startup(command="serve", dirty=False)
        commands.build(config, serve_url="http://127.0.0.1/")
        self.server = LiveReloadServer(self.build, "127.0.0.1", 0, str(site))
        config.plugins.on_serve(self.server, config=config, builder=self.build)
        self.preview: Any = config.hooks["hooks/main.py"].PREVIEW

    def config(self) -> Any:
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.site))

    def build(self) -> None:
        commands.build(self.config(), serve_url="http://127.0.0.1/")

    def whole(self) -> None:
        """As the loop of the server does it."""
        self.server._wanted_epoch = self.server._visible_epoch + 1000
        self.server.builder()
        self.server._visible_epoch = self.server._wanted_epoch

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        self.preview.written(str(path), alone=True)
        self.preview.written(str(path), alone=False)

    def seen(self, name: str) -> str:
        return Path(self.server.root, name).read_text("utf-8")

    @property
    def epoch(self) -> int:
        assert self.server._visible_epoch == self.server._wanted_epoch, "readers wait"
        return self.server._visible_epoch


@pytest.fixture
def serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    monkeypatch.setitem(os.environ, "NO_MKDOCS_2_WARNING", "1")
    root = tmp_path / "root"
    for name in ("hooks", "overrides", "data"):
        shutil.copytree(HOME / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    shutil.copy(HOME / "mkdocs.yml", root)
    made = Serving(write(root, dict(FILES)), tmp_path / "site")
    yield made
    made.preview.quick.stop()
    made.preview.close()
    made.server.server_close()


def files(root: str) -> dict[str, bytes]:
    found = (path for path in sorted(Path(root).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_words_show_before_the_site_is_built_again_and_stay_as_they_are(serving: Serving) -> None:
    before, epoch = files(serving.server.root), serving.epoch
    serving.edit(DAY, "缺课的补课", "缺课的一周内补课，见《礼品登记规定》第一条")
    shown = files(serving.server.root)
    assert [name for name in shown if shown[name] != before[name]] == ["policies/day.html"]
    assert 'href="gifts.html#' in serving.seen("policies/day.html")
    assert serving.epoch > epoch
    untouched, epoch = os.stat(Path(serving.server.root, "study/index.html")).st_ino, serving.epoch
    serving.whole()
    assert os.stat(Path(serving.server.root, "study/index.html")).st_ino == untouched
    assert serving.seen("policies/day.html").encode() == shown["policies/day.html"]
    assert "一周内" in serving.seen("data/articles/day.js")
    assert "被引用" in serving.seen("policies/gifts.html")
    assert serving.epoch > epoch, "a page that is cited now shows it"


def test_nobody_loads_anew_for_a_page_that_is_shown_already(serving: Serving) -> None:
    serving.edit(DAY, "民警参加", "全体民警参加")
    assert "全体" in serving.seen("policies/day.html")
    epoch = serving.epoch
    serving.whole()
    assert "全体" in serving.seen("policies/day.html")
    assert serving.epoch == epoch


def test_what_is_more_than_words_waits_for_the_whole_site(serving: Serving) -> None:
    epoch = serving.epoch
    serving.edit(DAY, "title: 学习日制度", "title: 政治学习日制度")
    serving.edit(GIFTS, "---\n\n", "没有写完")
    assert serving.epoch == epoch
    serving.edit(GIFTS, "没有写完", "---\n\n")
    serving.whole()
    assert serving.epoch > epoch
    assert "政治学习日制度" in serving.seen("policies/index.html")


def test_what_is_written_while_the_site_is_built_stays(serving: Serving) -> None:
    serving.edit(DAY, "每月一次", "每月两次")
    build = commands.build

    def slow(config: Any, **more: Any) -> None:
        build(config, **more)
        serving.edit(DAY, "缺课的补课", "缺课的都补课")
        assert "都补课" in serving.seen("policies/day.html"), "shown while the old site is looked at"

    commands.build = slow
    try:
        serving.whole()
    finally:
        commands.build = build
    assert "每月两次" in serving.seen("policies/day.html")
    assert "都补课" in serving.seen("policies/day.html")


def test_a_mistake_leaves_what_is_shown_and_readers_do_not_wait(serving: Serving) -> None:
    serving.edit(DAY, "每月一次", "每月两次")
    serving.edit(DAY, "unit: 政治处", "unit: 没有的处")
    serving.whole()
    assert "没有的处" in serving.seen("policies/day.html"), "the mistake is named"
    assert serving.epoch


def test_a_page_that_cannot_be_made_alone_waits_for_the_whole_site(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no page of this site")

    monkeypatch.setattr(type(serving.preview.made), "write", fail)
    epoch = serving.epoch
    serving.edit(DAY, "每月一次", "每月两次")
    assert serving.epoch == epoch
    serving.whole()
    assert serving.epoch > epoch
    assert "每月两次" in serving.seen("policies/day.html")


def test_only_pages_that_come_out_otherwise_are_made_again(serving: Serving) -> None:
    """An edit of a record costs its own page and the indexes that use it."""
    for old, new in (("title: 张某案2026-01", "title: 张某收礼案"), ("第二种形态", "第一种形态"), ("内容。", "事实。")):
        before, names = files(serving.server.root), serving.preview.made.drawer.names
        serving.edit(CASE, old, new)
        serving.whole()
        after, renamed = files(serving.server.root), serving.preview.made.drawer.names
        changed = {name for name in after if name.endswith(".html") and before.get(name) != after[name]}
        made = {f"{uri.removesuffix('.md')}.html" for uri in renamed if names.get(uri) != renamed[uri]}
        assert made == {name for name in changed if f"{name.removesuffix('.html')}.md" in renamed}
        assert 0 < len(made) < len(renamed) / 2


def test_what_is_looked_at_is_what_a_first_build_gives(serving: Serving, tmp_path: Path) -> None:
    serving.edit(CASE, "title: 张某案2026-01", "title: 张某收礼案")
    serving.edit(DAY, "每月一次", "每月两次")
    (serving.root / GIFTS).unlink()
    serving.whole()
    serving.edit(DAY, "缺课的补课", "缺课的都补课")
    serving.whole()
    shutil.rmtree(serving.root / ".cache")
    anew = Serving(serving.root, tmp_path / "anew")
    try:
        assert files(serving.server.root) == files(anew.server.root)
    finally:
        anew.preview.quick.stop()
        anew.preview.close()
        anew.server.server_close()


OLD = ["一", "", "二", "", "三", "", "二"]


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        (["一", "", "贰", "", "三", "", "二"], "头\n一\n\n贰\n\n三\n<p>\n\n二\n尾"),
        (["一", "", "二", "", "叁", "", "二"], "头\n一\n\n二\n\n叁\n<p>\n\n二\n尾"),
        (["一", "", "二", "", "三", "多", "", "二"], "头\n一\n\n二\n\n三\n多\n<p>\n\n二\n尾"),
        (["一", "", "二", "", "三", "", "贰"], None),
        (["二", "", "三", "", "二"], "头\n\n二\n\n三\n<p>\n\n二\n尾"),
        (OLD, "头\n一\n\n二\n\n三\n<p>\n\n二\n尾"),
        (["壹", "", "二", "", "叁", "", "二"], "头\n壹\n\n二\n\n叁\n<p>\n\n二\n尾"),
    ],
)
def test_what_differs_is_put_in_its_place(new: list[str], shown: str | None) -> None:
    assert replaced("头\n一\n\n二\n\n三\n<p>\n\n二\n尾", OLD, new) == shown


SOURCES = {
    "_build_loop": (LiveReloadServer._build_loop, "0bea1402bb4a41bf"),
    "_serve_request": (LiveReloadServer._serve_request, "3b1515c96f563d17"),
    "watch": (LiveReloadServer.watch, "5db077e3a3e7f8e3"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_server_works_as_the_preview_takes_it_to(name: str) -> None:
    """hooks/quick/preview.py relies on these of MkDocs 1.6.1: read it again when one of them has changed."""
    function, known = SOURCES[name]
    assert hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16] == known
