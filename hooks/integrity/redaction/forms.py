"""The form that may stand instead of a name: 张某某, 王某, 欧阳某; where two persons would share it, 王某甲, 王某乙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lexicon import Lexicon

STEMS = "甲乙丙丁戊己庚辛壬癸"
_DOTS = re.compile("[·・•⋅‧∙・.．]")


class Forms:
    """The forms of one text, given in the order in which names are asked for; the text's own forms are not given again."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text = text
        self._double = lexicon.double
        self._given: dict[str, str] = {}

    def advice(self, name: str) -> str:
        """The form for `name`, the same at every mention."""
        name = "".join(name.split())
        if name not in self._given:
            self._given[name] = next(form for form in self._choices(name) if self._free(form))
        return self._given[name]

    def _choices(self, name: str) -> Iterator[str]:
        surname, rest = self._parts(name)
        yield surname + "某" * rest
        yield from (f"{surname}某{stem}" for stem in STEMS)
        number = 1
        while True:
            yield f"{surname}某{number}"
            number += 1

    def _parts(self, name: str) -> tuple[str, int]:
        """The surname, and how many 某 follow."""
        if _DOTS.search(name) or len(name) > 4:
            return name[0], 1
        length = next((n for n in (4, 3, 2) if name[:n] in self._double and len(name) > n), 1)
        return name[:length], 1 if len(name) - length == 1 else 2 if len(name) - length == 2 else 1

    def _free(self, form: str) -> bool:
        if form in self._given.values():
            return False
        at = self._text.find(form)
        while at >= 0:
            after = self._text[at + len(form) : at + len(form) + 1]
            if not after or (after not in "某" + STEMS and not after.isdigit()):
                return False
            at = self._text.find(form, at + 1)
        return True
