"""What stands on either side of a place, remembered by the two signs there where nothing beyond them matters."""

from __future__ import annotations

from .evidence import QUOTES, left, right
from .frames import may_frame
from .lexicon import Lexicon
from .readings import is_han
from .weights import BESIDE, BOTH, CONFESSED, DEED, FULL, LABELLED, POST, RARER, ROLE, SUBJECT

Left = tuple[float, bool, float]
"""The evidence; whether a list of names may go on here; and more than the two of them, and what _evidence of candidates.py
finds beyond the right side, can be together."""
Right = tuple[float, bool, bool, bool, float, float]
"""The evidence; whether a list may go on; whether a frame may begin; whether the clause may go on to tell a deed; and the most
that these are together but for the frame: where a confession decides, and where none does."""
_JOINTS = frozenset("、,，;；和与及同 /|（)）(-.．\n\"'")
_FURTHER_LEFT = QUOTES | frozenset(" :：(（")
_FURTHER_RIGHT = QUOTES | frozenset(" ,(（，|")
"""Signs that make the words beyond them count."""


def left_side(text: str, at: int, lexicon: Lexicon) -> Left:
    """What ends at `at`; remembered in the lexicon's `lefts` where the two signs before it tell."""
    pair = text[at - 2 : at]
    before, joint = left(text, at, lexicon), text[at - 1 : at] in _JOINTS
    most = before + BESIDE * joint + 2.0 * SUBJECT + (RARER + LABELLED + BOTH if before >= ROLE else 0.0)
    found = before, joint, most
    if len(pair) == 2 and pair[1] not in _FURTHER_LEFT and lexicon.before_longest.get(pair, 1) <= 2:
        lexicon.lefts[pair] = found
    return found


def right_side(text: str, at: int, lexicon: Lexicon) -> Right:
    """What begins at `at`; remembered in the lexicon's `rights` where the two signs there tell."""
    pair = text[at : at + 2]
    post = lexicon.after.get(pair, lexicon.after.get(text[at : at + 3], 0.0)) >= POST
    after = right(text, at, lexicon)
    joint, deed = post or pair[:1] in _JOINTS, 0.0 < after < FULL and is_han(pair[:1])
    both = after + BESIDE * joint
    found = after, joint, may_frame(pair[:1]), deed, both + CONFESSED * deed, both + DEED * deed
    if len(pair) == 2 and _alone(pair, lexicon):
        lexicon.rights[pair] = found
    return found


def _alone(pair: str, lexicon: Lexicon) -> bool:
    """Whether no known word that begins with `pair` is longer."""
    if pair[0] in _FURTHER_RIGHT or lexicon.after_longest.get(pair, 1) > 2:
        return False
    return pair not in lexicon.long_places
