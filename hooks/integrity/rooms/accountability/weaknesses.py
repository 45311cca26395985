"""Where responsibility runs dry: one finding a place, told to the editor, on a page and to the risk page in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...kernel.issue import Issue
from ...kernel.risk import Proof
from ...kernel.statutes import Document
from ...kernel.templates import day
from ...kernel.yamlread import Loc
from .index import Entry, Index, Point, Section, Year
from .model import AccountabilityList


@dataclass(frozen=True)
class Kind:
    """`why` says why it matters, `act` what an office does about it, `write` what an editor changes."""

    rule: str
    name: str
    why: str
    act: str
    write: str


KINDS = (
    Kind(
        "no-lead",
        "无人牵头",
        "没有牵头单位的措施和指标，各家都以为别人在做，到期没有人交账。",
        "由清单起草单位提出牵头单位，报审核的领导确定后写进清单。",
        "请确定一个单位写在 lead 里，例如 lead: 政治处",
    ),
    Kind(
        "two-leads",
        "多头牵头",
        "两个以上单位牵头，进度、材料和问责都对不到一家，边界不清往往从这里开始。",
        "留一个单位牵头，其余改为配合单位；确实要分开的，拆成两条措施。",
        "请只留一个，其余写进 support，例如 lead: 法制大队",
    ),
    Kind(
        "lead-overload",
        "牵头过多",
        "一个单位牵头的事项太多，容易只报材料不抓落实，责任最后落在起草人身上。",
        "把与其他单位职责更近的事项调整出去，本单位改为配合。",
        "请把一部分事项改由职责更近的单位牵头，或者按规定调整 data/limits.yml 里的 lead_items",
    ),
    Kind(
        "idle-indicator",
        "指标空转",
        "牵头单位要对这项指标的分值负责，清单里却没有一条由它牵头的措施，考核时只能拿别人的材料说话。",
        "由牵头单位补一条具体措施，或者把指标交给真正在做的单位。",
        "请在清单里给它写一条措施，或者改由有措施的单位牵头",
    ),
    Kind(
        "absent-section",
        "单位缺位",
        "清单和指标里都找不到这个单位，它的廉政责任没有进入年度安排，检查和考核都碰不到它。",
        "对照该单位的职责和风险，至少明确一项牵头措施和一项配合措施。",
        "请在 lead 或者 support 里写上它承担的措施",
    ),
    Kind(
        "no-evidence",
        "到期无佐证",
        "期限已过，没有完成日期或者没有佐证，说不清做了没有、做到什么程度。",
        "做完了的补上完成日期和佐证；没有做完的抓紧落实，并向审核清单的领导说明原因。",
        "做完了的请补写 done 和 evidence，没有做的不要补造",
    ),
    Kind(
        "unassigned-policy",
        "制度无人认领",
        "这份制度正在施行，本年度的清单和指标没有一处引用它，落实靠自觉，检查也没有依据。",
        "在有关措施里写明落实它的哪一条，由谁牵头、什么时候完成。",
        "请在有关措施里引用它的条款，例如：落实《……》第五条",
    ),
)
_BY_RULE = {kind.rule: kind for kind in KINDS}


@dataclass(frozen=True)
class Weakness:
    """`amount` is in the unit of its rule: days for no-evidence, items for lead-overload, else 1. `unit` has to act."""

    rule: str
    subject: str
    text: str
    record: AccountabilityList
    at: Loc
    proofs: tuple[Proof, ...]
    unit: str
    amount: Decimal = Decimal(1)

    @property
    def kind(self) -> Kind:
        return _BY_RULE[self.rule]

    def issue(self) -> Issue:
        return self.record.issue(f"{self.text}；{self.kind.write}", *self.at, level="warning")


def current(found: Index) -> Iterator[Weakness]:
    """What still calls for somebody: all of the year that is answered for, and what earlier years have left undone."""
    for year in found.years:
        for weakness in weaknesses(year, found):
            if year.now or weakness.rule == "no-evidence":
                yield weakness


def weaknesses(year: Year, found: Index) -> tuple[Weakness, ...]:
    """In the order of KINDS."""
    ranks = [kind.rule for kind in KINDS]
    return tuple(sorted(_all(year, found), key=lambda weakness: ranks.index(weakness.rule)))


def _all(year: Year, found: Index) -> Iterator[Weakness]:
    if not year.entries and not year.points:
        return
    for entry in year.entries:
        yield from _leads(entry)
    for point in year.points:
        yield from _leads(point)
    for section in year.sections:
        yield from _overload(section, found.context.terms.number("lead_items"))
    leading = {unit for entry in year.entries for unit in entry.measure.lead}
    for point in year.points if leading else ():
        yield from _idle(point, leading)
    yield from _absent(year, found.context.terms.listed("section_groups"))
    for entry in year.entries:
        yield from _unproven(entry)
    if year.now:
        yield from _unassigned(year, found)


def named(place: Entry | Point) -> str:
    """A measure or an indicator as people speak of it."""
    if isinstance(place, Entry):
        return f"措施 {place.measure.no}“{short(place.measure.text)}”"
    return f"指标 {place.indicator.no}“{short(place.indicator.title)}”"


def short(text: str) -> str:
    """The first clause, at most 24 signs of it."""
    first = text.partition("，")[0]
    return first[:24] + ("…" if len(first) > 24 else "")


def _leads(place: Entry | Point) -> Iterator[Weakness]:
    units = place.measure.lead if isinstance(place, Entry) else place.indicator.lead
    record, at, proofs = place.record, (*place.at, "lead"), (_proof(place),)
    if not units:
        yield Weakness("no-lead", record.title, f"{named(place)}没有牵头单位", record, at, proofs, record.unit)
    elif len(units) > 1:
        text = f"{named(place)}由{'、'.join(units)}同时牵头"
        yield Weakness("two-leads", record.title, text, record, at, proofs, record.unit)


def _overload(section: Section, limit: int) -> Iterator[Weakness]:
    """At the first item that is too many."""
    firsts = [section.lead[n] for n in section.items]
    if len(firsts) > limit:
        one = firsts[limit]
        text = f"{section.name}牵头 {len(firsts)} 项责任事项，超过 {limit} 项"
        proofs = tuple(Proof(entry.item.title, entry.uri) for entry in firsts)
        where = one.record, (*one.at, "lead")
        yield Weakness("lead-overload", section.name, text, *where, proofs, one.record.unit, Decimal(len(firsts)))


def _idle(point: Point, leading: set[str]) -> Iterator[Weakness]:
    idle = [unit for unit in point.indicator.lead if unit not in leading]
    for unit in idle:
        text = f"{named(point)}由{unit}牵头，清单里没有一条由它牵头的措施"
        yield Weakness("idle-indicator", unit, text, point.record, (*point.at, "lead"), (_proof(point),), unit)


def _absent(year: Year, groups: tuple[str, ...]) -> Iterator[Weakness]:
    record = year.records[0]
    for section in year.sections:
        if section.group in groups and section.absent:
            text = f"{section.name}没有出现在{year.year}年的清单和指标里"
            proofs = (Proof(f"{section.name}的责任", section.uri),)
            yield Weakness("absent-section", section.name, text, record, _top(record), proofs, record.unit)


def _unproven(entry: Entry) -> Iterator[Weakness]:
    measure = entry.measure
    if isinstance(measure.deadline, str) or entry.days is None or entry.days >= 0 or (measure.done and measure.evidence):
        return
    what = "没有佐证" if measure.done else "没有完成日期" if measure.evidence else "没有完成日期，也没有佐证"
    text = f"{named(entry)}的期限是{day(measure.deadline)}，已过 {-entry.days} 天，{what}"
    unit = measure.lead[0] if measure.lead else entry.record.unit
    at = (*entry.at, "deadline")
    yield Weakness("no-evidence", unit, text, entry.record, at, (_proof(entry),), unit, Decimal(-entry.days))


def _unassigned(year: Year, found: Index) -> Iterator[Weakness]:
    context, record = found.context, year.records[0]
    inside = {one.uri for one in year.records}
    cited = {one.target.document.uri for one in context.cited if one.target and one.record.uri in inside}
    doctypes = context.terms.listed("assigned_doctypes")
    for document in context.statutes.documents:
        if document.doctype in doctypes and document.doc_no and document.in_force(context.today) and document.uri not in cited:
            yield _unclaimed(document, record, year.year)


def _unclaimed(document: Document, record: AccountabilityList, year: int) -> Weakness:
    title = f"《{document.title}》"
    text = f"{title}（{document.doc_no}）正在施行，{year}年的清单和指标都没有引用它"
    return Weakness("unassigned-policy", title, text, record, _top(record), (Proof(document.title, document.uri),), record.unit)


def _proof(place: Entry | Point) -> Proof:
    text = place.measure.text if isinstance(place, Entry) else place.indicator.title
    return Proof(text, place.uri)


def _top(record: AccountabilityList) -> Loc:
    return ("subjects",) if record.subjects else ("indicators",)
