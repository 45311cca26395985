"""Personal names: what is found, what is left alone, and the forms that are proposed. Every name is made up."""

from __future__ import annotations

import pytest
from helpers import HOME

from integrity.redaction.fold import fold
from integrity.redaction.lexicon import load_lexicon
from integrity.redaction.names import find_names

LEXICON = load_lexicon(HOME / "data", ["治安管理大队", "违规吃喝"])


def found(text: str) -> list[str]:
    return [finding.words for finding in find_names(fold(text), LEXICON)]


def forms(text: str) -> list[str]:
    return [finding.advice for finding in find_names(fold(text), LEXICON)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("民警张建国，男，1985年3月出生。", ["张建国"]),
        ("王强驾驶小型轿车。", ["王强"]),
        ("张建国、李志强、王丽等三人参加。", ["张建国", "李志强", "王丽"]),
        ("会上，李建国所长通报了情况。", ["李建国"]),
        ("---\nhost: 张建国\n---\n", ["张建国"]),
        ("![张建国](images/王强.jpg)", ["张建国", "王强"]),
        ("民警阿依古丽·买买提说", ["阿依古丽·买买提"]),
        ("绰号“老六”", ["老六"]),
        ("王　强，男", ["王强"]),
        ("民警张**建国**，男", ["张建国"]),
        ("民警欧阳建国值班。", ["欧阳建国"]),
        ("民警張建國，男，漢族。", ["張建國"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "张某、李某某、王某甲、欧阳某和赵某1一同到场。",
        "组长安排部署，民警高度重视，局长任命，书记严格要求。",
        "队长江边巡逻，处长期带队，所长常态化督导。",
        "王家坝村、李家庄派出所、高新区、张家口、石家庄、马鞍山和黄河路。",
        "学习习近平新时代中国特色社会主义思想和毛泽东思想。",
    ],
)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_two_persons_never_share_a_form() -> None:
    assert forms("民警王强、王磊和张建国同志。王强供述，张某某在场。") == ["王某", "王某甲", "张某甲", "王某"]
