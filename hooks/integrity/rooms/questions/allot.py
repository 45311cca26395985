"""Whole questions for shares: the method of largest remainders, and a flow of least cost where the bank sets limits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

Node = Hashable
Ends = tuple[Node, Node]
Arc = tuple[int, Callable[[int], int]]
"""How many units may pass, and the price of the k-th; prices do not fall with k."""
_FAR = 10**18


def apportion(total: int, shares: Mapping[str, int]) -> dict[str, int]:
    """`total` in whole numbers by `shares` (Hamilton): each is within one of its exact share; ties go to the first."""
    whole = sum(shares.values())
    made = {name: total * share // whole for name, share in shares.items()}
    rest = sorted(shares, key=lambda name: -(total * shares[name] % whole))
    for name in rest[: total - sum(made.values())]:
        made[name] += 1
    return made


def flow(arcs: Mapping[Ends, Arc], source: Node, sink: Node) -> dict[Ends, int]:
    """As many units as can pass from `source` to `sink`, at the least price; successive shortest paths."""
    used = dict.fromkeys(arcs, 0)
    while path := _path(arcs, used, source, sink):
        for ends, step in path:
            used[ends] += step
    return used


def _path(arcs: Mapping[Ends, Arc], used: Mapping[Ends, int], source: Node, sink: Node) -> list[tuple[Ends, int]]:
    """The cheapest way for one more unit (Bellman–Ford): each arc with +1, or −1 where a unit is taken back."""
    cost: dict[Node, int] = {source: 0}
    came: dict[Node, tuple[Ends, int]] = {}
    changed = True
    while changed:
        changed = False
        for ends, (room, price) in arcs.items():
            here, there = ends
            if here in cost and used[ends] < room and cost[here] + (more := price(used[ends] + 1)) < cost.get(there, _FAR):
                cost[there], came[there], changed = cost[here] + more, (ends, 1), True
            if there in cost and used[ends] and cost[there] - (less := price(used[ends])) < cost.get(here, _FAR):
                cost[here], came[here], changed = cost[there] - less, (ends, -1), True
    return _back(came, source, sink)


def _back(came: Mapping[Node, tuple[Ends, int]], source: Node, sink: Node) -> list[tuple[Ends, int]]:
    path: list[tuple[Ends, int]] = []
    at = sink
    while at in came and at != source:
        path.append(came[at])
        at = came[at][0][0 if came[at][1] == 1 else 1]
    return path[::-1]
