"""Amounts of documents: whole numbers of small parts, which sums do not round."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Final

PARTS: Final = Decimal(10**6)
"""Milligrams in a kilogram, microlitres in a litre."""
UNITS: Final = {"mass": "kg", "volume": "l"}


def parts_of(figure: Decimal | None) -> int | None:
    """Return kilograms or litres in whole parts, rounded up; None where they are not known."""
    return None if figure is None else int((figure * PARTS).to_integral_value(ROUND_CEILING))


def amount_text(amount: int, measure: str) -> str:
    """Return an amount in the unit of its measure: "475.5 kg"."""
    return f"{(Decimal(amount) / PARTS).normalize():,f} {UNITS[measure]}"
