"""The labelled passages of the evaluation set, and how findings are judged against them.

A file is a YAML list of strings. `民警⟦name:张建国⟧` holds a label: the kind, and the words as written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import yaml

from integrity.redaction.finding import Finding, Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
MARK = re.compile(r"⟦(\w+):(.*?)⟧", re.S)
ARGUABLE = frozenset(
    map(frozenset, [("mobile", "phone"), ("mobile", "account"), ("email", "account"), ("card", "account"), ("identity", "badge")])
)
"""A number can be both (a mobile that is a chat account): right if it is exactly the words of the label."""


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Passage:
    text: str
    labels: tuple[Label, ...]
    origin: str
    """File and number of the passage: cases.yml#3."""


def read(marked: str, origin: str = "") -> Passage:
    """The passage without its marks. Raises ValueError for a kind that does not exist or a mark left open."""
    pieces: list[str] = []
    labels: list[Label] = []
    at = length = 0
    for match in MARK.finditer(marked):
        if match[1] not in KINDS:
            raise ValueError(f"{origin}: no such kind as {match[1]}")
        pieces += [marked[at : match.start()], match[2]]
        length += match.start() - at
        labels.append(Label(length, length + len(match[2]), match[1]))
        length += len(match[2])
        at = match.end()
    text = "".join([*pieces, marked[at:]])
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"{origin}: a mark is left open")
    return Passage(text, tuple(labels), origin)


def load(folder: Path) -> list[Passage]:
    found: list[Passage] = []
    for path in sorted(folder.glob("*.yml")):
        for number, marked in enumerate(yaml.safe_load(path.read_text("utf-8")) or [], 1):
            found.append(read(marked, f"{path.name}#{number}"))
    return found


@dataclass
class Verdict:
    """Right, missed and false by kind; what was missed and what was false, to be shown."""

    right: Counter[Kind] = field(default_factory=Counter)
    missed: Counter[Kind] = field(default_factory=Counter)
    false: Counter[Kind] = field(default_factory=Counter)
    misses: list[tuple[Passage, Label]] = field(default_factory=list)
    alarms: list[tuple[Passage, Finding]] = field(default_factory=list)

    def recall(self, kinds: Iterable[Kind]) -> float:
        right, missed = self._sums(kinds, self.missed)
        return right / (right + missed) if right + missed else 1.0

    def precision(self, kinds: Iterable[Kind]) -> float:
        right, false = self._sums(kinds, self.false)
        return right / (right + false) if right + false else 1.0

    def _sums(self, kinds: Iterable[Kind], other: Counter[Kind]) -> tuple[int, int]:
        kinds = tuple(kinds)
        return sum(self.right[kind] for kind in kinds), sum(other[kind] for kind in kinds)

    def shown(self, kinds: Sequence[Kind] = KINDS, masked: bool = True) -> str:
        """One line for each miss and each false alarm; `masked` hides the words."""
        lines = [
            f"- {p.origin} {la.kind}: {_show(p.text[la.start : la.end], masked)}" for p, la in self.misses if la.kind in kinds
        ]
        lines += [f"+ {p.origin} {f.kind}: {f.masked if masked else _around(p, f)}" for p, f in self.alarms if f.kind in kinds]
        return "\n".join(lines)


def judge(passages: Iterable[Passage], scan: Callable[[str], Iterable[Finding]]) -> Verdict:
    verdict = Verdict()
    for passage in passages:
        findings = list(scan(passage.text))
        for label in passage.labels:
            match = next((finding for finding in _nearest(passage, label, findings)), None)
            if match is None:
                verdict.missed[label.kind] += 1
                verdict.misses.append((passage, label))
                continue
            findings.remove(match)
            verdict.right[label.kind] += 1
        for finding in findings:
            verdict.false[finding.kind] += 1
            verdict.alarms.append((passage, finding))
    return verdict


def _nearest(passage: Passage, label: Label, findings: list[Finding]) -> Iterator[Finding]:
    """The findings that say what `label` says: they share more than half of the longer, counted in letters and digits."""
    for finding in findings:
        shared = _size(passage.text[max(label.start, finding.start) : min(label.end, finding.end)])
        found, wanted = _size(passage.text[finding.start : finding.end]), _size(passage.text[label.start : label.end])
        same = finding.kind == label.kind and 2 * shared > max(found, wanted)
        if same or (shared == found == wanted and frozenset((finding.kind, label.kind)) in ARGUABLE):
            yield finding


def _size(words: str) -> int:
    """Letters and digits, tags apart; entities count by their signs."""
    return sum(sign.isalnum() for sign in re.sub(r"<[^<>]*>", "", words))


def _show(words: str, masked: bool) -> str:
    return words[:1] + "*" * (len(words) - 1) if masked else words


def _around(passage: Passage, finding: Finding) -> str:
    text = passage.text
    return f"{text[max(0, finding.start - 12) : finding.start]}【{text[finding.start : finding.end]}】{text[finding.end : finding.end + 12]}"
