"""Vocabularies, holidays and thresholds: data with a source and an effective date, so that a unit can amend them.

`data/terms/<name>.yml` is one vocabulary, `data/holidays/<year>.yml` one year's days off, `data/limits.yml` the
thresholds, `data/short_titles.yml` the usual short titles of statutes, `data/study_days.yml` the rule of the study day,
`data/frequency.yml` how often a branch must hold what, `data/blueprints/<name>.yml` what an examination is composed of,
`data/synonyms.yml` the words that search takes for each other, `data/risks.yml` the rules of the risk page,
`data/ledger_columns.yml` what units call the columns of their rectification ledgers.
Every file is validated by the models below; what is wrong becomes an issue, not an exception.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .datafiles import (
    Blueprint,
    Frequency,
    HolidayYear,
    LedgerColumns,
    Limit,
    RiskRules,
    ShortTitles,
    StudyDays,
    Synonyms,
    Vocabulary,
)
from .issue import Issue
from .yamlread import read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Terms:
    """All data files of one site."""

    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    years: tuple[HolidayYear, ...] = ()
    study_days: StudyDays | None = None
    short_titles: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    frequency: Frequency | None = None
    blueprints: Mapping[str, Blueprint] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()
    risks: RiskRules | None = None
    ledger_columns: LedgerColumns | None = None

    def __getitem__(self, name: str) -> Vocabulary:
        return self.vocabularies[name]

    def number(self, name: str) -> int:
        value = self.limits[name].value
        assert isinstance(value, int)
        return value

    def listed(self, name: str) -> tuple[str, ...]:
        value = self.limits[name].value
        assert isinstance(value, tuple)
        return value

    def words(self) -> list[str]:
        """Every word of every vocabulary, sorted."""
        return sorted({word for vocabulary in self.vocabularies.values() for word in vocabulary.words})

    def holiday(self, day: dt.date) -> str:
        """The name of the statutory holiday that `day` belongs to, or an empty string."""
        days = (holiday for year in self.years for holiday in year.holidays)
        return next((holiday.name for holiday in days if holiday.first <= day <= holiday.last), "")

    def worked(self, day: dt.date) -> bool:
        """Whether `day` is a weekend day that is worked instead of a holiday (调休)."""
        return any(day in holiday.work for year in self.years for holiday in year.holidays)


def load_terms(folder: Path) -> Terms:
    """Read every data file below `folder`."""
    issues: list[Issue] = []
    vocabularies = {path.stem: _load(path, Vocabulary, folder, issues) for path in sorted(folder.glob("terms/*.yml"))}
    years = [_load(path, HolidayYear, folder, issues) for path in sorted(folder.glob("holidays/*.yml"))]
    limits = {}
    limits_path = folder / "limits.yml"
    for name, entry in (_values(limits_path, folder, issues) or {}).items():
        limits[name] = _validate(entry, Limit, limits_path, folder, issues, prefix=(name,))
    issues.extend(_overlaps(folder, years))
    known = {name: vocabulary for name, vocabulary in vocabularies.items() if vocabulary}
    frequency = _frequency(folder, known, issues)
    blueprints = {path.stem: _load(path, Blueprint, folder, issues) for path in sorted(folder.glob("blueprints/*.yml"))}
    synonyms = _synonyms(folder, issues)
    study_days = _there(folder / "study_days.yml", StudyDays, folder, issues)
    risks = _there(folder / "risks.yml", RiskRules, folder, issues)
    columns = _ledger_columns(folder, known, issues)
    return Terms(
        known,
        {name: limit for name, limit in limits.items() if limit},
        tuple(year for year in years if year),
        study_days,
        _short_titles(folder, issues),
        tuple(issues),
        frequency,
        {name: blueprint for name, blueprint in blueprints.items() if blueprint},
        synonyms,
        risks,
        columns,
    )


def _there(path: Path, model: type[Model], folder: Path, issues: list[Issue]) -> Model | None:
    """A data file that a unit may do without."""
    return _load(path, model, folder, issues) if path.is_file() else None


def _frequency(folder: Path, known: Mapping[str, Vocabulary], issues: list[Issue]) -> Frequency | None:
    path = folder / "frequency.yml"
    read = _load(path, Frequency, folder, issues) if path.is_file() else None
    if read is None:
        return None
    lines = read_yaml(path.read_text("utf-8-sig"))
    for n, rule in enumerate(read.rules):
        words: list[tuple[tuple[str | int, ...], str, str]] = [(("rules", n, "type"), rule.type, "activity_types")]
        words += [(("rules", n, "exempt", m), branch, "branches") for m, branch in enumerate(rule.exempt)]
        for loc, word, name in words:
            if name in known and word not in known[name].words:
                text = f"没有“{word}”这个取值，可写：{'、'.join(known[name].words)}"
                issues.append(Issue(path.relative_to(folder.parent).as_posix(), lines.line(loc), ".".join(map(str, loc)), text))
    return read


def _ledger_columns(folder: Path, known: Mapping[str, Vocabulary], issues: list[Issue]) -> LedgerColumns | None:
    path = folder / "ledger_columns.yml"
    read = _there(path, LedgerColumns, folder, issues)
    states = known.get("measure_states")
    for said, word in read.states.items() if read and states else ():
        if states and word not in states.words:
            line = read_yaml(path.read_text("utf-8-sig")).line(("states", said))
            text = f"没有“{word}”这个取值，可写：{'、'.join(states.words)}"
            issues.append(Issue(_shown(path, folder), line, f"states.{said}", text))
    return read


def _short_titles(folder: Path, issues: list[Issue]) -> Mapping[str, str]:
    path = folder / "short_titles.yml"
    read = _load(path, ShortTitles, folder, issues) if path.is_file() else None
    return read.short if read else {}


def _synonyms(folder: Path, issues: list[Issue]) -> tuple[tuple[str, ...], ...]:
    path = folder / "synonyms.yml"
    if not path.is_file():
        return ()
    found: list[Issue] = []
    read = _load(path, Synonyms, folder, found)
    issues.extend(_numbered(issue) for issue in found)
    if read:
        issues.extend(_twice(path, folder, read))
    return read.groups if read else ()


def _numbered(issue: Issue) -> Issue:
    """An item of a list as a reader counts: groups.1 is 第2组."""
    name, _, number = issue.field.partition(".")
    return replace(issue, field=name, label=f"第{int(number) + 1}组") if number.isdigit() else issue


def _twice(path: Path, folder: Path, read: Synonyms) -> Iterator[Issue]:
    lines, first = read_yaml(path.read_text("utf-8-sig")), dict[str, int]()
    for n, group in enumerate(read.groups):
        for word in group:
            if (other := first.setdefault(word, n)) != n:
                text = f"“{word}”在第{other + 1}组已经有了，两组不会合成一组；意思相同的并成一组，不同的留在一组"
                yield Issue(_shown(path, folder), lines.line(("groups", n)), "groups", text, f"第{n + 1}组", "warning")


def _overlaps(folder: Path, years: Iterable[HolidayYear | None]) -> Iterator[Issue]:
    """Days that two holidays of one file claim, or that are both off and worked."""
    for year in years:
        path = folder / "holidays" / f"{year.year}.yml" if year else folder
        off: dict[dt.date, str] = {}
        for n, holiday in enumerate(year.holidays if year else ()):
            lines = read_yaml(path.read_text("utf-8-sig"))
            days = [holiday.first + dt.timedelta(days=k) for k in range((holiday.last - holiday.first).days + 1)]
            wrong = [day for day in days if day in off] + [day for day in holiday.work if day in off or day in days]
            said = f"的{wrong[0]}已是{off.get(wrong[0], holiday.name)}" if wrong else "" if days else "的末日早于首日"
            if said:
                line = lines.line(("holidays", n))
                yield Issue(_shown(path, folder), line, f"holidays[{n + 1}]", f"{holiday.name}{said}，请核对")
            off |= dict.fromkeys(days, holiday.name)


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder.parent).as_posix()


def _load(path: Path, model: type[Model], folder: Path, issues: list[Issue]) -> Model | None:
    values = _values(path, folder, issues)
    return None if values is None else _validate(values, model, path, folder, issues)


def _values(path: Path, folder: Path, issues: list[Issue]) -> dict[str, Any] | None:
    shown = path.relative_to(folder.parent).as_posix()
    try:
        read = read_yaml(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        issues.append(Issue(shown, 1, "", "读不到这个数据文件，或它不是 UTF-8 编码"))
        return None
    issues.extend(Issue(shown, t.line, ".".join(map(str, t.loc)), t.text) for t in read.troubles)
    if isinstance(read.value, dict):
        return read.value
    if not read.troubles:
        issues.append(Issue(shown, 1, "", "数据文件应由“字段: 值”组成，例如 title: 名称"))
    return None


def _validate(
    values: Any, model: type[Model], path: Path, folder: Path, issues: list[Issue], prefix: tuple[str, ...] = ()
) -> Model | None:
    shown = path.relative_to(folder.parent).as_posix()
    try:
        return model.model_validate(values)
    except ValidationError as error:
        lines = read_yaml(path.read_text("utf-8-sig"))
        for problem in error.errors():
            loc = (*prefix, *problem["loc"])
            said = str(problem["ctx"]["error"]) if problem["type"] == "value_error" else "缺少或写错，请对照旁边的数据文件"
            issues.append(Issue(shown, lines.line(loc), ".".join(map(str, loc)), said))
        return None
