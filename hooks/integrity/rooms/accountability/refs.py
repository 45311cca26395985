"""Which measure an indicator names: 3-1, or 2026-list#3-1 of another file of the same year."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from .model import AccountabilityList


def found(text: str, one: AccountabilityList, lists: Iterable[AccountabilityList]) -> tuple[str, ...]:
    """The addresses of the measures that `text`, written in `one`, may mean: its own first, then those of its year."""
    name, _, no = text.rpartition("#")
    inside = [other for other in lists if other.year == one.year and name in ("", _name(other))]
    holding = [other for other in inside if any(measure.no == no for *_, measure in other.placed())]
    if not name and one in holding:
        holding = [one]
    return tuple(f"{other.uri}#m{no}" for other in holding)


def _name(one: AccountabilityList) -> str:
    return posixpath.basename(one.uri).removesuffix(".md")
