"""The words before a number that say what it is, and how the number behind them is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .finding import Kind
from .runs import ROW, Piece, pieces

Reader = Callable[[str, int], tuple[int, int] | None]
"""Reads the value that begins at a place of the text: its start and end."""

_AMOUNT = re.compile(r"\s?(?:[多余]?[万亿千百]?[多余]?(?:元|块)|[年月日时点人名个件次条位岁枚套副台部]|周岁|天|小时|分钟|%)")
_EDGE = r"(?![A-Za-z0-9@])"


@dataclass(frozen=True)
class Label:
    """What stands before a number, which kind the number is then, and how it is read."""

    kind: Kind
    words: str
    read: Reader


def digits(low: int, high: int, prefix: str = "") -> Reader:
    """`low` to `high` digits in any writing, behind letters that match `prefix`."""
    letters = re.compile(prefix)

    def read(text: str, at: int) -> tuple[int, int] | None:
        lead = letters.match(text, at)
        row = ROW.match(text, lead.end() if lead else at)
        end = _end(text, row, low, high) if row else None
        if end is None or text[end : end + 1] == "@" or _AMOUNT.match(text, end):
            return None
        return at, end

    return read


def _end(text: str, row: re.Match[str], low: int, high: int) -> int | None:
    """Where the first pieces of `row` that make a number of the wanted length end."""
    taken: list[Piece] = []
    length = 0
    for piece in pieces(text, row.start(), row.end()):
        if taken and (length + len(piece.digits) > high or (length >= low and not _goes_on(piece, high))):
            break
        taken.append(piece)
        length += len(piece.digits)
    if not low <= length <= high or not re.search(r"[0-9]|[\u4e00-\u9fff〇]{4}", text[row.start() : taken[-1].end]):
        return None
    return taken[-1].end if re.fullmatch(r"\d+X?", "".join(piece.digits for piece in taken)) else None


def _goes_on(piece: Piece, high: int) -> bool:
    """A number that could end here takes a short piece more if only a space or hyphen parts them."""
    return piece.gap != "" and not piece.gap.strip(" -\n") and len(piece.digits) <= (4 if high > 11 else 2)


def pattern(expression: str) -> Reader:
    compiled = re.compile(expression)

    def read(text: str, at: int) -> tuple[int, int] | None:
        match = compiled.match(text, at)
        return match.span() if match and not _AMOUNT.match(text, match.end()) else None

    return read


def either(*readers: Reader) -> Reader:
    def read(text: str, at: int) -> tuple[int, int] | None:
        return next((span for reader in readers if (span := reader(text, at))), None)

    return read


_APPS = (
    r"(?:企业)?微信|[Qq]\s?[Qq]|抖音|快手|支付宝|微博|小红书|陌陌|闲鱼|淘宝|钉钉|飞信|旺旺|探探|贴吧|知乎|哔哩哔哩|B站|"
    "WhatsApp|[Tt]elegram|Skype|纸飞机|蝙蝠|网易云?|推特|[Tt]witter|[Ff]acebook|[Ii]nstagram|TikTok|飞书|[Ww]e[Cc]hat|weixin|火山|西瓜|拼多多|京东|美团|财付通|VX|vx|Vx|V信|薇信|威信"
)
_SITES = "游戏|直播|聊天|社交|邮箱|登录|用户|系统|平台|论坛|会员"
_WORD = pattern(rf"[A-Za-z][A-Za-z0-9_.\-]{{3,31}}{_EDGE}")
_MIXED = pattern(rf"(?=[A-Za-z_.\-]*[0-9_])(?=[0-9_.\-]*[A-Za-z_])[A-Za-z0-9][A-Za-z0-9_.\-]{{4,31}}{_EDGE}")
_NICK = pattern(r"[“\"]?(?![\u4e00-\u9fff]{0,7}[转付收汇粉发关共约近达超于在])[\u4e00-\u9fff]{1,8}_?\d{2,6}(?![0-9余多])")
_PASS = either(pattern(rf"[A-Za-z]{{1,3}}[ -]?\d{{6,10}}{_EDGE}"), digits(8, 18))


def _quoted(text: str, at: int) -> tuple[int, int] | None:
    """A word of letters alone is an account only behind a colon, a bracket or a quotation mark."""
    plain = text[at - 1 : at] not in tuple(':("“「')
    return None if plain or re.match(r"(?i)we|tencent|app|ios|android|pay|pc|http", text[at : at + 8]) else _WORD(text, at)


_HAN = r"[\u4e00-\u9fff]"

LABELS: tuple[Label, ...] = (
    Label(
        "badge",
        r"警\s{0,3}号|警官证号?|警察证号?|警员编?号|警务编号|辅警(?:编|证|胸)?号|工作?证?号牌?|执法证号?|胸[号牌]|(?:员工|(?<!在押)(?<!服刑)人员|民警)编号|执法(?:资格)?证书?(?:编号)?",
        digits(4, 10, rf"(?:[A-Za-z]{{1,4}}[ -]?)?(?:{_HAN}{{1,2}}字?第)?"),
    ),
    Label(
        "identity",
        rf"护照|(?:港澳|台湾|往来){_HAN}{{0,10}}通行证|通行证|台胞证|回乡证|永久居留证?|居[留住]证|居留许可证?",
        _PASS,
    ),
    Label(
        "identity",
        r"(?:军官|士官|士兵|军人|文职|军人保障|义务兵|离休|学员)(?:证|卡)",
        either(digits(6, 12, rf"{_HAN}{{1,3}}第?"), _PASS),
    ),
    Label(
        "identity",
        r"(?:驾驶证|行驶证|驾照)(?:档案编)?|社会?保障?[卡号]|医保卡|残疾人?证|(?:律师|医师|教师|执业)" + _HAN + "{0,4}证",
        either(digits(9, 20), _PASS),
    ),
    Label(
        "identity",
        r"身\s{0,3}份\s{0,3}证件?|公民身份|身份号|证件号|居民证",
        either(digits(15, 18), _PASS),
    ),
    Label(
        "account",
        r"(?:微博|抖音|快手|小红书|B站|贴吧|直播)(?:账号|帐号|号|用户名?|ID)",
        either(_WORD, _MIXED, digits(5, 12), _NICK),
    ),
    Label(
        "account",
        rf"(?:{_APPS}|{_SITES})(?:账|帐)?(?:用户|小|大|群)?\s{{0,2}}(?:号码?|[账帐][号户]|户|ID|Id|id|名)(?![人单])|网名|用户名",
        either(_WORD, _MIXED, digits(5, 12)),
    ),
    Label("account", rf"(?:{_APPS})[^。;\n0-9]{{1,16}}?(?<![机话牌证卡文件案警编])号码", digits(5, 12)),
    Label("account", "UID", digits(5, 12)),
    Label("account", r"微博\s?@", either(_WORD, _MIXED)),
    Label("account", rf"(?:{_APPS})(?:好友|联系)?", either(_MIXED, digits(5, 12), _quoted)),
    Label(
        "card",
        r"卡(?:账|帐)?号|(?:银行|借记|信用|储蓄|工资)卡|(?:账|帐)(?:号|户)|存折",
        either(digits(9, 30), pattern(rf"[A-Za-z]{{0,3}}\d{{10,30}}{_EDGE}"), _MIXED),
    ),
    Label(
        "phone",
        r"电\s{0,4}话|总机|座\s{0,2}机|固\s?话|宅\s?电|致\s?电|传\s?真|拨打|联系方式|手\s{0,4}机|[Tt][Ee][Ll]",
        either(digits(11, 13, r"\+?"), digits(7, 12, r"\(?")),
    ),
    Label("phone", r"短号|虚拟网|集团号", digits(3, 6)),
    Label("phone", r"内线", digits(4, 8)),
)
