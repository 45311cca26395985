"""A site is left as it is only if it would come out the very same and nobody touched it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import HOME, TODAY, policy, write

from integrity import standing, unchanged
from integrity.kernel.settings import Settings

SAID = ["docs/policies/a.md:3: 提醒：核对一下"]


@pytest.fixture
def order(tmp_path: Path) -> standing.Order:
    """A root and a product of its own, and a site that was just built from it."""
    root = write(tmp_path / "root", {"docs/policies/a.md": policy(1), "mkdocs.yml": "site_name: !ENV [NAME, 清风]\n"})
    shutil.copytree(HOME / "data", root / "data")
    home = write(tmp_path / "home", {"overrides/main.html": "<p>", "overrides/assets/a.css": "a{}", "hooks/main.py": "a = 1\n"})
    shutil.copytree(HOME / "data", home / "data")
    target = write(root / "site", {"index.html": "首页", "policies/a.html": "制度"})
    made = standing.Order(root, target, home, {}, TODAY)
    unchanged.note(root, home, {}, TODAY, unchanged.told(TODAY, Settings()))
    standing.note(made, SAID, standing.name(made))
    return made


def later(path: Path) -> None:
    os.utime(path, ns=(1, 1))


CHANGES: dict[str, Callable[[standing.Order], object]] = {
    "a text": lambda order: write(order.root, {"docs/policies/a.md": policy(1, "第一条　另外的内容。\n")}),
    "a new text": lambda order: write(order.root, {"docs/policies/b.md": policy(2)}),
    "a picture": lambda order: write(order.root, {"docs/policies/a.png": b"png"}),
    "the data": lambda order: write(order.root, {"data/synonyms.yml": "groups: []\n"}),
    "the settings": lambda order: write(order.root, {"mkdocs.yml": "site_name: 另外\n"}),
    "a template": lambda order: write(order.home, {"overrides/main.html": "<p><p>"}),
    "a style": lambda order: write(order.home, {"overrides/assets/a.css": "a{color:red}"}),
    "code": lambda order: write(order.home, {"hooks/main.py": "a = 1 + 1\n"}),
    "a page of the site": lambda order: later(order.target / "index.html"),
    "a file more in the site": lambda order: write(order.target, {"stray.html": ""}),
    "a file less in the site": lambda order: (order.target / "policies/a.html").unlink(),
    "what is kept": lambda order: shutil.rmtree(order.root / ".cache"),
}


def test_an_untouched_site_of_the_same_content_stands(order: standing.Order) -> None:
    assert standing.told(order)[1] == SAID


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_it_is_built_again(order: standing.Order, change: str) -> None:
    CHANGES[change](order)
    assert standing.told(order)[1] is None


def test_another_day_engine_place_or_variable_is_another_build(order: standing.Order) -> None:
    assert standing.told(replace(order, clock=TODAY + dt.timedelta(1)))[1] is None
    assert standing.told(replace(order, engine="properdocs"))[1] is None
    assert standing.told(replace(order, environment={"NAME": "清风二"}))[1] is None
    assert standing.told(replace(order, environment={"SITE_URL": "http://a/"}))[1] is None
    shutil.copytree(order.target, order.root / "other")
    assert standing.told(replace(order, target=order.root / "other"))[1] is None


NAMED = {
    "mkdocs.yml": "INHERIT: base.yml\nhooks: [own.py]\ntheme: {custom_dir: theme2/}\nsnippets: {base_path: ['parts']}\n",
    "base.yml": "extra: {file: more/words.txt}\n",
    "own.py": "a = 1\n",
    "theme2/main.html": "<p>",
    "parts/abbr.md": "一\n",
    "more/words.txt": "一\n",
}


@pytest.mark.parametrize("path", sorted(NAMED))
def test_what_the_settings_name_is_looked_at(order: standing.Order, path: str) -> None:
    write(order.root, dict(NAMED))
    unchanged.note(order.root, order.home, {}, TODAY, unchanged.told(TODAY, Settings()))
    standing.note(order, SAID, standing.name(order))
    assert standing.told(order)[1] == SAID
    write(order.root, {path: NAMED[path] + "\n"})
    assert standing.told(order)[1] is None


def test_what_changed_while_it_was_built_is_not_noted(order: standing.Order) -> None:
    before = standing.name(order)
    write(order.root, {"docs/policies/a.md": policy(1, "第一条　边生成边改。\n")})
    standing.note(order, [], before)
    assert standing.told(order)[1] is None
