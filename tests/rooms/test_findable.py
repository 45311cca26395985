"""What search is told of a page besides its words."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers import HOME, built, messages, policy

from integrity.kernel.settings import Settings


def test_a_document_in_force_weighs_more_than_the_version_before_it(tmp_path: Path) -> None:
    old = policy(1, title="学习日制度", effective="2026-02-01", aliases="[学习制度]")
    new = policy(2, title="学习日制度（2026年修订）", effective="2026-06-01", issued="2026-05-20", date="2026-05-20")
    other = policy(3, title="外地条例", issuer="某省人民代表大会常务委员会", effective="2026-02-01")
    result = built(
        tmp_path,
        {"docs/policies/old.md": old, "docs/policies/new.md": new, "docs/policies/other.md": other},
        settings=Settings(unit="示例市公安局示例分局"),
    )
    assert messages(result) == []
    found = result.found
    weights = {uri: found[f"policies/{uri}.md"].weight for uri in ("old", "new", "other")}
    assert weights["old"] < 1 < weights["other"] < weights["new"]
    assert {"示公党〔2026〕1号", "学习制度"} <= set(found["policies/old.md"].also)
    facets = found["policies/new.md"].facets
    assert facets["栏目"] == ("政策文件",)
    assert facets["效力"] == ("现行有效",)
    assert facets["年份"] == ("2026年",)
    assert "policies/by-year.md" not in found


def test_synonyms_are_checked(tmp_path: Path) -> None:
    shutil.copytree(HOME / "data", tmp_path / "data")
    path = tmp_path / "data" / "synonyms.yml"
    path.write_text("title: 词\nsource: 甲\neffective: 2026-01-01\ngroups:\n  - 喝酒、饮酒\n  - 酒\n", "utf-8")
    result = built(tmp_path, {"docs/policies/a.md": policy(1)})
    assert [message.partition(" ")[0] for message in messages(result)] == ["data/synonyms.yml:6:"]
    assert "例如 喝酒、饮酒" in messages(result)[0]
