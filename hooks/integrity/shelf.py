"""The banks of questions of a site, as the exchange needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from . import site
from .exchange.quiz_bank import Shelved
from .kernel.issue import Issue, errors
from .kernel.settings import Settings
from .kernel.store import read_library
from .kernel.terms import load_terms
from .rooms.questions.index import index
from .rooms.questions.model import Bank, Sheet


def library(root: Path, home: Path) -> tuple[Shelved, ...]:
    """Every bank below `root` that can be read, drafts too; nothing is checked."""
    terms = load_terms(root / "data" if (root / "data" / "limits.yml").is_file() else home / "data")
    return tuple(_shelved(bank, ()) for bank in read_library(root, (Bank, Sheet), terms).all(Bank))


def published(
    root: Path, settings: Settings, today: dt.date, problems: Iterable[Issue], home: Path
) -> tuple[tuple[Issue, ...], tuple[Shelved, ...]]:
    """The published banks, or else every error of the site: what would not be published is not handed on either."""
    if given := tuple(problems):
        return given, ()
    issues, context = site.read(root.resolve(), today, settings, home, drafts=False)
    if context is None or errors(issues):
        return errors(issues), ()
    banks = index(context).banks
    return (), tuple(_shelved(bank, [entry.item.no for entry in entries if entry.stale]) for bank, entries in banks)


def _shelved(bank: Bank, stale: Collection[int]) -> Shelved:
    path = bank.origin.path
    return Shelved(PurePosixPath(path).stem, path, bank.title, bank.items, frozenset(stale))
