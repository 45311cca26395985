from __future__ import annotations

from pathlib import Path

from helpers import built, head

from integrity.kernel.fields import declared
from integrity.site import KINDS


def manual(title: str, order: int) -> str:
    return head(f"title: {title}\ndate: 2026-01-05\nunit: 政治处\norder: {order}")


def test_the_handbook_is_read_in_order(tmp_path: Path) -> None:
    result = built(tmp_path, {"docs/handbook/z.md": manual("甲", 1), "docs/handbook/a.md": manual("乙", 2)})
    menu = next(menu for menu in result.menu if menu.title == "编者手册")
    assert [name for name, _ in menu.pages] == ["甲", "乙", "字段表", "词表和阈值"]
    assert result.pages["handbook/z.md"].next == "handbook/a.md"


def test_the_table_of_fields_is_made_from_the_declarations(tmp_path: Path) -> None:
    page = built(tmp_path, {}).pages["handbook/fields.md"].markdown
    for kind in KINDS:
        if kind.kind not in ("article", "handbook"):
            assert f"## {kind.kind_label}" in page
            for item in declared(kind):
                assert f"<code>{item.key}</code>" in page
                assert item.label in page


def test_the_table_of_terms_shows_source_and_day(tmp_path: Path) -> None:
    page = built(tmp_path, {}).pages["handbook/terms.md"].markdown
    assert "中国共产党纪律处分条例" in page
    assert "2024年1月1日起" in page


def test_a_page_in_a_folder_of_its_own_is_a_plain_page(tmp_path: Path) -> None:
    assert "about/us.md" in built(tmp_path, {"docs/about/us.md": head("title: 关于\ndate: 2026-01-05\nunit: 政治处")}).pages
