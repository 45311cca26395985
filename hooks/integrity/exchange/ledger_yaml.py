"""A ledger as the YAML file that an editor goes on with: plain words where YAML reads them back as they are, else in quotes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_PLAIN = re.compile(r"\d{0,4}[\u4e00-\u9fff（《“](?:[\w（）《》“”〔〕、，。；：？！％·…—.%/-]| (?=[^#\s]))*")
_RISKY = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")

_ORDER = (
    "no", "text", "unit", "post", "support", "goal", "due", "state", "started", "completed", "closed", "verified_by",
    "progress", "evidence", "result",
)  # fmt: skip


def ledger_text(head: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> str:
    """The whole file: the fields of the document, then problem by problem."""
    lines = [line for key, value in head.items() for line in _field(key, value, "")]
    lines.append("items:")
    for item in items:
        lines += _item(item)
    return "\n".join(lines) + "\n"


def scalar(value: object) -> str:
    """One value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | dt.date):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and not text.endswith((" ", ":")):
        return text
    return _RISKY.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))


def _item(item: Mapping[str, Any]) -> Iterator[str]:
    yield f"  - no: {item['no']}"
    yield f"    problem: {scalar(item['problem'])}"
    if "finding" in item:
        yield f"    finding: {scalar(item['finding'])}"
    if not item["measures"]:
        yield "    measures: []"
        return
    yield "    measures:"
    for measure in item["measures"]:
        fields = [line for key in _ORDER if key in measure for line in _field(key, measure[key], "        ")]
        yield "      - " + fields[0].lstrip()
        yield from fields[1:]


def _field(key: str, value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, list | tuple):
        yield f"{indent}{key}: {scalar(value)}"
    elif all(isinstance(part, str) for part in value):
        yield f"{indent}{key}: [{', '.join(map(_listed, value))}]"
    else:
        yield f"{indent}{key}:"
        for part in value:
            yield f"{indent}  - {{{', '.join(f'{name}: {_listed(word)}' for name, word in part.items())}}}"


def _listed(value: object) -> str:
    """A value inside brackets, where a comma would end it."""
    text = scalar(value)
    return text if text.startswith('"') or not isinstance(value, str) or not re.search(r"[,\[\]{}]", text) else json.dumps(text)
