"""What an editor's text may not hold: active HTML, addresses of other hosts, and the slips of a Chinese keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(r"<\s*(script|style|iframe|object|embed|link|meta|base|form|frame|applet)\b", re.I)
_ACTIVE = re.compile(r"<[a-z][^<>]*?\s(on[a-z]+|style|srcset|formaction)\s*=", re.I)
_ADDRESS = re.compile(r"(?<![\w/])(?:https?:|ftp:)?//([\w-]+(?:\.[\w-]+)+)", re.I)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?:\s|$)")
_WIDE_PARENTHESES = re.compile(r"\]\s*（[^）]*\.(?:md|png|jpe?g|svg|webp|pdf|docx|xlsx)[^）]*）|\] \([^)]*\.md[^)]*\)")
_WIDE_HEADING = re.compile(r"^＃+")
_LEFTOVER = re.compile(r"^\s*(?:……|正文写在这里。)\s*$")
_SUSPECT = re.compile(r"[<\]＃]|^[=>]{7}|^\s*(?:……|正文写在这里。)")
"""What every slip holds: most lines hold none of it."""
_HINTS = ("<", "]", "＃", "=======", ">>>>>>>", "……", "正文写在这里。")
_SVG = re.compile(
    r"<\s*(?:[\w.-]+:)?(?:script|foreignObject|iframe|image|embed|object|handler)\b|\son[a-z]+\s*=|<!ENTITY|@import|javascript\s*:"
    r"|(?:href|url)\s*[=(]\s*[\"']?\s*(?:https?:)?//",
    re.I,
)
_LOCAL_HOSTS = ("127.0.0.1", "localhost")


def may_slip(text: str) -> bool:
    """Whether there may be a slip in any line of `text`."""
    return any(hint in text for hint in _HINTS)


def slips(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """(line from 0, what is wrong) in the lines of a Markdown text whose code is blanked."""
    for number, line in enumerate(lines):
        if not _SUSPECT.search(line):
            continue
        if _CONFLICT.match(line):
            yield number, "有没有解决的合并冲突标记，请保留一方并删去标记行"
        if match := _TAG.search(line):
            yield number, f"不能写 <{match[1].lower()}> 标签，请删去"
        if match := _ACTIVE.search(line):
            yield number, f"HTML 里不能写 {match[1].lower()} 属性，请删去"
        if _WIDE_PARENTHESES.search(line):
            yield number, "链接的圆括号要用半角，并紧跟在方括号后面，例如 [名称](talks.md)"
        if _WIDE_HEADING.match(line):
            yield number, "标题的 # 要用半角，后面空一格，例如 ## 一、总体要求"
        if _LEFTOVER.match(line):
            yield number, "还是模板里的文字，请写上内容"


def hosts(line: str) -> Iterator[str]:
    """The hosts that a line names by address, this machine apart."""
    for match in _ADDRESS.finditer(line) if "//" in line else ():
        if match[1].lower() not in _LOCAL_HOSTS:
            yield match[1].lower()


def unsafe_svg(text: str) -> int | None:
    """The line (from 1) on which an SVG holds a script, a handler, an embedded page or an outside address; None if none."""
    return next((n for n, line in enumerate(text.split("\n"), 1) if _SVG.search(line)), None)
