"""Amounts in 万元: added as decimals, shown as an office writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """The exact sum; what is not written adds nothing."""
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def wan(amount: Decimal) -> str:
    """1286.5 as 1,286.50: thousands apart, two decimal places, more where the amount has more. Nothing is rounded."""
    plain = amount.normalize()
    places = max(2, -int(plain.as_tuple().exponent))
    return f"{plain:,.{places}f}"
