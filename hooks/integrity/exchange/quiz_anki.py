"""An Anki package: a card for each question, its stem and options in front, answer, 解析 and 依据 behind. Export only."""

from __future__ import annotations

import hashlib
import html
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ..kernel.quiz import BLANK, LETTERS, ORDER, Item
from .archive import steady
from .cells import clean
from .quiz_common import Written
from .tally import Tally

FIELDS = ("题型", "题干", "选项", "答案", "解析", "依据")

_MOMENT = 1_767_225_600.0
"""2026-01-01 UTC as the moment of making: a package must not differ from one day to the next."""
_FRONT = '<p class="kind">{{题型}}</p><p class="stem">{{题干}}</p>{{#选项}}<ol type="A">{{选项}}</ol>{{/选项}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><p class="key">{{答案}}</p>{{#解析}}<p>{{解析}}</p>{{/解析}}'
    '{{#依据}}<p class="basis">依据：{{依据}}</p>{{/依据}}'
)
_CSS = (
    ".card{font-size:18px;line-height:1.6;text-align:left;max-width:40em;margin:0 auto;padding:1em}"
    ".kind,.basis{font-size:.85em;opacity:.7}.stem{font-weight:600}.key{font-weight:600;color:#b03a2e}"
    ".nightMode .key{color:#f1948a}"
)


def write_anki(items: Iterable[Item], title: str) -> Written:
    import genanki

    tally = Tally()
    model = genanki.Model(
        _number("清风题库"),
        "清风题库",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "自测", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
        sort_field_index=1,
    )
    deck = genanki.Deck(_number(title), title)
    count = 0
    for item in items:
        count += 1
        tally.add("Anki 卡片自己对答案，不判分：{n} 道都做成了正反面")
        deck.add_note(genanki.Note(model=model, fields=_fields(item), tags=_tags(item), guid=_guid(item)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.apkg"
        genanki.Package(deck).write_to_file(path, timestamp=_MOMENT)
        content = path.read_bytes()
    return Written(steady(content), count, tally.notes)


def _number(name: str) -> int:
    """A number below 2³¹ that is the same for the same name, so that a later package updates the cards of an earlier one."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") >> 1 or 1


def _guid(item: Item) -> str:
    return hashlib.sha256("\x1f".join((item.type, item.stem, *item.options)).encode()).hexdigest()[:16]


def _fields(item: Item) -> list[str]:
    options = "".join(f"<li>{_shown(option)}</li>" for option in item.options)
    return [item.type, _shown(item.stem), options, _shown(_key(item)), _shown(item.explanation), _shown(item.basis)]


def _key(item: Item) -> str:
    if item.type == ORDER:
        return "\n".join(f"{n}. {letter}　{item.options[LETTERS.index(letter)]}" for n, letter in enumerate(item.answer, 1))
    return item.key if item.type != BLANK else "；".join("或".join(blank) for blank in item.blanks)


def _shown(text: str) -> str:
    return html.escape(clean(text), quote=False).replace("\n", "<br>")


def _tags(item: Item) -> list[str]:
    """Chapters as Anki nests them (a::b), the type and the degree; a tag holds no space."""
    chapter = "::".join(part for part in item.chapter.split("/") if part)
    return [re.sub(r"\s+", "_", clean(tag)) for tag in (chapter, item.type, item.degree) if tag]
