"""By what a reader narrows a list: drawn by the macro `facets` of overrides/rooms/_parts.html, driven by js/facets.js."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One value. `slug` is its ASCII name in addresses, `uri` the page that lists it for a reader without script (empty where
    there is none), `count` how many items have it."""

    slug: str
    name: str
    uri: str
    count: int


@dataclass(frozen=True)
class Facet:
    """Values that are alternatives to each other; a reader may choose several."""

    key: str
    label: str
    values: tuple[Choice, ...]
