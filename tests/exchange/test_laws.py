from __future__ import annotations

import datetime as dt
from pathlib import Path

from helpers import built, messages, write

from integrity.exchange.laws import read_laws

TEXT = """# 中华人民共和国示例法

2019年3月1日 第十三届全国人民代表大会常务委员会第一次会议通过

2021年6月10日 第十三届全国人民代表大会常务委员会第二十九次会议修订

<!-- INFO END -->

## 第一章 总  则

第一条 为了规范示例，制定本法。

<!-- TABLE -->

第二条 违反第一条的，依照本法第三条处理。

第三条 本法自2021年9月1日起施行。
"""


def read(root: Path, files: dict[str, str | bytes]) -> tuple[list[str], list[str]]:
    laws, failures = read_laws(write(root, files).glob("*.md"), "法制大队")
    return [law.text for law in laws], [f"{failure.source}: {failure.reason}" for failure in failures]


def test_a_text_becomes_a_record(tmp_path: Path) -> None:
    laws, failures = read_laws(write(tmp_path / "in", {"示例法(2021-06-10).md": TEXT}).glob("*.md"), "法制大队")
    assert failures == []
    assert laws[0].name.startswith("20210610-")
    assert laws[0].articles == 3
    result = built(tmp_path, {f"docs/policies/{laws[0].name}": laws[0].text})
    assert messages(result) == []
    head = laws[0].text.partition("\n---\n")[0]
    for line in (
        "doctype: 法律",
        "issuer: 全国人民代表大会常务委员会",
        "issued: 2021-06-10",
        "effective: 2021-09-01",
        'aliases: ["示例法"]',
    ):
        assert line in head
    assert "TABLE" not in laws[0].text
    page = result.pages[f"policies/{laws[0].name}"].markdown
    assert "第十三届全国人民代表大会" in page


def test_the_day_comes_from_the_history_when_the_name_has_none(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, {"示例法.md": TEXT})
    assert "issued: 2021-06-10" in texts[0]


def test_what_cannot_be_read_is_reported_and_the_rest_is_imported(tmp_path: Path) -> None:
    texts, failures = read(
        tmp_path,
        {
            "a(2021-06-10).md": TEXT,
            "b(2021-06-10).md": TEXT,
            "c.md": TEXT.replace("<!-- INFO END -->", ""),
            "d.md": "<!-- INFO END -->\n第一条 甲。\n",
            "e.md": "# 无日期办法\n<!-- INFO END -->\n第一条 甲。\n",
            "f(2021-02-30).md": TEXT,
            "g.md": "# 甲".encode("gbk"),
        },
    )
    assert len(texts) == 1
    assert [failure.split("：")[0] for failure in failures] == [
        "b(2021-06-10).md: 与 a(2021-06-10).md 是同一文件的同一版本",
        "c.md: 没有 <!-- INFO END --> 一行，分不出沿革和正文",
        "d.md: 第一行不是“# 标题”",
        "e.md: 文件名和沿革里都没有通过或公布的日期",
        "f(2021-02-30).md: 日期 2021-02-30 不存在",
        "g.md: 不是 UTF-8 编码",
    ]


def test_two_versions_of_one_law_replace_each_other(tmp_path: Path) -> None:
    older = TEXT.replace("2021年6月10日 第十三届", "2020年1月5日 第十三届").replace("2021年9月1日", "2020年2月1日")
    laws, _ = read_laws(
        write(tmp_path / "in", {"示例法(2021-06-10).md": TEXT, "示例法(2020-01-05).md": older}).glob("*.md"), "法制大队"
    )
    result = built(tmp_path, {f"docs/policies/{law.name}": law.text for law in laws}, dt.date(2026, 11, 24))
    assert '"state": "已被修订"' in result.data["data/policies.json"].content
    assert [uri for uri in result.pages if "changes-2021" in uri]
