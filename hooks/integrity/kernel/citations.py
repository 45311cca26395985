"""Citations as officers write them: 《公职人员政务处分法》第三十九条 is the whole syntax.

Read in plain text: a subject (a title in 《》, a document number, the bare name of a statute, 本办法, 该法, or nothing) and
the places it names: 第X条第Y款第（Z）项, several (第三条、第五条), ranges (第三条至第五条), Chinese or Arabic numerals.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Literal, NamedTuple

from .articles import HEAD, Key
from .numerals import NUMERAL, number

Kind = Literal["title", "number", "name", "self", "that", "bare"]

_NOUNS = "法|法典|通则|总则|条例|规定|办法|规则|细则|准则|制度|意见|方案|通知|决定|解释|章程|规程|规范|标准|决议|公约"
_SELF = re.compile(rf"(?:本(?:章|节|编|实施)?(?:{_NOUNS}|章|节|编))$")
_THAT = re.compile(rf"(?:该|上述|前述)(?:{_NOUNS})$")
_STATUTE = re.compile(r"([\u4e00-\u9fff]{1,24}(?:法|法典|通则|总则|条例|修正案))$")
DOCUMENT_NAME = re.compile(rf"(?:{_NOUNS}|修正案|纲要|宪法)(?:[（(][^（）()]*[)）])?$")
"""The end of a name that is a document's, unlike a certificate or a list in 《》."""
_NOUN_END = re.compile(rf"(?:{_NOUNS})$")
_BEFORE_NAME = re.compile(
    r".*(?:依照|按照|根据|依据|违反|适用|属于|参照|触犯|符合|具有|实施|履行|执行|贯彻|遵守|以及|或者|如果|除了|除|按|依|以|由|与|和|及|或|对|在|是|的|有|将|为|因|其|经|从)"
)
_ASIDE = re.compile(r"\s*[（(][^（）()《》]*(?:《[^《》]*》[^（）()《》]*)?[)）]$")
_DOC_NO = re.compile(r"([\u4e00-\u9fff]{1,12})[〔\[［(（【]\s*(\d{4})\s*[〕\]］)）】]\s*第?\s*0*([1-9]\d*)\s*号")
_ARTICLE = re.compile(rf"第\s*({NUMERAL})\s*条(?:之({NUMERAL}))?")
_PARAGRAPH = re.compile(rf"第\s*({NUMERAL})\s*款")
_ITEM = re.compile(rf"第\s*[（(]?\s*({NUMERAL})\s*[)）]?\s*(?:(?:至|到)\s*第?\s*[（(]?\s*({NUMERAL})\s*[)）]?\s*)?项")
_AND = re.compile(r"\s*(?:、|和|及|以及|或者|或|与)\s*(?=第)")
_TO = re.compile(r"\s*(?:至|到|—+|－|-|~|～)\s*(?=第)")
_BRACKET = re.compile("[《》]")
_ALIAS = re.compile(r"^\s*[（(]\s*以下(?:统称|简称)\s*[《“\"]?([^《》“”\"（）()，。]+)[》”\"]?\s*[)）]")


class Subject(NamedTuple):
    """What is cited. `text` is the title without 《》, the number in its right form, or the bare name."""

    kind: Kind
    text: str
    start: int
    end: int


class Ref(NamedTuple):
    """A place that is named: `start`–`end` in the text. `until` ends a range that begins here; 0 means no 款 or 项."""

    start: int
    end: int
    key: Key
    paragraph: int = 0
    item: int = 0
    until: Key | None = None


class Citation(NamedTuple):
    subject: Subject
    refs: tuple[Ref, ...]


def find(text: str, names: Container[str] = frozenset()) -> Iterator[Citation]:
    """Every citation in `text`, in order. `names` are the statutes whose bare name (刑法第三条) is known."""
    head = HEAD.match(text)
    position, found, last = head.end() if head else 0, [], None
    if text.find("条", position) < 0 and "《" not in text and "号" not in text:
        return
    titles = {subject.end: subject for subject in (*_titles(text), *_numbers(text))}
    while match := _ARTICLE.search(text, position):
        refs, position = _list(text, match.start())
        subject = _subject(text, match.start(), titles, names)
        if subject.kind == "that":
            earlier = [titles[end] for end in sorted(titles) if end <= subject.start]
            subject = (last or earlier[-1])._replace(start=subject.start, end=subject.end) if last or earlier else subject
        elif subject.kind in ("title", "name", "number"):
            last = subject
        found.append(Citation(subject, refs))
    used = [(c.subject.start, c.refs[0].start) for c in found]
    found += [Citation(s, ()) for s in titles.values() if not any(start <= s.start < at for start, at in used)]
    yield from sorted(found, key=lambda citation: citation.subject.start)


def aliases(text: str) -> Iterator[tuple[str, str]]:
    """(short name, title) of every 《…》（以下简称…）."""
    for subject in _titles(text) if "以下" in text else ():
        if match := _ALIAS.match(text[subject.end :]):
            yield match[1].strip(), subject.text


def _titles(text: str) -> Iterator[Subject]:
    if "《" not in text:
        return
    depth, start = 0, 0
    for sign in _BRACKET.finditer(text):
        n = sign.start()
        if sign[0] == "《":
            start = start if depth else n
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield Subject("title", text[start + 1 : n].strip(), start, n + 1)


def _numbers(text: str) -> Iterator[Subject]:
    for match in _DOC_NO.finditer(text) if "号" in text else ():
        yield Subject("number", f"{match[1]}〔{match[2]}〕{match[3]}号", match.start(), match.end())


def _subject(text: str, at: int, titles: dict[int, Subject], names: Container[str]) -> Subject:
    before = text[:at].rstrip()
    direct = titles.get(len(before))
    if direct and direct.kind == "title":
        return direct
    aside = _ASIDE.search(before)
    if aside and aside.start() in titles:
        inside = [titles[end] for end in titles if aside.start() < end <= aside.end() and titles[end].kind == "number"]
        return inside[0]._replace(start=titles[aside.start()].start) if inside else titles[aside.start()]
    if direct:
        return direct
    plain = before[: aside.start()] if aside else before
    if match := _SELF.search(plain):
        return Subject("self", match[0], match.start(), match.end())
    if match := _THAT.search(plain):
        return Subject("that", match[0], match.start(), match.end())
    return _named(plain, names) or Subject("bare", "", at, at)


def _named(before: str, names: Container[str]) -> Subject | None:
    end = len(before)
    for length in range(min(40, end), 1, -1):
        if before[end - length :] in names:
            return Subject("name", before[end - length :], end - length, end)
    if match := _STATUTE.search(before):
        name = _BEFORE_NAME.sub("", match[1])
        if len(name) >= 2:
            return Subject("name", name, end - len(name), end)
    if match := _NOUN_END.search(before):
        return Subject("name", "", match.start(), end)
    return None


def _list(text: str, position: int) -> tuple[tuple[Ref, ...], int]:
    """第三条第一款、第二款和第五条至第八条 from `position`, and where it ends."""
    refs: list[Ref] = []
    while match := _ARTICLE.match(text, position):
        key = number(match[1]) or 0, (number(match[2]) or 0) if match[2] else 0
        places, position = _within(text, Ref(match.start(), match.end(), key))
        refs.extend(places)
        if (to := _TO.match(text, position)) and (end := _ARTICLE.match(text, to.end())):
            until = number(end[1]) or 0, (number(end[2]) or 0) if end[2] else 0
            refs[-1] = refs[-1]._replace(until=until)
            position = to.end()
        elif (more := _AND.match(text, position)) and _ARTICLE.match(text, more.end()):
            position = more.end()
        else:
            break
    return tuple(refs), position


def _within(text: str, article: Ref) -> tuple[list[Ref], int]:
    """The 款 and 项 named after an article. The first is one link with it, the others have their own."""
    refs, current, position = [article], article, article.end
    while True:
        joined = position == current.end
        gap = _AND.match(text, position)
        start = position if joined and not gap else gap.end() if gap else -1
        if start < 0:
            break
        paragraph, item = _PARAGRAPH.match(text, start), _ITEM.match(text, start)
        if paragraph:
            current = current._replace(start=start, end=paragraph.end(), paragraph=number(paragraph[1]) or 0, item=0)
        elif item:
            current = current._replace(start=start, end=item.end(), item=number(item[1]) or 0)
        else:
            break
        position = current.end
        if gap:
            refs.append(current)
        else:
            refs[-1] = current._replace(start=refs[-1].start)
            current = current._replace(start=refs[-1].start)
    return refs, position
