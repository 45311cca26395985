"""What both sides of a name say together, in nats: 任命张建国为, 叫王强的, 给予李志刚政务处分."""

from __future__ import annotations

import re

COMRADE = 3.5
"""同志 behind words that may be ordinary ones: 江山同志."""
PERSONAL = 6.0
"""Sex and birth behind a name leave no other reading: ，男，1986年."""

_FRAMES = (
    (
        "任命|聘任|聘请|提名|推选|选举|推荐|推举|增补|追认|接收|吸收|发展|确定|指定|抽调|选派|认定|评定|评选|列|选",
        "(?:同志)?(?:为|任|担任|到|去|参加|负责|作)",
        4.0,
    ),
    ("免去|撤销|解除|暂停|停止|恢复|批准|同意", "(?:同志)?(?:的|所任|党内|行政|职务|公职|辞|退|转|入|请)", 3.5),
    (
        "给予|对|将|把|与|同|向",
        "(?:同志)?(?:以|予|处|政务|党内|诫勉|进行|开展|作出|移送|停职|立案|批评|调离|谈话|约谈|核实|送)",
        2.5,
    ),
    ("授予|表彰|记功|奖励", "(?:、|等|同志|[“《]|三等|二等|一等|嘉奖)", 4.0),
    ("叫|名叫|叫做|唤作|姓名是|名字是|名为", "(?:的|[，。,；;)）])", 3.5),
    ("听取|听取了|收看了|传达了|印发|学习了|介绍了|宣读了", "(?:同志|的先进|先进|所作)", 2.5),
    (
        "收到|今收到|今借到|现收到|欠了?|借给|还给|交给|拒收了|退给|转交",
        "(?:交来|退回|还来|送来|人民币|现金|[\\d一二三四五六七八九十两]|家)",
        4.5,
    ),
    (
        "明知|得知|经查|查明|证实|核实|发现|，|。",
        "系(?:网上|在逃|其|该|本|某|我|[^，。,;；]{0,10}(?:人员|民警|辅警|队员|员工|之子|之妻|负责人))",
        3.5,
    ),
    ("与|和|同|跟|及|、", "(?:均|都|二人|两人|三人|等人|一同|共同|分别|先后)", 2.0),
)
_PAIRS = tuple((re.compile(rf"(?:{before})$"), re.compile(after), weight) for before, after, weight in _FRAMES)
_LASTS = frozenset("了欠\n") | {word[-1] for before, _, _ in _FRAMES for word in before.split("|")}
"""What stands just before a name in a frame; a line may break there."""
_ANY = re.compile("|".join(f"(?:{after.pattern})" for _, after, _ in _PAIRS))
_COMRADE = re.compile("(?:等)?同志")
_PERSON = re.compile(r"[,，(（]\s*[男女]\s*[,，、]?\s*(?:\d|[一-龥]族|中共|现年|出生|生于)")
_COMRADES, _MARKS = frozenset("等同"), frozenset(",，(（")
"""What _COMRADE and _PERSON begin with."""
_BEFORE = 6
_HEADS = frozenset(
    "同等为任担到去参负作的所党行职公辞退转入请以予处政诫进开移停立批调谈约核送先嘉交还人现家系均都共分一二三四五六七八九十两"
    "、“《，。,;；)）(（"
)
"""What a frame may begin with behind a name, beside a digit."""


def may_frame(sign: str) -> bool:
    """Whether a frame may go on with `sign` behind a name; False where nothing stands there."""
    return sign in _HEADS or sign.isdecimal()


def framed(text: str, start: int, end: int) -> float:
    """The weight of the frame around `text[start:end]`, 0 where there is none."""
    ahead = text[max(0, start - _BEFORE) : start]
    total = _paired(ahead, text, end) if ahead[-1:] in _LASTS and _ANY.match(text, end) else 0.0
    sign = text[end : end + 1]
    if sign in _COMRADES and _COMRADE.match(text, end):
        total += COMRADE
    return total + (PERSONAL if sign in _MARKS and _PERSON.match(text, end) else 0.0)


def _paired(ahead: str, text: str, end: int) -> float:
    return max((weight for before, after, weight in _PAIRS if after.match(text, end) and before.search(ahead)), default=0.0)
