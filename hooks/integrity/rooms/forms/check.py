"""Before anything is printed: the text fits its papers, the fields can be written on; and the signing numbers agree."""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.issue import Issue
from ...kernel.room import Context
from .model import Form
from .paper import PAPERS, RULE, Fit, fit, rule
from .text import blocks, unprintable


def check(context: Context) -> Iterator[Issue]:
    first: dict[tuple[int, str], Form] = {}
    for form in context.library.of(Form):
        other = first.setdefault((form.year, form.title), form)
        if other is not form:
            yield form.issue(f"{form.year} 年的“{form.title}”已写在 {other.origin.path}，请合并或者改标题", "title")
        yield from _check_text(form)
        yield from _check_papers(form)
        yield from _check_total(form)
        yield from _check_units(form)
        yield from _check_days(form, context)


def _check_text(form: Form) -> Iterator[Issue]:
    for line, what in unprintable(form.body):
        said = f"印张上排不了{what}，请改写成段落，或者“1. ”开头的承诺事项"
        yield Issue(form.origin.path, form.origin.body_line + line, "", said)
    if not blocks(form.body):
        yield Issue(form.origin.path, form.origin.body_line, "", "没有正文，请在文件头下面写要印在纸上的文字")


def _check_papers(form: Form) -> Iterator[Issue]:
    text = blocks(form.body)
    for n, name in enumerate(form.papers):
        found = fit(form, text, PAPERS[name])
        if not found.fits:
            yield form.issue(f"{name} 排不下：{_too_long(found)}", "papers", n)
        yield from _check_fields(form, found)


def _too_long(found: Fit) -> str:
    signs = found.excess * found.signs
    other = "或者减少填写栏" if found.paper.name == "A4" else "减少填写栏，或者改用 A4"
    return f"用最小的字号仍多出 {found.excess} 行，请把正文删短约 {signs} 字，{other}"


def _check_fields(form: Form, found: Fit) -> Iterator[Issue]:
    for n, line in enumerate(form.lines):
        left = rule(line, found.paper, found.type)
        if left < RULE and not line.dated:
            wider = "改写成 width: long，" if line.width == "short" and found.paper.columns > 1 else ""
            said = f"在 {found.paper.name} 上只剩 {max(0, left):.0f} 毫米可写，至少要 {RULE} 毫米，请{wider}或者把栏目名写短"
            yield form.issue(said, "lines", n, "label")


def _check_total(form: Form) -> Iterator[Issue]:
    if form.total is None and form.signed is not None:
        yield form.issue("填了已签人数，就要填应签人数，例如 total: 236", "total")
    if form.signed is None and form.total is not None:
        yield form.issue("填了应签人数，就要填已签人数，还没有人签的写 signed: 0", "signed")
    if form.total is None or form.signed is None:
        return
    if form.signed > form.total:
        yield form.issue(f"{form.signed} 多于应签人数 {form.total}，请核对", "signed")
    if form.signing:
        for key, whole in (("total", form.total), ("signed", form.signed)):
            parts = sum(getattr(row, key) for row in form.signing)
            if parts != whole:
                yield form.issue(f"{whole} 与各单位之和 {parts} 不符，请核对，或者只写其中一样", key)


def _check_units(form: Form) -> Iterator[Issue]:
    seen: set[str] = set()
    for n, row in enumerate(form.signing):
        if row.unit in seen:
            yield form.issue(f"{row.unit}写了两次，请合并", "signing", n, "unit")
        seen.add(row.unit)
        if row.signed > row.total:
            yield form.issue(f"{row.signed} 多于应签人数 {row.total}，请核对", "signing", n, "signed")


def _check_days(form: Form, context: Context) -> Iterator[Issue]:
    later = f"晚于今天（{context.today}），这些数字先不计入"
    bare = [n for n, row in enumerate(form.signing) if not form.counted_on(row)]
    if (form.total is not None and not form.signing and not form.as_of) or bare:
        yield form.issue("填了签订人数，就要填写统计日期，例如 as_of: 2026-11-20", "as_of")
    if form.as_of and form.as_of > context.today:
        yield form.issue(later, "as_of", level="warning")
    for n, row in enumerate(form.signing):
        if row.as_of and row.as_of > context.today:
            yield form.issue(later, "signing", n, "as_of", level="warning")
