from __future__ import annotations

import os
from pathlib import Path

import pytest
from helpers import write
from jinja2 import UndefinedError

from integrity.kernel.templates import Templates, percent


def test_addresses_are_seen_from_the_page_and_values_are_escaped(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": '<a href="{{ to("policies/b.md") }}">{{ title }}</a>'})
    said = Templates(tmp_path).render("a.md", "cases/a.md", title="甲<乙")
    assert said == '<a href="../policies/b.html">甲&lt;乙</a>'


def test_a_name_that_is_not_given_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "{{ title }}"})
    with pytest.raises(UndefinedError):
        Templates(tmp_path).render("a.md", "a.md")


def test_a_template_that_changed_is_read_again(tmp_path: Path) -> None:
    """A preview keeps running while its templates are edited."""
    write(tmp_path, {"a.md": "{% from 'b.html' import b %}{{ b() }}", "b.html": "{% macro b() %}甲{% endmacro %}"})
    assert Templates(tmp_path).render("a.md", "a.md") == "甲"
    write(tmp_path, {"b.html": "{% macro b() %}乙{% endmacro %}"})
    os.utime(tmp_path / "b.html", (0, 0))
    assert Templates(tmp_path).render("a.md", "a.md") == "乙"


def test_folders_are_kept_apart(tmp_path: Path) -> None:
    write(tmp_path, {"x/a.md": "甲", "y/a.md": "乙"})
    assert [Templates(tmp_path / name).render("a.md", "a.md") for name in ("x", "y")] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(5, 16, "31.3%"), (15, 48, "31.3%"), (1, 3, "33.3%"), (0, 4, "0.0%"), (0, 0, "—")]
)
def test_rates_are_rounded_half_up_on_every_page(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said
