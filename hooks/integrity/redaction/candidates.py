"""Where a personal name may stand: at a surname, read against ordinary words and weighed with its context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .evidence import NEVER, bounded
from .fold import EDGE
from .frames import framed
from .lexicon import Lexicon, Promised
from .marks import BEFORE, TOLD, ended
from .openings import FAINT, opened, promised
from .readings import gains, is_han
from .sides import left_side, right_side
from .tabular import Span
from .weights import (
    ALONE,
    BESIDE,
    BOTH,
    CELL,
    CONFESSED,
    DEED,
    DOUBT,
    FRAMED,
    FULL,
    LABELLED,
    LEAST,
    PLAIN,
    RARE,
    RARER,
    ROLE,
    SELDOM,
    SUBJECT,
    THRESHOLD,
    UNHEARD,
)

AHEAD = 12
"""So many signs ahead a clause may tell that its subject is a person."""
_PLACED = frozenset("渡集桥坪坝湾沟岗坡梁塬屯堡营铺寨窑洼峪岭滩洲浜埭埠垸畈冲嘴圩")
"""Ends of villages that are called after families: 高家渡, 许家集."""
_POSTED = frozenset("岗室处科队所组部局委办会站")
"""Ends of posts and units: by: 保密岗 is nobody whose surname we do not know."""
_LINKS = frozenset("和从都应")
"""Surnames that are much more often a conjunction, a preposition or an adverb."""


@dataclass(frozen=True)
class Candidate:
    """`text[start:end]` may be a name; `score` is the sum of gain and evidence in nats."""

    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Reader:
    """One text; `cells` are the spans that stand in columns of names."""

    text: str
    cells: frozenset[Span]
    lexicon: Lexicon

    def candidates(self) -> Iterator[Candidate]:
        """Those that pass, or would beside other names."""
        text, lexicon = self.text, self.lexicon
        clear, nearly, signs = lexicon.clear, lexicon.nearly, lexicon.signs
        alone, beside, both = lexicon.alone, lexicon.beside, lexicon.both
        for match in lexicon.start.finditer(text):
            at = match.start()
            pair = text[at : at + 2]
            names: Promised | None = ()
            if match.lastindex:
                begun = text[at : at + 3]
                names = beside.get(begun)
                names = opened(begun, lexicon) if names is None else names
            elif pair not in clear and pair[1] in signs:  # no common word begins here, nor ends before another one
                begun = text[at : at + 3]
                if not (begun[1:] in nearly and text[at - 1 : at + 1] in clear):
                    names = alone.get(begun)
                    names = opened(begun, lexicon, FAINT) if names is None else names
            if names:
                yield from self._weigh(at, names)
            if pair in both:
                yield from self._married(at)
        yield from self._doubled()
        yield from self._labelled()

    def _doubled(self) -> Iterator[Candidate]:
        text, lexicon = self.text, self.lexicon
        for match in lexicon.start_double.finditer(text):
            at, length = match.start(), len(match[0])
            if text[match.end() : match.end() + 1] in lexicon.signs or self._announced(at):
                yield from self._weigh(at, self._names(at, length, lexicon.double[match[0]]))

    def _labelled(self) -> Iterator[Candidate]:
        text, lexicon = self.text, self.lexicon
        for match in lexicon.labels.finditer(text):
            at = match.end()
            if text[at] not in lexicon.surnames and text[at] not in lexicon.titles and _POSTED.isdisjoint(text[at + 1 : at + 4]):
                yield from self._weigh(at, self._names(at, 1, UNHEARD))

    def _married(self, at: int) -> Iterator[Candidate]:
        """Two surnames and a given name of two signs (陈方安生), beside something telling."""
        text = self.text
        if text[at + 4 : at + 6] in TOLD or (text[at - 1 : at] in BEFORE and ended(text[at + 4 : at + 5])):
            both = self.lexicon.surnames[text[at]] + self.lexicon.surnames[text[at + 1]]
            yield from (one for one in self._weigh(at, self._names(at, 2, both)) if one.end - at == 4)

    def _announced(self, at: int) -> bool:
        """Whether a role, a label or 任命 ends here."""
        return self.text[max(0, at - 2) : at] in self.lexicon.announcing

    def _names(self, at: int, length: int, surname: float) -> Promised:
        """The names of one and two given signs behind the surname of `length` signs at `at`."""
        names = promised(self.text[at : at + length + 2], length, surname, self.lexicon)
        if names and not self.lexicon.marked.match(self.text, at):
            return tuple(name for name in names if name[2] >= FAINT)
        return names

    def _weigh(self, at: int, names: Promised) -> Sequence[Candidate]:
        """The candidates among the names that may begin at `at`."""
        text, lexicon = self.text, self.lexicon
        ends: list[tuple[int, float]] = []
        told: list[float] = []
        before, joint, most = lexicon.lefts.get(text[at - 2 : at]) or left_side(text, at, lexicon)
        if self.cells:
            most += CELL
        column = 4 if before <= DOUBT else 5
        for name in names:
            end = at + name[0]
            right = lexicon.rights.get(text[end : end + 2]) or right_side(text, end, lexicon)
            so_far = name[2] + most + right[column]
            if so_far < LEAST and not right[2]:
                continue
            frame = framed(text, at, end) if right[2] else 0.0
            if so_far + frame < LEAST:  # nothing else that _evidence finds is enough
                continue
            evidence = before + self._evidence(at, end, before, right[0], frame)
            if name[2] + evidence + BESIDE * (joint + right[1]) >= THRESHOLD:
                ends.append((end, name[1]))
                told.append(evidence)
        found = zip(ends, told, gains(text, at, ends, lexicon), strict=True) if ends else ()
        return [Candidate(at, end, gain + evidence) for (end, _), evidence, gain in found]

    def _evidence(self, start: int, end: int, before: float, after: float, frame: float) -> float:
        """The evidence on the right, that of both sides together, and what speaks against these very words."""
        text, lexicon = self.text, self.lexicon
        words = text[start:end]
        if after <= NEVER or words in lexicon.own or words[:2] in lexicon.own or lexicon.before.get(words[1:], 0.0) > 4.0:
            return NEVER
        total = after + frame - self._known(start, end, before) - self._against(words, after)
        closed = not is_han(text[end : end + 1] or EDGE)
        if not closed:
            total += self._deeds(end, before, after, end - start < 3)
        if before >= ROLE:
            total += min(RARER, max(0.0, lexicon.surnames.get(words[0], RARE) - RARE))
        if closed and before >= ROLE:
            total += LABELLED if before >= 5.5 else ALONE
        if end - start == 3 and before <= 1.0 and 2.4 <= after < FRAMED:
            total += SUBJECT
        if words[0] in _LINKS and before < 5.6:
            total -= 8.0
        if (start, end) in self.cells:
            total += CELL
        return total + (1.0 if bounded(text, start, end) else 0.0)

    def _deeds(self, end: int, before: float, after: float, short: bool) -> float:
        """What the clause says further on; a post before and a deed behind strengthen each other."""
        lexicon = self.lexicon
        total = BOTH if before >= 4.0 and (2.0 if short else 1.5) <= after < FRAMED else 0.0
        if not 0.0 < after < FULL:
            return total
        if before <= DOUBT and lexicon.confessions.search(self.text, end, end + AHEAD):
            return CONFESSED
        return total + (DEED if lexicon.deeds.search(self.text, end, end + AHEAD) else 0.0)

    def _against(self, words: str, after: float) -> float:
        """What speaks against words that are ordinary, a place or a surname with a title."""
        lexicon = self.lexicon
        if after >= FRAMED:
            return 0.0
        cost = lexicon.words.get(words)
        total = 0.0 if cost is None else 4.0 if cost <= 10 else 1.0
        if (words[-1] in lexicon.endings and after < PLAIN) or words[1:] == "家" or (words[1] == "家" and words[2] in _PLACED):
            total += 14.0
        if words[-1] in _POSTED and lexicon.surnames.get(words[0], UNHEARD) > SELDOM:
            total += 8.0
        return total + (8.0 if words[1] in lexicon.titles else 0.0)

    def _known(self, start: int, end: int, before: float) -> float:
        """What speaks against the name of a public person, here or at the beginning of longer words."""
        text, public = self.text, self.lexicon.public
        if text[start : start + 2] not in self.lexicon.public_heads:
            return 0.0
        for length in (end - start, 3, 2):
            known = public.get(text[start : start + length])
            if known and (not known.beside or any(word in text[max(0, start - 30) : end + 10] for word in known.beside)):
                return known.weight if length >= end - start or (known.weight > 50 and before < ROLE) else 0.0
        return 0.0
