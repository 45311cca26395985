"""Who may import whom: main, __main__ → site → rooms → kernel. The kernel imports nothing of ours."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from helpers import HOME

PACKAGE = HOME / "hooks" / "integrity"
FILES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Absolute names of all that a file imports, relative imports resolved."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    package = parts[:-1]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            names.update({module, *(f"{module}.{alias.name}" for alias in node.names)})
    return names


def within(names: set[str], prefix: str) -> list[str]:
    return sorted(name for name in names if name == prefix or name.startswith(prefix + "."))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nobody_in_the_package_imports_mkdocs(path: Path) -> None:
    assert within(imported(path), "mkdocs") == []
    assert within(imported(path), "material") == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "kernel").glob("*.py")), ids=lambda path: path.name)
def test_the_kernel_imports_nothing_of_ours_outside_itself(path: Path) -> None:
    ours = within(imported(path), "integrity")
    assert [name for name in ours if not name.startswith("integrity.kernel")] == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "rooms").rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_the_kernel_and_itself_only(path: Path) -> None:
    parts = path.relative_to(PACKAGE / "rooms").with_suffix("").parts
    if parts == ("__init__",):
        return
    room = f"integrity.rooms.{parts[0]}"
    ours = within(imported(path), "integrity")
    assert [name for name in ours if not name.startswith(("integrity.kernel", room))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_day_and_the_place_are_arguments(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"today", "now"} or not _is_clock(node), f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Name):
            assert node.id != "__file__", f"{path.name}:{node.lineno}"


def _is_clock(node: ast.Attribute) -> bool:
    value = node.value
    name = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
    return name in {"date", "datetime"}


def test_files_stay_short() -> None:
    long = {path.name: count for path in FILES if (count := len(path.read_text("utf-8").splitlines())) > 260}
    assert long == {}


def test_every_room_has_a_template_folder_and_a_test_file() -> None:
    from integrity.rooms import ROOMS

    for room in ROOMS:
        assert (HOME / "overrides" / "rooms" / room.name).is_dir(), room.name
        assert (HOME / "tests" / "rooms" / f"test_{room.name}.py").is_file(), room.name
