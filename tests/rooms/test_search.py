from __future__ import annotations

from pathlib import Path

from helpers import HOME, built, policy


def test_the_page_asks_the_index_and_is_not_found_itself(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/a.md": policy(1)})
    page = result.pages["search/index.md"]
    assert not page.indexed
    assert page.uri not in result.found
    for name in (*page.styles, *page.scripts):
        assert (HOME / "overrides" / "assets" / name).is_file(), name
    for expected in ("<noscript>", 'name="q"', 'role="status"'):
        assert expected in page.markdown


def test_it_has_no_menu_of_its_own(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/policies/a.md": policy(1)})
    assert [menu.title for menu in result.menu if ("检索", "search/index.md") in menu.pages] == []
