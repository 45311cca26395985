"""The draft of the half-year report: the unit's own template filled with the figures of a period, as text and as docx.

The docx follows 党政机关公文格式 (GB/T 9704-2012): A4, margins 37/35/28/26 mm, title 二号小标宋, body 三号仿宋, 28 points a line.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from jinja2 import Environment, StrictUndefined, TemplateError, UndefinedError

from ..kernel.figures import Fact, Figure, Period, shown
from ..kernel.nearest import nearest
from ..kernel.settings import Settings

_SONG, _FANG, _HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"


class _Figures:
    """What a template may ask for."""

    def __init__(self, figures: Iterable[Figure], period: Period) -> None:
        self.period = period
        self.figures = {figure.key: figure for figure in figures}

    def _of(self, key: str) -> Figure:
        if key not in self.figures:
            near = nearest(key, sorted(self.figures), 0.3)
            raise UndefinedError(f"没有“{key}”这个指标" + (f"，是否想写“{near}”？" if near else ""))
        return self.figures[key]

    def figure(self, key: str) -> str:
        """The figure with its unit, or 无记录."""
        return shown(self._of(key).value(self.period), self._of(key).unit)

    def value(self, key: str) -> Any:
        return self._of(key).value(self.period)

    def has(self, key: str) -> bool:
        return self.value(key) is not None

    def records(self, key: str) -> tuple[Fact, ...]:
        return self._of(key).within(self.period)

    def activity_kinds(self) -> list[tuple[str, str]]:
        """(key, label) of the figures for each type of activity that has records."""
        kinds = [f for key, f in self.figures.items() if key.startswith("activity-") and f.unit == "场" and self.has(key)]
        return [(figure.key, figure.label.removesuffix("场次")) for figure in kinds if figure.key != "activity-total"]


def fill(template: Path, figures: Iterable[Figure], period: Period, settings: Settings, today: dt.date) -> str:
    """The report as Markdown text. ValueError says in Chinese what is wrong with the template, with its line."""
    if period.first > today:
        raise ValueError(f"{period.title}还没有开始，写不了报告")
    given = _Figures(figures, period)
    environment = Environment(undefined=StrictUndefined, trim_blocks=False, autoescape=False)
    try:
        made = environment.from_string(template.read_text("utf-8-sig")).render(
            figure=given.figure,
            value=given.value,
            has=given.has,
            records=given.records,
            activity_kinds=given.activity_kinds,
            period=period,
            settings=settings,
            today=today,
            as_of=min(today, period.last),
        )
    except TemplateError as problem:
        frames = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == "<template>"]
        line = getattr(problem, "lineno", None) or (frames or [1])[-1]
        raise ValueError(f"{template}:{line}: 报告模板写法有误：{problem.message}") from None
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def as_docx(text: str) -> bytes:
    """The report as a Word file in official layout."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    blocks = [block for block in text.split("\n\n") if block.strip()]
    for n, block in enumerate(blocks):
        signed = n >= len(blocks) - 2
        if n == len(blocks) - 2:
            document.add_paragraph()
        _add(document, block.strip(), signed)
    _number_pages(section)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _add(document: Any, block: str, signed: bool) -> None:
    if block.startswith("# "):
        _paragraph(document, block[2:], _SONG, 22, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
        document.add_paragraph()
    elif block.startswith("## "):
        _paragraph(document, block[3:], _HEI, 16, WD_ALIGN_PARAGRAPH.LEFT)
    elif signed:
        signature = _paragraph(document, block, _FANG, 16, WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
        signature.paragraph_format.right_indent = Pt(64)
    else:
        flush = block.endswith("：") and len(block) < 30
        _paragraph(document, block.replace("\n", ""), _FANG, 16, WD_ALIGN_PARAGRAPH.JUSTIFY, indent=not flush)


def _paragraph(document: Any, text: str, font: str, size: int, align: Any, indent: bool = True) -> Any:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.alignment = align
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28 if size < 20 else 34)
    layout.space_before = layout.space_after = Pt(0)
    layout.first_line_indent = Pt(size * 2) if indent else None
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return paragraph


def _number_pages(section: Any) -> None:
    """— 1 — at the foot of each page (GB/T 9704-2012, 7.5), as a PAGE field."""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)
    foot.add_run(" —")
