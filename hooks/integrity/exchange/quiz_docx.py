"""The text form in a Word file: one line a paragraph; numbered lists of Word are read as if their numbers were typed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ..kernel.quiz import LETTERS, Item
from .archive import Refused, refuse_archive, steady
from .quiz_common import Read, Written
from .quiz_text import read_lines, text_lines
from .tally import Tally

_BODY, _HEAD = "宋体", "黑体"
_QUESTION = re.compile(r"\s*[A-HＡ-Ｈ]\s*[、.．:：]|\s*(?:正确|参考)?答案\s*[：:]")


class _Line(NamedTuple):
    text: str
    list: str = ""
    """decimal or upperLetter for a numbered paragraph of the first level, inner for one below it."""


def write_docx(items: Iterable[Item], title: str) -> Written:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    tally, count = Tally(), 0
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    style.paragraph_format.space_after = Pt(0)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run: Any = heading.add_run(title)
    run.font.size, run.font.name = Pt(18), _HEAD
    run._element.rPr.rFonts.set(qn("w:eastAsia"), _HEAD)
    stems, lines = _style(document, "题干", True), _style(document, "题目各行", False)
    end = document.element.body.sectPr
    for item in items:
        count += 1
        for n, line in enumerate("\n".join(text_lines(item, count, tally)).split("\n")):
            # Not add_paragraph, which looks through the whole document each time.
            paragraph: Any = document.element.body._new_p()
            end.addprevious(paragraph)
            paragraph.style = lines if n else stems
            paragraph.add_r().text = line
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", title, ""
    kept = io.BytesIO()
    document.save(kept)
    return Written(steady(kept.getvalue()), count, tally.notes)


def _style(document: Any, name: str, stem: bool) -> str:
    """The id of a new style of paragraphs: a stem stands apart and stays with what follows."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.font.bold = stem
    made.paragraph_format.space_before = Pt(10 if stem else 0)
    made.paragraph_format.keep_with_next = stem
    made.paragraph_format.keep_together = True
    return str(made.style_id)


def read_docx(content: bytes) -> Read:
    """The paragraphs in order; a fault is said with the number of the paragraph. Refused when it is no Word file."""
    import docx

    refuse_archive(content, ".docx", "WPS 或 Word")
    try:
        document = docx.Document(io.BytesIO(content))
        lines, places = _numbered(list(_paragraphs(document)))
    except Exception:  # the library raises whatever the broken part made it raise
        raise Refused("读不了这个文件，请用 WPS 或 Word 打开，另存为 .docx 再导入") from None
    tally = Tally()
    if document.tables:
        tally.add("文件里有 {n} 个表格，没有读；表格里的题请存成 .xlsx 再导入", len(document.tables))
    read = read_lines(lines, tally)
    at = dict(enumerate(places, 1))
    items = tuple(replace(item, line=at[item.line]) for item in read.items)
    return Read(items, tuple(replace(fault, line=at.get(fault.line, 1)) for fault in read.faults), read.notes)


def _paragraphs(document: Any) -> Iterator[list[_Line]]:
    formats = _formats(document)
    styles: dict[str | None, list[Any]] = {}
    for paragraph in document.paragraphs:
        kind = _list_of(paragraph, formats, styles)
        lines = re.split(r"[\n\r\x0b]", paragraph.text)
        yield [_Line(lines[0], kind if lines[0].strip() else ""), *map(_Line, lines[1:])]


def _formats(document: Any) -> dict[tuple[str, str], str]:
    """(numId, level) → decimal, upperLetter …"""
    from docx.oxml.ns import qn

    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = part.element
    levels = {
        (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): fmt.get(qn("w:val"))
        for abstract in root.iter(qn("w:abstractNum"))
        for level in abstract.iter(qn("w:lvl"))
        if (fmt := level.find(qn("w:numFmt"))) is not None
    }
    used = {num.get(qn("w:numId")): num.find(qn("w:abstractNumId")).get(qn("w:val")) for num in root.iter(qn("w:num"))}
    return {(num, level): fmt for num, abstract in used.items() for (known, level), fmt in levels.items() if known == abstract}


def _list_of(paragraph: Any, formats: dict[tuple[str, str], str], styles: dict[str | None, list[Any]]) -> str:
    """The kind of list that the paragraph, or else its style, belongs to."""
    own = paragraph._p.pPr
    name = paragraph._p.style
    if name not in styles:
        styles[name] = [style.element.pPr for style in _bases(paragraph.style)]
    for numbering in (found.numPr for found in (own, *styles[name]) if found is not None and found.numPr is not None):
        if numbering.numId is None:
            continue
        level = numbering.ilvl.val if numbering.ilvl is not None else 0
        form = formats.get((str(numbering.numId.val), str(level)), "")
        if form in ("upperLetter", "lowerLetter"):
            return "upperLetter"
        return form if form != "decimal" or level == 0 else "inner"
    return ""


def _bases(style: Any) -> Iterator[Any]:
    while style is not None:
        yield style
        style = style.base_style


def _numbered(paragraphs: list[list[_Line]]) -> tuple[list[str], list[int]]:
    """Lines with their numbers typed out, and the paragraph of each."""
    texts: list[str] = []
    places: list[int] = []
    stems = letters = inner = 0
    for n, lines in enumerate(paragraphs):
        mark, kind = "", lines[0].list
        if kind == "decimal" and _asks(paragraphs, n):
            stems, letters, inner = stems + 1, 0, 0
            mark = f"{stems}、"
        elif kind in ("decimal", "inner"):
            inner += 1
            mark = f"（{inner}）"
        elif kind == "upperLetter":
            mark = f"{LETTERS[min(letters, 7)]}、"
            letters += 1
        elif typed := re.match(r"\s*([0-9]+)\s*[、.．]", lines[0].text):
            stems, letters, inner = int(typed[1]), 0, 0
        texts += [mark + lines[0].text, *(line.text for line in lines[1:])]
        places += [n + 1] * len(lines)
    return texts, places


def _asks(paragraphs: list[list[_Line]], n: int) -> bool:
    """Whether a numbered paragraph is a question and no part of an answer: options or an answer follow before the next."""
    for lines in paragraphs[n + 1 :]:
        if lines[0].list == "decimal":
            return False
        if lines[0].list == "upperLetter" or any(_QUESTION.match(line.text) for line in lines):
            return True
    return False
