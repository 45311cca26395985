"""What the gate says of a file, and that it never says what it found. All people are made up."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from helpers import HOME, TODAY, built, case, messages, write
from PIL import Image

from integrity.kernel.issue import Issue
from integrity.kernel.kept import Kept
from integrity.redaction.check import check_files, check_redaction, guarded, load_rules
from integrity.redaction.gate import Rules, examine

CASE = "cases/2026/2026-07.md"
IDENTITY = "990101199003070011"
MOBILE = "13800000000"


def said(path: str, content: str | bytes, rules: Rules) -> list[str]:
    return [str(issue) for issue in examine(path, content if isinstance(content, bytes) else content.encode(), rules)]


def test_a_line_tells_where_what_and_what_to_write(rules: Rules) -> None:
    text = f"第一行。\n\n民警张建国（手机{MOBILE}）到案。\n"
    assert said(CASE, text, rules) == [
        f"{CASE}:3: “张**”像是姓名，请改写成“张某某”；确实不是姓名的，在 data/redaction/allow.yml 里登记，写明理由和期限",
        f"{CASE}:3: “13*********”像是手机号码，请删去或改写成“某手机号”",
    ]


def test_front_matter_comments_and_alternative_texts_are_lines_like_others(rules: Rules) -> None:
    text = case(title="民警张建国受贿案", body="<!-- 李建军供述 -->\n\n![民警王建设在宿舍](room.jpg)\n")
    lines = [line for line in said(CASE, text, rules) if "姓名" in line]
    numbers = [text[: text.index(name)].count("\n") + 1 for name in ("张建国", "李建军", "王建设")]
    assert [line.split(": ")[0] for line in lines] == [f"{CASE}:{number}" for number in numbers]


def test_a_number_in_disguise_is_found(rules: Rules) -> None:
    disguises = (
        "９９０１０１１９９００３０７００１１",
        "990101 19900307 0011",
        "990101\u200b199003070011",
        "99010119**9003**070011",
    )
    for number in disguises:
        assert any("证件号码" in line for line in said(CASE, f"身份证号{number}。\n", rules)), number


def test_the_name_of_a_file_is_masked_and_said(rules: Rules) -> None:
    lines = said("cases/2026/民警张建国谈话.jpg", picture(), rules)
    assert len(lines) == 1
    assert lines[0].startswith("cases/2026/民警张**谈话.jpg:1: 文件名里的“张**”像是姓名，请改文件名")
    assert said("cases/2026/13800000000.mp4", b"", rules)[0].startswith("cases/2026/13*********.mp4:1: 文件名里的")
    assert said("cases/民警张建国/a.mp4", b"", rules)[0].startswith("cases/民警张**/a.mp4:1: 文件夹名里的")


def picture(**tags: str) -> bytes:
    file = io.BytesIO()
    data = Image.Exif()
    for tag, value in tags.items():
        data[int(tag.removeprefix("t"), 16)] = value
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=data)
    return file.getvalue()


def test_a_picture_gives_a_line_for_each_property(rules: Rules) -> None:
    content = picture(t013B="Zhang Jianguo", t010F="HUAWEI", t010E="民警张建国在场".encode().decode("latin-1"))
    cure = "请运行 python hooks check --fix --write 去掉"
    assert sorted(said("docs/a.jpg", content, rules)) == [
        f"docs/a.jpg:1: 作者里的“Z************”看得出是谁，{cure}",
        f"docs/a.jpg:1: 拍摄设备“H*****”查得到是谁的机器，{cure}",
    ] + [line for line in said("docs/a.jpg", content, rules) if "说明：" in line]


def test_units_posts_and_programs_may_be_authors(rules: Rules) -> None:
    for author in ("", "政治处", "分局纪委案件审理岗", "python-docx", "Microsoft Office User", "WPS Office", "张某"):
        assert rules.is_nobody(author), author
    for author in ("张建国", "Zhang Jianguo", "zhangjg", "欧阳建国", "张登科"):
        assert not rules.is_nobody(author), author


def test_the_text_of_a_word_file_has_its_places(rules: Rules) -> None:
    made = docx.Document()
    made.core_properties.author = "张建国"
    paragraph = made.add_paragraph("民警")
    for run in ("张", "建国"):
        paragraph.add_run(run)
    paragraph.add_run("到案。")
    file = io.BytesIO()
    made.save(file)
    lines = said("docs/forms/a.docx", file.getvalue(), rules)
    assert lines[0].startswith("docs/forms/a.docx:1: 第1段：“张**”像是姓名")
    assert lines[1].startswith("docs/forms/a.docx:1: 文档属性“作者”里的“张**”看得出是谁，请在 Word")


def test_many_mentions_are_counted(rules: Rules) -> None:
    lines = said(CASE, "民警张建国到案，张建国供述。\n\n" * 9, rules)
    assert [line.split(": ")[0] for line in lines] == [f"{CASE}:{n}" for n in (1, 3, 5, 7, 9)]
    assert lines[-1].endswith("（本文件另有 4 处）")


ENTRY = "- {kind: 姓名, words: 张建国, reason: 这是示例人物, until: 2027-01-01, by: 分局纪委案件审理岗}\n"


def test_a_permission_holds_where_and_while_it_says(rules_with: Callable[[str], Rules]) -> None:
    text = "民警张建国到案。\n"
    assert said(CASE, text, rules_with(ENTRY)) == []
    assert said(CASE, text, rules_with(ENTRY.replace("kind", "path: cases/*, kind"))) == []
    assert said(CASE, text, rules_with(ENTRY.replace("words: 张建国", "pattern: '张建[国军]'"))) == []
    for wrong in ("path: docs/*, kind", "words: 李建军", "kind: 手机号码", "until: 2026-11-23"):
        key = wrong.split(":")[0] if not wrong.startswith("path") else "kind"
        old = {
            "kind": "kind: 姓名" if not wrong.startswith("path") else "kind",
            "words": "words: 张建国",
            "until": "until: 2027-01-01",
        }
        assert said(CASE, text, rules_with(ENTRY.replace(old[key], wrong))), wrong


def test_what_is_wrong_with_the_list_is_said_in_its_line(rules_with: Callable[[str], Rules]) -> None:
    listed = "# 说明\n- kind: 姓名\n  words: 王家坝\n" + ENTRY.replace("2027-01-01", "2026-11-23")
    assert [str(issue) for issue in rules_with(listed).allowed.issues] == [
        "data/redaction/allow.yml:2: “reason”没有写理由，例如 reason: 王家坝村是地名",
        "data/redaction/allow.yml:2: “by”没有写由谁登记，写岗位，不写姓名，例如 by: 分局纪委案件审理岗",
        "data/redaction/allow.yml:2: “until”没有写期限，写到哪一天为止，例如 until: 2027-06-30",
        "data/redaction/allow.yml:4: “until”期限 2026-11-23 已过，请复核：仍然需要的改期限，不需要的删去这一条",
    ]
    for entry, part in (
        (ENTRY.replace("words: 张建国", "pattern: .*"), "太宽"),
        (ENTRY.replace("words: 张建国", "pattern: '['"), "写错了"),
        (ENTRY.replace("姓名", "名字"), "种类只能写"),
        (ENTRY.replace("words: 张建国, ", ""), "要写一个"),
        (ENTRY.replace("reason", "why"), "不认识的字段"),
        ("kind: 姓名\n", "应是列表"),
        ("- 张建国\n", "应由"),
        ("- {kind: 扫描页, reason: 已核对, until: 2027-01-01, by: 保密岗}\n", "哪个文件"),
    ):
        assert any(part in issue.text for issue in rules_with(entry).allowed.issues), part


def test_an_entry_that_permits_nothing_is_a_reminder(tmp_path: Path) -> None:
    write(tmp_path, {CASE: "民警张某某到案。\n", "data/redaction/allow.yml": "# 登记\n" + ENTRY})
    rules = load_rules(tmp_path, HOME, (), TODAY)
    assert [str(issue) for issue in check_files(tmp_path, rules)] == [
        "data/redaction/allow.yml:2: 提醒：这一条没有用上，内容已经改过的请删去这一条"
    ]
    write(tmp_path, {CASE: "民警张建国到案。\n"})
    assert check_files(tmp_path, load_rules(tmp_path, HOME, (), TODAY)) == []


def test_what_is_looked_at_below_a_folder(tmp_path: Path) -> None:
    files = (
        "docs/a.md",
        "docs/.hidden/a.md",
        "docs/~$a.docx",
        "cases/2026/x.yml",
        "data/terms/units.yml",
        "data/report.md",
        "README.md",
    )
    write(tmp_path, dict.fromkeys((*files, "data/redaction/surnames.txt", "data/redaction/words.yml"), "民警张建国到案。\n"))
    assert set(guarded(tmp_path)) == {"docs/a.md", "cases/2026/x.yml", "data/terms/units.yml", "data/report.md"}


def test_without_its_tables_the_gate_lets_nothing_pass(tmp_path: Path) -> None:
    write(tmp_path, {CASE: "民警张某某到案。\n"})
    assert ["恢复" in issue.text for issue in check_redaction(tmp_path, tmp_path, (), TODAY)] == [True]


def test_no_line_ever_shows_what_was_found(rules: Rules) -> None:
    secrets = ("张建国", "建国", MOBILE, IDENTITY, "zhang@example.com")
    made = docx.Document()
    made.add_paragraph("民警张建国，手机" + MOBILE)
    file = io.BytesIO()
    made.save(file)
    text = f"民警张建国，身份证号{IDENTITY}，手机{MOBILE}，邮箱 zhang@example.com。\n"
    lines = said("cases/民警张建国/张建国.md", text, rules) + said("docs/民警张建国.docx", file.getvalue(), rules)
    assert len(lines) > 5
    assert [line for line in lines for secret in secrets if secret in line] == []


def test_shared_out_to_processes_the_result_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"cases/2026/{n}.md": f"民警张建国到案，手机1380000{n:04d}。\n" for n in range(60)}
    write(tmp_path, {**files, "data/redaction/allow.yml": ENTRY})
    alone = check_files(tmp_path, load_rules(tmp_path, HOME, (), TODAY))
    monkeypatch.setattr("integrity.kernel.cores.cores", lambda: 2)
    shared = check_files(tmp_path, load_rules(tmp_path, HOME, (), TODAY))
    assert shared == alone
    assert len(alone) == 60  # the names are permitted, and that permission was used


def test_a_folder_without_a_list_borrows_the_products_and_hears_nothing_of_it(tmp_path: Path) -> None:
    write(tmp_path, {CASE: "民警张某某到案。\n"})
    assert check_redaction(tmp_path, HOME, (), TODAY) == []


def test_the_messages_of_other_checks_are_masked_too(tmp_path: Path) -> None:
    signed = "{drafted: {by: 王建国, date: 2026-03-04}}"
    files = {
        CASE: case("2026-07", review=signed, unit="民警赵启明", post_type=f"电话{MOBILE}"),
        "cases/2026/民警李志强.md": case("2026-08", level="某局"),
    }
    lines = messages(built(tmp_path, files))
    assert any("不像岗位" in line for line in lines)
    assert not [line for line in lines for words in ("王建国", "赵启明", "李志强", MOBILE) if words in line]


def kept_issues(root: Path, words: tuple[str, ...] = (), today: dt.date = TODAY, code: str = "1") -> list[Issue]:
    """With what was kept before; it must be what is found without."""
    with Kept(root / "kept.db") as kept:
        found = check_redaction(root, HOME, words, today, (), kept, code)
    assert found == check_redaction(root, HOME, words, today)
    return found


def test_what_is_kept_of_earlier_checks_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {CASE: "民警张建国到案。\n", "docs/a.md": f"手机{MOBILE}。\n", "data/redaction/allow.yml": ENTRY})
    assert len(kept_issues(tmp_path)) == len(kept_issues(tmp_path)) == 1
    write(tmp_path, {"docs/a.md": f"电话\n手机{MOBILE}。\n", "docs/张建国.md": "无\n"})
    assert [issue.line for issue in kept_issues(tmp_path) if issue.path == "docs/a.md"] == [2]
    (tmp_path / "docs/a.md").rename(tmp_path / "docs/b.md")
    assert [issue.path for issue in kept_issues(tmp_path)] == ["docs/b.md"]
    write(tmp_path, {"data/redaction/allow.yml": "# 空\n"})
    assert len(kept_issues(tmp_path)) == 3
    write(tmp_path, {"data/redaction/allow.yml": "# 移下一行\n" + ENTRY})
    assert len(kept_issues(tmp_path)) == 1
    assert len(kept_issues(tmp_path, today=dt.date(2099, 1, 1))) == 5  # the permission has run out, in its own file too
    assert len(kept_issues(tmp_path, words=("张建国",))) == 2  # nobody is called so: the permission is not used
    (tmp_path / "kept.db").write_bytes(b"?" * 5000)
    assert len(kept_issues(tmp_path)) == 1


def test_what_is_kept_is_used_until_the_code_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {CASE: "民警张建国到案。\n"})
    before = kept_issues(tmp_path)
    monkeypatch.setattr("integrity.redaction.check.examine", lambda *given: iter(()))
    with Kept(tmp_path / "kept.db") as kept:
        assert check_redaction(tmp_path, HOME, (), TODAY, (), kept, "1") == before != []
        assert check_redaction(tmp_path, HOME, (), TODAY, (), kept, "2") == []
    assert "张建国".encode() not in (tmp_path / "kept.db").read_bytes()
