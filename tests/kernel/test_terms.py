from __future__ import annotations

import datetime as dt
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
