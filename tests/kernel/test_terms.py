from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from helpers import HOME, write

from integrity.kernel.terms import load_terms


def test_every_data_file_of_the_product_names_its_source_and_day() -> None:
    terms = load_terms(HOME / "data")
    assert terms.issues == ()
    assert terms["disciplines"].words == ("政治纪律", "组织纪律", "廉洁纪律", "群众纪律", "工作纪律", "生活纪律")
    assert len(terms["doctypes"].words) == 22
    assert terms["eight_rules"].term("违规吃喝").group == "享乐主义、奢靡之风"
    assert all(vocabulary.source and vocabulary.effective for vocabulary in terms.vocabularies.values())


def test_holidays() -> None:
    terms = load_terms(HOME / "data")
    assert terms.holiday(dt.date(2026, 10, 7)) == "国庆节"
    assert terms.holiday(dt.date(2026, 10, 8)) == ""


def test_a_broken_data_file_is_an_issue_with_its_line(tmp_path: Path) -> None:
    limits = (HOME / "data" / "limits.yml").read_text("utf-8")
    write(
        tmp_path,
        {"data/limits.yml": limits, "data/terms/units.yml": "title: 单位\nsource: 甲\neffective: 2026-01-01\nterm: [甲]\n"},
    )
    assert [str(issue) for issue in load_terms(tmp_path / "data").issues] == [
        "data/terms/units.yml:1: “terms”缺少或写错，请对照旁边的数据文件",
        "data/terms/units.yml:4: “term”缺少或写错，请对照旁边的数据文件",
    ]


def test_the_required_frequency_is_read_and_its_words_are_checked(tmp_path: Path) -> None:
    frequency = load_terms(HOME / "data").frequency
    assert frequency is not None
    assert next((rule.type, rule.every, rule.times) for rule in frequency.rules) == ("党员大会", "季度", 1)
    words = "title: 甲\nsource: 甲\neffective: 2026-01-01\nterms: [党课, 支委会]\n"
    rules = "title: 次数\nsource: 甲\neffective: 2026-01-01\nrules:\n  - {type: 党课, every: 月}\n  - {type: 党会, every: 月}\n"
    files: dict[str, str | bytes] = {
        "data/limits.yml": (HOME / "data" / "limits.yml").read_text("utf-8"),
        "data/terms/activity_types.yml": words,
        "data/frequency.yml": rules,
    }
    write(tmp_path, files)
    said = [str(issue) for issue in load_terms(tmp_path / "data").issues]
    assert said == ["data/frequency.yml:6: “rules.1.type”没有“党会”这个取值，可写：党课、支委会"]
    write(tmp_path, {"data/frequency.yml": rules.replace("党会", "支委会").replace("every: 月}\n  -", "every: 年}\n  -")})
    said = [str(issue) for issue in load_terms(tmp_path / "data").issues]
    assert said == ["data/frequency.yml:5: “rules.0.every”缺少或写错，请对照旁边的数据文件"]


def test_holidays_of_2026_are_those_published() -> None:
    """国办发明电〔2025〕7号, counted by hand: 33 days off, 6 weekend days worked."""
    year = load_terms(HOME / "data").years[0]
    assert sum((holiday.last - holiday.first).days + 1 for holiday in year.holidays) == 33
    worked = sorted(day for holiday in year.holidays for day in holiday.work)
    assert [day.isoformat() for day in worked] == [
        "2026-01-04",
        "2026-02-14",
        "2026-02-28",
        "2026-05-09",
        "2026-09-20",
        "2026-10-10",
    ]
    assert all(day.isoweekday() > 5 for day in worked)


def test_a_holiday_file_with_overlapping_days(tmp_path: Path) -> None:
    shutil.copytree(HOME / "data", tmp_path / "data")
    path = tmp_path / "data" / "holidays" / "2026.yml"
    path.write_text(path.read_text("utf-8").replace("from: 2026-04-04", "from: 2026-02-20"), "utf-8")
    (issue,) = load_terms(tmp_path / "data").issues
    assert str(issue) == "data/holidays/2026.yml:9: “holidays[3]”清明节的2026-02-20已是春节，请核对"


def test_the_study_day_moves_when_it_falls_on_a_holiday() -> None:
    terms = load_terms(HOME / "data")
    assert terms.study_days is not None
    days = dict(terms.study_days.days(2026, terms.holiday))
    assert days[dt.date(2026, 2, 25)] == "（原定2月18日，遇春节顺延）"
    assert days[dt.date(2026, 10, 14)] == "（原定10月7日，遇国庆节顺延）"
    assert dt.date(2026, 10, 7) not in days
    assert len(days) == 22
