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
        ("陈方安生同志，女，1962年5月出生。", ["陈方安生"]),
        ("民警买买提江主动上交红包。", ["买买提江"]),
        ("辅警扎西顿珠因酒后上岗被通报。", ["扎西顿珠"]),
        ("犯罪嫌疑人阿卜杜拉・艾则孜到案。", ["阿卜杜拉・艾则孜"]),
        ("涉案人员约翰·史密斯已出境。", ["约翰·史密斯"]),
        ("| 序号 | 姓名 |\n|---|---|\n| 1 | 亓官林 |\n| 2 | 高峰 |", ["亓官林", "高峰"]),
        ("[许大为处分决定](../files/许大为处分决定.docx)", ["许大为", "许大为"]),
        ("邓超群利用职务便利谋利。2022年4月，邓超群被留置。", ["邓超群", "邓超群"]),
        ("程序原系交警大队民警。方正，男，汉族。", ["程序", "方正"]),
        ("出席：马骏　孔令山　卜文", ["马骏", "孔令山", "卜文"]),
        ("<td>周<b>晓</b>敏</td><td>女</td>", ["周晓敏"]),
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
        "老张常说，小王要学老李，王局、李所、张总都来了，王警官和李先生没来。",
        "清代于成龙、宋代包拯和明代于谦、海瑞都以清廉著称，周敦颐写下《爱莲说》。",
        "张三李四王二麻子，王婆卖瓜，江郎才尽，叶公好龙，张冠李戴。",
        "所长、教导员、内勤、社区民警都要签字；主持人：党委书记；记录人：政治处干事。",
        "沁园春·雪、水调歌头·明月几时有；第一议题·学习；警钟长鸣·国庆。",
        "张某，男，住某镇；李××、王XX、甲某、某王氏餐馆。",
        "学习习近平新时代中国特色社会主义思想和毛泽东思想。",
    ],
)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_two_persons_never_share_a_form() -> None:
    assert forms("民警王强、王磊和张建国同志。王强供述，张某某在场。") == ["王某", "王某甲", "张某甲", "王某"]


def test_the_load_is_quick_and_the_words_of_the_site_are_no_names() -> None:
    assert found("主持人：治安管理大队；类型：违规吃喝。") == []
    assert load_lexicon(HOME / "data", ["高志强"]).own >= {"高志强"}
