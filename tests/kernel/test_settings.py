from __future__ import annotations

import datetime as dt
from pathlib import Path

from helpers import write

from integrity.kernel.settings import Settings, day_of_build, read_settings

NOW = dt.date(2026, 7, 1)


def test_the_day_is_the_environment_then_the_settings_then_now() -> None:
    fixed = Settings(today=dt.date(2026, 3, 5))
    assert day_of_build({"SITE_DATE": "2026-01-02"}, fixed, NOW) == (dt.date(2026, 1, 2), [])
    assert day_of_build({}, fixed, NOW) == (dt.date(2026, 3, 5), [])
    assert day_of_build({}, Settings(), NOW) == (NOW, [])


def test_a_wrong_day_is_said() -> None:
    _, issues = day_of_build({"SITE_DATE": "2026-02-30"}, Settings(), NOW)
    assert "2026-02-30" in str(issues[0])


def test_settings_are_read_from_mkdocs_yml_with_its_tags(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "x: !!python/name:os.path\ny: !ENV [A, '']\nextra:\n  integrity:\n    unit: 甲分局\n    today: 2026-03-05\n"
        },
    )
    settings, issues = read_settings(tmp_path)
    assert issues == []
    assert (settings.unit, settings.today) == ("甲分局", dt.date(2026, 3, 5))


def test_unknown_settings_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "extra: {integrity: {uint: 甲}}\n"})
    assert [issue.field for issue in read_settings(tmp_path)[1]] == ["extra.integrity.uint"]


def test_no_mkdocs_yml_means_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (Settings(), [])
