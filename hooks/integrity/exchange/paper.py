"""A test paper as Word files: form A, form B, the answer sheet and the key, on A4 in the manner of an official document."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ..kernel.exam import Pair, Paper, Part, Question, abreast, length
from ..kernel.quiz import DEGREES, LETTERS

_SONG, _FANG, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_MIDDLE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_WIDTH = Mm(166)
_LAST = re.compile(r"([\u4e00-\u9fff]{0,2}[？?：，。、”》]{0,2}[（(]\s*[）)])")
"""A bracket for the answer and the word before it."""
_LINE = 38
_SIGNS = 37
"""Full-width signs of 12 points on a line of options."""


def files(pair: Pair, owner: str, today: dt.date) -> dict[str, bytes]:
    """The four documents by what they are: A卷, B卷, 答题卡, 答案."""
    made = {f"{paper.form}卷": _paper(paper, owner) for paper in pair.papers}
    made |= {"答题卡": _sheet(pair.a, owner), "答案": _key(pair, owner)}
    return {name: _saved(document, f"{pair.a.title}（{name}）", owner, today) for name, document in made.items()}


def _paper(paper: Paper, owner: str) -> Any:
    document = _document()
    _head(document, owner, paper.title, f"（{paper.form}卷）")
    _line(document, f"时间：{paper.minutes} 分钟　　满分：{paper.full} 分　　合格：{paper.pass_score} 分", align=_MIDDLE)
    _who(document)
    _line(document, "答案写在答题卡上。", _KAI)
    for n, part in enumerate(paper.parts, 1):
        _part_heading(document, part, n, part.hint)
        for question in part.questions:
            _question(document, question)
    return document


def _question(document: Any, question: Question) -> None:
    stem = _line(document, _whole(f"{question.no}．{question.stem}"), before=4)
    stem.paragraph_format.keep_with_next = bool(question.item.options)
    options, count = question.item.options, abreast(question.item.options, _SIGNS)
    lettered = [f"{letter}．{option}" for letter, option in zip(LETTERS, options, strict=False)]
    for at in range(0, len(lettered), count):
        row = lettered[at : at + count]
        line = _line(document, "\t".join(row))
        layout = line.paragraph_format
        layout.left_indent, layout.first_line_indent = Pt(48 if count == 1 else 24), Pt(-24 if count == 1 else 0)
        layout.keep_with_next = at + count < len(lettered)
        for n in range(1, count):
            layout.tab_stops.add_tab_stop(Pt(24) + int((_WIDTH - Pt(24)) * n / count))


def _whole(stem: str) -> str:
    """Breaks the line before a bracket's last word where the bracket would be parted: no sign keeps them together in every
    word processor, so the place is reckoned in signs of 12 points, one less to a line than there is room for."""
    said, at = "", 0.0
    for n, piece in enumerate(_LAST.split(stem)):
        if n % 2 and at + length(piece) > _LINE:
            said, at = said + "\n", 0
        for sign in piece:
            at = at + length(sign) if at + length(sign) <= _LINE + 1 else length(sign)
        said += piece
    return said


def _sheet(paper: Paper, owner: str) -> Any:
    """One sheet for both forms: they have the same numbers."""
    document = _document()
    _head(document, owner, f"{paper.title}答题卡", "A卷　□　　　B卷　□")
    _who(document)
    for n, part in enumerate(paper.parts, 1):
        _part_heading(document, part, n)
        for row in part.rows:
            _grid(document, row, [""] * len(row), 8.5)
        for question in part.questions if part.lines else ():
            _ruled(document, question.no, part.lines)
    return document


def _key(pair: Pair, owner: str) -> Any:
    document = _document()
    _head(document, owner, f"{pair.a.title}参考答案", "（A卷、B卷）")
    _line(document, f"组卷依据：{pair.source}　　满分：{pair.a.full} 分", align=_MIDDLE)
    _line(document, f"组卷种子：{pair.seed}", align=_MIDDLE)
    for n, paper in enumerate(pair.papers):
        heading = _line(document, f"{paper.form}卷", _HEI, 15, align=_MIDDLE, before=8)
        heading.paragraph_format.page_break_before = n > 0
        for m, part in enumerate(paper.parts, 1):
            _answers(document, part, m)
    _line(document, "组卷说明", _HEI, 15, align=_MIDDLE, before=12)
    for said in composition(pair):
        _line(document, said)
    _line(document, "审题人（签字）：＿＿＿＿＿＿＿＿　　＿＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿＿＿", before=18)
    return document


def _answers(document: Any, part: Part, n: int) -> None:
    _part_heading(document, part, n)
    for row in part.rows:
        _grid(document, row, [question.item.answer for question in row])
    for question in part.questions:
        item, basis = question.item, question.basis
        key = "" if part.rows or item.blanks else "\n" + item.answer
        short = item.answer if part.rows else item.key if item.blanks else "参考答案"
        _line(document, f"{question.no}．{short}{f'　{basis}' if basis else ''}{key}", before=3, size=10.5)
        if item.explanation:
            _line(document, item.explanation, _KAI, 10.5).paragraph_format.left_indent = Pt(21)


def composition(pair: Pair) -> tuple[str, ...]:
    """What was composed, in words: counts by chapter and degree, and which questions stand on both papers."""
    got = pair.a.count("chapter")
    degrees = pair.a.count("degree")
    other = [f"{name}按份数应为 {pair.degrees.get(name, 0)} 道" for name in DEGREES if degrees[name] != pair.degrees.get(name, 0)]
    lines = [
        "题型：" + "，".join(f"{part.name} {len(part.questions)} 道" for part in pair.a.parts),
        "章节：" + "，".join(f"{name} {got[name]} 道" for name in pair.chapters),
        "难度：" + "，".join(f"{name} {degrees[name]} 道" for name in DEGREES if degrees[name]) + _short(other),
    ]
    same = "，".join(f"A卷第 {a} 题即B卷第 {b} 题" for a, b in pair.shared)
    also = f"两卷有 {len(pair.shared)} 道题相同（同类的题不够），B卷换了题序，有选项的也换了选项次序：{same}"
    also = also if same else "两卷没有相同的题"
    return *(line + "。" for line in lines), also + "。"


def _short(other: list[str]) -> str:
    return f"（{'、'.join(other)}，题不够，用相邻的难度补）" if other else ""


def _document() -> Any:
    document = docx.Document()
    # Without the language, signs such as ） may begin a line.
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(22), Mm(20), Mm(22), Mm(22)
    foot = section.footer.paragraphs[0]
    foot.alignment = _MIDDLE
    for text, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(text)
        if field:
            made = OxmlElement("w:fldSimple")
            made.set(qn("w:instr"), field)
            foot._p.append(made)
    return document


def _head(document: Any, owner: str, title: str, below: str) -> None:
    _line(document, owner, size=14, align=_MIDDLE)
    _line(document, title, _SONG, 22, align=_MIDDLE)
    _line(document, below, align=_MIDDLE)


def _who(document: Any) -> None:
    line = _line(document, "姓名＿＿＿＿＿＿＿　　单位＿＿＿＿＿＿＿＿＿＿＿　　得分＿＿＿＿＿", align=_MIDDLE, before=8)
    line.paragraph_format.space_after = Pt(6)


def _part_heading(document: Any, part: Part, n: int, hint: str = "") -> None:
    _line(document, part.heading(n), _HEI, 14, before=8).paragraph_format.keep_with_next = True
    if hint:
        _line(document, hint, _KAI).paragraph_format.keep_with_next = True


def _line(document: Any, text: str, font: str = _FANG, size: float = 12, align: Any = _LEFT, before: float = 0) -> Any:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.alignment = align
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.6)
    layout.space_before, layout.space_after = Pt(before), Pt(0)
    _write(paragraph, text, font, size)
    return paragraph


def _write(paragraph: Any, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    fonts = run._element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “ and ” are Chinese here


def _grid(document: Any, row: Iterable[Question], answers: Iterable[str], height: float = 6.5) -> None:
    """Numbers above, answers below: a column for each of ten, the last ones empty where there are fewer."""
    table = document.add_table(2, 11, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    lines = (["题号", *(str(question.no) for question in row)], ["答案", *answers])
    for made, words in zip(table.rows, lines, strict=True):
        made.height = Mm(6.5 if words[0] == "题号" else height)
        for cell, word in zip(made.cells, [*words, *[""] * 11], strict=False):
            cell.paragraphs[0].alignment, cell.vertical_alignment = _MIDDLE, WD_CELL_VERTICAL_ALIGNMENT.CENTER
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            _write(cell.paragraphs[0], word, _FANG, 11)
    _line(document, "", size=4)


def _ruled(document: Any, no: int, lines: int) -> None:
    table = document.add_table(lines, 1)
    for n, made in enumerate(table.rows):
        made.height = Mm(8.5)
        cell = made.cells[0]
        _write(cell.paragraphs[0], f"{no}．" if n == 0 else "", _FANG, 12)
        edges, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "4"), ("color", "000000")):
            bottom.set(qn(f"w:{key}"), value)
        edges.append(bottom)
        cell._tc.get_or_add_tcPr().append(edges)
    _line(document, "", size=4)


def _saved(document: Any, title: str, owner: str, today: dt.date) -> bytes:
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = title, owner, owner, ""
    about.created = about.modified = dt.datetime.combine(today, dt.time(8))
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
