"""Numbers that only the words before them make known: 警号, 微信号, 护照号, 账号, 电话 before seven digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import checksums
from .finding import Kind
from .labels import LABELS, Label
from .quick import matches
from .runs import ROW, join, pieces
from .shapes import EXTENSION

ANY = re.compile("|".join(f"(?P<l{n}>{label.words})" for n, label in enumerate(LABELS)))
_HEADS = re.compile(
    "[警辅工执胸员人民护港澳台往通回永居军士文义离学驾行社医残律教身公证微抖快小贴直企支陌闲淘钉飞旺探知哔纸蝙网推火西拼京美团财薇威游聊交邮登用系平论会"
    "卡银借信储账帐存电总座固宅致传拨联手短虚集内BQqWwTtSFfIiVvU]"
)
"""What ANY may begin with."""
_GAP_SIGNS = " \t\r\n\0|:=\"“”'「『《(【<>,;-—–号码编№分别变更改登记填写载均现原即也亦就皆为是系叫作有Noº."
_GAP = re.compile(
    r"(?:[\s\0|:=\"“”'「『《(【<>,;\-—–]|号码?|编号|N[oO]\.?|№|分别|变更|更改|登记|填写|记载|均|现|原|即|也|亦|就|皆|为|是|系|叫|作|有){0,10}"
)
_ENDS = frozenset("线") | frozenset(
    "电件务障乎可e友系书r警证工员执胸人牌照卡留住保障名群D户d信Qq音手宝博书陌鱼淘钉旺探吧知哩站pm机蝙蝠易云山瓜东美团通@Xx账帐折话真打式Ll短网身份公居"
)
"""The last signs of labels, apart from those that the gap swallows."""
_VALUE = re.compile(
    r"[0-9A-Za-z〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖](?:[\s\-]{0,3}[0-9A-Za-z〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖_]){2,}"
)
_LATIN = re.compile(
    r"[Qq]\s?[Qq]|[Vv][Xx]|[Tt][Ee][Ll]|WhatsApp|Skype|B站|[Ww]e[Cc]hat|weixin|UID|[Tt]witter|[Ff]acebook|[Ii]nstagram|TikTok|[Tt]elegram"
)
"""Labels that run into their value: QQ12345678."""
_MORE = re.compile(r"[”\"']?(?:\([^()\d\n]{0,10}\))?\s?(?:[、,;/]|和|与|及|以及|跟|或)\s?[“\"']?")
_PUBLIC = re.compile(r"热线|客服|举报|投诉|监督|咨询|服务|报警")
_BADGE_AFTER = re.compile(r"\(?(?:警号|警官证)(?!\s?[:为是\d])|号(?:民警|辅警|警员|交警|警察|警官|协警|特警)")
_BADGE_HEAD = re.compile("[(警号](?=[警官民辅员交察协特号])")
"""What _BADGE_AFTER begins with."""
_BADGE_NAMED = re.compile(r"(?:民警|辅警|警员|交警)[\u4e00-\u9fff×]{0,4}\((?:编号:?)?((?!20[0-4]\d)\d{6,7})[),]")
_BADGE = re.compile(r"(?<![0-9A-Za-z-])[A-Za-z]{0,3}\d{5,8}(?=(?:\)|号|的|\s){0,3}$)")


def find_labelled(text: str) -> Iterator[tuple[int, int, Kind]]:
    done = -1
    for value in _VALUE.finditer(text):
        window = text[max(0, value.start() - 32) : value.start()]
        if window.rstrip(_GAP_SIGNS)[-1:] not in _ENDS and "号" not in window[-6:] and not _LATIN.match(value[0]):
            continue
        label = _last(text, value)
        if label and label.start() > done:
            done = label.start()
            yield from _values(text, LABELS[int((label.lastgroup or "l0")[1:])], label)
    for named in _BADGE_NAMED.finditer(text):
        yield *named.span(1), "badge"
    for after in matches(text, _BADGE_HEAD, _BADGE_AFTER):
        badge = _BADGE.search(text, max(0, after.start() - 14), after.start())
        if badge:
            yield *badge.span(), "badge"


def _last(text: str, value: re.Match[str]) -> re.Match[str] | None:
    """The label nearest before `value`."""
    at, last = max(0, value.start() - 32), None
    while head := _HEADS.search(text, at, value.end()):
        found = ANY.match(text, head.start(), value.end())
        at, last = (found.end(), found) if found else (head.end(), last)
    return last


def _values(text: str, label: Label, match: re.Match[str]) -> Iterator[tuple[int, int, Kind]]:
    """The value behind the label, and those that a list adds to it."""
    gap = _GAP.match(text, match.end())
    at = gap.end() if gap else match.end()
    while span := label.read(text, at):
        kind = refine(text, label.kind, span, match[0])
        if kind is None:
            return
        extension = EXTENSION.match(text, span[1]) if kind == "phone" else None
        yield span[0], extension.end() if extension else span[1], kind
        more = _MORE.match(text, span[1])
        if not more:
            return
        at = more.end()


def refine(text: str, kind: Kind, span: tuple[int, int], words: str) -> Kind | None:
    """The kind once the value is known; None for a number that is nobody's."""
    row = ROW.search(text, span[0], span[1])
    found = join(pieces(text, row.start(), row.end())).digits if row else ""
    if kind == "phone" and words not in ("短号", "虚拟网", "集团号"):
        return _telephone(text, span, found, words)
    if kind == "card" and re.search(r"[A-Za-z]{2}|[A-Za-z]\d{1,8}$", text[span[0] : span[1]]):
        return "account"
    if kind == "account" and words.startswith(("UID", "登录", "用户", "系统", "平台", "会员")) and checksums.dated(found):
        return None
    if kind == "card" and len(found) == 11 and re.fullmatch("1[3-9].*", found):
        return "mobile"
    return kind


def _telephone(text: str, span: tuple[int, int], found: str, words: str) -> Kind | None:
    if len(found) == 10 and found.startswith(("400", "800")):
        return None if _PUBLIC.search(text, max(0, span[0] - 14), span[0]) else "phone"
    if len(found) in (7, 8):
        return None if checksums.dated(found) or words.startswith("手") else "phone"
    if len(found) == 11 or (len(found) == 13 and found.startswith("86")):
        return "phone" if found.startswith("0") else "mobile"
    return "phone" if found.startswith("0") else None
