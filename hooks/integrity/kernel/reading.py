"""One file of the library read as a record, and the same kept from one build to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .cores import spread
from .frontmatter import parse, parse_ledger
from .issue import Issue
from .kept import Kept, Packed, key
from .links import page_uri
from .markings import markings
from .record import Origin, Record, read_record
from .terms import Terms

_KIND = "record"


@dataclass(frozen=True)
class Source:
    """A file that is to be a record of a kind: its text with line breaks as one sign, and the digest of its bytes."""

    kind: type[Record]
    path: str
    text: str
    digest: bytes


@dataclass(frozen=True)
class Found:
    """What a file gives: its record, None where it is none, and what is wrong with it. The body begins at `start`."""

    record: Record | None
    issues: tuple[Issue, ...]
    start: int = 0


class Reading:
    """Reads files as records of `kinds`; what `kept` has of a file with that content and path is not read again."""

    def __init__(self, kinds: Sequence[type[Record]], terms: Terms, kept: Kept, code: str) -> None:
        self.kinds, self.terms, self.kept = kinds, terms, kept
        self.stamp = key(code, terms, [(kind.__module__, kind.__qualname__) for kind in kinds])

    def read(self, sources: Mapping[str, Source]) -> dict[str, Found]:
        """What each file gives, by path."""
        names = {path: key(self.stamp, path, source.digest) for path, source in sources.items()}
        known: dict[str, Found] = self.kept.find(_KIND, names.values())
        missing = [path for path, name in names.items() if name not in known]
        made = spread(lambda path: Packed.of(_without_body(self._fresh(sources[path], names[path]))), missing)
        fresh = dict(zip((names[path] for path in missing), made, strict=True))
        self.kept.keep(_KIND, fresh)
        known.update((name, packed.value) for name, packed in fresh.items())
        return {path: _whole(known[name], sources[path]) for path, name in names.items()}

    def _fresh(self, source: Source, name: str) -> Found:
        parsed = parse(source.text) if source.kind.suffix == ".md" else parse_ledger(source.text)
        record, issues = read_record(source.kind, parsed, source.path, page_uri(source.path), self.terms)
        if source.kind.folder == "docs/" and (meant := self._meant(set(parsed.head.value))):
            issues = [Issue(source.path, 1, "", f"字段像是{meant.kind_label}，{meant.kind_label}应放在 {meant.folder}")]
        marked = tuple(marked_lines(source.path, source.text))
        said = {issue.line for issue in marked}
        issues = [issue for issue in issues if not (issue.field == "classification" and issue.line in said)]
        if record is not None:
            record._origin = replace(record.origin, made=name)
            record.look_through()
        return Found(record, (*marked, *issues), len(source.text) - len(parsed.body))

    def _meant(self, keys: set[str]) -> type[Record] | None:
        """The kind whose own fields a file outside every room's folder uses."""
        common = set(Record.model_fields)
        scored = [(len(keys & (set(kind.model_fields) - common)), kind) for kind in self.kinds]
        score, kind = max(scored, key=lambda pair: pair[0])
        return kind if score >= 2 else None


def marked_lines(path: str, text: str) -> list[Issue]:
    """An issue for every classification mark in a file."""
    said = "标志，这样的材料不得上站，请立即移出并报告保密管理人员"
    return [Issue(path, line, "", f"出现“{level}”{said}") for line, level in markings(text)]


def _without_body(found: Found) -> Found:
    if found.record is None:
        return found
    record = found.record.model_copy()
    record._origin = replace(found.record.origin, body="")
    return replace(found, record=record)


def _whole(found: Found, source: Source) -> Found:
    private = found.record.__pydantic_private__ if found.record is not None else None
    if private is not None:  # as `_origin = …`, which is slow
        origin = private["_origin"]
        body = source.text[found.start :]
        private["_origin"] = Origin(origin.path, origin.uri, body, origin.body_line, origin.lines, origin.made)
    return found
