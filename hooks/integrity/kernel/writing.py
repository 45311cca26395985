"""What stands in the body of a record beside its words: links, addresses of hosts, slips of the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from .links import Link, prose, scan
from .markup import hosts, may_slip, slips


@dataclass(frozen=True)
class Writing:
    """Lines count in the file from 1. `hosts` are those that a line names by address, `slips` what is wrong with one."""

    links: tuple[Link, ...] = ()
    hosts: tuple[tuple[int, str], ...] = ()
    slips: tuple[tuple[int, str], ...] = ()


def read_writing(body: str, first_line: int) -> Writing:
    """`body` begins at `first_line` of its file."""
    text = prose(body)
    addressed, slipped = "//" in text, may_slip(text)
    lines = text.split("\n") if addressed or slipped else []
    named = ((n, host) for n, line in enumerate(lines, first_line) for host in hosts(line)) if addressed else ()
    wrong = ((n + first_line, problem) for n, problem in slips(iter(lines))) if slipped else ()
    return Writing(tuple(scan(body, first_line)), tuple(named), tuple(wrong))
