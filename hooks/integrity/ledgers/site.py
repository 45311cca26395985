"""What the two commands need of a site: its opinions with their ledgers, its words, and the rules of the gate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .. import site
from ..exchange.archive import Refused
from ..kernel.datafiles import LedgerColumns
from ..kernel.issue import Issue, errors, listed
from ..kernel.nearest import nearest
from ..kernel.room import Context
from ..kernel.settings import Settings
from ..kernel.store import read_library
from ..kernel.terms import Terms, load_terms
from ..redaction.check import Lost, load_rules
from ..redaction.gate import Rules
from ..rooms.rectification.model import LEDGER, Item, Ledger, Opinion
from ..rooms.rectification.sheet import Part

COLUMNS = "ledger_columns.yml"


@dataclass(frozen=True)
class Place:
    """A site on disk, read; nothing in it has been checked as a whole."""

    root: Path
    context: Context
    columns: LedgerColumns
    rules: Rules

    @property
    def terms(self) -> Terms:
        return self.context.terms

    @property
    def opinions(self) -> list[Opinion]:
        """Drafts too."""
        return self.context.library.all(Opinion)


def open_place(root: Path, home: Path, settings: Settings, today: dt.date) -> Place:
    """Read what lies below `root`. Refused where its data files cannot be used."""
    if not (root / "docs").is_dir():
        raise Refused(f"{root.resolve()} 里没有 docs/，请到站点的文件夹里运行")
    terms = load_terms(root / "data" if (root / "data" / "limits.yml").is_file() else home / "data")
    if wrong := errors(terms.issues):
        raise Refused(listed(wrong, "一条也没有导入"))
    columns = terms.ledger_columns or load_terms(home / "data").ledger_columns
    try:
        rules = load_rules(root, home, terms.words(), today)
    except Lost as problem:
        raise Refused(str(problem)) from None
    if columns is None:
        raise Refused("缺少 data/ledger_columns.yml，请从产品自带的 data/ 恢复")
    library = read_library(root, site.KINDS, terms)
    return Place(root, Context(library, today, terms, settings), columns, rules)


def published(root: Path, home: Path, settings: Settings, today: dt.date, problems: Sequence[Issue]) -> list[Part]:
    """The published opinions that have a ledger. Refused with every error of the site: what is wrong is not handed on."""
    issues, context = (tuple(problems), None) if problems else site.read(root.resolve(), today, settings, home, drafts=False)
    if context is None or errors(issues):
        raise Refused(listed(errors(issues), "没有导出"))
    records = context.library.records
    parts = (Part(opinion, items_of(opinion, records.get(ledger_path(opinion)))) for opinion in context.library.of(Opinion))
    return [part for part in parts if part.items]


def items_of(opinion: Opinion, ledger: object) -> tuple[Item, ...]:
    """Those in the front matter, or those of the file beside it."""
    return opinion.items or (ledger.items if isinstance(ledger, Ledger) else ())


def existing(opinion: Opinion, place: Place) -> Ledger | None:
    """The ledger that lies beside an opinion, a draft too."""
    library = place.context.library
    found = {**library.records, **library.drafts}.get(ledger_path(opinion))
    return found if isinstance(found, Ledger) else None


def ledger_path(opinion: Opinion) -> str:
    return f"{opinion.origin.path.removesuffix('.md')}{LEDGER}.yml"


def find(name: str, opinions: Sequence[Opinion]) -> Opinion:
    """An opinion by its path, the name of its file, or its title. Refused where there is none."""
    bare = PurePosixPath(name.replace("\\", "/")).name.removesuffix(".md")
    for opinion in opinions:
        if name in (opinion.origin.path, opinion.title) or bare == _stem(opinion):
            return opinion
    known = [_stem(opinion) for opinion in opinions]
    near = nearest(bare, known, 0.5)
    hint = f"是否想写 {near}？" if near else ""
    raise Refused(f"没有“{name}”这份整改意见，{hint}可写：{'、'.join(known) or '（还没有整改意见）'}")


def _stem(opinion: Opinion) -> str:
    return PurePosixPath(opinion.origin.path).stem
