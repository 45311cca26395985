"""Everything but names that identifies somebody: numbers of documents, telephones, cards and plates, accounts, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding, Kind
from .fold import EDGE, Folded
from .labelled import find_labelled
from .mail import find_mail
from .places import find_places
from .plates import find_plates
from .shapes import find_shapes
from .tables import find_cells

ADVICE: dict[Kind, str] = {
    "identity": "某身份证号",
    "mobile": "某手机号",
    "phone": "某电话",
    "card": "某银行卡号",
    "plate": "某车牌号",
    "email": "某邮箱",
    "account": "某账号",
    "badge": "某警号",
    "address": "某处",
    "name": "某人",
}
_WXID = re.compile(r"(?:wxid|wx|weixin)_[A-Za-z0-9_]{5,}")
_BLANK = re.compile(rf"[\s{EDGE}]+")


def find_numbers(folded: Folded) -> Iterator[Finding]:
    """Findings in any order; they may overlap."""
    for start, end, kind in _told(folded.text):
        yield _finding(folded, start, end, kind, ADVICE[kind])
    for start, end, advice in find_places(folded.text):
        yield _finding(folded, start, end, "address", advice)


def _told(text: str) -> Iterator[tuple[int, int, Kind]]:
    """What a label says of a number goes before what its shape says."""
    labelled = [*find_labelled(text), *find_cells(text)]
    yield from labelled
    for start, end in find_mail(text):
        yield start, end, "email"
    for start, end in find_plates(text):
        yield start, end, "plate"
    for wxid in _WXID.finditer(text):
        yield *wxid.span(), "account"
    for start, end, kind in find_shapes(text):
        if not any(other[0] <= start and end <= other[1] for other in labelled):
            yield start, end, kind


def _finding(folded: Folded, start: int, end: int, kind: Kind, advice: str) -> Finding:
    words = _BLANK.sub("", folded.text[start:end])
    return Finding(*folded.span(start, end), kind, words, advice)
