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
    head = "title: 词\nsource: 甲\neffective: 2026-01-01\ngroups:\n  - 喝酒、饮酒\n"
    for lines, said in {
        "  - 酒\n": "6: “groups”（第2组）一组要有两个以上的词，每个词两个字以上，用顿号隔开，例如 喝酒、饮酒",
        "# 注\n  - 开车、驾车、开车\n": "7: “groups”（第2组）“开车”写了两遍，请删去一个",
        "  - 饮酒、酒后\n": "6: 提醒：“groups”（第2组）“饮酒”在第1组已经有了",
        "\t- 开车、驾车\n": "6: 文件头写法有误：缩进用了制表符，请改用空格",
    }.items():
        path.write_text(head + lines, "utf-8")
        (message,) = messages(built(tmp_path, {"docs/policies/a.md": policy(1)}))
        assert message.startswith(f"data/synonyms.yml:{said}")
