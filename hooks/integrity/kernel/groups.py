"""Grouping, neighbours and twins: what every index does with its records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .issue import Issue
from .record import Record

T = TypeVar("T")


@dataclass(frozen=True)
class Group(Generic[T]):
    """The items that share `name`, in the order they came."""

    name: str
    items: tuple[T, ...]

    def __len__(self) -> int:
        return len(self.items)


def group_by(
    items: Iterable[T], keys: Callable[[T], Iterable[str]], order: Callable[[str], Any] = str, reverse: bool = False
) -> tuple[Group[T], ...]:
    """Group by every key an item has; groups are sorted by `order` of their name."""
    found: dict[str, list[T]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    names = sorted(found, key=lambda name: (order(name), name), reverse=reverse)
    return tuple(Group(name, tuple(found[name])) for name in names)


def neighbours(items: Sequence[T]) -> Iterator[tuple[T | None, T, T | None]]:
    """Each item with the one before and the one after it."""
    for n, item in enumerate(items):
        yield (items[n - 1] if n else None), item, (items[n + 1] if n + 1 < len(items) else None)


def twins(records: Iterable[Record], key: str) -> Iterator[Issue]:
    """An issue for every record whose `key` an older one has already."""
    first: dict[Any, Record] = {}
    for record in sorted(records, key=lambda record: (record.date, record.origin.path)):
        value = getattr(record, key)
        other = first.setdefault(value, record)
        if other is not record:
            yield record.issue(f"{value} 与 {other.origin.path} 重复，请改成没有用过的", key)
