"""The life of a document: which replaces which, and what holds on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...kernel.statutes import Document
from .model import Policy

State = Literal["现行有效", "尚未生效", "已被修订", "已废止"]
STATES: tuple[State, ...] = ("现行有效", "尚未生效", "已被修订", "已废止")


@dataclass(frozen=True)
class Life:
    """Successors and amendments by uri. A successor replaces the whole document from its day of effect."""

    successors: Mapping[str, Policy]
    amendments: Mapping[str, tuple[Policy, ...]]

    def state(self, policy: Policy, today: dt.date) -> State:
        successor = self.successors.get(policy.uri)
        if successor and successor.effective <= today:
            return "已被修订" if successor.name == policy.name else "已废止"
        return "尚未生效" if policy.effective > today else "现行有效"


def life(policies: Sequence[Policy]) -> Life:
    by_number = {policy.number: policy for policy in policies if policy.number}
    successors: dict[str, Policy] = {}
    for old, new in (*_versions(policies), *_repealed(policies, by_number)):
        current = successors.get(old.uri)
        if current is None or new.effective < current.effective:
            successors[old.uri] = new
    amendments: dict[str, tuple[Policy, ...]] = {}
    for policy in sorted(policies, key=lambda policy: (policy.effective, policy.uri)):
        for number in policy.amends:
            if number in by_number:
                uri = by_number[number].uri
                amendments[uri] = (*amendments.get(uri, ()), policy)
    return Life(successors, amendments)


def _versions(policies: Iterable[Policy]) -> Iterator[tuple[Policy, Policy]]:
    last: dict[str, Policy] = {}
    for policy in sorted(policies, key=lambda policy: (policy.effective, policy.issued, policy.uri)):
        if policy.name in last:
            yield last[policy.name], policy
        last[policy.name] = policy


def _repealed(policies: Iterable[Policy], by_number: Mapping[str, Policy]) -> Iterator[tuple[Policy, Policy]]:
    for policy in policies:
        for number in policy.supersedes:
            if number in by_number:
                yield by_number[number], policy


def documents(policies: Sequence[Policy]) -> tuple[Document, ...]:
    """What citations may lead to, each with the day on which it ceases."""
    known = life(policies).successors
    return tuple(policy.document(known[policy.uri].effective if policy.uri in known else None) for policy in policies)
