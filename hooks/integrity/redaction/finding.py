"""What was found, where, and what to write instead. The found words themselves are shown masked only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["identity", "mobile", "phone", "card", "plate", "email", "account", "badge", "address", "name"]

LABELS: dict[Kind, str] = {
    "identity": "证件号码",
    "mobile": "手机号码",
    "phone": "固定电话",
    "card": "银行卡号",
    "plate": "车牌号",
    "email": "电子邮箱",
    "account": "社交账号",
    "badge": "警号",
    "address": "详细住址",
    "name": "姓名",
}


@dataclass(frozen=True, order=True)
class Finding:
    """`text[start:end]` of the scanned text, as written there, markup and spaces inside it included.

    `words` is the same without markup, spaces and invisible signs, in half-width forms: 张建国, 13800000000. `advice` is
    what may stand there instead: 张某某, or 某手机号.
    """

    start: int
    end: int
    kind: Kind
    words: str
    advice: str

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def masked(self) -> str:
        """The words so that nobody learns them from a log: 张**, 13*********."""
        keep = 1 if self.kind in ("name", "plate", "account", "email", "badge") else 2
        return self.words[:keep] + "*" * max(1, len(self.words) - keep)


def apart(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the text and without overlap: where two overlap the longer one stays."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start - f.end, f.start, f.kind)):
        at = bisect_left(kept, finding.start, key=lambda f: f.start)
        if (not at or kept[at - 1].end <= finding.start) and (at == len(kept) or finding.end <= kept[at].start):
            kept.insert(at, finding)
    return tuple(kept)
