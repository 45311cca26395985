"""Addresses down to a number: a road and its door, a building and its flat, a village and its house."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

_N = r"(?:[甲乙丙丁附新老]?[0-9]{1,5}(?:\s?[-—–之]\s?[0-9]{1,4}){0,2}|[甲乙丙丁附]?[一二三四五六七八九十百零〇]{1,6})"
_BLOCK = rf"(?:(?:{_N}|[A-Z东西南北中])\s?(?:幢|栋|座|号楼|#\s?楼?))"
_UNIT = rf"(?:(?:{_N}|[A-Z东西中甲乙丙])\s?单元)"
_FLOOR = rf"(?:{_N}\s?[楼层])"
_ROOM = (
    r"(?:[-—]?\s?(?:[A-Z]?[0-9]{3,4}|[一二三四五六七八九][零〇一二][一二三四五六七八九零〇]{1,2})\s?(?:室|房|号房?|户)?"
    r"|[0-9东西中一二三四]{1,2}\s?[室户])"
)
_OFFICE = r"(?:会议|办公|教室|教学|谈话|询问|讯问|留置|培训|档案|接待|值班|调解|备勤|审讯|活动|阅览|实验|机房)"
_INSIDE = rf"(?:\s?,?(?:{_BLOCK}\s?{_UNIT}?|{_UNIT}|{_N}\s?门)?\s?{_FLOOR}?\s?{_ROOM}?(?![\s]?{_OFFICE}))"
_HOMES = (
    "小区|花园|花苑|家园|公寓|新村|新苑|公馆|山庄|别墅|家属院|家属楼|家属区|宿舍楼?|安置房|住宅区|新城|华府|豪庭|雅居|名邸|"
    "大院|大厦|广场|社区|[\u4e00-\u9fff][苑府庭居城湾院轩阁郡邸]"
)
_NO_HOUSE = (
    r"(?!\s?(?:楼?[\u4e00-\u9fff]{0,3}(?:会议|办公)|线|公交|文|令|公告|通告|公报|地块|[\u4e00-\u9fff]?井|桥|[水涵船]?闸|机|标段|窗口|工程|项目|泵|岗|网格|卡口|哨|"
    r"灯|杆|上午|下午|傍?晚|凌晨|清?早|中午|夜|[当前次][天日]|(?:之|以)?[前后](?!门|楼|院)|起|止|至\d|[、,~～]\s?\d+[日号](?:[上下]午|$)|病|样|检材|楼?投票|选区|候选|矿|煤|渠|水库|航站|"
    r"台(?!阶)|车|船|库|仓|厂|馆|展|厅|门岗|岗亭|站|隧|坝|堤|电梯|车位|塔|电表))"
)
_DOOR = (
    rf"(?:\s?{_N}\s?(?:弄|巷|号大?院)\s?)?\s?{_N}\s?号(?:之[一二三四]|[A-Z](?![A-Za-z座栋幢])|[附内]\d+号?)?(?:大?院)?{_NO_HOUSE}"
)

_ROAD = (
    rf"(?:[东南西北中上下前后]?[段侧首头]|[一二三四五]段|支[路弄巷]|沿街)?{_DOOR}"
    rf"(?:\s?,?\(?(?:[\u4e00-\u9fff]{{1,7}}(?:{_HOMES}))?\)?(?:{_BLOCK}\s?{_UNIT}?|{_UNIT}){_FLOOR}?\s?{_ROOM}?(?:室|号)?|{_INSIDE})"
)
_HOME = (
    rf"\s?\(?[一二三四五东南西北中]?[期区]?\)?\s?(?:{_BLOCK}\s?(?:{_UNIT}\s?{_FLOOR}?\s?{_ROOM}?|{_FLOOR}\s?{_ROOM}|{_ROOM})(?:室|号)?"
    rf"|{_UNIT}\s?{_ROOM}(?:室)?|\d{{1,3}}#?\s?[-—–]\s?\d{{1,2}}\s?[-—–]\s?\d{{3,4}}(?:室|号)?|\d{{1,3}}\s?[-—–]\s?\d{{3,4}}(?:室|号)?|[A-Z]?\d{{3,4}}(?:室|房)(?!{_OFFICE})"
    rf"|{_DOOR}{_INSIDE}|(?P<alone>{_BLOCK}))(?!\s?{_OFFICE})(?![\u4e00-\u9fff]?会议室)"
)
_VILLAGE = (
    rf"(?:委会)?\s?(?:[\u4e00-\u9fff]{{1,4}}(?:自然村|屯|庄|寨|湾|塘|岭|坪|沟|坡|畈|垸|台))?"
    rf"(?:第?\s?{_N}\s?(?:村民小组|小组|组|队|社|片|大队|生产队|[区巷弄])\s?)?(?:{_DOOR}{_INSIDE}|{_N}\s?户(?=[,。;\s]))"
)
_GROUP = re.compile(rf"\s?第?\s?{_N}\s?(?:村民小组|小组|组|队|社)(?!{_N})")
_BARE = re.compile(
    rf"(?<![0-9A-Za-z第]){_BLOCK}\s?(?:{_UNIT}\s?{_FLOOR}?\s?{_ROOM}?(?:室|号)?|(?P<weak>{_FLOOR}?\s?{_ROOM}(?:室|号)?))(?!\s?{_OFFICE})"
    rf"|(?<![0-9A-Za-z第]){_UNIT}\s?{_FLOOR}?\s?{_ROOM}(?:室|号)?(?!\s?{_OFFICE})"
    r"|门牌号?码?(?:[:为是\s]|编号){0,3}(?P<plate>\d{1,5}(?:[-—]\d{1,4}){0,2}\s?号?)"
)

_BEGIN = "[0-9一二三四五六七八九十百零〇甲乙丙丁附新老第A-Z东南西北中上下前后支沿]"
_ENTRY = re.compile(rf"[道街路巷弄同坊村屯庄寨坪圩埠塘畈会区园苑寓馆墅院楼舍房城府庭居邸厦场里湾轩阁郡](?=\s?\(?\s?{_BEGIN})")
_NAME = re.compile(
    rf"(?:(?P<road>大道|大街|[路街巷弄]|胡同|里|坊)|(?P<home>{_HOMES})|(?P<village>[村屯庄寨坪圩埠塘畈]|[村居]委会))$"
)
_GENERIC = re.compile(
    r"(?:公|铁|道|线|思|马|网|电|出|套|老|走|进|管|油|水|气|光|短|通|回|支|分|带|销|生|退|正|邪|歪|弯|同|上|一|半|此|心|财|门|后|公交|专|干|环)路$|[逛上临扫街]街$|(?:农|乡|全|本|该|各|每|驻|行政|自然|示范|试点|帮扶|贫困|空壳|中心|个)村$|(?:本|该|各|每|个|型|智慧|平安)(?:社区|小区)$|[公千英海这那哪家村城手店车院屋夜心眼县市区局所队厂校包袋箱柜账卡群网组期年月日间天]里$"
)
_NAMED = re.compile(r"[省市区县旗镇乡][\u4e00-\u9fff]{2,3}[路街]$")
"""A road behind its town is no figure of speech: 石桥镇前进路."""
_LIVES = re.compile(r"(?:住址?|住所|家庭地址|地址|户籍|籍贯地|户口|家中?|居所|居住地|租房|租住|老家|房屋|房产)[^,。;\n]{0,24}$")
_WORK = re.compile(
    r"(?:办公|机关|分局|市局|大厅|教学|实验|综合|业务|指挥|中心|[大支中]队|派出所|法院|检察院|医院|学校|学院|园区|厂区|党校|仓库|车间|单位)[^,。;\n]{0,6}$"
)

_HOUSED = re.compile("幢|栋|座|#|号楼|单元|门牌号")
"""What every _BARE holds, behind a number or the like unless it is the last of these."""
_COUNTED = frozenset("0123456789一二三四五六七八九十百零〇甲乙丙东西南北中ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_KEY = re.compile("[幢栋座元#门号](?<!号(?!楼))")
_REGION = "省|自治区|自治州|市|地区|区|县|旗|镇|乡|街道|开发区|苏木|村|社区"
_HEAD = re.compile(r"(?:[\u4e00-\u9fff0-9A-Za-z]+[省市区县旗镇乡道村][ ,]?\n?)*[\u4e00-\u9fff0-9A-Za-z]*$")
_PARTS = re.compile(rf".+?(?:{_REGION})|.+$", re.S)
_STOP = re.compile(
    r"请寄|寄往|寄[至到]|家住|住在|住于|住址|住所|居住|租住|现住|暂住|户籍地?|所在地|位于|坐落|地址|前往|来到|送[至到]|搬[至到]|行[至驶]|途经|经过|路过|抵达|返回|名下|所有|购买|购置|租用|开设|经营|办理|抓获|藏匿|登记|存放|停放|"
    r"反映|查明|发现|登载|[称指述住在至到于为是系往从赴的了将把该其由回被对有入内间家号:地]"
)


def find_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and what may stand there instead."""
    done = 0
    for sign in _ENTRY.finditer(text):
        entry = _NAME.search(text, max(0, sign.end() - 4), sign.end()) if sign.start() >= done else None
        end = _detail(text, entry) if entry else None
        if entry and end:
            start = begin(text, entry.start(), done)
            end = start + len(text[start:end].rstrip(" ,(\n"))
            yield start, end, _advice(text[start:end], entry)
            done = end
    yield from _bare(text)


def _detail(text: str, entry: re.Match[str]) -> int | None:
    """Where the number behind the name of a road, a village or an estate ends."""
    head = text[max(0, entry.start() - 6) : entry.end()]
    lives = _LIVES.search(text, max(0, entry.start() - 40), entry.start()) is not None
    if (_GENERIC.search(head) and not _NAMED.search(head)) or not re.search(r"[\u4e00-\u9fff]{2}$", head):
        return None
    if entry["road"]:
        found = _later(_ROAD).match(text, entry.end())
    elif entry["village"]:
        found = (
            _later(_VILLAGE).match(text, entry.end())
            or _later(_HOME).match(text, entry.end())
            or (lives and _GROUP.match(text, entry.end()))
            or None
        )
    else:
        found = _later(_HOME).match(text, entry.end())
    if not found or (found.re.pattern == _HOME and not _is_home(found, entry, head, lives)):
        return None
    return found.end()


@cache
def _later(pattern: str) -> re.Pattern[str]:
    """Compiled when it is first needed: that takes long, and most texts hold no address."""
    return re.compile(pattern)


def _is_home(found: re.Match[str], entry: re.Match[str], head: str, lives: bool) -> bool:
    """Offices have buildings and rooms too."""
    plain = re.search(r"小区|花园|花苑|家园|公寓|新村|苑$|别墅|家属|宿舍|公馆|安置", head) is not None
    if lives:
        return True
    if _WORK.search(head) and not plain:
        return False
    return plain or "单元" in found[0] or (not found["alone"] and re.search(r"\d{3,4}\s?室?$", found[0]) is not None)


def _bare(text: str) -> Iterator[tuple[int, int, str]]:
    housed = [sign.start() for sign in _HOUSED.finditer(text) if sign[0] == "门牌号" or _counted(text, sign.start())]
    for key in _KEY.finditer(text) if housed else ():
        start, end = max(0, key.start() - 8), key.end() + (41 if key[0] == "号" else 40)
        near = bisect_left(housed, start)
        match = _BARE.search(text, start, end) if near < len(housed) and housed[near] < end else None
        if not match:
            continue
        if match["plate"]:
            yield *match.span("plate"), "某号"
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        weak = match["weak"] and not _LIVES.search(before)
        if not weak or (re.search("[幢栋]", match[0]) and not _WORK.search(before)):
            yield begin(text, match.start(), 0, bare=True), match.end(), "某处"


def _counted(text: str, at: int) -> bool:
    return text[max(0, at - 2) : at].rstrip()[-1:] in _COUNTED


def begin(text: str, core: int, least: int, bare: bool = False) -> int:
    """Where the place-names that lead to `core` begin, at `least`."""
    head = _HEAD.search(text, max(least, core - 40), core)
    chunk = head[0] if head else ""
    if bare and not re.search(r"[\u4e00-\u9fff]{2}$", chunk):
        return core
    at = core
    for part in reversed(_PARTS.findall(chunk)):
        cut = _cut(part, at == core)
        at -= len(part) - cut
        if cut:
            break
    return at


def _cut(part: str, last: bool) -> int:
    """How many signs at the start of `part` are prose."""
    stops = [stop.end() for stop in _STOP.finditer(part) if stop.end() <= len(part) - (1 if last else 2)]
    cut = stops[-1] if stops else 0
    return cut if len(part) - cut <= 7 else len(part) - 4


def _advice(words: str, entry: re.Match[str]) -> str:
    if entry["home"]:
        return "某小区"
    return "某村" if entry["village"] and "村" in words else "某处"
