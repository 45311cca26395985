"""Derive data/redaction/words.txt and given.yml from the dictionary of jieba (MIT). Run by hand when the tables change.

    .venv/bin/python tools/redaction_words.py [FOLDER WITH TEXTS OF LAWS]

words.txt: ordinary words of two to four signs, so that 组长安排 is read as 组长 + 安排. given.yml: which signs given names are
made of. Both are read by hooks/integrity/redaction/lexicon.py; jieba itself is never loaded by the gate.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import yaml

DATA = Path(__file__).parent.parent / "data" / "redaction"
USUAL = """明国文华德建志永林军平玉海金春荣红英兰梅丽芳敏静伟强磊洋勇艳杰娟涛超秀霞刚桂燕萍辉玲鹏飞波斌宇浩凯健俊帆帅旭宁龙
婷雪莉慧倩颖琳洁丹萌欣怡佳琪雨梓涵轩萱子晨泽思佳诗梦琦晓小少立新生祥福贵才忠良民发兴学庆友义礼智信仁孝和顺康安东南西北
江山川石松柏峰岩云天雷电风光亮晶阳星月辰晖炎焱火水清洪泉源润淑珍珠翠凤莲花菊香芬芝蓉薇莹瑞瑶琼璐珊玮琛瑜璇婧妍娜媛娇婉
振正宗成长远达进先世家传承继祖宪章法治中心怀爱胜利战卫保国防革跃红卫向东万有全财宝银锦铁钢锋鑫钧铭镇鹤麟虎豹彪骏骥驰翔
恒毅坚诚实善道启开来运时泰昌盛茂根树森桐楠彬杉枫梁栋材柱士元一之维克从树大景广玉兆彦秉绍耀宏弘鸿伯仲叔季可若如以冰雁
彤蕾蓓苗苹茜莎菲芸芷茹艺雯雅韵音颜青素贞惠美姣姗妮娅婵秋冬夏春朝阳旺业丰年利益群君卿喜乐欢蓝紫黛野原意遥晴朗澜漪沛沁沐洲渝湘赣鲁豫鄂滇粤琴棋诗画歌舞雁鸥鹭鸣
笑迎宾凌霄汉卓越逸尘""".replace("\n", "")


CLEAR = "李张刘陈杨赵吴周徐孙朱胡郭罗郑梁谢宋唐许韩邓冯曹彭曾肖董潘袁蔡蒋杜魏苏吕卢姚沈姜崔谭陆汪廖贾薛侯邱夏傅邹孟秦尹"
"""Surnames that seldom begin another word: the names among the dictionary's entries are counted with these only."""
OTHER = set(
    "子山氏家府军国王帝公姐哥爷娘妈爸嫂叔伯母父老大小夫人士师兵寨庄村镇县州城桥河湖海港岭坡沟道路街门店厂营部队党派"
    "的了是在不有之者为上下中"
)
"""Signs that entries such as 李家, 王军 or 张店镇 make look like a part of names."""


WORDS = """
青少年 安全性 安全感 立法权 许可证 通知书 银行卡 黄金周 宣传部 贡献者 占上风 严重性 幸存者 农家乐 纪念展
有志于 望远镜 小学生 博士生 老同志 高新区 陆军 胡同 王府 谢谢 周转 孙子 陈述 马匹 胡说 林立 陈列 许可
杜绝 谢恩 胡闹 马克 马背 张开 周密 陈设 马夫 林子 林木 杨柳 胡涂 杜鹃 张贴 周旋 张家 李家 杜仲 朱砂
张嘴 张口 陈旧 胡椒 张罗 徐徐 汪洋 张扬 周全 王侯 张望 许诺 王后 马鞭 朱笔 黄牛 马鞍 唐诗 马刀 周详
苏醒 朱雀 马虎 宋体 罗盘 王族 梁柱 马尾 黄蜂 杨树 宋史 周折 罗氏 黄铜 马屁 陈年 何干 周庄 黄羊 黄泉
张北 王法 马驹 胡琴 吴江 王冠 胡桃 曾孙 杜撰 孙儿 林荫 张狂 杨梅 马棚 唐突 陈腐 林海 罗致 唐书 胡言
陈词 张榜 苏铁 李子 黄梅 孙女 陈说 陈规 陈迹 夏粮 夏收 夏布 马甲 马群 曾祖 罗汉 王子 王公 王朝 宋词
赵家 马达 王权 王宫 王道 黄榜 马帮 谢幕 何谓 石家庄 张家口 连云港 秦皇岛 景德镇 张家界 王府井 清真寺
农家乐 幼儿园 高高的 防护林
"""
"""Ordinary words that the dictionary marks as names."""

_WORDS = frozenset(WORDS.split())


def derive(laws: Path | None) -> None:
    entries = _dictionary()
    surnames = _surnames()
    _write_words(entries, surnames, _counted(laws) if laws else Counter())
    _write_given(entries)
    if laws:
        phrases = " ".join(sorted(_phrases(laws)))
        with (DATA / "words.txt").open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"13 {phrases}\n")


def _counted(laws: Path) -> Counter[str]:
    """How often each word occurs in official prose: a folder of Markdown files of laws and regulations."""
    import jieba

    seen: Counter[str] = Counter()
    for path in sorted(laws.glob("*.md")):
        seen.update(word for word in jieba.cut(path.read_text("utf-8"), HMM=False) if "\u4e00" <= word[0] <= "\u9fff")
    return seen


def _phrases(laws: Path) -> dict[str, int]:
    """Stretches of official prose that could be read as names and come up often: 减交, 公摊. The files must be there."""
    sys.path.insert(0, str(DATA.parent.parent / "hooks"))
    from integrity.redaction.lexicon import load_lexicon
    from integrity.redaction.readings import promise

    lexicon = load_lexicon(DATA.parent)
    seen: Counter[str] = Counter()
    for path in sorted(laws.glob("*.md")):
        text = path.read_text("utf-8")
        starts = [match.start() for match in lexicon.start.finditer(text)]
        seen.update({text[at : at + length] for at in starts for length in (2, 3)})
    return {
        words: count
        for words, count in seen.items()
        if count >= 4 and words not in lexicon.words and all("\u4e00" <= sign <= "\u9fff" for sign in words)
        if promise(words, 1, lexicon.surnames[words[0]], lexicon)[1] > -6
    }


def _dictionary() -> list[tuple[str, int, str]]:
    spec = find_spec("jieba")
    assert spec
    assert spec.origin
    lines = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines()
    return [(word, int(count), tag) for word, count, tag in (line.split() for line in lines)]


def _surnames() -> set[str]:
    groups = yaml.safe_load((DATA / "surnames.yml").read_text("utf-8"))["groups"]
    return set("".join(group.get("signs", "") for group in groups).replace(" ", ""))


def _write_words(entries: list[tuple[str, int, str]], surnames: set[str], official: Counter[str]) -> None:
    """Words by their cost, the rounded negative logarithm of their share; single signs as well."""
    groups: dict[int, list[str]] = defaultdict(list)
    total, officials = sum(count for _, count, _ in entries), max(1, sum(official.values()))
    for word, count, tag in entries:
        if _wanted(word, count, tag, surnames, official[word]):
            if len(word) == 1 and (tag == "nr" or word in CLEAR):
                count /= 20  # mostly counted in names that were cut in two
            share = 0.6 * count / total + 0.4 * official[word] / officials if official else count / total
            groups[round(-math.log(share))].append(word)
    lines = ["# 普通词语，按代价（使用频率的负对数）分行。由 tools/redaction_words.py 从 jieba 0.42.1 的词典（MIT 许可）"]
    lines += ["# 和三百部法律法规的词频导出，不要手改。"]
    lines += [f"{cost} {' '.join(sorted(words))}" for cost, words in sorted(groups.items())]
    (DATA / "words.txt").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _wanted(word: str, count: int, tag: str, surnames: set[str], official: int) -> bool:
    if not all("\u4e00" <= sign <= "\u9fff" for sign in word) or len(word) > 4:
        return False
    if len(word) == 1:
        return count >= 20
    if official >= 3 or word in _WORDS:
        return True
    if tag.startswith("nr"):
        return _unlike_a_name(word, count)
    known = any(sign in surnames for sign in word)
    return count >= (3 if tag in ("i", "l") and known else 6 if known else 40)


def _unlike_a_name(word: str, count: int) -> bool:
    """Idioms, places and plain words among the entries that are marked as names."""
    if len(word) == 4:
        return word[:2] not in ("欧阳", "司马", "诸葛", "上官", "皇甫", "令狐", "公孙", "慕容") and count >= 3
    return len(word) == 2 and count >= 60 and word[0] not in CLEAR + "王黄马何林江"


def _write_given(entries: Iterable[tuple[str, int, str]]) -> None:
    """The cost of a sign as the first or second of two, or the only sign of a given name."""
    names = [word for word, _, tag in entries if tag == "nr" and 2 <= len(word) <= 3 and word[0] in CLEAR]
    seen = [Counter(word[1] for word in names if len(word) == 3), Counter(word[2:] for word in names), Counter()]
    seen[2] = Counter(word[1] for word in names if len(word) == 2)
    lines = ["# 起名用字的代价（使用频率的负对数，越小越常用）：first 双字名的前一字，second 双字名的后一字，only 单字名。"]
    lines += ["# 由 tools/redaction_words.py 从 jieba 0.42.1 的词典（MIT 许可）和常用起名字表导出，不要手改。"]
    for name, counts in zip(("first", "second", "only"), seen, strict=True):
        groups: dict[float, list[str]] = defaultdict(list)
        total = sum(counts.values()) - counts[""]
        for sign in sorted({sign for sign in counts if counts[sign] > 1} | set(USUAL)):
            share = (0.1 if sign in OTHER else 0.5) * counts[sign] / total + 0.5 * (sign in USUAL) / len(set(USUAL))
            groups[round(-math.log(share) * 2) / 2].append(sign)
        lines += [f"{name}:", *(f'  {cost}: "{"".join(signs)}"' for cost, signs in sorted(groups.items()))]
    (DATA / "given.yml").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    derive(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
