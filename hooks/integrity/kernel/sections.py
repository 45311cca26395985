"""The body of a record by its ## headings, and the questions with their answers in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .links import paragraphs, prose_lines

_HEADING = re.compile(r"##\s+(\S.*?)\s*#*$")
_NUMBER = re.compile(r"\s{0,3}\d+[.、．]\s*(?=\S)")
_ANSWER = re.compile(r"\s*(?:参考要点|参考答案|答)[：:]\s*")


@dataclass(frozen=True)
class Section:
    """`text` is Markdown as written, its first line the line `line` of the file. What stands before a heading has no name."""

    name: str
    text: str
    line: int

    @property
    def filled(self) -> bool:
        return any(line.strip() for line in prose_lines(self.text))

    @property
    def plain(self) -> tuple[str, ...]:
        """Its paragraphs, list items and quotations as plain words."""
        return tuple(words for _, words in paragraphs(self.text))


@dataclass(frozen=True)
class Question:
    """A question for discussion; `answer` are the paragraphs after 参考要点：, none where nobody wrote them."""

    text: str
    answer: tuple[str, ...]
    line: int


def sections(body: str, first_line: int) -> tuple[Section, ...]:
    """Cut `body`, which begins at line `first_line` of its file. Headings in code count for nothing."""
    heads = [(n, match[1]) for n, line in enumerate(prose_lines(body)) if (match := _HEADING.match(line))]
    lines = body.split("\n")
    ends = [*(n for n, _ in heads), len(lines)][1:]
    found = [Section(name, "\n".join(lines[n + 1 : end]), first_line + n + 1) for (n, name), end in zip(heads, ends, strict=True)]
    before = lines[: heads[0][0]] if heads else lines
    opening = Section("", "\n".join(before), first_line)
    return (opening, *found) if opening.filled else tuple(found)


def questions(section: Section) -> tuple[Question, ...]:
    """The numbered questions of a section, each with what stands below it after 参考要点：."""
    lines = list(prose_lines(section.text))
    starts = [n for n, line in enumerate(lines) if _NUMBER.match(line)]
    ends = [*starts, len(lines)][1:]
    return tuple(_question(lines[a:b], section.line + a) for a, b in zip(starts, ends, strict=True))


def _question(lines: list[str], line: int) -> Question:
    asked, answered = [_NUMBER.sub("", lines[0], count=1)], list[str]()
    current = asked
    for text in _paragraphs(lines[1:]):
        if match := _ANSWER.match(text):
            current, text = answered, text[match.end() :]
        current.append(text)
    return Question("".join(asked).strip(), tuple(text for text in answered if text), line)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    words = ""
    for line in [*lines, ""]:
        if line.strip() and not (words and _ANSWER.match(line)):
            words += line.strip()
            continue
        if words:
            yield words
        words = line.strip()
